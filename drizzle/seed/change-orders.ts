import { drawChangeLines, hasOneOfAKind } from "#drizzle/seed/change-lines.ts";
import { type Defect, type Fate, momentOf, type Plan } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import { changeNotes, changeTitles, longChangeTitles } from "#drizzle/seed/names.ts";
import { type Random, randomOf } from "#drizzle/seed/random.ts";
import type { Story, World } from "#drizzle/seed/world.ts";
import type { ParentFacts, ParentItem } from "#lib/core/facts.ts";
import { sum, trim } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";

type Order = Fate | readonly [fate: Fate, defect: Defect];
/** The change orders of one contract each, by what became of the contract. */
const groups: readonly { readonly of: Fate; readonly orders: readonly Order[] }[] = [
  { of: "synced", orders: ["synced", "synced", "synced", "clean"] },
  { of: "synced", orders: ["synced", "synced", "clean", ["clean", "new-code"]] },
  { of: "synced", orders: ["synced", "synced", "failed"] },
  { of: "synced", orders: ["synced", "synced", "synced", ["look", "quote"]] },
  { of: "synced", orders: ["synced", ["rejected", "title"], "retrieved"] },
  { of: "synced", orders: ["synced", "synced", ["blocked", "title"]] },
  { of: "synced", orders: ["synced", "rejected", "clean"] },
  { of: "synced", orders: [["rejected", "stray"], "unsent", "clean"] },
  { of: "synced", orders: ["synced", "draft", ["look", "tax"]] },
  { of: "synced", orders: ["unsent", "draft", ["blocked", "stray"]] },
  { of: "synced", orders: ["synced", "failed"] },
  // Their contracts wait in the inbox or did not reach Sage.
  { of: "clean", orders: ["blocked"] },
  { of: "clean", orders: ["blocked", "blocked"] },
  { of: "clean", orders: ["blocked"] },
  { of: "failed", orders: ["waiting"] },
  { of: "held", orders: ["waiting"] },
];

/** Change orders of the world's contracts, several on one contract. Without Sage there are none. */
export function changeOrdersOf(options: LedgerOptions, contracts: readonly Entry[]): readonly Entry[] {
  const { world } = options;
  if (!world.hasSage) return [];
  const random = randomOf(`${world.seed}/change orders`);
  const free = random.shuffled(contracts.filter(isFit));
  const titles = random.shuffled(changeTitles);
  const made: Entry[] = [];
  for (const group of groups) {
    const at = free.findIndex(({ story }) => story.plan.fate === group.of);
    const [parent] = at < 0 ? [] : free.splice(at, 1);
    if (!parent) continue;
    const planned = group.orders.map((order, n) => planOf(world, parent, order, made.length + n));
    const inOrder = planned.toSorted((a, b) => b.madeAgo - a.madeAgo);
    for (const [n, plan] of inOrder.entries()) {
      const title = titles[made.length % titles.length] as (typeof titles)[number];
      made.push(entryOf(options, storyOf(world, parent, { plan, number: n + 1, ...title }), parentFacts(parent)));
    }
  }
  return made;
}

/** Worth a change, without a fault of its own, and old enough where change orders of it are in Sage. */
function isFit({ story, document }: Entry): boolean {
  const { plan, contract } = story;
  const isOld = plan.fate !== "synced" || (plan.decidedAgo > 70 && plan.decidedAgo < 390);
  const total = Number(sum(contract.lines.map(({ amount }) => amount)));
  const isLarge = plan.fate === "held" || total > 20_000;
  return document !== null && plan.defect === null && isOld && isLarge && hasOneOfAKind(contract);
}

function planOf(world: World, parent: Entry, order: Order, n: number): Plan {
  const [fate, defect] = typeof order === "string" ? [order, null] : order;
  const random = randomOf(`${world.seed}/change order days/${n}`);
  return { n: world.items + n, fate, ordinal: n, defect, ...daysOf(fate, parent.story.plan, random), againAgo: 0 };
}

/** After its contract was accepted; together with it where the contract is under decision or on its way. */
function daysOf(fate: Fate, parent: Plan, random: Random): Pick<Plan, "madeAgo" | "sentAgo" | "decidedAgo"> {
  if (parent.fate !== "synced")
    return { madeAgo: parent.sentAgo, sentAgo: parent.sentAgo, decidedAgo: parent.decidedAgo };
  const sentAgo =
    fate === "synced"
      ? random.int(16, parent.decidedAgo - 14)
      : fate === "failed"
        ? random.int(1, 6)
        : fate === "rejected" || fate === "retrieved"
          ? random.int(2, 15)
          : random.int(1, 12);
  const isDecided = fate === "synced" || fate === "failed" || fate === "rejected" || fate === "retrieved";
  const decidedAgo = isDecided ? Math.max(1, sentAgo - random.int(0, 2)) : 0;
  return { madeAgo: sentAgo + random.int(1, 9), sentAgo, decidedAgo };
}

const titlesOf: Readonly<Record<string, string>> = {
  quote: 'Upsize to 8" line',
  "new-code": "RFI 062, work of another code",
};
type Drawn = { readonly plan: Plan; readonly number: number; readonly text: string; readonly isCredit: boolean };

function storyOf(world: World, { story: parent }: Entry, { plan, number, ...drawn }: Drawn): Story {
  const random = randomOf(`${world.seed}/change order/${plan.n}`);
  const { contract, project, managers } = parent;
  const madeAt = momentOf(world.today, plan.madeAgo, 13, random);
  const title = plan.defect === "title" ? random.pick(longChangeTitles) : (titlesOf[plan.defect ?? ""] ?? drawn.text);
  const isCredit = drawn.isCredit && plan.defect === null;
  const isOpen = plan.fate === "draft";
  const changeOrder = {
    id: world.idBase + 400_001 + plan.ordinal,
    project: { id: project.id },
    contract: { id: contract.id },
    number: String(number).padStart(3, "0"),
    title,
    description: random.pick(changeNotes),
    status: isOpen ? random.pick(["draft", "pending", "revised"]) : "approved",
    createdBy: contract.createdBy,
    createdAt: madeAt,
    updatedAt: madeAt,
    lines: drawChangeLines(random, plan, { contract, project, title, isCredit, idBase: world.idBase + 5_000_001 }),
  };
  // Accepted in the same selection as its contract.
  const decidedAt = plan.fate === "waiting" ? parent.decidedAt : momentOf(world.today, plan.decidedAgo, 18, random);
  const sentAt = momentOf(world.today, plan.sentAgo, 15, random);
  return {
    plan,
    contract,
    changeOrder,
    before: null,
    project,
    managers,
    madeAt,
    sentAt,
    decidedAt,
    againAt: decidedAt,
  };
}

const accepted: ReadonlySet<ItemState> = new Set(["failed", "held", "synced"]);

/** What `readFacts` would find of the contract, made from its document. */
export function parentFacts({ id: itemId, story, state, erpId, document }: Entry): ParentFacts {
  const isAccepted = accepted.has(state);
  return {
    itemId,
    number: story.contract.number,
    erpId,
    state,
    isProved: state === "synced",
    isAccepted,
    vendorSourceId: story.contract.vendor && String(story.contract.vendor.id),
    inSage: state === "synced" || state === "held" ? { isClosed: false } : null,
    items: (document?.expectations[1]?.rows ?? []).map(
      (item): ParentItem => ({
        item: Number(item.Item_Number),
        description: item.Description ?? "",
        extra: item.Extra ?? "",
        costCode: item.Cost_Code ?? "",
        category: item.Category ?? "",
        unitCost: trim(item.Unit_Cost ?? "0"),
      }),
    ),
  };
}
