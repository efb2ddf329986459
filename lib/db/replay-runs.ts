import { sql } from "drizzle-orm";
import type { ReplayTotal } from "#lib/core/replay.ts";
import type { ReplayEvent, ReplayRun } from "#lib/core/replay-events.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { iso, json, row, type Tx } from "#lib/db/database.ts";

/** What is kept of a replay: counts of documents, and the totals that differ. */
export type ReplayEnd = Omit<ReplayEvent, "kind" | "runId" | "totals" | "differing"> & {
  readonly totals: readonly ReplayTotal[];
};
const keptDifferences = 200;

/** Stores how a replay ended, with its event in the record. */
export async function recordReplay(tx: Tx, companyId: string, end: ReplayEnd): Promise<void> {
  const differing = end.totals.filter(({ because }) => because !== "");
  const words = end.words.slice(0, 2000);
  const made = await row<{ id: string }>(
    tx,
    sql`insert into replay_run (company_id, outcome, words, up_to, only_job, count, replayed, by_hand, gone, not_replayed, totals, differences)
      values (${companyId}, ${end.outcome}, ${words}, ${end.upTo}, ${end.onlyJob}, ${end.count}, ${end.replayed}, ${end.byHand}, ${end.gone},
        ${end.notReplayed}, ${end.totals.length}, ${json(differing.slice(0, keptDifferences))}) returning id`,
  );
  const { totals, ...counts } = end;
  const figures = { ...counts, words, totals: totals.length, differing: differing.length };
  const event: ReplayEvent = { kind: "replay.ended", runId: made?.id ?? "", ...figures };
  await appendAudit(tx, companyId, { kind: "system", name: "Replay on the server" }, [{ event }]);
}

/** The newest replay of the company; null before the first one. */
export async function readLastReplay(tx: Tx, companyId: string): Promise<ReplayRun | null> {
  const found = await row<ReplayRun>(
    tx,
    sql`select ended_at as "endedAt", outcome, words, up_to as "upTo", only_job as "onlyJob", count, replayed, by_hand as "byHand", gone,
        not_replayed as "notReplayed", totals, differences from replay_run where company_id = ${companyId} order by ended_at desc limit 1`,
  );
  return found && { ...found, endedAt: iso(found.endedAt), upTo: iso(found.upTo) };
}

/** The company's name, as the command takes it. */
export async function readReplayName(tx: Tx, companyId: string): Promise<string> {
  return (await row<{ name: string }>(tx, sql`select name from company where id = ${companyId}`))?.name ?? "";
}
