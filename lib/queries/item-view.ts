import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { Lane } from "#lib/core/findings.ts";
import { holdableStates } from "#lib/core/holds.ts";
import { makerKinds } from "#lib/core/makers.ts";
import { sum } from "#lib/core/money.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import type { DetailField, RecordType } from "#lib/core/record-type.ts";
import { type Refusal, reasonOf } from "#lib/core/refusals.ts";
import { reasonLabel } from "#lib/core/rejection.ts";
import { isTalk } from "#lib/core/talk-events.ts";
import { itemStates } from "#lib/core/workflow.ts";
import type { Tx } from "#lib/db/database.ts";
import { iso } from "#lib/db/database.ts";
import { differenceHash, readDifferences } from "#lib/db/differences.ts";
import { readAttempts } from "#lib/db/exports.ts";
import { readFacts, readFactsBase } from "#lib/db/facts.ts";
import { readParent } from "#lib/db/family.ts";
import { readHolds } from "#lib/db/holds.ts";
import { readNow } from "#lib/db/inbox.ts";
import { type ItemExtras, readFindings, readItemExtras, readRejection, readTimeline } from "#lib/db/item-view.ts";
import { readItem, type StoredItem } from "#lib/db/items.ts";
import { readSageRows } from "#lib/db/sage-facts.ts";
import { readSagePayment, type SagePayment } from "#lib/db/sage-payments.ts";
import { readWish } from "#lib/db/unlink.ts";
import { documentPreview } from "#lib/preflight/document-preview.ts";
import { readPoints } from "#lib/preflight/item-changes.ts";
import { readSigning } from "#lib/preflight/signing.ts";
import { readUnlinkGuide, type UnlinkGuide } from "#lib/preflight/unlink-guide.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordType, recordTypeOfKind } from "#lib/records/registry.ts";
import { actionsOf } from "#lib/views/actions.ts";
import { describeAttempt } from "#lib/views/describe-attempt.ts";
import { describeEvent } from "#lib/views/describe-event.ts";
import { type ItemView, type UnlinkView, writtenBacks } from "#lib/views/item.ts";
import { exportLabelOf, placeOf } from "#lib/views/rows.ts";
import { whoActed } from "#lib/views/who-acted.ts";

/** Everything the review shows of one item (ux.md 6.2). */
export const itemView = defineQuery({
  name: "item.view",
  needs: "item.read",
  open: {
    about: "One item as accounting sees it: fields, lines, findings, document, record.",
    refusals: ["item.unknown", "access.project"],
  },
  input: z.object({ itemId: z.uuid() }),
  async run({ tx, companyId, actor }, { itemId }) {
    const item = await readItem(tx, companyId, itemId);
    const extras = item && (await readItemExtras(tx, companyId, itemId));
    if (!item || !extras) return refuse("item.unknown");
    const right = can(actor, "item.read", { projectId: item.projectId });
    if (!right.ok) return right;
    const type = recordType(item.recordType);
    const attempts = extras.export_id ? await readAttempts(tx, companyId, extras.export_id) : [];
    const unlink = await unlinkOf(tx, companyId, item, extras, type, actor);
    const signing = await readSigning({ tx, companyId, actor }, item);
    const rejection = await readRejection(tx, companyId, itemId);
    const findings = await readFindings(tx, companyId, itemId);
    const query = type.factsQuery(item.body, item.fields);
    const facts = await readFacts(tx, await readFactsBase(tx, companyId), type.id, query, item.id);
    const view: ItemView = {
      ...headOf(item, extras, type),
      parent: await parentOf(tx, companyId, item, type),
      prerequisites: prerequisitesOf(item, facts),
      ...documentPreview(item, extras, type, facts),
      fieldSpecs: type.exportFields,
      fields: item.fields,
      documentProblem: item.documentProblem,
      findings,
      details: [...type.details(item.body), ...(await standingOf(tx, companyId, item, type))],
      lines: type.lines(item.body),
      linesTotal: sum(type.lines(item.body).map((line) => line.amount)),
      export: exportOf(extras),
      holding: await holdingOf(tx, companyId, item, actor),
      signature: signing?.view ?? null,
      difference: await differenceOf(tx, companyId, item, type, actor),
      unlink: unlink?.view ?? null,
      rejection: rejection && {
        ...rejection,
        reasons: rejection.reasons.map((code) => ({ code, label: reasonLabel(code) })),
        points: await readPoints(tx, companyId, item, rejection.reasons, findings),
      },
      attempts: attempts.map(describeAttempt),
      timeline: (await readTimeline(tx, companyId, itemId))
        .filter((entry) => !isTalk(entry.event))
        .map((entry) => ({
          seq: entry.seq,
          at: entry.at,
          who: whoActed(entry),
          ...describeEvent(entry.event),
        })),
      actions: actionsOf(item, actor, unlink?.refusal, {
        isLookOnly: extras.is_look_only ?? false,
        signing: signing?.step,
      }),
      now: await readNow(tx),
    };
    return ok(view);
  },
});

