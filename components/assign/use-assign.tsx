"use client";
import { type ReactNode, useState } from "react";
import type { Assignable } from "#components/assign/assignable.ts";
import { count } from "#components/money/count.ts";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { laterWindow } from "#components/ui/later.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { DecisionActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { AssignAnswer } from "#lib/views/inputs.ts";

const AssignDialog = laterWindow(async () => (await import("#components/assign/assign-dialog.tsx")).AssignDialog);

type Assigning = { readonly ask: (items: readonly Assignable[]) => void; readonly dialog: ReactNode };

/** Asks whose items are to be, and says what became of it: also whose they were until then. */
export function useAssign(actions: Pick<DecisionActions, "assign">): Assigning {
  const [items, setItems] = useState<readonly Assignable[] | null>(null);
  const reason = useReasonAgainst("item.assign");
  const assign = useCommand<AssignAnswer, { itemIds: readonly string[]; personId: string | null }>(actions.assign, {
    touches: ["inbox.page", "inbox.groups", "inbox.assignees", "item.view"],
    onProblem: notifyProblem,
  });
  const ask = (wanted: readonly Assignable[]) => {
    if (reason !== null) notify({ title: "You cannot assign items", text: reason });
    else if (wanted.length > 0) setItems(wanted);
  };
  const close = () => setItems(null);
  const send = (personId: string | null, name: string) => {
    const itemIds = (items ?? []).map((item) => item.id);
    assign.mutate({ itemIds, personId }, { onSuccess: (answer) => tell(answer, name, items ?? []) });
  };
  return { ask, dialog: items ? <AssignDialog items={items} onAssign={send} onClose={close} /> : null };
}

function tell({ rows, done, had }: AssignAnswer, name: string, items: readonly Assignable[]): void {
  const refused = rows.find((row) => !row.isDone);
  if (refused) {
    const more = rows.length - done - 1;
    const others = more > 0 ? ` ${count(more, "other item")} stayed as well.` : "";
    notifyProblem({ sentence: `${refused.sentence ?? ""}${others}`, fix: refused.fix ?? "" });
  }
  if (done === 0) return;
  const what = done === 1 && items.length === 1 ? (items[0]?.number ?? "1 item") : count(done, "item");
  const text = hadWords(had);
  notify({ title: `${what} assigned to ${name}`, tone: "good", ...(text === null ? {} : { text }) });
}

/** Whose the items were: nobody takes over unnoticed. */
function hadWords(had: AssignAnswer["had"]): string | null {
  const names = [...new Set(had.map((one) => one.name))];
  if (names.length === 0) return null;
  if (had.length === 1) return `${had[0]?.name} had it before.`;
  return `${names.join(" and ")} had ${had.length} of them before.`;
}
