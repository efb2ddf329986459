import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { Money } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";

type Person = Extract<Actor, { kind: "person" }>;
type Status = "running" | "stopping" | "stopped" | "done";
/** What stands at an item of a run: as it was seen, and `why` where it is left out from the beginning. */
export type RunItem = {
  readonly itemId: string;
  readonly version: number;
  readonly revisionId: string;
  readonly sha256: string | null;
  readonly number: string;
  readonly title: string;
  readonly why: string | null;
};
type NewRun = {
  readonly id: string;
  readonly count: number;
  readonly amount: Money;
  readonly currency: string;
  readonly hashTotal: string | null;
  readonly releaseAt: string | null;
  /** One accounting date for all that have one; null: each keeps its own. */
  readonly dating: { readonly date: string; readonly reason: string } | null;
  /** In the order in which they go, what is left out behind. */
  readonly items: readonly RunItem[];
};

/** Where an item of a list stands among others, and whose it is. */
export type Place = {
  readonly id: string;
  readonly recordType: string;
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly projectId: string | null;
  readonly vendorId: string | null;
  readonly parentSourceId: string | null;
  readonly ownPersonIds: readonly string[];
  readonly fields: ExportFields;
};

/** What says after which others items go, and who is closed to deciding on them, on which day they are booked; without their bodies. */
export async function readPlaces(tx: Tx, companyId: string, ids: readonly string[]): Promise<readonly Place[]> {
  return await rows<Place>(
    tx,
    sql`select id, record_type as "recordType", source_kind as "sourceKind", source_id as "sourceId", project_id as "projectId",
      vendor_id as "vendorId", parent_source_id as "parentSourceId", to_json(own_person_ids) as "ownPersonIds", fields
    from item where company_id = ${companyId} and id = any(${list(ids)})`,
  );
}

/** Stores a run with everything that it is to accept, and rings; null where another one of the company is under way. */
export async function addRun(tx: Tx, companyId: string, actor: Person, run: NewRun): Promise<number | null> {
  const leftOut = run.items.filter(({ why }) => why !== null).length;
  const made = await row<{ number: number }>(
    tx,
    sql`insert into accept_run (company_id, id, number, person_id, person_name, item_count, left_out, amount, currency, hash_total, release_at, booked_day, date_reason)
      select ${companyId}::uuid, ${run.id}::uuid, coalesce((select max(number) from accept_run where company_id = ${companyId}), 0) + 1, ${actor.personId}::uuid,
        ${actor.name}, ${run.count}, ${leftOut}, ${run.amount}, ${run.currency}, ${run.hashTotal}, ${run.releaseAt}::timestamptz, ${run.dating?.date ?? null}::date, ${run.dating?.reason ?? null}
      on conflict do nothing returning number`,
  );
  if (!made) return null;
  const values = run.items.map(({ itemId, version, revisionId, sha256, number, title, why }, n) => ({
    p: n + 1,
    i: itemId,
    v: version,
    r: revisionId,
    s: sha256,
    n: number,
    t: title,
    w: why,
  }));
  await tx.execute(sql`insert into accept_run_item (company_id, run_id, position, item_id, decision_id, seen_version, seen_revision_id, seen_sha256, number, title, outcome, why)
    select ${companyId}::uuid, ${run.id}::uuid, p, i, gen_random_uuid(), v, r, s, n, t, case when w is not null then 'left_out' end, w
    from jsonb_to_recordset(${json(values)}) as x(p integer, i uuid, v integer, r uuid, s text, n text, t text, w text)`);
  const { number } = made;
  const { id: runId, count, amount, hashTotal, releaseAt } = run;
  const dating = run.dating ? { bookedDay: run.dating.date, reason: run.dating.reason } : {};
  const event = {
    kind: "run.started",
    runId,
    number,
    count,
    amount,
    hashTotal,
    leftOut,
    releaseAt,
    ...dating,
  } as const;
  await appendAudit(tx, companyId, actor, [{ event }]);
  await tx.execute(sql`select ring('accept.run', ${companyId}::uuid, ${runId})`);
  return number;
}

export type StoredRun = {
  readonly id: string;
  readonly number: number;
  readonly personId: string;
  readonly by: string;
  readonly at: string;
  readonly status: Status;
  readonly count: number;
  readonly leftOut: number;
  readonly amount: Money;
  readonly currency: string;
  readonly hashTotal: string | null;
  readonly releaseAt: string | null;
  readonly accepted: number;
  readonly signed: number;
  readonly refused: number;
  /** The one accounting date (YYYY-MM-DD), why, and how many were given it until now; null where each keeps its own. */
  readonly bookedDay: string | null;
  readonly dateReason: string | null;
  readonly dated: number;
  readonly endedBy: string | null;
  readonly finishedAt: string | null;
};
const columns = sql`r.id, r.number, r.person_id as "personId", r.person_name as by, r.created_at as at, r.status, r.item_count as count, r.left_out as "leftOut",
  r.amount, r.currency, r.hash_total as "hashTotal", r.release_at as "releaseAt", r.accepted, r.signed, r.refused, r.booked_day::text as "bookedDay",
  r.date_reason as "dateReason", r.dated, r.ended_by as "endedBy", r.finished_at as "finishedAt"`;
const withInstants = (run: StoredRun): StoredRun => ({
  ...run,
  at: iso(run.at),
  releaseAt: iso(run.releaseAt),
  finishedAt: iso(run.finishedAt),
});

/** A run by its id; null when the company has none such. */
export async function readRun(tx: Tx, companyId: string, runId: string): Promise<StoredRun | null> {
  const found = await row<StoredRun>(
    tx,
    sql`select ${columns} from accept_run r where r.company_id = ${companyId} and r.id = ${runId}::uuid`,
  );
  return found && withInstants(found);
}