function headOf(item: StoredItem, extras: ItemExtras, type: RecordType) {
  return {
    id: item.id,
    version: item.version,
    recordType: item.recordType,
    typeLabel: type.label.one,
    kindLabel: kindWords(type, item.sourceKind).label,
    hasFiles: type.hasFiles === true,
    state: item.state,
    stateLabel: itemStates[item.state].label,
    lane: extras.lane as Lane,
    number: item.number,
    title: extras.title,
    amount: item.amount,
    project: { ...placeOf({ ...extras, project_id: item.projectId }), job: extras.job },
    vendor:
      item.vendorId && extras.vendor_name !== null
        ? { id: item.vendorId, name: extras.vendor_name, sageVendor: extras.sage_vendor, sageName: extras.sage_name }
        : null,
    assignee:
      extras.assignee_id && extras.assignee_name !== null
        ? { id: extras.assignee_id, name: extras.assignee_name }
        : null,
    sourceStatus: extras.source_status,
    sentBy: extras.sent_by,
    sentAt: iso(extras.sent_at),
    revision: {
      id: item.revisionId,
      number: extras.revision_number,
      of: extras.revision_count,
      sha256: item.revisionSha256,
      at: iso(extras.revision_at),
    },
    hasNewerRevision: item.revisionId !== item.latestRevisionId,
  };
}

async function standingOf(tx: Tx, companyId: string, item: StoredItem, type: RecordType) {
  if (item.state !== "synced" || !type.standing) return [];
  const lookup = type.standing.lookup(item.erpId);
  const { [lookup.table]: found = [] } = await readSageRows(tx, companyId, [lookup]);
  return [...type.standing.details(found), ...toldOf(await readSagePayment(tx, companyId, item.id))];
}

/** How far Procore shows what Sage has paid; nothing where Sage never paid any. */
function toldOf(payment: SagePayment | null): readonly DetailField[] {
  if (!payment) return [];
  const { told, state, note } = payment;
  const words = state === "refused" ? `Refused: ${note ?? ""}` : (note ?? "Will be shown in a moment");
  return [
    { label: "Shown as paid in Procore", value: told ?? "0.00", kind: "money" },
    ...(state === "told" ? [] : [{ label: "Payment in Procore", value: words, kind: "text" } as const]),
  ];
}

async function parentOf(tx: Tx, companyId: string, item: StoredItem, type: RecordType): Promise<ItemView["parent"]> {
  const found = await readParent(tx, companyId, item.id, { sourceKinds: type.parentKinds ?? [] });
  if (!found) return null;
  const { id, sourceKind, number, title, state } = found;
  return { id, kindLabel: kindWords(recordTypeOfKind(sourceKind), sourceKind).label, number, title, state };
}

/** What is under way or over waits for nothing any more. */
function prerequisitesOf({ state }: StoredItem, facts: Facts): ItemView["prerequisites"] {
  if (itemStates[state].holder === "erp" || state === "synced") return [];
  return (facts.prerequisites ?? []).map(({ itemId: id, made, number, title, state: at }) => {
    return { id, kindLabel: recordTypeOfKind(makerKinds[made]).label.one, number, title, state: at };
  });
}

