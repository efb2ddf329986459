import type { LucideIcon } from "lucide-react";

export const tones = {
  good: "bg-good-soft text-good",
  wait: "bg-wait-soft text-wait",
  bad: "bg-bad-soft text-bad",
  flow: "bg-flow-soft text-flow",
  doubt: "bg-doubt-soft text-doubt",
  quiet: "bg-sunken text-ink-2",
} as const;
export const toneText = {
  good: "text-good",
  wait: "text-wait",
  bad: "text-bad",
  flow: "text-flow",
  doubt: "text-doubt",
  quiet: "text-ink-3",
} as const;
export type Tone = keyof typeof tones;

type Props = { readonly tone: Tone; readonly icon?: LucideIcon; readonly children: string };

/** A state in icon, word and colour; never colour alone. */
export function Chip({ tone, icon: Icon, children }: Props) {
  return (
    <span
      className={`inline-flex h-6 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap ${tones[tone]}`}
    >
      {Icon ? <Icon aria-hidden="true" className="size-3.5 shrink-0" /> : null}
      {children}
    </span>
  );
}

/** The same for table cells: no ground, so that a column of them stays calm. */
export function Mark({ tone, icon: Icon, children }: Props) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      {Icon ? <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${toneText[tone]}`} /> : null}
      <span className="truncate" title={children}>
        {children}
      </span>
    </span>
  );
}
