// Replays what a company's record proved into an empty test company of Sage, and compares the totals (docs/replay.md).
import { parseArgs } from "node:util";
import type { ReplayOutcome } from "#lib/core/replay.ts";
import { connect } from "#lib/db/database.ts";
import { listedCompanies } from "#lib/db/installation.ts";
import { replay } from "#lib/replay/replay-command.ts";

const usage = `npm run replay -- --name COMPANY --sage-folder DIR --sql URL --home DIR [--job JOB] [--up-to 2026-05-31T23:59:59Z]
    [--keep-going] [--patience SECONDS]
  with DATABASE_URL (the owner) in the environment; DIR and URL are those of an empty test company of Sage`;
const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const places = { name: text, "sage-folder": text, sql: text, home: text } as const;
const options = {
  ...places,
  job: text,
  "up-to": text,
  "keep-going": flag,
  patience: { ...text, default: "900" },
} as const;
/** What the shell is told: 0 equal, 1 not, 2 nothing was written, 3 go on once Sage has posted. */
const codes: Readonly<Record<ReplayOutcome, number>> = { equal: 0, differs: 1, failed: 1, refused: 2, waits: 3 };

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  const { DATABASE_URL } = process.env;
  const { name, "sage-folder": dataFolder, sql, home: homeFolder, "up-to": upTo } = values;
  const [until, patience] = [upTo === undefined ? null : new Date(upTo), Number(values.patience)];
  const isWrong = (until !== null && Number.isNaN(until.getTime())) || !(patience > 0);
  if (!DATABASE_URL || !name || !dataFolder || !sql || !homeFolder || isWrong) throw new Error(usage);
  const db = connect(DATABASE_URL, 2);
  try {
    const [company, other] = await listedCompanies(db, name);
    if (!company || other) throw new Error(`There is ${company ? "more than one" : "no"} company named ${name}.`);
    const outcome = await replay({
      ...{ db, company, homeFolder, dataFolder, sql, keepGoing: values["keep-going"], onlyJob: values.job ?? null },
      ...{ upTo: until?.toISOString() ?? null, patienceMs: patience * 1000, importTimeoutMs: 60_000 },
      say: (words) => process.stdout.write(`${words}\n`),
    });
    process.stdout.write(`${JSON.stringify({ outcome })}\n`);
    return codes[outcome];
  } finally {
    await db.$client.end();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
