"use client";
import { ArrowDown, ArrowUp, Minus, Plus } from "lucide-react";
import { usualLayout, withMove, withShown, withWidth } from "#components/inbox/column-layout.ts";
import { looks } from "#components/inbox/columns.tsx";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { ColumnLayout } from "#lib/views/column-layout.ts";
import { columnWidths, type InboxColumnId, inboxColumnIds } from "#lib/views/inbox-columns.ts";

type Props = {
  /** Null: as they come, which depends on how wide the list is. */
  readonly layout: ColumnLayout | null;
  readonly where: string;
  readonly onChange: (layout: ColumnLayout | null) => void;
  readonly onClose: () => void;
};

/** Which columns the list has, in which order and how wide: all of it without dragging; the list follows at once. */
export function ColumnsDialog({ layout, where, onChange, onClose }: Props) {
  const shown = layout ?? usualLayout;
  const hidden = inboxColumnIds.filter((id) => !shown.some((column) => column.id === id));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="side"
      title="Columns"
      description={where}
      footer={
        <>
          <Button reason={layout === null ? "The columns are as they come." : null} onPress={() => onChange(null)}>
            As they come
          </Button>
          <Button look="primary" onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      <ol aria-label="Shown columns, from left to right" className="divide-y divide-line border-y border-line">
        {shown.map((column, n) => (
          <ShownColumn key={column.id} column={column} place={n} layout={shown} onChange={onChange} />
        ))}
      </ol>
      {hidden.length > 0 ? (
        <ul aria-label="Hidden columns" className="mt-4 divide-y divide-line border-y border-line">
          {hidden.map((id) => (
            <li key={id} className="flex min-h-9 items-center">
              <Toggle id={id} isOn={false} onChange={() => onChange(withShown(shown, id, true))} />
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-3 text-xs text-ink-3">On a phone the list has state, number and amount, whatever is chosen.</p>
    </Dialog>
  );
}

type ShownProps = {
  readonly column: ColumnLayout[number];
  readonly place: number;
  readonly layout: ColumnLayout;
  readonly onChange: (layout: ColumnLayout) => void;
};

function ShownColumn({ column: { id, width }, place, layout, onChange }: ShownProps) {
  const { label } = looks[id];
  const move = (by: 1 | -1) => {
    onChange(withMove(layout, id, by));
    announce(`${label}, place ${place + by + 1} of ${layout.length}`);
  };
  const size = (by: number) => {
    onChange(withWidth(layout, id, width + by));
    announce(`${label}, ${width + by} pixels`);
  };
  return (
    <li className="flex min-h-9 items-center gap-1">
      <Toggle
        id={id}
        isOn
        reason={id === "number" ? "The number names the row." : null}
        onChange={() => onChange(withShown(layout, id, false))}
      />
      <Step
        label={`${label} to the left`}
        icon={ArrowUp}
        reason={place === 0 ? "It is the first." : null}
        onPress={() => move(-1)}
      />
      <Step
        label={`${label} to the right`}
        icon={ArrowDown}
        reason={place === layout.length - 1 ? "It is the last." : null}
        onPress={() => move(1)}
      />
      <Step
        label={`${label} narrower`}
        icon={Minus}
        reason={width <= columnWidths.least ? "Narrower is not possible." : null}
        onPress={() => size(-columnWidths.step)}
      />
      <span className="figure w-9 text-right text-xs text-ink-2">{width}</span>
      <Step
        label={`${label} wider`}
        icon={Plus}
        reason={width >= columnWidths.most ? "Wider is not possible." : null}
        onPress={() => size(columnWidths.step)}
      />
    </li>
  );
}

type ToggleProps = {
  readonly id: InboxColumnId;
  readonly isOn: boolean;
  readonly reason?: string | null;
  readonly onChange: () => void;
};

function Toggle({ id, isOn, reason = null, onChange }: ToggleProps) {
  return (
    <label className="flex min-h-6 min-w-0 flex-1 items-center gap-2" title={reason ?? undefined}>
      <input
        type="checkbox"
        className="size-3.5 accent-accent"
        checked={isOn}
        disabled={reason !== null}
        onChange={onChange}
      />
      <span className="truncate">{looks[id].label}</span>
      {reason ? <span className="unseen">{reason}</span> : null}
    </label>
  );
}

type StepProps = {
  readonly label: string;
  readonly icon: typeof ArrowUp;
  readonly reason: string | null;
  readonly onPress: () => void;
};

function Step({ label, icon: Icon, reason, onPress }: StepProps) {
  return (
    <Button size="icon" look="ghost" label={label} reason={reason} onPress={onPress}>
      <Icon aria-hidden="true" className="size-3.5" />
    </Button>
  );
}
