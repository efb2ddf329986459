import type { AuditEvent } from "#lib/core/audit.ts";
import type { Money } from "#lib/core/money.ts";

/** What an event says of version, money, attempt and Sage id, each in its own column; null where it says nothing of it. */
export type EventFacts = {
  readonly revision: number | null;
  readonly amount: Money | null;
  readonly attempt: number | null;
  readonly sageId: string | null;
};

/** Picked out of the event as it was written; no other event is asked. */
export function factsOf(event: AuditEvent): EventFacts {
  return {
    revision: "revision" in event ? event.revision : null,
    amount: amountOf(event),
    attempt: "fence" in event ? event.fence : null,
    sageId: sageIdOf(event),
  };
}

function amountOf(event: AuditEvent): Money | null {
  if ("amount" in event) return event.amount;
  if (event.kind === "difference.opened") return event.amountChange;
  return event.kind === "payment.refused" ? event.paid : null;
}

function sageIdOf(event: AuditEvent): string | null {
  if ("erpId" in event) return event.erpId;
  if ("sageVendor" in event) return event.sageVendor;
  if ("originId" in event) return event.originId;
  return "job" in event ? event.job : null;
}