function exportOf(extras: ItemExtras): ItemView["export"] {
  if (!extras.export_id || !extras.export_status) return null;
  const { verdict } = extras;
  return {
    status: exportLabelOf(extras.export_status),
    erpId: extras.export_erp_id ?? "",
    note: extras.export_note,
    releaseAt: iso(extras.release_at),
    isPosted: extras.export_status === "proved" || extras.export_status === "unlinking",
    differences: verdict?.kind === "mismatch" || verdict?.kind === "conflict" ? verdict.differences : [],
    messages: verdict?.kind === "refused" ? verdict.messages : verdict?.kind === "declined" ? [verdict.reason] : [],
    writtenBack: writtenBacks.find((one) => one === extras.write_back) ?? "not_yet",
  };
}

/** Whether a person holds it, and whether this one may. */
async function holdingOf(tx: Tx, companyId: string, item: StoredItem, actor: Actor): Promise<ItemView["holding"]> {
  if (!holdableStates.includes(item.state)) return null;
  const right = can(actor, "item.hold", { recordType: item.recordType });
  const hold = item.isOnHold ? (await readHolds(tx, companyId, [item.id])).get(item.id) : null;
  return {
    hold: hold ?? null,
    reason: right.ok ? null : reasonOf(right.refusal),
  };
}

/** What drift watch found about the record in Sage, and whether the person may answer. */
async function differenceOf(
  tx: Tx,
  companyId: string,
  item: StoredItem,
  type: RecordType,
  actor: Actor,
): Promise<ItemView["difference"]> {
  const stored = (await readDifferences(tx, companyId, [item.id])).get(item.id);
  if (!stored) return null;
  const { status, answer, columns, amountChange, isGone, openedAt, answeredBy, answeredAt, note } = stored;
  const right = can(actor, "export.resolve", { recordType: type.id });
  return {
    ...{ status, answer, columns, amountChange, isGone, openedAt, answeredBy, answeredAt, note },
    erpId: item.erpId,
    noun: type.erpNoun,
    sha256: differenceHash(stored),
    reason: right.ok ? null : reasonOf(right.refusal),
  };
}

/** What Unlink of a synced item asks for, and why there is none; null where there is nothing to unlink. */
async function unlinkOf(
  tx: Tx,
  companyId: string,
  item: StoredItem,
  extras: ItemExtras,
  type: RecordType,
  actor: Actor,
) {
  if (item.state !== "synced" || !extras.export_id || !extras.document_sha256) return null;
  const guide = await readUnlinkGuide(tx, companyId, item, extras.document_sha256, extras.is_look_only ?? false);
  const erpId = extras.export_erp_id ?? "";
  const isWatched = extras.export_status === "unlinking";
  const wish = isWatched ? await readWish(tx, companyId, item.id, extras.export_id) : null;
  const right = can(actor, "export.resolve", { recordType: type.id });
  const gone: Refusal = { code: "unlink.gone", params: { erpId } };
  const refusal = right.ok ? (extras.gone_fence ? gone : null) : right.refusal;
  const view: UnlinkView = {
    noun: type.erpNoun,
    erpId,
    isKept: extras.is_look_only ?? false,
    inTheWay: guide.inTheWay.map(toObstacle),
    reason: guide.children && reasonOf(guide.children),
    watch: wish && { ...wish, words: extras.export_note ?? "", noWithdrawal: refusal && reasonOf(refusal) },
  };
  const asked: Refusal = { code: "unlink.asked", params: { number: item.number, erpId } };
  return { view, refusal: isWatched ? asked : guide.closed };
}

function toObstacle({ id, recordType: type, number, state, erpId }: UnlinkGuide["inTheWay"][number]) {
  return { id, typeLabel: recordType(type).label.one, number, state, stateLabel: itemStates[state].label, erpId };
}
