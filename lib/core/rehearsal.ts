import { type Money, subtract, sum, toScale } from "#lib/core/money.ts";
import type { Counterpart } from "#lib/core/reconcile/measures.ts";
import type { SageTotals, Strand } from "#lib/core/reconcile/reconcile.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** What is released in the rehearsal; what was accepted goes in each of them. */
export const rehearsalScopes = {
  all: { label: "Everything pending", states: ["ready", "outbox", "exporting", "unknown", "held", "failed"] },
  clean: { label: "Outbox and Clean", states: ["ready", "outbox", "exporting", "unknown", "held"] },
  outbox: { label: "Only the outbox", states: ["outbox", "exporting", "unknown", "held"] },
} as const satisfies Record<string, { label: string; states: readonly ItemState[] }>;
export type RehearsalScope = keyof typeof rehearsalScopes;
export const rehearsalScopeIds = Object.keys(rehearsalScopes) as [RehearsalScope, ...RehearsalScope[]];

/** What becomes of a pending item when everything of the scope is released, in the order of the screen. */
export const fates = {
  goes: { label: "Goes to Sage", words: "Accepted by the checks of its last assessment, with all that it stands on" },
  later: { label: "After the period", words: "Goes, with an accounting date behind the last day that is looked at" },
  closed: { label: "Closed period", words: "Refused only because its accounting date lies in a closed period" },
  blocked: { label: "Blocked", words: "A check closes Accept, or would stop it at its release" },
  failed: { label: "Failed", words: "Failed to Export; nothing sends it again by itself" },
  waits: { label: "Waits", words: "Would go, and waits for something that does not" },
  signature: { label: "Second signature", words: "The accept rules ask for two signatures" },
  on_hold: { label: "Held", words: "A person holds it" },
  doubt: { label: "Outcome open", words: "Sage may have it already: nobody knows yet, or a person has to say" },
} as const satisfies Record<string, { label: string; words: string }>;
export type Fate = keyof typeof fates;
export const fateIds = Object.keys(fates) as [Fate, ...Fate[]];
/** What is not in Sage at the end of the period. */
export const missing = fateIds.filter((fate) => fate !== "goes");

/** What is rehearsed, by measure: what adds to it. Budget has no date in Sage, and job cost moves by more than documents. */
export const rehearsedMeasures = {
  committed: { label: "Committed cost", of: ["committed", "changes"], adds: ["commitment", "change_order"] },
  invoiced: { label: "Invoiced", of: ["invoiced"], adds: ["invoice"] },
  retainage: { label: "Retainage", of: ["retainage"], adds: ["invoice"] },
} as const satisfies Record<
  string,
  { label: string; of: readonly (keyof SageTotals)[]; adds: readonly Exclude<Counterpart, "estimate">[] }
>;
export type RehearsedMeasure = keyof typeof rehearsedMeasures;
export const rehearsedMeasureIds = Object.keys(rehearsedMeasures) as [RehearsedMeasure, ...RehearsedMeasure[]];
export type Added = Exclude<Counterpart, "estimate">;
export const addedLabels = {
  commitment: "Commitments",
  change_order: "Change orders",
  invoice: "Invoices",
} as const satisfies Record<Added, string>;

/** Items of one project that are alike, summed by the database; money with two decimals. */
export type FateGroup = {
  readonly counterpart: Counterpart | null;
  readonly fate: Fate;
  /** Released already: what Sage may show of it is no longer to come. */
  readonly isReleased: boolean;
  readonly items: number;
  readonly amount: Money;
  readonly retainage: Money;
};

/** One measure of a project: `opening`, `released` and `adds` add up to `closing`; what is `left` out is beside it. */
export type RehearsalCell = {
  readonly opening: Money;
  readonly released: Money;
  readonly adds: Readonly<Partial<Record<Added, Money>>>;
  readonly closing: Money;
  readonly left: Readonly<Record<Exclude<Fate, "goes">, Money>>;
};
export type RehearsalCells = Readonly<Record<RehearsedMeasure, RehearsalCell>>;
type Side = { readonly strands: readonly Strand[]; readonly sage: SageTotals };

const cents = (values: readonly Money[]): Money => toScale(sum(values), 2);

/** Every measure of a project from Sage's totals now (as Reconcile has them) and what becomes of its pending items. */
export function rehearse(groups: readonly FateGroup[], { strands, sage }: Side): RehearsalCells {
  return Object.fromEntries(
    rehearsedMeasureIds.map((measure) => [measure, cellOf(measure, groups, strands, sage)]),
  ) as RehearsalCells;
}

function cellOf(
  measure: RehearsedMeasure,
  groups: readonly FateGroup[],
  strands: readonly Strand[],
  sage: SageTotals,
): RehearsalCell {
  const { of, adds: kinds } = rehearsedMeasures[measure];
  const part = measure === "retainage" ? "retainage" : "amount";
  const own = groups.filter(({ counterpart }) => (kinds as readonly (Counterpart | null)[]).includes(counterpart));
  const total = (keep: (group: FateGroup) => boolean) => cents(own.filter(keep).map((group) => group[part]));
  const under = strands.filter(({ counterpart }) => (kinds as readonly Counterpart[]).includes(counterpart));
  const opening = cents(of.map((one) => sage[one]));
  const toCome = total(({ fate, isReleased }) => fate === "goes" && isReleased);
  const released = cents([toCome, ...under.map((strand) => onTheWay(strand, part))]);
  const adds = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      total(({ counterpart, fate, isReleased }) => counterpart === kind && fate === "goes" && !isReleased),
    ]),
  );
  const left = Object.fromEntries(missing.map((fate) => [fate, total((group) => group.fate === fate)]));
  const closing = cents([opening, released, ...Object.values(adds)]);
  return { opening, released, adds, closing, left: left as RehearsalCell["left"] };
}

/** What the mirror lacks of a proved document, or shows already of one that is still counted as to come. */
function onTheWay(strand: Strand, part: "amount" | "retainage"): Money {
  if (!strand.isBooked) return "0";
  if (strand.state === "exporting" && !strand.isProved) return subtract("0", strand.sage[part]);
  if (strand.state === "synced" && strand.isProved && !strand.isRead)
    return subtract(strand.sent[part], strand.sage[part]);
  return "0";
}

/** The totals under a list, figure by figure. */
export function addRehearsals(cells: readonly RehearsalCell[]): RehearsalCell {
  const total = (pick: (cell: RehearsalCell) => Money | undefined): Money =>
    cents(cells.map((cell) => pick(cell) ?? "0"));
  const kinds = [...new Set(cells.flatMap((cell) => Object.keys(cell.adds)))] as Added[];
  return {
    opening: total((cell) => cell.opening),
    released: total((cell) => cell.released),
    adds: Object.fromEntries(kinds.map((kind) => [kind, total((cell) => cell.adds[kind])])),
    closing: total((cell) => cell.closing),
    left: Object.fromEntries(
      missing.map((fate) => [fate, total((cell) => cell.left[fate as keyof typeof cell.left])]),
    ) as RehearsalCell["left"],
  };
}
