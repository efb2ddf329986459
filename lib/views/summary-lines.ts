import type { Role } from "#lib/core/actors.ts";
import { type Money, sum } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { formatAmount } from "#lib/views/format.ts";

type Waiting = {
  readonly state: ItemState;
  readonly isReturned: boolean;
  readonly count: number;
  readonly amount: Money;
};
export type SummaryLine = { readonly words: string; readonly path: string };

type Rule = {
  readonly label: string;
  readonly path: string;
  readonly fits: (one: Waiting) => boolean;
};
const accounting: readonly Rule[] = [
  {
    label: "came back after a rejection",
    path: "/inbox?tab=returned",
    fits: (one) => one.state === "ready" && one.isReturned,
  },
  { label: "Ready to Export", path: "/inbox?tab=all", fits: (one) => one.state === "ready" && !one.isReturned },
];
const exporting: readonly Rule[] = [
  { label: "Failed to Export", path: "/inbox?tab=failed", fits: (one) => one.state === "failed" },
  { label: "Held", path: "/inbox?tab=held", fits: (one) => one.state === "held" },
  { label: "Outcome unknown", path: "/outbox", fits: (one) => one.state === "unknown" },
];
const project: readonly Rule[] = [
  { label: "Rejected by accounting", path: "/projects", fits: (one) => one.state === "rejected" },
  { label: "Retrieved and not sent again", path: "/projects", fits: (one) => one.state === "retrieved" },
];

/** The rules for a role; an auditor has nothing to do about what waits. */
function rulesOf(role: Role): readonly Rule[] {
  if (role === "accountant") return [...accounting, ...exporting];
  if (role === "admin") return exporting;
  return role === "project_manager" ? project : [];
}

/** What waits for somebody with these roles, one line each; empty when nothing waits. */
export function summaryLines(
  roles: readonly Role[],
  everywhere: readonly Waiting[],
  inProjects: readonly Waiting[],
  currency: string,
): readonly SummaryLine[] {
  const rules = new Map(
    roles.flatMap((role) => rulesOf(role).map((rule) => [rule, role === "project_manager" ? inProjects : everywhere])),
  );
  return [...rules].flatMap(([{ label, path, fits }, waiting]) => {
    const found = waiting.filter(fits);
    const count = found.reduce((total, one) => total + one.count, 0);
    if (count === 0) return [];
    const amount = formatAmount(sum(found.map((one) => one.amount)));
    return [{ words: `${count} ${count === 1 ? "item" : "items"} ${label}, ${currency} ${amount}`, path }];
  });
}
