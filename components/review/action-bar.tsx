"use client";
import { useIsMutating } from "@tanstack/react-query";
import type { ShortcutId } from "#components/keys/shortcuts.ts";
import { savingKey } from "#components/review/fields-form.tsx";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { Button } from "#components/ui/button.tsx";
import { exportWorkflow, type Gesture, itemStates } from "#lib/core/workflow.ts";
import type { ActionView, ItemView } from "#lib/views/item.ts";

export type GestureHandlers = Partial<Record<Gesture, () => void>>;
type Props = {
  readonly view: ItemView;
  readonly handlers: GestureHandlers;
  readonly busy: Gesture | null;
  readonly onHold: () => void;
  readonly onWhy: () => void;
  readonly onAssign: () => void;
};

const order: readonly Gesture[] = [
  "accept",
  "retry",
  "reject",
  "take_back",
  "adopt",
  "send_again",
  "give_up",
  "unlink",
];
const keysOf: Partial<Record<Gesture, ShortcutId>> = { accept: "accept", reject: "reject" };
const looks: Partial<Record<Gesture, "primary" | "danger" | "plain">> = {
  accept: "primary",
  retry: "primary",
  adopt: "primary",
};

/** The gestures of the item's state; the ones that are closed say why and whom to ask. */
export function ActionBar({ view, handlers, busy, onHold, onWhy, onAssign }: Props) {
  const isSaving = useIsMutating({ mutationKey: savingKey(view.id) }) > 0;
  const shown = order
    .map((gesture) => view.actions.find((action) => action.gesture === gesture))
    .filter((action): action is ActionView => action !== undefined && handlers[action.gesture] !== undefined)
    .filter(
      (action) => action.isAllowed || (exportWorkflow[action.gesture].from as readonly string[]).includes(view.state),
    );
  const noAssign = useReasonAgainst("item.assign");
  return (
    <section
      aria-label="Actions"
      className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-t border-line-strong bg-surface px-4 py-2"
      data-screen-only
    >
      {shown.map((action) => (
        <Button
          key={action.gesture}
          look={looks[action.gesture] ?? "plain"}
          shortcut={keysOf[action.gesture]}
          reason={reasonOf(action, isSaving)}
          isBusy={busy === action.gesture}
          onPress={handlers[action.gesture]}
        >
          {action.label}
        </Button>
      ))}
      {view.holding && view.holding.hold === null ? (
        <Button shortcut="hold" reason={view.holding.reason} onPress={onHold}>
          Hold…
        </Button>
      ) : null}
      {shown.length === 0 ? (
        <p className="text-ink-2">Nothing to decide while the item is “{itemStates[view.state].label}”.</p>
      ) : null}
      {view.state === "synced" ? null : (
        <span className="ml-auto flex flex-wrap gap-2">
          {noAssign === null && view.state !== "not_sent" ? (
            <Button look="ghost" shortcut="assign" onPress={onAssign}>
              Assign
            </Button>
          ) : null}
          <Button look="ghost" shortcut="why" onPress={onWhy}>
            Why is it stuck?
          </Button>
        </span>
      )}
    </section>
  );
}

function reasonOf(action: ActionView, isSaving: boolean): string | null {
  if (!action.isAllowed) return action.reason ?? "Not possible now.";
  if (isSaving && (action.gesture === "accept" || action.gesture === "retry"))
    return "The export fields are being saved; the document changes with them.";
  return null;
}
