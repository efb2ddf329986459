import type { Lane } from "#lib/core/findings.ts";
import type { Money } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { PastRow } from "#lib/views/past.ts";
import { placeOf } from "#lib/views/rows.ts";

/** What was stored of an item at an instant, as the lists of then read it. */
type Found = {
  readonly id: string;
  readonly state: string;
  readonly lane: string;
  readonly is_returned: boolean;
  readonly is_on_hold: boolean;
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly note: string | null;
  readonly erp_id: string;
  readonly project_id: string | null;
  readonly project_number: string | null;
  readonly project_name: string | null;
  readonly vendor_id: string | null;
  readonly vendor_name: string | null;
  readonly assignee_id: string | null;
  readonly assignee_name: string | null;
  readonly sent_at: string | null;
  readonly state_at: string;
};

/** One line of a list of then; `words` are those of its record type. */
export function toPastRow(found: Found, words: Pick<PastRow, "typeLabel" | "kindLabel">): PastRow {
  return {
    id: found.id,
    ...words,
    state: found.state as ItemState,
    lane: found.lane as Lane,
    isReturned: found.is_returned,
    isOnHold: found.is_on_hold,
    number: found.number,
    title: found.title,
    amount: found.amount,
    note: found.note,
    sageId: found.erp_id,
    project: placeOf(found),
    vendor: found.vendor_id && found.vendor_name !== null ? { id: found.vendor_id, name: found.vendor_name } : null,
    assignee:
      found.assignee_id && found.assignee_name !== null ? { id: found.assignee_id, name: found.assignee_name } : null,
    sentAt: found.sent_at,
    stateAt: found.state_at,
  };
}
