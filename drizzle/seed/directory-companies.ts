import { noContract } from "#drizzle/seed/budgets.ts";
import { vendorId } from "#drizzle/seed/facts.ts";
import { type Fate, momentOf, type Plan } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { SeedProject, SeedVendor } from "#drizzle/seed/model.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import type { SageRow } from "#drizzle/seed/sage-content.ts";
import type { OtherDocument, Story, World } from "#drizzle/seed/world.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { Maker } from "#lib/core/makers.ts";

/** The one type that this Sage's vendors have. */
export const vendorType = "Subcontractor";
const kind = "vendors";

/** What Procore's directory says of a company, beside what identifies it there. */
export function directoryRow({ id, name, city, phone }: SeedVendor) {
  const street = `${100 + (id % 83) * 12} ${["Mill Road", "Foundry Street", "Depot Avenue"][id % 3]}`;
  const address = id % 4 === 0 ? `${street}\nUnit ${1 + (id % 9)}` : street;
  const zip = `80${String(100 + (id % 800))}`;
  return { id, name, is_active: true, address, city, state_code: "CO", zip, business_phone: phone };
}

type Sent = Partial<Pick<OtherDocument, "fields" | "reason">> & {
  readonly fate: Fate;
  /** Days before today. */
  readonly sentAgo: number;
};
/** Of the companies that are not linked, these were sent; by their place among those that Sage has under no name at all. */
const sent: readonly Sent[] = [
  { fate: "clean", sentAgo: 1, fields: { sageId: "NEW-0417" } },
  { fate: "blocked", sentAgo: 2 },
  { fate: "rejected", sentAgo: 6, reason: ["papers", "We need a W-9 and the insurance certificate first."] },
];
/** And one that Sage has under the same name already. */
const double: Sent = { fate: "look", sentAgo: 1, fields: { sageId: "NEW-0418" } };
/** Linked companies that became vendors through here. */
const made: readonly Sent[] = [40, 90, 210].map((sentAgo) => ({ fate: "synced", sentAgo }));

/**
 * Companies of the directory as documents: one for every company that is not linked, most of them not sent, and a few that
 * are vendors in Sage by now.
 */
export function directoryCompaniesOf(options: LedgerOptions): readonly Entry[] {
  const { world } = options;
  const open = world.vendors_.filter(({ sageVendor }) => sageVendor === null);
  const strangers = open.filter((vendor) => alikeOf(world, vendor).length === 0 && vendor.name.length <= 30);
  const twin = open.find((vendor) => alikeOf(world, vendor).length > 0 && vendor.name.length <= 30);
  const fateOf = (vendor: SeedVendor): Sent =>
    (world.hasSage && ((vendor === twin && double) || sent[strangers.indexOf(vendor)])) || {
      fate: "unsent",
      sentAgo: 20 + (vendor.id % 200),
    };
  const linked = world.vendors_.filter(({ sageVendor, name }) => sageVendor !== null && name.length <= 30);
  const vendors = world.hasSage ? linked.slice(3, 3 + made.length) : [];
  const all = [
    ...open.map((vendor) => [vendor, fateOf(vendor)] as const),
    ...vendors.map((vendor, n): readonly [SeedVendor, Sent] => [
      vendor,
      { ...(made[n] as Sent), fields: { sageId: vendor.sageVendor ?? "" } },
    ]),
  ];
  return all.map(([vendor, told], n) => entryOf(options, storyOf(world, vendor, told, n)));
}

/** Of contracts with companies that wait to become vendors: the items that make them. */
export function companyMakers(companies: readonly Entry[]): (story: Story) => readonly Maker[] {
  const waiting = companies.filter(({ state }) => state === "ready");
  const byId = new Map(waiting.map((entry) => [entry.story.other?.id, entry]));
  return ({ contract: { vendor } }) => {
    const entry = vendor ? byId.get(vendor.id) : undefined;
    if (!entry) return [];
    const { id: itemId, erpId, state, document, revision } = entry;
    const { number, title } = revision.head;
    const never = { isFresh: false, isLinking: false, isUnlinking: false };
    return [{ itemId, made: "company", number, title, erpId, state, document, ...never }];
  };
}

function storyOf(world: World, vendor: SeedVendor, { fields, reason, ...told }: Sent, n: number): Story {
  const plan = planOf(world.items + 5_000 + n, told);
  const random = randomOf(`${world.seed}/company/${n}`);
  const [madeAt, sentAt, decidedAt] = [
    momentOf(world.today, plan.madeAgo, 13, random),
    momentOf(world.today, plan.sentAgo, 15, random),
    momentOf(world.today, plan.decidedAgo, 18, random),
  ];
  const raw: Json = { ...directoryRow(vendor), updated_at: madeAt };
  const other: OtherDocument = {
    kind,
    id: vendor.id,
    raw,
    facts: factsOf(world, vendor),
    fields: fields ? { ...fields, vendorType } : {},
    ...(reason ? { reason } : {}),
  };
  const project = world.projects_[0] as SeedProject;
  const admins = world.people.filter(({ role }) => role === "admin");
  const none = { changeOrder: null, before: null, contract: noContract(project, madeAt) };
  return { plan, other, ...none, project, managers: admins, madeAt, sentAt, decidedAt, againAt: decidedAt };
}

function planOf(n: number, { fate, sentAgo }: Pick<Sent, "fate" | "sentAgo">): Plan {
  const decidedAgo = fate === "synced" || fate === "rejected" ? Math.max(1, sentAgo - 1) : 0;
  return { n, fate, ordinal: n, defect: null, madeAgo: sentAgo + 3, sentAgo, decidedAgo, againAgo: 0 };
}

/** As `readFacts` finds them at the time of the decision: a company is not linked before it is a vendor. */
function factsOf(world: World, vendor: SeedVendor): Partial<Facts> {
  return {
    project: { id: "", number: "", name: "" },
    job: null,
    vendor: { id: vendorId(world, vendor.id), name: vendor.name, isActive: true, link: null },
    vendors: { types: world.hasSage ? [vendorType] : [], alike: vendor.sageVendor ? [] : alikeOf(world, vendor) },
    takenErpIds: {},
  };
}

function alikeOf(world: World, { name }: SeedVendor) {
  return world.sageVendors
    .filter((vendor) => vendor.name.toLowerCase() === name.toLowerCase())
    .map(({ vendor, isActive }) => ({ vendor, status: isActive ? "Active" : "Inactive" }))
    .toSorted((a, b) => (a.vendor < b.vendor ? -1 : 1));
}

/** Columns of Sage's vendors that companies of the directory became, by vendor id: as their documents say. */
export function madeVendors(entries: readonly Entry[]): ReadonlyMap<string, SageRow> {
  const rows = entries
    .filter(({ story, state }) => story.other?.kind === kind && state === "synced")
    .flatMap(({ document }) => document?.expectations ?? [])
    .flatMap((expectation) => expectation.rows);
  return new Map(
    rows.map(({ Vendor = "", ...row }) => [
      Vendor,
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column.toLowerCase(), value])),
    ]),
  );
}