/** The run that is under way; null when none is. */
export async function readOpenRun(tx: Tx, companyId: string): Promise<StoredRun | null> {
  const found = await row<StoredRun>(
    tx,
    sql`select ${columns} from accept_run r where r.company_id = ${companyId} and r.finished_at is null`,
  );
  return found && withInstants(found);
}

/** The newest runs. */
export async function readRuns(tx: Tx, companyId: string, limit: number): Promise<readonly StoredRun[]> {
  const found = await rows<StoredRun>(
    tx,
    sql`select ${columns} from accept_run r where r.company_id = ${companyId} order by r.number desc limit ${limit}`,
  );
  return found.map(withInstants);
}

/** The open run, locked unless another worker has it; null where there is nothing to do. */
export async function lockOpenRun(tx: Tx, companyId: string): Promise<StoredRun | null> {
  const found = await row<StoredRun>(
    tx,
    sql`select ${columns} from accept_run r where r.company_id = ${companyId} and r.finished_at is null for update skip locked`,
  );
  return found && withInstants(found);
}

export type RunRow = {
  readonly itemId: string;
  readonly decisionId: string;
  readonly seenVersion: number;
  readonly seenRevisionId: string;
  readonly seenSha256: string;
};

/** What goes next, in its order. */
export async function readNextPart(
  tx: Tx,
  companyId: string,
  runId: string,
  count: number,
): Promise<readonly RunRow[]> {
  return await rows<RunRow>(
    tx,
    sql`select item_id as "itemId", decision_id as "decisionId", seen_version as "seenVersion", seen_revision_id as "seenRevisionId", seen_sha256 as "seenSha256"
      from accept_run_item where company_id = ${companyId} and run_id = ${runId} and outcome is null order by position limit ${count}`,
  );
}

type PartOutcome = {
  readonly itemId: string;
  readonly outcome: "accepted" | "signed" | "refused";
  readonly why: string | null;
};

/** Notes what became of a part and how many were given the run's accounting date, in the transaction that accepted it. */
export async function storePart(
  tx: Tx,
  companyId: string,
  actor: Actor,
  { id: runId, number, bookedDay }: Pick<StoredRun, "id" | "number" | "bookedDay">,
  outcomes: readonly PartOutcome[],
  dated: number,
): Promise<void> {
  const values = outcomes.map(({ itemId, outcome, why }) => ({ i: itemId, o: outcome, w: why }));
  await tx.execute(sql`update accept_run_item m set outcome = x.o, why = x.w from jsonb_to_recordset(${json(values)}) as x(i uuid, o text, w text)
    where m.company_id = ${companyId} and m.run_id = ${runId} and m.outcome is null and m.item_id = x.i`);
  const of = (outcome: string) => outcomes.filter((one) => one.outcome === outcome).length;
  const [accepted, signed, refused] = [of("accepted"), of("signed"), of("refused")];
  await tx.execute(sql`update accept_run set accepted = accepted + ${accepted}, signed = signed + ${signed}, refused = refused + ${refused}, dated = dated + ${dated}
    where company_id = ${companyId} and id = ${runId}`);
  const counts = { runId, number, accepted, signed, refused, ...(bookedDay === null ? {} : { dated }) };
  await appendAudit(tx, companyId, actor, [{ event: { kind: "run.part", ...counts } }]);
}

/** Ends a run; `endedBy` null: it came to its end. */
export async function endRun(
  tx: Tx,
  companyId: string,
  actor: Actor,
  { id: runId, number, accepted, signed, refused }: StoredRun,
  endedBy: string | null,
): Promise<void> {
  await tx.execute(sql`update accept_run set status = ${endedBy === null ? "done" : "stopped"}, ended_by = ${endedBy}, finished_at = clock_timestamp()
    where company_id = ${companyId} and id = ${runId}`);
  await appendAudit(tx, companyId, actor, [
    { event: { kind: "run.ended", runId, number, accepted, signed, refused, endedBy } },
  ]);
}

/** Has a run stop before its next part. */
export async function askStop(
  tx: Tx,
  companyId: string,
  actor: Person,
  { id: runId, number }: StoredRun,
): Promise<void> {
  await tx.execute(sql`update accept_run set status = 'stopping', ended_by = ${`Stopped by ${actor.name}`}
    where company_id = ${companyId} and id = ${runId} and status = 'running'`);
  await appendAudit(tx, companyId, actor, [{ event: { kind: "run.stop_asked", runId, number } }]);
  await tx.execute(sql`select ring('accept.run', ${companyId}::uuid, 'stop')`);
}

export type RunBatch = { readonly id: string; readonly number: number; readonly count: number; readonly amount: Money };
/** The batches that a run has made, in their order. */
export async function readRunBatches(tx: Tx, companyId: string, runId: string): Promise<readonly RunBatch[]> {
  return await rows<RunBatch>(
    tx,
    sql`select id, number, item_count as count, amount from batch where company_id = ${companyId} and run_id = ${runId}::uuid order by number`,
  );
}

export type RunOut = {
  readonly position: number;
  readonly itemId: string;
  readonly number: string;
  readonly title: string;
  readonly why: string;
};
/** What was not accepted, with its reason; keyset by position. */
export async function readRunOut(
  tx: Tx,
  companyId: string,
  runId: string,
  after: number,
  limit: number,
): Promise<readonly RunOut[]> {
  return await rows<RunOut>(
    tx,
    sql`select position, item_id as "itemId", number, title, coalesce(why, '') as why from accept_run_item
      where company_id = ${companyId} and run_id = ${runId}::uuid and outcome in ('refused', 'left_out') and position > ${after} order by position limit ${limit}`,
  );
}
