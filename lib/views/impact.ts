import type { Lane } from "#lib/core/findings.ts";
import { type Money, sum } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** How a queued item comes out differently under changed settings. */
export const impactChanges = {
  stops: "Stops before release",
  blocks: "Becomes blocked",
  frees: "Is no longer blocked",
  look: "Needs a look",
  clears: "Becomes clean",
  rewrites: "Is written differently",
  mails: "Can be accepted from a mail",
  mails_not: "Cannot be accepted from a mail any more",
  signs: "Needs a second signature",
  frees_signature: "Needs no second signature any more",
} as const;
export type ImpactChange = keyof typeof impactChanges;

export type ImpactRow = {
  readonly id: string;
  readonly typeLabel: string;
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly state: ItemState;
  readonly stateLabel: string;
  readonly change: ImpactChange;
  /** What the checks would say then; null where they have nothing to say. */
  readonly note: string | null;
};
/** One slice of the queued items, newest first; `of` is how many wait altogether. */
export type ImpactPage = {
  readonly rows: readonly ImpactRow[];
  readonly checked: number;
  readonly of: number;
  readonly next: string | null;
};

/** How many of the newest are checked before a save; the rest is checked afterwards like all others. */
export const impactBound = 2000;

/** `sha256` of the export document; null where none can be made. */
type Outcome = { readonly lane: Lane; readonly sha256: string | null };

/** What becomes different; null for an item that comes out as before. An accepted item that would be written differently stops. */
export function impactOf(state: ItemState, before: Outcome, after: Outcome): ImpactChange | null {
  const isOther = before.sha256 !== after.sha256;
  if (state === "outbox") return isOther || after.lane === "blocked" ? "stops" : null;
  if (before.lane === after.lane) return isOther && after.sha256 !== null ? "rewrites" : null;
  if (after.lane === "blocked") return "blocks";
  if (before.lane === "blocked") return "frees";
  return after.lane === "look" ? "look" : "clears";
}

export type ImpactTotal = {
  readonly typeLabel: string;
  readonly change: ImpactChange;
  readonly count: number;
  readonly amount: Money;
};
/** Count and sum for each record type and change, the grave ones first. */
export function impactTotals(rows: readonly ImpactRow[]): readonly ImpactTotal[] {
  const groups = new Map<string, ImpactRow[]>();
  for (const row of rows) {
    const key = `${row.change}|${row.typeLabel}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const order = Object.keys(impactChanges);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { typeLabel, change } = first;
      return [{ typeLabel, change, count: group.length, amount: sum(group.map(({ amount }) => amount)) }];
    })
    .toSorted((a, b) => order.indexOf(a.change) - order.indexOf(b.change) || a.typeLabel.localeCompare(b.typeLabel));
}
