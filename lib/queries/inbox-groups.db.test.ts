import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { sum } from "#lib/core/money.ts";
import { row, withCompany } from "#lib/db/database.ts";
import { readGroups } from "#lib/db/inbox-groups.ts";
import { inboxGroups } from "#lib/queries/inbox-groups.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";

let bed: TestBed;
let company: TestCompany;
let far: string;
beforeAll(async () => {
  bed = await openTestBed();
  company = await aCompany(bed.owner);
  const ids: string[] = [];
  for (const vendor of ["linked", "linked", "unlinked", "none"] as const)
    ids.push((await anItem(bed.app, company, { vendor })).id);
  await anItem(bed.app, company, { state: "synced" });
  far =
    (
      await row<{ id: string }>(
        bed.owner,
        sql`insert into project (company_id, source_id, number, name) values (${company.id}, 'FAR', '99-01', 'Far depot') returning id`,
      )
    )?.id ?? "";
  await bed.owner.execute(
    sql`update item set assignee_id = ${company.people.accountant.id} where company_id = ${company.id} and id = ${ids[1]}`,
  );
  await bed.owner.execute(sql`update item set project_id = ${far} where id = ${ids[0]}`);
});
afterAll(() => bed.close());

const who = () => company.principal("accountant");
const groupsOf = async (input: object) => {
  const view = demand(await inboxGroups.execute(bed.app, who(), { tab: "ready", ...input }));
  return { ...view, groups: view.groups ?? [] };
};
const listOf = async (input: object) => demand(await inboxPage.execute(bed.app, who(), { tab: "ready", ...input }));

test.each(["project", "vendor", "type", "assignee"] as const)(
  "by %s every group is the list that opens under it, to the cent, and all of them are the whole list",
  async (group) => {
    const view = await groupsOf({ group });
    const whole = await listOf({});
    expect(view.total).toEqual({ count: whole.rows.length, amount: sum(whole.rows.map((one) => one.amount)) });
    for (const { id, count, amount } of view.groups) {
      const { rows, total } = await listOf({ [group]: id });
      expect([id, rows.length, sum(rows.map((one) => one.amount))]).toEqual([id, count, sum([amount])]);
      expect(total?.count).toBe(count);
    }
  },
);

test("groups are named and in the order of their names, what has none comes last", async () => {
  expect((await groupsOf({ group: "vendor" })).groups.map((one) => [one.label, one.count])).toEqual(
    [
      [company.vendor.name, 2],
      [company.unlinkedVendor.name, 1],
    ]
      .toSorted()
      .concat([["No vendor", 1]]),
  );
  expect((await groupsOf({ group: "project" })).groups.find((one) => one.id === far)?.label).toBe("99-01 Far depot");
});

test("the other filters narrow the groups, the one they stand for does not", async () => {
  const { groups } = await groupsOf({ group: "vendor", project: far, vendor: company.unlinkedVendor.id });
  expect(groups.map((one) => [one.label, one.count])).toEqual([[company.vendor.name, 1]]);
  expect((await groupsOf({ group: "vendor", type: "no-such-type" })).groups).toEqual([]);
  expect((await groupsOf({ group: "vendor", q: "no such words" })).groups).toEqual([]);
  expect((await groupsOf({ group: "vendor", q: "electrical" })).groups).toHaveLength(3);
});

test("a list that is too long to be added up has no groups rather than wrong ones, whatever is searched", async () => {
  const scope = {
    states: ["ready"],
    lane: null,
    isReturned: null,
    recordType: null,
    projectId: null,
    vendorId: null,
    assigneeId: null,
    projectIds: null,
  };
  const read = async (q: string | null, bound: number) =>
    await withCompany(bed.app, company.id, (tx) => readGroups(tx, company.id, { ...scope, q }, "vendor", bound));
  expect(await read(null, 4)).toHaveLength(3);
  expect(await read(null, 3)).toBeNull();
  expect(await read("no such words", 3)).toBeNull();
});

test("a project manager has no inbox to group, another company nothing of this one", async () => {
  const manager = await inboxGroups.execute(bed.app, company.principal("project_manager"), { group: "type" });
  expect(codeOf(manager as never)).toBe("access.role");
  const other = await aCompany(bed.owner);
  const view = demand(await inboxGroups.execute(bed.app, other.principal("accountant"), { tab: "all", group: "type" }));
  expect(view.groups).toEqual([]);
});
