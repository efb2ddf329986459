import type { HoldUntil } from "#lib/core/holds.ts";
import type { Alarm } from "#lib/core/machines/export-state.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import type { Money } from "#lib/core/money.ts";
import type { DriftColumn } from "#lib/core/reconcile/drift.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { ReplayEvent } from "#lib/core/replay-events.ts";
import type { RunEvent } from "#lib/core/run-events.ts";
import type { ShareEvent } from "#lib/core/share-events.ts";
import type { TableEvent } from "#lib/core/table-events.ts";
import type { TalkEvent } from "#lib/core/talk-events.ts";
import type { TokenEvent } from "#lib/core/token-events.ts";

/** A record of Sage as it is imported: the type's label, its code and its name. */
type ImportedRecord = {
  readonly recordId: string;
  readonly type: string;
  readonly code: string;
  readonly name: string;
};

/** Everything that can happen, in the domain's verbs; appended in the transaction that does it. */
export type AuditEvent =
  | TableEvent
  | TalkEvent
  | TokenEvent
  | ShareEvent
  | RunEvent
  | ReplayEvent
  | {
      readonly kind: "item.received";
      readonly number: string;
      readonly revision: number;
      readonly sha256: string;
      readonly amount: Money;
    }
  | {
      readonly kind: "item.revised";
      readonly revision: number;
      readonly sha256: string;
      readonly amountBefore: Money;
      readonly amount: Money;
    }
  | { readonly kind: "item.gone" }
  | { readonly kind: "item.sent"; readonly isAgain: boolean }
  | { readonly kind: "item.retrieved" }
  /** `reason`: why many were given one accounting date. */
  | {
      readonly kind: "item.fields_saved";
      readonly before: ExportFields;
      readonly after: ExportFields;
      readonly reason?: string;
    }
  | {
      readonly kind: "item.accepted";
      readonly decisionId: string;
      readonly erpId: string;
      readonly sha256: string;
      readonly amount: Money;
      readonly releaseAt: string;
      readonly isRetry?: boolean;
      /** Who gave the first of two signatures. */
      readonly firstSignature?: string;
    }
  /** The first of two signatures; the second is the acceptance. */
  | {
      readonly kind: "item.signed";
      readonly decisionId: string;
      readonly erpId: string;
      readonly sha256: string;
      readonly amount: Money;
    }
  | { readonly kind: "item.signature_taken_back" }
  | {
      readonly kind: "item.rejected";
      readonly decisionId: string;
      readonly reasons: readonly string[];
      readonly text: string;
    }
  | { readonly kind: "item.taken_back" }
  /** Who is to decide on it; null: nobody in particular. */
  | {
      readonly kind: "item.assigned";
      readonly personId: string | null;
      readonly name: string | null;
      readonly before: string | null;
    }
  | { readonly kind: "item.voided"; readonly revision: number }
  /** What is in Sage stays there; a later version has more than that. */
  | { readonly kind: "item.reopened"; readonly revision: number }
  | { readonly kind: "item.unlink_asked"; readonly erpId: string }
  | { readonly kind: "item.unlink_withdrawn"; readonly erpId: string }
  /** `isKept`: it was linked without being sent, and stays in Sage. */
  | { readonly kind: "item.unlinked"; readonly erpId: string; readonly isKept?: boolean }
  /** Linked to a record that Sage had before; `differences`: how many the person saw. */
  | {
      readonly kind: "item.linked";
      readonly decisionId: string;
      readonly erpId: string;
      readonly sha256: string;
      readonly amount: Money;
      readonly differences: number;
    }
  | { readonly kind: "item.record_refused" | "item.refusal_withdrawn"; readonly erpId: string }
  /** Items accepted as one decision; the hash total is over their ids and documents. */
  | {
      readonly kind: "batch.accepted";
      readonly batchId: string;
      readonly number: number;
      readonly count: number;
      readonly amount: Money;
      readonly hashTotal: string;
    }
  /** `until` is an instant where it is a time; `isAgain`: it was held otherwise before. */
  | {
      readonly kind: "item.held";
      readonly until: HoldUntil;
      readonly at: string | null;
      readonly note: string;
      readonly isAgain: boolean;
    }
  | { readonly kind: "item.hold_lifted"; readonly reason: string }
  | { readonly kind: "export.release_advanced" }
  | { readonly kind: "export.released" }
  | { readonly kind: "export.waiting"; readonly reason: string }
  | { readonly kind: "export.stopped"; readonly reason: string }
  | {
      readonly kind: "export.leased";
      readonly fence: number;
      readonly mode: "deliver" | "probe";
      readonly client: string;
    }
  | { readonly kind: "export.lease_expired"; readonly fence: number }
  | { readonly kind: "export.reported"; readonly fence: number; readonly verdict: Verdict; readonly isLate: boolean }
  | { readonly kind: "export.proved"; readonly erpId: string; readonly sha256: string; readonly amount: Money }
  | { readonly kind: "export.alarm"; readonly alarm: Alarm; readonly fence: number }
  | { readonly kind: "export.resolved"; readonly as: "adopt" | "send_again" | "give_up" }
  | { readonly kind: "export.written_back"; readonly originId: string }
  | { readonly kind: "export.write_back_refused"; readonly words: string }
  /** What Sage has paid of the invoice, and what the source shows of it now and showed before. */
  | { readonly kind: "payment.told"; readonly paid: Money; readonly before: Money | null; readonly amount: Money }
  | { readonly kind: "payment.refused"; readonly paid: Money; readonly words: string }
  | { readonly kind: "export.origin_removed"; readonly originId: string }
  | { readonly kind: "project.linked"; readonly projectId: string; readonly name: string; readonly job: string }
  | { readonly kind: "project.unlinked"; readonly projectId: string; readonly name: string; readonly job: string }
  | {
      readonly kind: "project.costs_switched";
      readonly projectId: string;
      readonly name: string;
      readonly isOn: boolean;
    }
  | { readonly kind: "vendor.linked"; readonly vendorId: string; readonly name: string; readonly sageVendor: string }
  | { readonly kind: "vendor.unlinked"; readonly vendorId: string; readonly name: string; readonly sageVendor: string }
  | (ImportedRecord & { readonly kind: "import.asked" | "import.archived" | "import.restored" | "import.undo_asked" })
  | (ImportedRecord & { readonly kind: "import.done" | "import.undone"; readonly sourceId: string })
  | (ImportedRecord & { readonly kind: "import.failed" | "import.undo_failed"; readonly words: string })
  /** Records that flow in by themselves, many at once; the first of their keys. */
  | { readonly kind: "import.flowed"; readonly type: string; readonly count: number; readonly keys: readonly string[] }
  | { readonly kind: "vendor.refused"; readonly vendorId: string; readonly name: string; readonly sageVendor: string }
  | {
      readonly kind: "vendor.refusal_withdrawn";
      readonly vendorId: string;
      readonly name: string;
      readonly sageVendor: string;
    }
  /** A link whose names changed on either side since it was made, and is right all the same. */
  | {
      readonly kind: "vendor.link_confirmed";
      readonly vendorId: string;
      readonly name: string;
      readonly sageVendor: string;
      readonly sageName: string;
      readonly before: string;
      readonly sageBefore: string;
    }
  | { readonly kind: "sage_vendor.archived"; readonly sageVendor: string; readonly name: string }
  | { readonly kind: "sage_vendor.restored"; readonly sageVendor: string; readonly name: string }
  | {
      readonly kind: "settings.changed";
      readonly note: string;
      readonly before: Readonly<Record<string, unknown>>;
      readonly after: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: "periods.changed";
      readonly note: string;
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  | {
      readonly kind: "grants.changed";
      readonly personId: string;
      readonly name: string;
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  /** A version of the accept rules, in words; `settled`: whoever proposed it needed nobody, or what a second one said. */
  | {
      readonly kind: "rules.proposed" | "rules.in_force" | "rules.refused" | "rules.withdrawn";
      readonly version: number;
      readonly note: string;
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  | {
      readonly kind: "delegation.made" | "delegation.ended";
      readonly delegationId: string;
      readonly from: string;
      readonly to: string;
      readonly firstDay: string;
      readonly lastDay: string;
      readonly note: string;
    }
  /** A synced record that Sage shows otherwise; `isAgain`: it differed before, and in another way. */
  | {
      readonly kind: "difference.opened";
      readonly erpId: string;
      readonly columns: readonly DriftColumn[];
      readonly amountChange: Money;
      readonly isAgain: boolean;
    }
  /** What people say of a cause that holds items up; `hours`: how long it stays out of the list, null ends that. */
  | {
      readonly kind: "cause.muted";
      readonly key: string;
      readonly words: string;
      readonly hours: number | null;
      readonly note: string;
    }
  | {
      readonly kind: "cause.assigned";
      readonly key: string;
      readonly words: string;
      readonly owner: string | null;
      readonly before: string | null;
    }
  | {
      readonly kind: "difference.answered";
      readonly answer: "take" | "change_order" | "restore";
      readonly note: string;
    }
  | { readonly kind: "difference.closed" }
  | {
      readonly kind: "person.added";
      readonly personId: string;
      readonly name: string;
      readonly email: string;
      readonly roles: readonly string[];
      readonly projects: readonly string[];
    }
  | {
      readonly kind: "person.changed";
      readonly personId: string;
      readonly name: string;
      readonly before: Readonly<Record<string, unknown>>;
      readonly after: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "person.link_made"; readonly personId: string; readonly name: string }
  | { readonly kind: "person.password_set"; readonly personId: string; readonly name: string }
  | {
      readonly kind: "reconcile.signed";
      readonly projectId: string;
      readonly project: string;
      readonly upTo: string;
      readonly sha256: string;
      readonly note: string;
    }
  | {
      readonly kind: "view.saved";
      readonly viewId: string;
      readonly name: string;
      readonly isShared: boolean;
      readonly isNew: boolean;
    }
  | { readonly kind: "view.deleted"; readonly viewId: string; readonly name: string; readonly isShared: boolean }
  /** How a person has the screens: columns, row height, keys. */
  | { readonly kind: "preference.saved"; readonly what: "columns" | "density" | "timeZone" | "dateFormat" | "keys" }
  | { readonly kind: "chain.verify_asked" }
  | {
      readonly kind: "chain.verified";
      readonly events: number;
      readonly firstBreak: number | null;
      readonly head: string;
    }
  | { readonly kind: "sage.refresh_asked" }
  | { readonly kind: "source.hooks_asked" }
  | { readonly kind: "source.hooks_registered"; readonly url: string; readonly resources: number }
  | { readonly kind: "source.hooks_failed"; readonly words: string }
  | { readonly kind: "client.code_made"; readonly name: string }
  | { readonly kind: "client.enrolled"; readonly syncClientId: string; readonly name: string; readonly host: string }
  | { readonly kind: "client.revoked"; readonly syncClientId: string; readonly name: string }
  | { readonly kind: "session.signed_in"; readonly name: string }
  | { readonly kind: "session.refused"; readonly email: string }
  | { readonly kind: "seeded"; readonly words: string };

export type AuditKind = AuditEvent["kind"];
