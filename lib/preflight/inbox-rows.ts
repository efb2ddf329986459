import { type AcceptRule, ruleFor } from "#lib/core/accept-rules.ts";
import type { Actor } from "#lib/core/actors.ts";
import type { Lane } from "#lib/core/findings.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { iso } from "#lib/db/database.ts";
import { withInstants } from "#lib/db/holds.ts";
import type { ListRow } from "#lib/db/inbox.ts";
import { kindWords, recordType } from "#lib/records/registry.ts";
import type { InboxRow } from "#lib/views/inbox.ts";
import { placeOf } from "#lib/views/rows.ts";

/** Rows of a list as the inbox shows them to the one who looks, in their order; `rules` are the accept rules in force. */
export function inboxRows(rules: readonly AcceptRule[], actor: Actor, found: readonly ListRow[]): readonly InboxRow[] {
  return found.map((row) => toRow(row, signatureOf(row, rules, actor)));
}

/** A list row as the screen shows it. */
function toRow(found: ListRow, signature: InboxRow["signature"]): InboxRow {
  const type = recordType(found.record_type);
  const kind = kindWords(type, found.source_kind);
  return {
    id: found.id,
    version: found.version,
    recordType: found.record_type,
    typeLabel: type.label.one,
    kindLabel: kind.label,
    kindShort: kind.short,
    state: found.state as ItemState,
    lane: found.lane as Lane,
    isReturned: found.is_returned,
    number: found.number,
    title: found.title,
    project: placeOf(found),
    vendor:
      found.vendor_id && found.vendor_name !== null
        ? { id: found.vendor_id, name: found.vendor_name, isLinked: found.is_linked }
        : null,
    amount: found.amount,
    assignee:
      found.assignee_id && found.assignee_name !== null ? { id: found.assignee_id, name: found.assignee_name } : null,
    movedAt: iso(found.state_at),
    sentAt: iso(found.sent_at),
    blocks: found.blocks,
    warns: found.warns,
    note: found.note,
    sageId: found.erp_id,
    revisionId: found.revision_id,
    revisionNumber: found.revision_number,
    documentSha256: found.document_sha256,
    releaseAt: iso(found.release_at),
    goesAfter: found.goes_after ?? [],
    hold: found.hold && withInstants(found.hold),
    signature,
  };
}

/** What waits for a decision under a rule, with who signed first. */
function signatureOf(found: ListRow, rules: readonly AcceptRule[], actor: Actor): InboxRow["signature"] {
  const { record_type: recordType, project_id: projectId, amount, signed_by: by } = found;
  if (found.state !== "ready" || ruleFor(rules, { recordType, projectId, amount }) === null) return null;
  return { firstBy: found.signed_by_name, isOwn: by !== null && actor.kind === "person" && by === actor.personId };
}
