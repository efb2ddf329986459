import { parentFacts } from "#drizzle/seed/change-orders.ts";
import { dateFrom, type Fate, momentOf, type Plan } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { SeedInvoice, SeedInvoiceLine, SeedLine } from "#drizzle/seed/model.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import { isByUnit } from "#drizzle/seed/raw-contract.ts";
import { rawRequisition } from "#drizzle/seed/raw-requisition.ts";
import type { Story, World } from "#drizzle/seed/world.ts";
import { type DocumentFacts, documentKey } from "#lib/core/facts.ts";
import { multiply, subtract, sum, toScale } from "#lib/core/money.ts";

/** What is the matter with an invoice; null for nothing. */
type Fault = "cent" | "number" | "over" | null;
type Order = readonly [fate: Fate, fault: Fault];
const [proved, waits]: readonly Order[] = [
  ["synced", null],
  ["clean", null],
];
/** The invoices of one contract each, by what became of the contract. */
const groups: readonly { readonly of: Fate; readonly orders: readonly (Order | undefined)[] }[] = [
  { of: "synced", orders: [proved, proved, waits] },
  { of: "synced", orders: [proved, proved, ["blocked", "cent"]] },
  { of: "synced", orders: [proved, ["look", "over"]] },
  { of: "synced", orders: [proved, ["rejected", null]] },
  { of: "synced", orders: [waits, ["draft", null]] },
  { of: "synced", orders: [["blocked", "number"]] },
  { of: "synced", orders: [proved, ["retrieved", null]] },
  // Their contract waits in the inbox.
  { of: "clean", orders: [["blocked", null]] },
];
const kind = "requisitions";

/** Subcontractor invoices of the world's contracts, some of them in Sage. Without Sage there are none. */
export function invoicesOf(options: LedgerOptions, contracts: readonly Entry[]): readonly Entry[] {
  const { world } = options;
  if (!world.hasSage) return [];
  const free = randomOf(`${world.seed}/invoices`).shuffled(contracts.filter(isFit));
  const made: Entry[] = [];
  for (const { of, orders } of groups) {
    const at = free.findIndex(({ story }) => story.plan.fate === of);
    const [parent] = at < 0 ? [] : free.splice(at, 1);
    if (!parent) continue;
    let last: Made | null = null;
    for (const [index, order] of orders.entries()) {
      if (!order) continue;
      last = anInvoice(options, parent, { order, sequence: index + 1, n: made.length, last });
      made.push(last.entry);
    }
  }
  return made;
}

/** A subcontract of amounts that holds retainage, without a fault of its own; old enough where it is in Sage. */
function isFit({ story, document }: Entry): boolean {
  const { plan, contract } = story;
  const isOld = plan.fate !== "synced" || plan.decidedAgo > 130;
  const isUsual = contract.kind === "work_order_contracts" && contract.retainage !== null && !isByUnit(contract);
  return document !== null && plan.defect === null && isOld && isUsual && contract.lines.length > 1;
}

type Made = { readonly entry: Entry; readonly invoice: SeedInvoice };
type Place = { readonly order: Order; readonly sequence: number; readonly n: number; readonly last: Made | null };

function anInvoice(options: LedgerOptions, parent: Entry, place: Place): Made {
  const { world } = options;
  const { contract, project, managers } = parent.story;
  const [fate, fault] = place.order;
  const random = randomOf(`${world.seed}/invoice/${place.n}`);
  const plan = planOf(world, parent, place);
  const madeAt = momentOf(world.today, plan.madeAgo, 13, random);
  const billed = dateFrom(world.today, -plan.madeAgo);
  const lines = contract.lines.map((line, index) => {
    const id = world.idBase + 7_000_001 + place.n * 40 + index;
    return lineOf(line, { id, place, retainage: contract.retainage ?? "0" });
  });
  const due = subtract(sum(lines.map((line) => line.thisPeriod)), sum(lines.map((line) => line.retained)));
  const invoice: SeedInvoice = {
    id: world.idBase + 700_001 + place.n,
    project: { id: project.id },
    contract,
    previous: place.last?.invoice.id ?? null,
    sequence: place.sequence,
    number:
      fault === "number"
        ? `INVOICE ${billed.slice(0, 7)}-000${place.n}`
        : `${random.pick(["PA", "INV", "APP"])}-${1000 + place.n * 7 + place.sequence}`,
    status: fate === "draft" ? "under_review" : random.pick(["approved", "approved", "approved_as_noted"]),
    billingDate: billed,
    createdBy: contract.createdBy,
    createdAt: madeAt,
    updatedAt: madeAt,
    lines,
    ...(fault === "cent" ? { paymentDue: toScale(sum([due, "0.01"]), 2) } : {}),
  };
  const decidedAt = momentOf(world.today, plan.decidedAgo, 18, random);
  const story: Story = {
    plan,
    contract,
    changeOrder: null,
    other: { kind, id: invoice.id, raw: rawRequisition(invoice), facts: { documents: known(place.last) }, fields: {} },
    invoice,
    before: null,
    project,
    managers,
    madeAt,
    sentAt: momentOf(world.today, plan.sentAgo, 15, random),
    decidedAt,
    againAt: decidedAt,
  };
  const lineIds = contract.lines.map(({ id }) => String(id));
  return { invoice, entry: entryOf(options, story, { ...parentFacts(parent), lineIds }) };
}

/** One a month after the contract was accepted; those that are not decided came lately. */
function planOf(world: World, parent: Entry, { order: [fate], sequence, n }: Place): Plan {
  const lately = 3 + (n % 7);
  const sentAgo = fate === "synced" ? parent.story.plan.decidedAgo - 30 * sequence : lately;
  const isDecided = fate === "synced" || fate === "rejected" || fate === "retrieved";
  const decidedAgo = isDecided ? Math.max(1, sentAgo - 1) : 0;
  const at = { madeAgo: sentAgo + 2, sentAgo, decidedAgo, againAgo: 0 };
  return { n: world.items + 2000 + n, fate, ordinal: n, defect: null, ...at };
}

/** A fifth of the line in every period, whole dollars, the contract's retainage held. */
function lineOf(
  { id: contractLine, description, costCode, category, amount }: SeedLine,
  { id, place, retainage }: { readonly id: number; readonly place: Place; readonly retainage: string },
): SeedInvoiceLine {
  const before = place.last?.invoice.lines.find((line) => line.contractLine === contractLine);
  const share = place.order[1] === "over" ? "1.1" : "0.2";
  const thisPeriod = toScale(toScale(multiply(amount, share), 0), 2);
  return {
    id,
    contractLine,
    description,
    costCode,
    category,
    scheduled: amount,
    before: before ? toScale(sum([before.before, before.thisPeriod]), 2) : "0.00",
    thisPeriod,
    retainedBefore: before ? toScale(sum([before.retainedBefore, before.retained]), 2) : "0.00",
    retained: toScale(multiply(multiply(thisPeriod, retainage), "0.01"), 2),
  };
}

/** The invoice before, as preflight finds it. */
function known(last: Made | null): Readonly<Record<string, DocumentFacts>> {
  if (!last) return {};
  const { state, revision } = last.entry;
  const key = documentKey({ sourceKind: kind, sourceId: String(last.invoice.id) });
  return { [key]: { number: revision.head.number, state, isProved: state === "synced", body: revision.body } };
}
