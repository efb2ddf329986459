"use client";
import type { Selection } from "#components/inbox/use-selection.ts";
import type { WholeView } from "#components/inbox/use-whole-view.ts";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";

type Props = {
  readonly selection: Selection;
  readonly whole: WholeView;
  readonly onAccept: () => void;
  readonly onReject: () => void;
  readonly onAssign: () => void;
};

/** Count and sum of what is selected, up to everything in view, and what can be done with it. */
export function SelectionFoot({ selection, whole, onAccept, onReject, onAssign }: Props) {
  const { currency } = useCompany();
  const { isOn, isOffered, total } = whole;
  const shown = isOn ? total : selection.total;
  const many = total ? total.count.toLocaleString("en-US") : "";
  return (
    <>
      <span className="font-semibold whitespace-nowrap">
        {isOn ? `All ${many} in view selected`.replace("  ", " ") : `${count(selection.total.count, "item")} selected`}
      </span>
      {shown ? <Amount value={shown.amount} currency={currency} className="font-semibold" /> : null}
      {isOffered && !isOn ? (
        <Button size="sm" look="ghost" onPress={whole.select}>
          {`Select all ${many} in view`.replace("  ", " ")}
        </Button>
      ) : null}
      <span className="ml-auto flex gap-2" data-screen-only>
        <Button size="sm" look="primary" shortcut="acceptSelection" onPress={onAccept}>
          Accept…
        </Button>
        {isOn ? null : (
          <>
            <Button size="sm" shortcut="rejectSelection" onPress={onReject}>
              Reject…
            </Button>
            <Button size="sm" shortcut="assign" onPress={onAssign}>
              Assign…
            </Button>
          </>
        )}
        <Button size="sm" look="ghost" onPress={selection.clear}>
          Clear
        </Button>
      </span>
    </>
  );
}
