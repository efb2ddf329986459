import type { SignatureStep } from "#lib/core/accept-rules.ts";
import type { Actor } from "#lib/core/actors.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { type Refusal, reasonOf } from "#lib/core/refusals.ts";
import { exportWorkflow, type Gesture, type ItemState, step } from "#lib/core/workflow.ts";
import type { ActionView } from "#lib/views/item.ts";

type ActionItem = {
  readonly state: ItemState;
  readonly recordType: string;
  readonly projectId: string | null;
  readonly ownPersonIds: readonly string[];
  readonly blocks: number;
  readonly note: string | null;
  readonly number?: string;
  readonly isOnHold?: boolean;
  readonly documentSha256: string | null;
  readonly documentProblem: string | null;
};

const gestures: readonly Gesture[] = [
  "accept",
  "reject",
  "take_back",
  "retry",
  "adopt",
  "send_again",
  "give_up",
  "unlink",
  "send",
  "retrieve",
];

/** A gesture that asks something first. */
const labels: Partial<Record<Gesture, string>> = { unlink: "Unlink…" };

/** Which of two signatures the button gives; nothing where one acceptance is enough. */
function signatureWords({ kind, signatureId }: SignatureStep): string {
  if (kind === "sign") return ", first of two";
  return signatureId === null ? "" : ", second of two";
}

/** What else is known of the item: it is only looked for in Sage (`isLookOnly`); which of two signatures this one's would be. */
type ActionLimits = {
  readonly isLookOnly?: boolean;
  readonly signing?: Outcome<SignatureStep> | null | undefined;
};

function labelOf(gesture: Gesture, state: ItemState, isLookOnly: boolean): string {
  if (isLookOnly && gesture === "give_up") return exportWorkflow.part.label;
  if (gesture === "send" && state === "rejected") return "Re-send to ERP";
  return labels[gesture] ?? exportWorkflow[gesture].label;
}

/**
 * The buttons of an item: those of its state, drawn disabled with the reason where the person may not, or where `noUnlink`
 * says why there is no Unlink. What is only linked (`isLookOnly`) is never sent, also not by this way.
 */
export function actionsOf(
  item: ActionItem,
  actor: Actor,
  noUnlink: Refusal | null = null,
  { isLookOnly = false, signing = null }: ActionLimits = {},
): ActionView[] {
  const offered = isLookOnly ? gestures.filter((gesture) => gesture !== "send_again") : gestures;
  return offered.flatMap((gesture): ActionView[] => {
    const rule = exportWorkflow[gesture];
    if (!(rule.from as readonly string[]).includes(item.state)) return [];
    const allowed = step(item.state, gesture, actor, {
      recordType: item.recordType,
      projectId: item.projectId,
      ownPersonIds: item.ownPersonIds,
    });
    const isAccepting = gesture === "accept" || gesture === "retry";
    const label =
      labelOf(gesture, item.state, isLookOnly) + (isAccepting && signing?.ok ? signatureWords(signing.value) : "");
    if (allowed.ok && gesture === "unlink" && noUnlink)
      return [{ gesture, label, isAllowed: false, reason: reasonOf(noUnlink) }];
    if (!allowed.ok)
      return [
        {
          gesture,
          label,
          isAllowed: false,
          reason: reasonOf(allowed.refusal),
        },
      ];
    if (gesture === "accept" && item.isOnHold) {
      const reason = reasonOf({ code: "item.on_hold", params: { number: item.number ?? "The item" } });
      return [{ gesture, label, isAllowed: false, reason }];
    }
    if (isAccepting && signing?.ok === false)
      return [{ gesture, label, isAllowed: false, reason: reasonOf(signing.refusal) }];
    const isBlocked = isAccepting && (item.blocks > 0 || item.documentSha256 === null);
    if (isBlocked)
      return [
        {
          gesture,
          label,
          isAllowed: false,
          reason: item.note ?? item.documentProblem ?? "A finding blocks this item.",
        },
      ];
    return [{ gesture, label, isAllowed: true, reason: null }];
  });
}
