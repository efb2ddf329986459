"use client";
import { useState } from "react";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";
import type { VendorMatch } from "#lib/views/vendors.ts";

export type BringAction = Action<RowsAnswer>;
type Staged = NonNullable<VendorMatch["staged"]>;

/** Brings a Sage vendor into Procore as a company: `asked` is the one whose confirmation is open. */
export function useBringing(importRecords: BringAction) {
  const [asked, setAsked] = useState<string | null>(null);
  const touches = ["vendor.page", "vendor.match", "import.page"] as const;
  const command = useCommand<RowsAnswer>(importRecords, { touches, onProblem: notifyProblem });
  const run = (name: string, { row }: Staged, options: Readonly<Record<string, string>>) => {
    if (command.isPending) return;
    command.mutate(
      { records: [{ recordId: row.id, seenVersion: row.version }], options },
      {
        onSuccess: ({ rows: [answer] }) => {
          setAsked(null);
          if (answer && !answer.isDone)
            return notifyProblem({ sentence: answer.sentence ?? "", fix: answer.fix ?? "" });
          const words = `${name} is on the way into Procore; it is linked as soon as it is there.`;
          notify({ title: words });
        },
      },
    );
  };
  return { asked, ask: setAsked, close: () => setAsked(null), run, isBusy: command.isPending };
}
export type Bringing = ReturnType<typeof useBringing>;
