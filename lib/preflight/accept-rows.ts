import { sql } from "drizzle-orm";
import type { z } from "zod";
import { firstSignature, type SignatureStep } from "#lib/core/accept-rules.ts";
import type { Actor } from "#lib/core/actors.ts";
import { accepted } from "#lib/core/machines/export.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { addBatch } from "#lib/db/batches.ts";
import { json, rows, type Tx } from "#lib/db/database.ts";
import { oncePerItem, readEarlier } from "#lib/db/earlier-decisions.ts";
import { ring } from "#lib/db/exports.ts";
import { readCompany, readFactsBase } from "#lib/db/facts.ts";
import { lockItems, type StoredItem } from "#lib/db/items.ts";
import { readSteps, storeSignatures } from "#lib/db/signatures.ts";
import { erpKey, refuseTakenIds } from "#lib/db/taken-ids.ts";
import { transition } from "#lib/db/transition.ts";
import type { Dating } from "#lib/preflight/accounting-dates.ts";
import { assessAndStore } from "#lib/preflight/assess-items.ts";
import { type Checked, checkRow, withoutBlocked } from "#lib/preflight/check-row.ts";
import { wavesOf } from "#lib/preflight/decision-waves.ts";
import { giveDate } from "#lib/preflight/give-date.ts";
import { recordType } from "#lib/records/registry.ts";
import type { AcceptAnswer, AcceptRow, RowOutcome } from "#lib/views/inputs.ts";
import { answerRow, signedRow } from "#lib/views/rows.ts";

type Context = { readonly tx: Tx; readonly companyId: string; readonly actor: Actor };
type Row = z.infer<typeof AcceptRow>;
type How = {
  /** When they go, an instant. */
  readonly releaseAt: string;
  /** The run that they are a part of: what they go after may have been accepted in an earlier part, and is not seen here. */
  readonly runId?: string;
  /** One accounting date for all that have one; only what is accepted or signed is given it. */
  readonly dating?: Dating;
};

/**
 * Accepts up to 500 items, whatever asked for it: decision, export order, doorbell and record in the caller's transaction, as set
 * operations over rows. Per row it answers done, signed by the first of two (lib/core/accept-rules.ts), or the refusal; a
 * decision id that was used before answers what it answered then (design.md 5.2).
 */
export async function acceptRows(
  context: Context,
  wanted: readonly Row[],
  { releaseAt, runId, dating }: How,
): Promise<AcceptAnswer & { readonly dated: number }> {
  const asked = oncePerItem(wanted);
  const ids = asked.map((entry) => entry.itemId);
  const items = await renewOf(context, ids, ({ isChecked }) => runId !== undefined && !isChecked);
  const earlier = await readEarlier(context, asked, "accept");
  const answers = new Map<string, RowOutcome>();
  const stored: Row[] = [];
  let dated = 0;
  for (const wave of wavesOf(asked, items)) {
    // What was accepted just now may be what a later one waited for, or what it has to be rendered behind.
    const isRenewed = wave.number > 0 && (stored.length > 0 || runId !== undefined);
    const current: ReadonlyMap<string, StoredItem> = isRenewed
      ? await renewOf(
          context,
          wave.rows.map((entry) => entry.itemId),
          () => true,
        )
      : items;
    const seen = wave.rows.map((entry) =>
      checkRow(context, entry, current.get(entry.itemId), earlier.get(entry.decisionId)),
    );
    const given = dating ? await giveDate(context, seen, dating) : { rows: seen, dated: 0 };
    dated += given.dated;
    const decided = await decide(context, given.rows.map(withoutBlocked), releaseAt);
    stored.push(...decided.stored);
    for (const { itemId } of wave.rows)
      answers.set(itemId, decided.answers.get(itemId) ?? answerRow(itemId, refuse("item.unknown")));
  }
  const all = asked.map(({ itemId }) => answers.get(itemId) ?? answerRow(itemId, refuse("item.unknown")));
  const signed = all.filter((answer) => answer.code === firstSignature).length;
  const done = all.filter((answer) => answer.isDone).length - signed;
  if (stored.length === 0) return { rows: all, done, signed, dated, releaseAt: null, batchId: null };
  const isBatch = asked.length > 1 || runId !== undefined;
  const batchId = isBatch ? await keepBatch(context, stored, all, { releaseAt, runId: runId ?? null }) : null;
  return { rows: all, done, signed, dated, releaseAt, batchId };
}

type Going = { readonly entry: Row; readonly item: StoredItem; readonly step: SignatureStep };

