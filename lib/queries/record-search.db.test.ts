import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { recordSearch } from "#lib/queries/record-search.ts";

let bed: TestBed;
let company: TestCompany;
let itemId: string;
let elsewhere: string;
beforeAll(async () => {
  bed = await openTestBed();
  company = await aCompany(bed.owner);
  itemId = (await anItem(bed.app, company)).id;
  elsewhere = (await anItem(bed.app, company)).id;
  await bed.owner.execute(sql`update item set search = 'qz-1 glazing 1234.50' where id in (${itemId}, ${elsewhere})`);
  await bed.owner.execute(
    sql`insert into project (company_id, source_id, number, name) values (${company.id}, 'OTHER', '77-01', 'Far depot')`,
  );
  await bed.owner.execute(
    sql`update item set project_id = (select id from project where company_id = ${company.id} and source_id = 'OTHER') where id = ${elsewhere}`,
  );
});
afterAll(() => bed.close());

const find = async (q: string, role: TestRole = "accountant", from = company) =>
  demand(await recordSearch.execute(bed.app, from.principal(role), { q })).rows;
const ids = async (...question: Parameters<typeof find>) => (await find(...question)).map((hit) => hit.id).toSorted();

test("an item is found by all its words, and by its amount however it is written", async () => {
  const both = [itemId, elsewhere].toSorted();
  for (const q of ["QZ-1", "glazing qz", "1234.50", "$1,234.50"]) expect([q, await ids(q)]).toEqual([q, both]);
  expect(await ids("glazing zeppelin")).toEqual([]);
  expect(await ids("100%")).toEqual([]);
});

test("projects and vendors are found by name, number and Sage id, each with the address that shows it", async () => {
  const { project, vendor } = company;
  expect((await find(project.name)).find((hit) => hit.id === project.id)?.href).toBe(`/projects/${project.id}`);
  const linked = (await find(vendor.sageVendor)).find((hit) => hit.id === vendor.id);
  expect(linked?.href).toBe(`/vendors?tab=linked&q=${encodeURIComponent(vendor.name)}`);
});

test("a project manager finds own projects and their items alone, and no vendors", async () => {
  expect(await ids("qz-1", "project_manager")).toEqual([itemId]);
  expect(await ids("far depot", "project_manager")).toEqual([]);
  expect((await find(company.vendor.name, "project_manager")).filter((hit) => hit.kind === "vendor")).toEqual([]);
  expect((await ids("far depot")).length).toBeGreaterThan(0);
});

test("another company finds nothing of it", async () => {
  expect(await ids("qz-1", "admin", await aCompany(bed.owner))).toEqual([]);
});
