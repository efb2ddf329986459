import { firstSignature } from "#lib/core/accept-rules.ts";
import type { ExportStatus } from "#lib/core/machines/export-state.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { type Refusal, wordsOf } from "#lib/core/refusals.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";
import type { PlaceView } from "#lib/views/inbox.ts";
import type { RowOutcome } from "#lib/views/inputs.ts";

/** Where a document belongs, from the columns of its project; a document of the company has none. */
export function placeOf(found: {
  readonly project_id: string | null;
  readonly project_number: string | null;
  readonly project_name: string | null;
}): PlaceView {
  if (found.project_id === null) return companyDirectory;
  return { id: found.project_id, number: found.project_number ?? "", name: found.project_name ?? "" };
}
const companyDirectory: PlaceView = { id: null, number: "", name: "Company directory" };

/** One row's answer in words, from a version or a refusal. */
export function answerRow(itemId: string, outcome: Outcome<number>): RowOutcome {
  if (outcome.ok) return { itemId, isDone: true, code: null, sentence: null, fix: null, version: outcome.value };
  const { sentence, fix } = wordsOf(outcome.refusal);
  return { itemId, isDone: false, code: outcome.refusal.code, sentence, fix, version: null };
}

export function signedRow(itemId: string, version: number): RowOutcome {
  const sentence = "This is the first signature; a second accountant has to accept it too.";
  return { itemId, isDone: true, code: firstSignature, sentence, fix: null, version };
}

/** The refusal for whoever came second: who was first, what the item is now, since when. */
export function moved(item: {
  readonly state: ItemState;
  readonly stateAt: string;
  readonly stateBy: string;
}): Refusal {
  const when = `${minute(item.stateAt)} UTC`;
  return { code: "item.moved", params: { who: item.stateBy || "Somebody else", state: labelOf(item.state), when } };
}

/** An instant to the minute in UTC, "2026-05-31 14:05"; null is now. */
export function minute(at: string | null): string {
  return at === null ? "just now" : new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

function labelOf(state: ItemState): string {
  return itemStates[state].label;
}

/** Where an export stands, in words, from Accept to its end. */
const exportLabels: Readonly<Record<ExportStatus, string>> = {
  outbox: "In the outbox",
  waiting: "Waiting for an earlier document",
  queued: "Waiting for the sync client",
  leased: "With Sage",
  imported: "Imported, not posted",
  unknown: "Outcome unknown, Sage is being asked",
  held: "Needs an answer",
  proved: "Proved by reading it back",
  unlinking: "Watching Sage for Unlink",
  unlinked: "Unlinked",
  failed: "Failed to Export",
  taken_back: "Taken back",
};

export function exportLabelOf(status: string): string {
  return exportLabels[status as ExportStatus] ?? status;
}
