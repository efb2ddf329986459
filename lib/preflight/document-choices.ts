import type { Actor } from "#lib/core/actors.ts";
import type { SageRecord } from "#lib/core/adoption.ts";
import { reasonOf, wordsOf } from "#lib/core/refusals.ts";
import { step } from "#lib/core/workflow.ts";
import type { StoredItem } from "#lib/db/items.ts";
import type { Match } from "#lib/preflight/adopt-documents.ts";
import type { RecordChoice } from "#lib/views/adoption.ts";

/** Why a document cannot be linked to what is proposed for it; null where it can. */
export function whyNot(
  item: StoredItem,
  match: Match | undefined,
  job: string | null,
  actor: Actor,
  hasOpenIntent = false,
): string | null {
  if (job === null) return wordsOf({ code: "link.no_job", params: {} }).sentence;
  const { recordType: type, ownPersonIds } = item;
  const right = step(item.state, "link", actor, { recordType: type, ownPersonIds });
  if (!right.ok) return reasonOf(right.refusal);
  if (hasOpenIntent) return "An attempt to send it may have reached Sage; settle that first.";
  if (!match || match.waitsFor !== null)
    return match ? `It belongs to ${match.waitsFor}, which is linked first.` : null;
  if (!match.chosen) return "No record of the job fits it.";
  return match.comparison?.problem ?? null;
}

export function toChoice({ erpId, name, vendor, amount, date }: SageRecord): RecordChoice {
  return { erpId, name, vendor, amount, date };
}
