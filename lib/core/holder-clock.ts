import { type ItemState, itemStates } from "#lib/core/workflow.ts";

/** The holders whose time is counted. */
export const clockHolders = {
  project: "With the project",
  accounting: "With accounting",
  erp: "With Sage",
} as const;
export type ClockHolder = keyof typeof clockHolders;

/** What the record says of a step; `verdict` for reports only, `as` for resolutions. */
export type ClockEvent = {
  readonly kind: string;
  readonly at: string;
  readonly verdict: string | null;
  readonly as: string | null;
};
const handedTo: Readonly<Record<string, ClockHolder | "nobody">> = {
  "item.received": "project",
  "item.retrieved": "project",
  "item.rejected": "project",
  "item.reopened": "project",
  "item.unlinked": "project",
  "item.sent": "accounting",
  "item.accepted": "accounting",
  "item.linked": "erp",
  "item.taken_back": "accounting",
  "item.voided": "accounting",
  "export.stopped": "accounting",
  "export.released": "erp",
  "export.proved": "nobody",
};
const reported: Readonly<Record<string, ClockHolder>> = {
  refused: "accounting",
  declined: "accounting",
  conflict: "accounting",
};
const resolved: Readonly<Record<string, ClockHolder | "nobody">> = {
  adopt: "nobody",
  send_again: "erp",
  give_up: "accounting",
};
/** The kinds of events that `clockOf` reads. */
export const clockKinds: readonly string[] = [...Object.keys(handedTo), "export.reported", "export.resolved"];

/**
 * How long an item was with whom, in whole seconds, from the steps in its record, oldest first, to `now`. The state it has
 * counts since it has it, whatever the record says.
 */
export function clockOf(
  events: readonly ClockEvent[],
  { state, stateAt }: { readonly state: ItemState; readonly stateAt: string },
  now: string,
): Readonly<Record<ClockHolder, number>> {
  const marks = events.flatMap(({ kind, at, verdict, as }) => {
    const holder =
      kind === "export.reported"
        ? reported[verdict ?? ""]
        : kind === "export.resolved"
          ? resolved[as ?? ""]
          : handedTo[kind];
    return holder && at < stateAt ? [{ at, holder }] : [];
  });
  const all = [...marks, { at: stateAt, holder: itemStates[state].holder }];
  const spent = { project: 0, accounting: 0, erp: 0 };
  for (const [n, { at, holder }] of all.entries()) {
    const until = all[n + 1]?.at ?? now;
    if (holder !== "nobody") spent[holder] += Math.max(0, Date.parse(until) - Date.parse(at));
  }
  const seconds = (ms: number) => Math.floor(ms / 1000);
  return {
    project: seconds(spent.project),
    accounting: seconds(spent.accounting),
    erp: seconds(spent.erp),
  };
}
