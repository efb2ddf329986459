import { sql } from "drizzle-orm";
import { projectId, vendorId } from "#drizzle/seed/facts.ts";
import type { DatedEvent, History } from "#drizzle/seed/history.ts";
import { insertRows } from "#drizzle/seed/insert.ts";
import type { Entry, Revision } from "#drizzle/seed/ledger.ts";
import type { World } from "#drizzle/seed/world.ts";
import { companyId, formerClient } from "#drizzle/seed/write-company.ts";
import { json, type Tx } from "#lib/db/database.ts";

export type Told = { readonly entry: Entry; readonly history: History };
type Row = Record<string, unknown>;

/**
 * Writes items with their revisions, documents, findings, decisions and exports. This is the one place beside
 * lib/db/transition.ts that writes an item's state: a past of fourteen months cannot be walked through gesture by gesture,
 * since every gesture is dated by the database's clock.
 */
export async function writeItems(tx: Tx, world: World, told: readonly Told[], checkedAt: string): Promise<void> {
  const company_id = companyId(world);
  await insertRows(
    tx,
    "item",
    told.map((one) => itemRow(world, one)),
  );
  await insertRows(
    tx,
    "item_revision",
    told.flatMap(({ entry }) => revisionRows(company_id, entry)),
  );
  await insertRows(
    tx,
    "export_document",
    told.flatMap(({ entry }) => documentRows(company_id, entry)),
    "on conflict do nothing",
  );
  await insertRows(
    tx,
    "finding",
    told.flatMap(({ entry }) => findingRows(company_id, entry)),
  );
  // After its findings: what an item shows is kept with what the check found.
  await tx.execute(
    sql`update item set checked_at = ${checkedAt}::timestamptz where company_id = ${company_id} and checked_at is null`,
  );
  await insertRows(
    tx,
    "decision",
    told.flatMap((one) => decisionRows(company_id, one)),
  );
  const exported = told
    .filter(({ history }) => history.export !== null)
    .toSorted((a, b) => (a.history.export?.acceptedAt ?? "").localeCompare(b.history.export?.acceptedAt ?? ""));
  await writeExports(tx, company_id, exported, checkedAt);
  await insertRows(
    tx,
    "export_attempt",
    exported.flatMap((one) => attemptRows(world, one)),
  );
}

function itemRow(world: World, { entry, history }: Told): Row {
  const { story, revision, assessment, fields } = entry;
  const { head } = revision;
  const { project, contract } = story;
  const authors = world.people.filter(
    ({ procoreUserId }) => procoreUserId !== null && head.authors.includes(String(world.idBase + procoreUserId)),
  );
  const vendor = contract.vendor?.id ?? (head.vendorSourceId === null ? null : Number(head.vendorSourceId));
  const place = head.projectSourceId === null ? [] : [project.number, project.name];
  const own = [...new Set([...authors, ...(history.sender ? [history.sender] : [])].map(({ id }) => id))];
  return {
    company_id: companyId(world),
    id: entry.id,
    record_type: entry.recordType,
    source_kind: head.sourceKind,
    source_id: head.sourceId,
    parent_source_id: head.parentSourceId ?? null,
    project_id: head.projectSourceId === null ? null : projectId(world, project.id),
    vendor_id: vendor && vendorId(world, vendor),
    number: head.number,
    title: head.title,
    amount: head.amount,
    source_status: head.status,
    is_approved: head.isApproved,
    is_gone: false,
    state: entry.state,
    version: history.version,
    lane: assessment?.lane ?? "clean",
    blocks: assessment?.blocks ?? 0,
    warns: assessment?.warns ?? 0,
    note: history.note,
    is_returned: story.before !== null,
    revision_id: revision.id,
    latest_revision_id: revision.id,
    fields,
    erp_id: entry.erpId,
    document_sha256: assessment?.document?.sha256 ?? null,
    document_problem: assessment?.documentProblem ?? null,
    sent_at: history.sentAt,
    sent_by: history.sentBy,
    own_person_ids: own,
    state_at: history.stateAt,
    state_by: history.stateBy,
    // As lib/preflight/ingest.ts composes it.
    search: [head.number, head.title, head.vendorName ?? contract.vendor?.name ?? "", head.amount, ...place]
      .join(" ")
      .toLowerCase(),
    created_at: story.madeAt,
  };
}

function revisionRows(company_id: string, { id: item_id, first, revision, story }: Entry): Row[] {
  const row = ({ id, sha256, body, head }: Revision, number: number, created_at: string) => {
    return { company_id, id, item_id, number, sha256, body, head, source_updated_at: head.updatedAt, created_at };
  };
  const oldest = row(first, 1, story.madeAt);
  return first === revision ? [oldest] : [oldest, row(revision, 2, story.againAt)];
}

function documentRows(company_id: string, { id: item_id, assessment, revision, story }: Entry): Row[] {
  if (!assessment?.document) return [];
  const { sha256, text } = assessment.document;
  return [{ company_id, sha256, item_id, revision_id: revision.id, document: text, created_at: story.madeAt }];
}

