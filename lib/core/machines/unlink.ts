import type { ExportEffect, ExportState, ExportStep } from "#lib/core/machines/export-state.ts";
import type { Verdict } from "#lib/core/machines/look.ts";

/**
 * Unlink, the part of the export machine after the proof (domain/procore-erp-tool.md 4.8 and 6): a person wishes it, Sage is
 * watched, and only what is seen to be gone opens the item. Looks are near at first and rarer after an hour, without end.
 */
export const watchTimes = { nearMs: 30_000, nearLooks: 120, farMs: 300_000, againMs: 2_000 } as const;

const step = (state: ExportState, change: Partial<ExportState>, ...effects: ExportEffect[]): ExportStep => ({
  state: { ...state, ...change },
  effects,
});

/** The wish of a person, on a proved export: Sage is looked at as soon as the sync client comes. */
export function askUnlink(state: ExportState, now: number): ExportStep {
  const fresh = { lease: null, nextCheckAt: now + watchTimes.nearMs, probes: 0, goneFence: 0 } as const;
  return step(state, { ...fresh, status: "unlinking", note: "Sage is being looked at" }, { kind: "offer" });
}

/** The wish is withdrawn: a look that is still under way will be heard by nobody. */
export function keepLinked(state: ExportState): ExportStep {
  return step(state, { status: "proved", lease: null, nextCheckAt: null, probes: 0, goneFence: 0, note: null });
}

/**
 * What a watching look showed. Gone is believed at the second look in a row: a replica that is being filled anew, or a record
 * that is being moved, shows nothing for a moment. Whatever else is answered, the watch goes on.
 */
export function watchedLook(state: ExportState, now: number, verdict: Verdict): ExportStep {
  const open: ExportState = { ...state, lease: null, probes: state.probes + 1 };
  if (verdict.kind === "gone") return open.goneFence === open.fence - 1 ? severed(open) : goneOnce(open, now);
  const note =
    verdict.kind === "pending" || verdict.kind === "declined"
      ? verdict.reason
      : `Still in Sage${verdict.kind === "stands" ? `: ${verdict.where.join(", ")}` : ""}`;
  const nextCheckAt = now + (open.probes > watchTimes.nearLooks ? watchTimes.farMs : watchTimes.nearMs);
  return step(open, { goneFence: 0, nextCheckAt, note }, { kind: "ring", at: nextCheckAt });
}

function goneOnce(open: ExportState, now: number): ExportStep {
  const nextCheckAt = now + watchTimes.againMs;
  const note = "No longer in Sage; looked at once more";
  return step(open, { goneFence: open.fence, nextCheckAt, note }, { kind: "ring", at: nextCheckAt });
}

function severed(open: ExportState): ExportStep {
  return step(
    open,
    { status: "unlinked", goneFence: open.fence, nextCheckAt: null, probes: 0, note: null },
    { kind: "item", gesture: "unlink" },
    { kind: "write_back" },
  );
}
