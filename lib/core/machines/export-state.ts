import type { Verdict } from "#lib/core/machines/look.ts";
import type { Gesture } from "#lib/core/workflow.ts";

/**
 * One export from its acceptance to its proof: state + event → state + effects. Instants are milliseconds of the
 * database's clock. A lease is an export's right to act for one fence; only the newest fence acts, every fence may testify.
 */
export const exportStatuses = [
  "outbox",
  "waiting",
  "queued",
  "leased",
  "imported",
  "unknown",
  "held",
  "proved",
  "unlinking",
  "unlinked",
  "failed",
  "taken_back",
] as const;
export type ExportStatus = (typeof exportStatuses)[number];

/** `probe` asks what became of an attempt; `watch` asks only whether the record still stands in Sage. */
export type LeaseMode = "deliver" | "probe" | "watch";
export type ExportState = {
  readonly status: ExportStatus;
  /** The last fence given out; 0 before the first lease. */
  readonly fence: number;
  readonly lease: { readonly mode: LeaseMode; readonly deadline: number } | null;
  readonly releaseAt: number;
  /** When this export wants to be looked at again; null when it is final or waits for a person. */
  readonly nextCheckAt: number | null;
  /** Only looked for, never sent: the record stood in Sage before the document came (lib/README.md, Adoption). */
  readonly isLookOnly: boolean;
  /** An attempt may have reached Sage and nobody has proved the contrary: nothing may be written. */
  readonly hasOpenIntent: boolean;
  readonly attempts: number;
  readonly probes: number;
  /** The look that last found nothing of the record in Sage, 0 when none did: what is told from before then is history. */
  readonly goneFence: number;
  /** A person holds it: nothing is released or delivered until the hold is lifted. No state of Sage's, unlike "held". */
  readonly isOnHold: boolean;
  /** What it waits for or why it stands, in words; null when there is nothing to say. */
  readonly note: string | null;
};

export type Gate =
  | { readonly kind: "open" }
  | { readonly kind: "wait"; readonly reason: string }
  | { readonly kind: "stop"; readonly reason: string };

export type ExportEvent =
  | { readonly kind: "tick"; readonly now: number; readonly gate: Gate }
  | { readonly kind: "lease"; readonly now: number; readonly ttl: number }
  | { readonly kind: "report"; readonly now: number; readonly fence: number; readonly verdict: Verdict }
  | { readonly kind: "accept"; readonly releaseAt: number }
  | { readonly kind: "take_back" }
  /** A person says that it stands in Sage already; Sage is asked and nothing is written. */
  | { readonly kind: "link"; readonly now: number }
  | { readonly kind: "hold" }
  | { readonly kind: "lift"; readonly now: number }
  | { readonly kind: "unlink"; readonly now: number }
  | { readonly kind: "keep" }
  | { readonly kind: "resolve"; readonly now: number; readonly as: "adopt" | "send_again" | "give_up" };

export type Alarm = "late_success" | "double_success" | "fence_never_leased" | "success_after_stop";
export type ExportEffect =
  | { readonly kind: "item"; readonly gesture: Gesture }
  | { readonly kind: "ring"; readonly at: number }
  | { readonly kind: "offer" }
  | { readonly kind: "write_back" }
  | { readonly kind: "wake_children" }
  | { readonly kind: "alarm"; readonly alarm: Alarm };

export type ExportStep = {
  readonly state: ExportState;
  readonly effects: readonly ExportEffect[];
  readonly isRefused?: true;
};
