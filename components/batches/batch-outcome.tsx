import { CircleCheck, CircleHelp, CircleX, Hourglass, type LucideIcon, Replace, Undo2, Unlink2 } from "lucide-react";
import { type Tone, toneText } from "#components/ui/chip.tsx";
import type { BatchOutcome } from "#lib/core/batch.ts";

const looks: Readonly<Record<BatchOutcome, { readonly icon: LucideIcon; readonly tone: Tone }>> = {
  proved: { icon: CircleCheck, tone: "good" },
  under_way: { icon: Hourglass, tone: "flow" },
  attention: { icon: CircleHelp, tone: "doubt" },
  taken_back: { icon: Undo2, tone: "quiet" },
  failed: { icon: CircleX, tone: "bad" },
  unlinked: { icon: Unlink2, tone: "quiet" },
  replaced: { icon: Replace, tone: "wait" },
};

/** What became of an item, in icon, words and colour. */
export function OutcomeMark({ outcome, label }: { readonly outcome: BatchOutcome; readonly label: string }) {
  const { icon: Icon, tone } = looks[outcome];
  return (
    <span className="inline-flex items-start gap-1.5">
      <Icon aria-hidden="true" className={`mt-0.5 size-3.5 shrink-0 ${toneText[tone]}`} />
      <span>{label}</span>
    </span>
  );
}
