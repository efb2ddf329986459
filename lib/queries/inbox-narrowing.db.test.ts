import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { compare, sum } from "#lib/core/money.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { firstOf } from "#lib/db/inbox.ts";
import { scopeOf } from "#lib/db/inbox-scope.ts";
import { inboxChoices } from "#lib/queries/inbox-choices.ts";
import { inboxGroups } from "#lib/queries/inbox-groups.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { inboxPast } from "#lib/queries/inbox-past.ts";
import { inboxVendors } from "#lib/queries/inbox-vendors.ts";

const senders = ["Ana Ruiz", "Ben O'Neil", "Ålvik, Żaneta"];
const codes = ["commitment.title.too_long", "vendor.not_linked"];
type Known = { id: string; amount: string; sender: string | null; days: number; codes: string[]; state: string };

let bed: TestBed;
let company: TestCompany;
let items: Known[];
beforeAll(async () => {
  bed = await openTestBed(2);
  company = await aCompany(bed.owner);
  const { revisionId } = await anItem(bed.app, company);
  await bed.owner.execute(sql`insert into item (company_id, record_type, source_kind, source_id, project_id, number, title, amount, source_status, is_approved,
      state, sent_by, state_at, sent_at, revision_id, latest_revision_id, erp_id, checked_at)
    select ${company.id}::uuid, 'commitment', 'work_order_contracts', 'N' || n, ${company.project.id}::uuid, 'N-' || n, 'Work', (n * 37 % 50 - 10)::numeric + 0.25, 'Approved', true,
      case when n % 5 = 0 then 'synced' else 'ready' end, (${sql.param(senders)}::text[])[1 + n % 4], now() - make_interval(days => n % 11, hours => 1), now() - n * interval '1 minute',
      ${revisionId}::uuid, ${revisionId}::uuid, 'N' || n, now() from generate_series(1, 120) n`);
  await bed.owner.execute(sql`insert into finding (company_id, item_id, position, code, severity, sentence, field, fixer, fix)
    select company_id, id, p, (${sql.param(codes)}::text[])[p], 'warns', 'Look.', '', 'accounting', '{"words": "Look."}'
    from item, generate_series(1, 2) p where company_id = ${company.id} and source_id like 'N%' and substr(source_id, 2)::int % (p + 2) = 0`);
  items = await rows<Known>(
    bed.owner,
    sql`select id, amount, sent_by as sender, floor(extract(epoch from now() - state_at) / 86400)::int as days, state,
      array(select code from finding f where f.company_id = i.company_id and f.item_id = i.id) as codes
    from item i where company_id = ${company.id} and state in ('ready', 'synced')`,
  );
}, 60_000);
afterAll(() => bed.close());

const principal = () => company.principal("accountant");
const amounts = fc.integer({ min: -11, max: 41 }).map((dollars) => `${dollars}.25`);
const filters = fc.record(
  {
    tab: fc.constantFrom("ready", "synced", "all"),
    sender: fc.constantFrom(...senders, "Nobody"),
    least: amounts,
    most: amounts,
    days: fc.integer({ min: 1, max: 12 }).map(String),
    finding: fc.constantFrom(...codes, "no.such"),
    sort: fc.constantFrom("sent", "amount", "number", "moved"),
    dir: fc.constantFrom("asc", "desc"),
  },
  { requiredKeys: ["tab", "sort", "dir"] },
);
type Filter = typeof filters extends fc.Arbitrary<infer T> ? T : never;

const fits = (item: Known, { tab, sender, least, most, days, finding }: Filter): boolean =>
  (tab === "all" || item.state === tab) &&
  (sender === undefined || item.sender === sender) &&
  (least === undefined || compare(item.amount, least) >= 0) &&
  (most === undefined || compare(item.amount, most) <= 0) &&
  (days === undefined || item.days >= Number(days)) &&
  (finding === undefined || item.codes.includes(finding));

async function listed(filter: Filter) {
  const ids: string[] = [];
  let page = demand(await inboxPage.execute(bed.app, principal(), { ...filter, limit: 40 }));
  const { total } = page;
  for (;;) {
    ids.push(...page.rows.map(({ id }) => id));
    if (page.next === null) return { ids, total };
    page = demand(await inboxPage.execute(bed.app, principal(), { ...filter, limit: 40, after: page.next }));
  }
}

