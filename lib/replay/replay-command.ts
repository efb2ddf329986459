import { resolve } from "node:path";
import { sql } from "drizzle-orm";
import type { ReplayOutcome } from "#lib/core/replay.ts";
import { type Database, iso, row, withCompany } from "#lib/db/database.ts";
import { type ReplayEnd, recordReplay } from "#lib/db/replay-runs.ts";
import { ReplayRefused } from "#lib/replay/read-ledger.ts";
import {
  beginReplay,
  type ReplayFile,
  type ReplayHome,
  readReplayFile,
  replayHomeAt,
} from "#lib/replay/replay-home.ts";
import { type Fate, type ReplayOptions, type ReplayResult, runReplay } from "#lib/replay/run-replay.ts";
import { writeReport } from "#lib/replay/write-report.ts";
import { PlainFault } from "#lib/sync-client/home.ts";

export type ReplayWish = Pick<ReplayOptions, "db" | "sql" | "keepGoing" | "patienceMs" | "importTimeoutMs" | "say"> & {
  readonly company: { readonly id: string; readonly name: string };
  readonly homeFolder: string;
  readonly dataFolder: string;
  /** Null: everything proved until now, by the database's clock. */
  readonly upTo: string | null;
  readonly onlyJob: string | null;
};

/**
 * One replay from its wish to its report: begins or goes on in the home folder, runs, writes the reports, and stores how it
 * ended in the company's record, a refusal included. Answers the outcome; throws what is no refusal.
 */
export async function replay(wish: ReplayWish): Promise<ReplayOutcome> {
  const { db, say, company } = wish;
  const home = replayHomeAt(resolve(wish.homeFolder));
  const file = await fileOf(home, wish);
  const record = (end: ReplayEnd) => withCompany(db, company.id, (tx) => recordReplay(tx, company.id, end));
  const asked = { upTo: file.upTo, onlyJob: file.onlyJob };
  try {
    const result = await runReplay({ ...wish, home, file });
    for (const path of await writeReport(home, file, result)) say(`Written: ${path}`);
    await record({ ...asked, ...countsOf(result) });
    if (result.words) say(result.words);
    return result.outcome;
  } catch (error) {
    if (!(error instanceof ReplayRefused) && !(error instanceof PlainFault)) throw error;
    const none = { count: 0, replayed: 0, byHand: 0, gone: 0, notReplayed: 0, totals: [] };
    await record({ ...asked, ...none, outcome: "refused", words: error.message });
    say(error.message);
    return "refused";
  }
}

async function fileOf(home: ReplayHome, wish: ReplayWish): Promise<ReplayFile> {
  const dataFolder = resolve(wish.dataFolder);
  const { id: companyId, name: companyName } = wish.company;
  const found = await readReplayFile(home);
  if (!found) {
    const upTo = wish.upTo ?? (await nowOf(wish.db));
    return await beginReplay(home, { companyId, companyName, dataFolder, upTo, onlyJob: wish.onlyJob });
  }
  const isSame =
    found.companyId === companyId &&
    found.dataFolder === dataFolder &&
    found.onlyJob === wish.onlyJob &&
    (wish.upTo === null || found.upTo === wish.upTo);
  if (!isSame)
    throw new PlainFault(
      `${home.folder} holds another replay: of ${found.companyName} into ${found.dataFolder}, up to ${found.upTo}${found.onlyJob ? `, job ${found.onlyJob}` : ""}. Give the same again, or another --home.`,
    );
  return found;
}

async function nowOf(db: Database): Promise<string> {
  const found = await row<{ now: string }>(db, sql`select clock_timestamp() as now`);
  return iso(found?.now ?? "");
}

function countsOf({ outcome, words, gone, documents, totals }: ReplayResult) {
  const of = (...fates: Fate[]) => documents.filter(({ fate }) => fates.includes(fate)).length;
  const [replayed, byHand, notReplayed] = [of("replayed", "stands"), of("keyed", "to-key"), of("not-replayed")];
  return { outcome, words, count: documents.length, replayed, byHand, gone, notReplayed, totals };
}
