import { z } from "zod";
import { throughInstant } from "#lib/core/as-of.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Lane } from "#lib/core/findings.ts";
import { sum } from "#lib/core/money.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import type { RecordType } from "#lib/core/record-type.ts";
import { reasonLabel } from "#lib/core/rejection.ts";
import { isTalk } from "#lib/core/talk-events.ts";
import { itemStates } from "#lib/core/workflow.ts";
import type { Tx } from "#lib/db/database.ts";
import { readNow } from "#lib/db/inbox.ts";
import {
  type PastVersion,
  readKeptFrom,
  readPastAttempts,
  readPastDocument,
  readPastParent,
  readPastRejection,
  readPastTimeline,
  readVersion,
} from "#lib/db/item-versions.ts";
import { readItemExtras } from "#lib/db/item-view.ts";
import { readItem } from "#lib/db/items.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordType, recordTypeOfKind } from "#lib/records/registry.ts";
import { describeAttempt } from "#lib/views/describe-attempt.ts";
import { describeEvent } from "#lib/views/describe-event.ts";
import { Instant, type PastItem, type PastView } from "#lib/views/past.ts";
import { placeOf } from "#lib/views/rows.ts";
import { whoActed } from "#lib/views/who-acted.ts";

/**
 * What the review showed of an item at a past instant: what was stored then, nothing assessed anew. The project manager's
 * right is asked for the project of then and for that of now.
 */
export const itemPast = defineQuery({
  name: "item.past",
  needs: "item.read",
  input: z.object({ itemId: z.uuid(), at: Instant }),
  async run({ tx, companyId, actor }, { itemId, at }) {
    const item = await readItem(tx, companyId, itemId);
    const extras = item && (await readItemExtras(tx, companyId, itemId));
    if (!item || !extras) return refuse("item.unknown");
    const right = can(actor, "item.read", { projectId: item.projectId });
    if (!right.ok) return right;
    const bound = throughInstant(at);
    const now = await readNow(tx);
    const kept = await readKeptFrom(tx, companyId, itemId, bound);
    const isToCome = Date.parse(at) > Date.parse(now);
    const found = isToCome ? null : await readVersion(tx, companyId, itemId, bound);
    const rightThen = found ? can(actor, "item.read", { projectId: found.project_id }) : right;
    if (!rightThen.ok) return rightThen;
    const past: PastItem = {
      id: itemId,
      number: item.number,
      project: { ...placeOf({ ...extras, project_id: item.projectId }), job: extras.job },
      at,
      standing: isToCome ? "to_come" : found ? "shown" : kept?.wasHere ? "not_kept" : "not_yet",
      keptFrom: kept?.at ?? now,
      view: found && (await viewOf(tx, companyId, itemId, found, bound)),
      now,
    };
    return ok(past);
  },
});

async function viewOf(tx: Tx, companyId: string, itemId: string, found: PastVersion, bound: string): Promise<PastView> {
  const type = recordType(found.record_type);
  const rejection = await readPastRejection(tx, companyId, itemId, bound);
  const lines = type.lines(found.body);
  const events = (await readPastTimeline(tx, companyId, itemId, bound)).filter((entry) => !isTalk(entry.event));
  return {
    id: itemId,
    ...headOf(found, type),
    parent: await parentOf(tx, companyId, found, type, bound),
    fieldSpecs: type.exportFields,
    fields: found.fields,
    findings: found.findings.map((finding) => ({ ...finding, asOf: null })),
    checkedAt: found.checked_at,
    document: documentOf(await readPastDocument(tx, companyId, itemId, bound)),
    documentProblem: found.document_problem,
    details: type.details(found.body),
    lines,
    linesTotal: sum(lines.map((line) => line.amount)),
    hold: found.hold,
    signedBy:
      found.signed_by !== null && found.signed_at !== null ? { name: found.signed_by, at: found.signed_at } : null,
    rejection: rejection && {
      ...rejection,
      reasons: rejection.reasons.map((code) => ({ code, label: reasonLabel(code) })),
    },
    attempts: (await readPastAttempts(tx, companyId, itemId, found.revision_id, bound)).map(describeAttempt),
    timeline: events.map((entry) => ({
      seq: entry.seq,
      at: entry.at,
      who: whoActed(entry),
      ...describeEvent(entry.event),
    })),
  };
}

function headOf(found: PastVersion, type: RecordType) {
  const { project_id, project, vendor_id, vendor_name, assignee_id, assignee_name } = found;
  return {
    version: found.version,
    recordType: type.id,
    typeLabel: type.label.one,
    kindLabel: kindWords(type, found.source_kind).label,
    state: found.state,
    stateLabel: itemStates[found.state].label,
    lane: found.lane as Lane,
    number: found.number,
    title: found.title,
    amount: found.amount,
    note: found.note,
    sageId: found.erp_id,
    project: {
      ...placeOf({ project_id, project_number: project?.number ?? null, project_name: project?.name ?? null }),
      job: found.job,
    },
    vendor:
      vendor_id && vendor_name !== null
        ? { id: vendor_id, name: vendor_name, sageVendor: found.sage_vendor, sageName: null }
        : null,
    assignee: assignee_id && assignee_name !== null ? { id: assignee_id, name: assignee_name } : null,
    sourceStatus: found.source_status,
    sentBy: found.sent_by,
    sentAt: found.sent_at,
    revision: {
      id: found.revision_id,
      number: found.revision_number,
      of: found.revision_count,
      sha256: found.revision_sha256,
      at: found.revision_at,
    },
    hasNewerRevision: found.revision_id !== found.latest_revision_id,
  };
}

async function parentOf(tx: Tx, companyId: string, found: PastVersion, type: RecordType, bound: string) {
  if (found.parent_source_id === null || !type.parentKinds) return null;
  const parent = await readPastParent(tx, companyId, found.parent_source_id, type.parentKinds, bound);
  if (!parent) return null;
  const { id, source_kind, number, title, state } = parent;
  return { id, kindLabel: kindWords(recordTypeOfKind(source_kind), source_kind).label, number, title, state };
}

/** The bytes as they are stored. What a preview says about where each value came from would be made from the facts of now. */
function documentOf(stored: { readonly sha256: string; readonly document: string } | null): PastView["document"] {
  if (!stored) return null;
  const document = JSON.parse(stored.document) as ExportDocument;
  return {
    sha256: stored.sha256,
    files: document.files.map((file) => ({ name: `${document.tag}.${file.extension}`, text: file.text })),
    writes: document.writes ?? [],
    sheet: document.sheet ?? [],
    isLookOnly: document.door === "none",
  };
}