test("a narrowed list has just the items that fit, counted and added up, page by page", async () => {
  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      const wanted = items.filter((item) => fits(item, filter));
      const { ids, total } = await listed(filter);
      expect(ids.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
      expect(total?.count).toBe(wanted.length);
      expect(compare(total?.amount ?? "", sum(wanted.map(({ amount }) => amount)))).toBe(0);
      const grouped = demand(await inboxGroups.execute(bed.app, principal(), { ...filter, group: "project" }));
      expect(grouped.total?.count).toBe(wanted.length);
    }),
    { numRuns: 40 },
  );
});

test("the list as it was a moment ago is narrowed alike", async () => {
  const at = (await row<{ now: string }>(bed.owner, sql`select clock_timestamp() as now`))?.now ?? "";
  const instant = new Date(at).toISOString();
  await fc.assert(
    fc.asyncProperty(filters, async ({ finding: _, ...filter }) => {
      const wanted = items.filter((item) => fits(item, filter));
      const past = demand(await inboxPast.execute(bed.app, principal(), { ...filter, at: instant, limit: 200 }));
      expect(past.rows.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
      if (filter.sender ?? filter.least ?? filter.most ?? filter.days) expect(past.total).toBeNull();
    }),
    { numRuns: 20 },
  );
});

test("what is no amount or no number of days narrows nothing", async () => {
  const all = await listed({ tab: "ready", sort: "sent", dir: "desc" });
  for (const odd of [{ least: "much" }, { most: "1e3" }, { days: "0" }, { days: "soon" }])
    expect((await listed({ tab: "ready", sort: "sent", dir: "desc", ...odd })).ids).toEqual(all.ids);
});

test("offered are who sent items, and the findings with how many have them", async () => {
  const { senders: named, findings } = demand(await inboxChoices.execute(bed.app, principal(), {}));
  expect(named).toEqual(expect.arrayContaining(senders));
  expect(new Set(named).size).toBe(named.length);
  const counted = Object.fromEntries(findings.map(({ code, items: many }) => [code, many]));
  for (const code of codes) expect(counted[code]).toBe(items.filter((item) => item.codes.includes(code)).length);
  const [first] = findings;
  expect(first?.words).toBe("Commitment: title too long");
});

test("vendors are found by a part of their name, and those of another company are not", async () => {
  const other = await aCompany(bed.owner);
  await bed.owner.execute(
    sql`insert into vendor (company_id, source_id, name) values (${company.id}, 'Z1', 'Zephyr 100% Glass'), (${other.id}, 'Z2', 'Zephyr Stone')`,
  );
  const { vendors } = demand(await inboxVendors.execute(bed.app, principal(), { q: "zephyr 100%" }));
  expect(vendors.map(({ name }) => name)).toEqual(["Zephyr 100% Glass"]);
  expect(demand(await inboxVendors.execute(bed.app, principal(), { q: "zephyr stone" })).vendors).toEqual([]);
});

test("a rare sender is found by an index, not by reading the list", async () => {
  const many = await aCompany(bed.owner);
  const { revisionId } = await anItem(bed.app, many);
  await bed.owner.execute(sql`insert into item (company_id, record_type, source_kind, source_id, number, title, amount, source_status, is_approved,
      state, sent_by, sent_at, revision_id, latest_revision_id, erp_id, checked_at)
    select ${many.id}::uuid, 'commitment', 'work_order_contracts', 'M' || n, 'M-' || n, 'Work', 1, 'Approved', true, 'synced', case when n % 5000 = 7 then 'Rare' else 'Often' end,
      now() - n * interval '1 minute', ${revisionId}::uuid, ${revisionId}::uuid, 'M' || n, now() from generate_series(1, 20000) n`);
  await bed.owner.execute(sql`vacuum analyze item`);
  for (const tab of ["synced", "all"] as const) {
    const scope = scopeOf({ tab, sender: "Rare" }, many.people.accountant.id);
    const page = firstOf(many.id, scope, { by: "sent", isDescending: true }, null, 101);
    const plan = await withCompany(bed.app, many.id, (tx) =>
      row<{ "QUERY PLAN": unknown }>(tx, sql`explain (analyze, format json) ${page}`),
    );
    const words = JSON.stringify(plan);
    expect(words).toContain('"item_by_sender"');
    expect(words).not.toContain('"Seq Scan"');
  }
});