/** What becomes of the rows of one wave: accepted, signed by the first of two, or refused; each with its answer. */
async function decide(
  context: Context,
  checked: readonly Checked[],
  releaseAt: string,
): Promise<{ readonly stored: readonly Row[]; readonly answers: ReadonlyMap<string, RowOutcome> }> {
  const { tx, companyId, actor } = context;
  const fresh = checked.flatMap(({ entry, outcome }) =>
    outcome.ok && typeof outcome.value === "object" ? [{ entry, item: outcome.value }] : [],
  );
  const wanted = fresh.map(({ item }) => item);
  const taken = await refuseTakenIds(tx, companyId, wanted);
  const steps = await readSteps(context, wanted);
  const going = fresh.flatMap(({ entry, item }): Going[] => {
    const step = steps.get(item.id);
    return step?.ok && !taken.has(item.id) ? [{ entry, item, step: step.value }] : [];
  });
  const [accepting, signing] = [going.filter((one) => one.step.kind === "accept"), going.filter(isSigning)];
  await store(context, accepting, releaseAt);
  if (actor.kind === "person")
    await storeSignatures(
      tx,
      companyId,
      actor,
      signing.map(({ entry, item, step }) => ({ item, step, decisionId: entry.decisionId, sha256: entry.seenSha256 })),
    );
  const accepted = new Map(accepting.map(({ item }) => [item.id, item.version + 1]));
  const answers = checked.map(({ entry: { itemId }, item, outcome }) => {
    const isSigned = (outcome.ok && outcome.value === "signed") || signing.some((one) => one.item.id === itemId);
    const refused = taken.get(itemId) ?? steps.get(itemId);
    const version = accepted.get(itemId) ?? item?.version ?? 0;
    if (isSigned) return signedRow(itemId, version);
    return answerRow(itemId, outcome.ok ? (refused?.ok === false ? refused : ok(version)) : outcome);
  });
  return {
    stored: accepting.map(({ entry }) => entry),
    answers: new Map(answers.map((answer) => [answer.itemId, answer])),
  };
}

const isSigning = ({ step }: Going) => step.kind === "sign";

/** Several items of one decision are a batch: what went with which totals, and what was asked for and left out. */
async function keepBatch(
  { tx, companyId, actor }: Context,
  stored: readonly Row[],
  answers: readonly RowOutcome[],
  how: { readonly releaseAt: string; readonly runId: string | null },
): Promise<string | null> {
  if (actor.kind !== "person") return null;
  const { currency } = await readCompany(tx, companyId);
  const members = stored.map(({ itemId, decisionId, seenSha256 }) => ({
    itemId,
    decisionId,
    documentSha256: seenSha256,
  }));
  const refused = answers
    .filter((answer) => !answer.isDone || answer.code === firstSignature)
    .map(({ itemId, sentence }) => ({ itemId, why: sentence ?? "" }));
  return await addBatch(tx, companyId, actor, { ...how, currency, members, refused });
}

/** Assesses anew, of these items, those that wait for a decision and are to be; answers all as they are then. */
async function renewOf(
  { tx, companyId }: Context,
  ids: readonly string[],
  isStale: (item: StoredItem) => boolean,
): Promise<Map<string, StoredItem>> {
  const items = await lockItems(tx, companyId, ids);
  const stale = [...items.values()].filter((item) => item.state === "ready" && isStale(item));
  if (stale.length === 0) return items;
  await assessAndStore(tx, await readFactsBase(tx, companyId), stale);
  return await lockItems(tx, companyId, ids);
}

/** Writes decisions, exports, states and bells of all accepted rows. */
async function store(context: Context, chosen: readonly Going[], releaseAt: string): Promise<void> {
  if (chosen.length === 0 || context.actor.kind !== "person") return;
  const { tx, companyId, actor } = context;
  const start = accepted(new Date(releaseAt).getTime());
  const values = chosen.map(({ entry, item, step }, n) => {
    const type = recordType(item.recordType);
    return {
      n,
      d: entry.decisionId,
      i: item.id,
      r: item.revisionId,
      s: entry.seenSha256,
      f: item.fields,
      e: item.erpId,
      k: erpKey(item),
      fam: type.familyKey(item.erpId),
      g: step.signatureId,
      b: step.onBehalfOf?.personId ?? null,
    };
  });
  const record = sql`jsonb_to_recordset(${json(values)}) as x(n integer, d uuid, i uuid, r uuid, s text, f jsonb, e text, k text, fam text, g uuid, b uuid)`;
  await tx.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id, on_behalf_of, signature_id, seen_sha256, fields)
    select ${companyId}::uuid, d, i, r, 'accept', ${actor.personId}::uuid, b, g, s, f from ${record}`);
  // A revision keeps its one export row: the order is given again, the fences go on, and an outcome that is still open is
  // asked for before anything is written.
  const made = await rows<{ id: string }>(
    tx,
    sql`insert into export as e (company_id, item_id, revision_id, decision_id, document_sha256, erp_id, erp_key, family_key, status, release_at, next_check_at)
    select ${companyId}::uuid, i, r, d, s, x.e, k, fam, ${start.status}, ${releaseAt}::timestamptz, ${releaseAt}::timestamptz from ${record} order by n
    on conflict (company_id, item_id, revision_id, operation) do update set decision_id = excluded.decision_id, document_sha256 = excluded.document_sha256,
      erp_id = excluded.erp_id, erp_key = excluded.erp_key, family_key = excluded.family_key, status = excluded.status, release_at = excluded.release_at,
      next_check_at = excluded.next_check_at, is_look_only = false, attempts = 0, probes = 0, note = null, verdict = null, position = excluded.position
      where e.status in ('taken_back', 'failed', 'unlinked')
    returning e.id`,
  );
  if (made.length !== chosen.length) throw new Error("an export of the same revision is already under way");
  await transition(
    tx,
    companyId,
    actor,
    "accept",
    chosen.map(({ entry, item, step }) => ({
      itemId: item.id,
      seenVersion: item.version,
      onBehalfOf: step.onBehalfOf?.name,
      note: null,
      isReturned: false,
      event: {
        kind: "item.accepted",
        decisionId: entry.decisionId,
        erpId: item.erpId,
        sha256: entry.seenSha256,
        amount: item.amount,
        releaseAt,
        ...(step.firstBy ? { firstSignature: step.firstBy } : {}),
      },
    })),
  );
  await ring(
    tx,
    companyId,
    made.map((entry) => entry.id),
    new Date(releaseAt).getTime(),
  );
}
