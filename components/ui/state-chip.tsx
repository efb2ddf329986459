import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  CirclePause,
  Hourglass,
  type LucideIcon,
  OctagonAlert,
  PenLine,
  Send,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import { Chip, Mark, type Tone } from "#components/ui/chip.tsx";
import type { Lane } from "#lib/core/findings.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";

const states: Readonly<Record<ItemState, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  not_sent: { tone: "quiet", icon: CircleDashed },
  ready: { tone: "flow", icon: Hourglass },
  retrieved: { tone: "quiet", icon: CircleMinus },
  rejected: { tone: "wait", icon: Undo2 },
  outbox: { tone: "flow", icon: Send },
  exporting: { tone: "flow", icon: Send },
  unknown: { tone: "doubt", icon: CircleHelp },
  held: { tone: "doubt", icon: CirclePause },
  failed: { tone: "bad", icon: OctagonAlert },
  synced: { tone: "good", icon: CircleCheck },
};
const lanes: Readonly<Record<Lane, { readonly label: string; readonly tone: Tone; readonly icon: LucideIcon }>> = {
  clean: { label: "Clean", tone: "good", icon: CircleCheck },
  look: { label: "Needs a look", tone: "wait", icon: TriangleAlert },
  blocked: { label: "Blocked", tone: "bad", icon: OctagonAlert },
};

export function StateChip({ state }: { readonly state: ItemState }) {
  const { tone, icon } = states[state];
  return (
    <Chip tone={tone} icon={icon}>
      {itemStates[state].label}
    </Chip>
  );
}
export function LaneChip({ lane }: { readonly lane: Lane }) {
  const { label, tone, icon } = lanes[lane];
  return (
    <Chip tone={tone} icon={icon}>
      {label}
    </Chip>
  );
}
export function StateMark({ state }: { readonly state: ItemState }) {
  const { tone, icon } = states[state];
  return (
    <Mark tone={tone} icon={icon}>
      {itemStates[state].label}
    </Mark>
  );
}
export function LaneMark({ lane }: { readonly lane: Lane }) {
  const { label, tone, icon } = lanes[lane];
  return (
    <Mark tone={tone} icon={icon}>
      {label}
    </Mark>
  );
}

/** The first of two signatures was given; the item still waits for a decision. */
export function SignedMark({ by }: { readonly by: string }) {
  return (
    <span title={`First signature by ${by}; a second one is needed`} className="contents">
      <Mark tone="flow" icon={PenLine}>
        First signature
      </Mark>
    </span>
  );
}
