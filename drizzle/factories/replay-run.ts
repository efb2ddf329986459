import { type Database, withCompany } from "#lib/db/database.ts";
import { type ReplayEnd, recordReplay } from "#lib/db/replay-runs.ts";

/** A replay of the company that came to an end with one total short, recorded as the command does. */
export async function aReplayRun(db: Database, companyId: string, over: Partial<ReplayEnd> = {}): Promise<void> {
  const because = "Not replayed: commitment SC-0001 (Sage SC-0001)";
  const end: ReplayEnd = {
    outcome: "differs",
    words: "1 of 5 totals differ.",
    upTo: "2026-05-31T23:59:59.000Z",
    onlyJob: null,
    count: 5,
    replayed: 4,
    byHand: 0,
    gone: 1,
    notReplayed: 1,
    totals: [
      { job: "24-01", measure: "budget", ledger: "3001.00", sage: "3001.00", difference: "0.00", because: "" },
      { job: "24-01", measure: "committed", ledger: "19252.50", sage: "0.00", difference: "-19252.50", because },
    ],
    ...over,
  };
  await withCompany(db, companyId, (tx) => recordReplay(tx, companyId, end));
}