function findingRows(company_id: string, { id: item_id, assessment }: Entry): Row[] {
  return (assessment?.findings ?? []).map((finding, position) => {
    const { code, severity, sentence, field, asOf, fixer, fix } = finding;
    return { company_id, item_id, position, code, severity, sentence, field, as_of: asOf, fixer, fix };
  });
}

function decisionRows(company_id: string, { entry, history }: Told): Row[] {
  return history.decisions.map(({ id, verdict, person, revisionId, reasons, text, at }) => ({
    company_id,
    id,
    item_id: entry.id,
    revision_id: revisionId,
    verdict,
    person_id: person.id,
    seen_sha256: verdict === "accept" ? (entry.assessment?.document?.sha256 ?? null) : null,
    fields: entry.fields,
    reasons,
    text,
    created_at: at,
  }));
}

/** Exports in the order of their acceptance: their place in the queue is counted by the database. */
async function writeExports(tx: Tx, companyId: string, exported: readonly Told[], nextAt: string): Promise<void> {
  const values = exported.map(({ entry, history }, n) => {
    const made = history.export;
    const decision = history.decisions.find(({ verdict }) => verdict === "accept");
    return {
      n,
      id: made?.id,
      item_id: entry.id,
      revision_id: entry.revision.id,
      decision_id: decision?.id,
      status: made?.status,
      note: made?.note,
      verdict: made?.verdict,
      sha: entry.assessment?.document?.sha256 ?? entry.revision.sha256,
      erp_id: entry.erpId,
      family: entry.familyKey,
      type: entry.recordType,
      fence: made?.attempts.length,
      accepted_at: made?.acceptedAt,
      finished_at: made?.finishedAt,
      written_at: made?.writtenAt,
      // What waits is looked at again as soon as a worker runs.
      next_at: made?.status === "waiting" ? nextAt : null,
    };
  });
  for (let start = 0; start < values.length; start += 1000) {
    await tx.execute(sql`insert into export (company_id, id, item_id, revision_id, decision_id, document_sha256, erp_id, erp_key, family_key, status, fence, release_at,
        has_open_intent, attempts, note, verdict, write_back, write_back_at, created_at, finished_at, next_check_at)
      select ${companyId}::uuid, id, item_id, revision_id, decision_id, sha, erp_id, type || ':' || erp_id, family, status, fence, accepted_at,
        status = 'held', least(fence, 1), note, verdict, case when written_at is not null then 'written' when status = 'proved' then 'none' else 'not_yet' end, written_at, accepted_at, finished_at, next_at
      from jsonb_to_recordset(${json(values.slice(start, start + 1000))}) as x(n integer, id uuid, item_id uuid, revision_id uuid, decision_id uuid, status text,
        note text, verdict jsonb, sha text, erp_id text, family text, type text, fence integer, accepted_at timestamptz, finished_at timestamptz, written_at timestamptz,
        next_at timestamptz)
      order by n`);
  }
}

function attemptRows(world: World, { entry, history }: Told): Row[] {
  const made = history.export;
  if (!made) return [];
  const [company_id, sync_client_id] = [companyId(world), formerClient(world).id];
  const wrote_sha256 = entry.assessment?.document?.sha256 ?? null;
  return made.attempts.map(({ fence, mode, at, reportedAt, verdict }) => {
    const deadline = new Date(Date.parse(at) + 120_000).toISOString();
    const report = {
      reported_at: reportedAt,
      verdict,
      evidence: evidenceOf(entry, reportedAt, verdict.kind),
      wrote_sha256,
      is_late: false,
    };
    return { company_id, export_id: made.id, fence, mode, sync_client_id, leased_at: at, deadline, ...report };
  });
}

/** What the sync client saw, as lib/sync-client/sage.ts reports it. */
function evidenceOf({ document }: Entry, at: string, kind: string): Row {
  const found = (document?.expectations ?? []).map(({ table, rows }) => {
    return { table, posted: kind === "proved" ? rows : [], unposted: kind === "imported" ? rows : [] };
  });
  return { at, reports: {}, found };
}

/** Appends events in the order of time. The trigger numbers and chains them, with the moments given. */
export async function writeEvents(tx: Tx, companyId: string, events: readonly DatedEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += 1000) {
    const values = events
      .slice(start, start + 1000)
      .map(({ at, actor, itemId, event: { kind, ...data } }, n) => ({ n, at, actor, item: itemId, kind, data }));
    await tx.execute(sql`insert into audit_event (company_id, seq, at, actor, kind, item_id, data, prev_hash, hash)
      select ${companyId}::uuid, 0, at, actor, kind, item, data, '', ''
      from jsonb_to_recordset(${json(values)}) as x(n integer, at timestamptz, actor jsonb, kind text, item uuid, data jsonb) order by n`);
  }
}

/** By time; what happened at the same moment stays in the order in which it was told. */
export function inOrder(events: readonly DatedEvent[]): readonly DatedEvent[] {
  return events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
