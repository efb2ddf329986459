"use client";
import { count } from "#components/money/count.ts";
import { announce } from "#components/ui/announcer.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { decisionIdFor } from "#lib/client/decision-ids.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { type Money, sum } from "#lib/core/money.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";

/** A document and the record that it is linked to, as both were seen. */
export type Pair = {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly amount: Money;
  readonly erpId: string;
  readonly seen: string;
};
const touches = ["document.page", "document.match", "project.status", "inbox.page", "item.view"] as const;

/** Links documents to records and says which are not the same; what was refused is told with its reason. */
export function useDocumentLinks(projectId: string, link: Action<RowsAnswer>, refuse: Action<{ erpId: string }>) {
  const linking = useCommand<RowsAnswer>(link, { touches, onProblem: notifyProblem, onDone: tell });
  const refusing = useCommand<{ erpId: string }>(refuse, { touches, onProblem: notifyProblem });
  return {
    isBusy: linking.isPending || refusing.isPending,
    link: (pairs: readonly Pair[], isExact: boolean, onDone?: () => void) => {
      if (linking.isPending || pairs.length === 0) return;
      const rows = pairs.map(({ id, version, erpId, seen }) => ({
        itemId: id,
        decisionId: decisionIdFor("link", id, version, seen),
        seenVersion: version,
        ...{ erpId, seen },
      }));
      const amount = sum(pairs.map((pair) => pair.amount));
      linking.mutate({ projectId, rows, count: pairs.length, amount, isExact }, { onSuccess: () => onDone?.() });
    },
    refuse: (row: { readonly id: string; readonly number: string }, erpId: string, isRefused: boolean) => {
      if (refusing.isPending) return;
      const words = isRefused ? `${row.number} is not ${erpId}` : `${row.number} may be ${erpId} again`;
      refusing.mutate({ itemId: row.id, erpId, isRefused }, { onSuccess: () => announce(words) });
    },
  };
}
export type DocumentLinks = ReturnType<typeof useDocumentLinks>;

function tell({ done, rows }: RowsAnswer): void {
  if (done > 0) announce(`${count(done, "document")} linked; Sage is being read back`);
  const left = rows.filter(({ isDone }) => !isDone);
  const first = left[0];
  if (!first) return;
  const title = `${left.length} of ${rows.length} not linked: ${first.sentence ?? ""}`;
  notify({ title, text: first.fix ?? undefined, tone: "bad" });
}
