import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem, type TestItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { type AgeBucket, ageBucketIds, holderIds } from "#lib/core/dashboard.ts";
import { sum } from "#lib/core/money.ts";
import { agedItems, dayCounts } from "#lib/db/dashboard.ts";
import { row, withCompany } from "#lib/db/database.ts";
import { dashboardItems } from "#lib/queries/dashboard-items.ts";
import { dashboardView } from "#lib/queries/dashboard-view.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const viewOf = async (company: TestCompany) =>
  demand(await dashboardView.execute(bed.app, company.principal("auditor"), {}));
const itemsOf = async (company: TestCompany, input: object) =>
  demand(await dashboardItems.execute(bed.app, company.principal("auditor"), input));
const isSince = (item: TestItem, age: string) =>
  bed.owner.execute(sql`update item set state_at = clock_timestamp() - ${age}::interval where id = ${item.id}`);
const at = async (company: TestCompany, holder: string, bucket: AgeBucket) =>
  (await viewOf(company)).ages.find((line) => line.holder === holder)?.buckets[bucket];

describe("ageing", () => {
  test("a day more is another bucket at its edge, and figures are their items", async () => {
    const company = await aCompany(bed.owner);
    const edge = await anItem(bed.app, company, { lines: [{ amount: "10.25" }] });
    const old = await anItem(bed.app, company, { lines: [{ amount: "1.00" }] });
    await anItem(bed.app, company, { state: "rejected", lines: [{ amount: "4.00" }] });
    await anItem(bed.app, company, { state: "unknown", lines: [{ amount: "6.00" }] });
    await anItem(bed.app, company, { state: "synced", lines: [{ amount: "99.00" }] });
    await isSince(edge, "47 hours 59 minutes");
    await isSince(old, "40 days");
    expect(await at(company, "accounting", "d0")).toEqual({ items: 1, amount: "10.25" });
    await isSince(edge, "48 hours 1 minute");
    expect(await at(company, "accounting", "d0")).toEqual({ items: 0, amount: "0.00" });
    expect(await at(company, "accounting", "d2")).toEqual({ items: 1, amount: "10.25" });
    expect(await at(company, "accounting", "d15")).toEqual({ items: 1, amount: "1.00" });
    expect(await at(company, "project", "d0")).toEqual({ items: 1, amount: "4.00" });
    expect(await at(company, "erp", "d0")).toEqual({ items: 1, amount: "6.00" });
    for (const holder of holderIds)
      for (const age of ageBucketIds) {
        const found = await itemsOf(company, { holder, age });
        expect([found.rows.length, sum(found.rows.map(({ amount }) => amount))]).toEqual([
          found.items,
          sum([found.amount]),
        ]);
      }
  });

  test("what is not approved in Procore is nobody's work yet", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "not_sent", status: "Draft" });
    expect(await at(company, "project", "d0")).toMatchObject({ items: 0 });
    await anItem(bed.app, company, { state: "not_sent" });
    expect(await at(company, "project", "d0")).toMatchObject({ items: 1 });
    expect((await itemsOf(company, { holder: "project" })).rows).toHaveLength(1);
  });

  test("items come oldest first, page by page, over several states", async () => {
    const company = await aCompany(bed.owner);
    const made = [await anItem(bed.app, company), await anItem(bed.app, company, { state: "failed" })];
    made.push(await anItem(bed.app, company));
    for (const [n, item] of made.entries()) await isSince(item, `${n + 1} days`);
    const first = await itemsOf(company, { limit: 2 });
    const second = await itemsOf(company, { limit: 2, after: first.next });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed());
    expect(second.next).toBeNull();
  });
});

describe("throughput", () => {
  test("counts each day by the company's clock, without what is older", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "outbox" });
    await anItem(bed.app, company, { state: "synced" });
    await anItem(bed.app, company, { state: "rejected" });
    const { days } = await viewOf(company);
    expect(days).toHaveLength(30);
    expect(days[0]).toMatchObject({ accepted: 2, synced: 1, rejected: 1 });
    expect(days[1]).toMatchObject({ accepted: 0, synced: 0, rejected: 0 });
  });

  test("a day ends at the company's midnight, not at Greenwich's", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "rejected" });
    const dayIn = async (zone: string) =>
      await withCompany(bed.app, company.id, (tx) =>
        row<{ day: string; here: string }>(
          tx,
          sql`select c.day, (clock_timestamp() at time zone ${zone})::date::text as here from (${dayCounts(company.id, "2000-01-01", zone)}) c`,
        ),
      );
    const [east, west] = [await dayIn("Pacific/Kiritimati"), await dayIn("Pacific/Pago_Pago")];
    expect([east?.day, west?.day]).toEqual([east?.here, west?.here]);
    expect(east?.day).not.toBe(west?.day);
  });
});

describe("causes and doors", () => {
  test("the causes are those of Sync health with their money, and lead to their items", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "failed", lines: [{ amount: "3.00" }] });
    const { causes, moreCauses } = await viewOf(company);
    const failed = causes.find(({ key }) => key === "failed:vendor inactive");
    expect(failed).toMatchObject({ items: 1, amount: "3.00", href: "/health/cause?key=failed%3Avendor%20inactive" });
    expect(moreCauses).toBe(0);
  });

  test("another company's items are not counted, and a project manager may not ask", async () => {
    const [ours, theirs] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    await anItem(bed.app, theirs);
    expect((await viewOf(ours)).ages.map(({ items }) => items)).toEqual([0, 0, 0]);
    expect((await itemsOf(ours, { holder: "accounting" })).rows).toEqual([]);
    expect(codeOf(await dashboardView.execute(bed.app, ours.principal("project_manager"), {}))).toBe("access.role");
    expect(codeOf(await dashboardItems.execute(bed.app, ours.principal("project_manager"), {}))).toBe("access.role");
  });
});

type Plan = { "Node Type": string; "Index Name"?: string; Plans?: Plan[] };
const nodesOf = async (company: TestCompany, statement: ReturnType<typeof agedItems>): Promise<readonly Plan[]> => {
  const found = await withCompany(bed.app, company.id, async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return await row<{ "QUERY PLAN": [{ Plan: Plan }] }>(tx, sql`explain (format json) ${statement}`);
  });
  const all = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(all)];
  const top = found?.["QUERY PLAN"][0].Plan;
  return top ? all(top) : [];
};

describe("plans", () => {
  test("days are counted from an index alone, however long the record is", async () => {
    const company = await aCompany(bed.owner);
    const nodes = await nodesOf(company, dayCounts(company.id, "2026-01-01", "UTC"));
    expect(nodes.flatMap((node) => node["Index Name"] ?? [])).toEqual(["audit_throughput"]);
  });

  test("items of an age are walked in order, state by state", async () => {
    const company = await aCompany(bed.owner);
    const page = { states: ["ready", "failed"] as const, bucket: "d8" as const, after: null, limit: 50 };
    const nodes = await nodesOf(company, agedItems(company.id, page));
    expect(nodes.flatMap((node) => node["Index Name"] ?? [])).toEqual([
      expect.stringMatching(/_by_moved$/),
      expect.stringMatching(/_by_moved$/),
    ]);
    expect(nodes.filter((node) => node["Node Type"].includes("Sort"))).toEqual([]);
  });
});
