import { parseArgs } from "node:util";
import { pino } from "pino";
import { startSyncClient } from "#lib/sync-client/client.ts";
import { wordsOf } from "#lib/sync-client/durable-file.ts";
import { enrol } from "#lib/sync-client/enrolment.ts";
import { homeAt, PlainFault } from "#lib/sync-client/home.ts";
import { openReader } from "#lib/sync-client/readers/open-reader.ts";
import { openWriter } from "#lib/sync-client/writers/open-writer.ts";

const usage = `sync-client enrol --gateway http://host:port --code CODE --sage-folder DIR --sql URL [--write-sql URL] [--home DIR]
sync-client run [--home DIR]    (the home folder may also come from SYNC_CLIENT_HOME)`;
const text = { type: "string" } as const;
const options = { home: text, gateway: text, code: text, "sage-folder": text, sql: text, "write-sql": text };
const log = pino({ base: { program: "sync-client" } });

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof PlainFault ? error.message : `Fault: ${wordsOf(error)}`}\n`);
  if (!(error instanceof PlainFault)) log.fatal({ err: error }, "The sync client ends.");
  process.exit(1);
}

async function run(home: string): Promise<void> {
  // For tests alone: the process ends itself at one named point, as a power cut would end it.
  const killAt = process.env.SYNC_CLIENT_KILL_AT;
  const client = await startSyncClient({
    home: homeAt(home),
    openReader: (file) =>
      openReader(file.sage.sql, (error) => log.warn({ problem: error.message }, "SQL connection lost.")),
    openWriter: ({ sage: { writeSql } }) =>
      writeSql ? openWriter(writeSql, (error) => log.warn({ problem: error.message }, "SQL connection lost.")) : null,
    log,
    atPoint: (point) => void (killAt === point && process.kill(process.pid, "SIGKILL")),
    onReady: () => process.stdout.write('{"ready":"sync-client"}\n'),
    onFatal: fail,
  });
  const stop = () => client.close().then(() => process.exit(0), fail);
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const home = values.home ?? process.env.SYNC_CLIENT_HOME;
  const [command] = positionals;
  if (!home) throw new PlainFault("Say where the home folder is: --home DIR or SYNC_CLIENT_HOME.");
  if (command === "run") return run(home);
  if (command !== "enrol") throw new PlainFault(usage);
  const { gateway, code, sql, "sage-folder": sageFolder, "write-sql": writeSql } = values;
  if (!gateway || !code || !sql || !sageFolder) throw new PlainFault(usage);
  const file = await enrol({ home: homeAt(home), gateway, code, sql, sageFolder, ...(writeSql ? { writeSql } : {}) });
  process.stdout.write(
    `This sync client is enrolled for ${file.companyName}. Start it with: sync-client run --home ${home}\n`,
  );
}

main().catch(fail);
