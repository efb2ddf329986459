import { Archive, CircleCheck, CircleDashed, type LucideIcon, OctagonAlert, Send, TriangleAlert } from "lucide-react";
import { Mark, type Tone, tones } from "#components/ui/chip.tsx";
import type { News, StagedState } from "#lib/core/import-type.ts";

const states: Readonly<Record<StagedState, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  ready: { tone: "flow", icon: CircleDashed },
  refused: { tone: "wait", icon: TriangleAlert },
  importing: { tone: "flow", icon: Send },
  failed: { tone: "bad", icon: OctagonAlert },
  imported: { tone: "good", icon: CircleCheck },
  undoing: { tone: "flow", icon: Send },
  archived: { tone: "quiet", icon: Archive },
};
const news: Readonly<Record<News, { readonly label: string; readonly tone: Tone }>> = {
  new: { label: "New", tone: "flow" },
  changed: { label: "Changed in Sage", tone: "wait" },
  gone: { label: "Gone from Sage", tone: "bad" },
};

export function StagedMark({ state, label }: { readonly state: StagedState; readonly label: string }) {
  const { tone, icon } = states[state];
  return (
    <Mark tone={tone} icon={icon}>
      {label}
    </Mark>
  );
}

/** What the record is since somebody last dealt with it; nothing when it is none. */
export function NewsChip({ of }: { readonly of: News | null }) {
  if (of === null) return null;
  const { label, tone } = news[of];
  return <span className={`rounded-sm px-1 text-xs whitespace-nowrap ${tones[tone]}`}>{label}</span>;
}
