import {
  CircleHelp,
  Hand,
  Hourglass,
  Layers,
  Link2,
  type LucideIcon,
  MonitorUp,
  OctagonAlert,
  Timer,
} from "lucide-react";
import { Amount } from "#components/money/amount.tsx";
import { type Tone, toneText } from "#components/ui/chip.tsx";
import { type OutboxPart, outboxPartIds, outboxParts } from "#lib/core/outbox-parts.ts";
import type { Total } from "#lib/views/inbox.ts";
import type { OutboxPage } from "#lib/views/screens.ts";

type Look = { readonly icon: LucideIcon; readonly tone: Tone; readonly hint: string };

export const partLooks: Readonly<Record<OutboxPart, Look>> = {
  outbox: { icon: Timer, tone: "flow", hint: "Released when its time has come; can be taken back" },
  hold: { icon: Hand, tone: "wait", hint: "A person holds it: not released and not sent before the hold is lifted" },
  waiting: {
    icon: Link2,
    tone: "wait",
    hint: "Waits until what it belongs to or stands on is Synced; can be taken back",
  },
  queued: { icon: Hourglass, tone: "wait", hint: "Released; the sync client fetches it next" },
  exporting: { icon: MonitorUp, tone: "flow", hint: "With Sage, or imported there and not posted yet" },
  doubt: { icon: CircleHelp, tone: "doubt", hint: "Sage is asked what became of it, or a person has to answer" },
  failed: {
    icon: OctagonAlert,
    tone: "bad",
    hint: "Refused by Sage or stopped before release; not counted as under way",
  },
};

type Props = {
  readonly view: Pick<OutboxPage, "totals" | "all">;
  readonly value: OutboxPart | null;
  readonly onChange: (next: OutboxPart | null) => void;
};

/** Every part with its count and sum, also the empty ones: nothing moves when one fills. Choosing one narrows the list. */
export function OutboxParts({ view, value, onChange }: Props) {
  return (
    <fieldset
      className="grid shrink-0 grid-cols-8 divide-x divide-line border-b border-line bg-surface max-lg:grid-cols-4 max-lg:divide-x-0 max-md:grid-cols-2"
      data-own-arrows=""
    >
      <legend className="unseen">Show</legend>
      <Part
        label="Under way"
        hint="Everything accepted and not yet proved"
        icon={Layers}
        tone="flow"
        total={view.all}
        isOn={value === null}
        onPick={() => onChange(null)}
      />
      {outboxPartIds.map((part) => (
        <Part
          key={part}
          {...partLooks[part]}
          label={outboxParts[part].label}
          total={view.totals[part]}
          isOn={value === part}
          onPick={() => onChange(part)}
        />
      ))}
    </fieldset>
  );
}

type PartProps = Look & {
  readonly label: string;
  readonly total: Total;
  readonly isOn: boolean;
  readonly onPick: () => void;
};

function Part({ label, hint, icon: Icon, tone, total: { count, amount }, isOn, onPick }: PartProps) {
  const isPale = count === 0 && !isOn;
  return (
    <label
      title={hint}
      className={`flex min-w-0 cursor-pointer flex-col px-4 py-2 hover:bg-hover has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 max-md:py-1 ${isPale ? "max-md:hidden" : ""}`}
    >
      <input type="radio" name="part" className="unseen" checked={isOn} onChange={onPick} />
      <span className={`flex items-center gap-1.5 text-xs ${isOn ? "font-semibold text-accent" : "text-ink-2"}`}>
        <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${count > 0 ? toneText[tone] : "text-ink-3"}`} />
        <span className="truncate">{label}</span>
      </span>
      <span className="flex items-baseline justify-between gap-2">
        <span className={count > 0 ? "font-semibold" : "text-ink-3"}>{count.toLocaleString("en-US")}</span>
        <Amount value={amount} className={count > 0 ? "truncate text-ink-2" : "text-ink-3"} />
      </span>
    </label>
  );
}
