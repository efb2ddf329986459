import type { AuditEvent } from "#lib/core/audit.ts";
import { formatAmount } from "#lib/views/format.ts";

type LinkKind = "item.unlinked" | "item.linked" | "item.record_refused" | "item.refusal_withdrawn";
type LinkEvent = Extract<AuditEvent, { kind: LinkKind }>;

/** What happened to the tie between a document and its record in Sage, as a sentence and its details. */
export function describeDocumentLink(event: LinkEvent): [words: string, details: readonly string[]] {
  switch (event.kind) {
    case "item.unlinked":
      return [`Unlinked from ${event.erpId}, which ${event.isKept ? "stays in Sage" : "is gone from Sage"}`, []];
    case "item.linked": {
      const { erpId, amount, differences } = event;
      const seen = differences === 0 ? [] : [`Differences seen: ${differences}`];
      return [`Linked to ${erpId} in Sage, ${formatAmount(amount)}; nothing is sent`, seen];
    }
    case "item.record_refused":
      return [`Said to be another document than ${event.erpId} in Sage`, []];
    case "item.refusal_withdrawn":
      return [`May be ${event.erpId} in Sage after all`, []];
  }
}
