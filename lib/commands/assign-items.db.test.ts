import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { assignItems } from "#lib/commands/assign-items.ts";
import { inboxAssignees } from "#lib/queries/inbox-assignees.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { projectStatus } from "#lib/queries/project-status.ts";

let bed: TestBed;
let company: TestCompany;
beforeAll(async () => {
  bed = await openTestBed();
  company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
  await bed.owner.execute(sql`insert into push_grant (company_id, person_id, record_type)
    values (${company.id}, ${company.people.ungranted.id}, 'commitment')`);
});
afterAll(() => bed.close());

const assign = async (who: TestRole, itemIds: readonly string[], to: TestRole | null) =>
  await assignItems.execute(bed.app, company.principal(who), {
    itemIds,
    personId: to === null ? null : company.people[to].id,
  });
const mine = async (who: TestRole, input: object = {}) =>
  demand(await inboxPage.execute(bed.app, company.principal(who), { tab: "mine", ...input }));

test("an item is somebody's: in their tab with its count and sum, in the filter, in the record, and for the project manager", async () => {
  const [item, other] = [await anItem(bed.app, company), await anItem(bed.app, company)];
  expect(demand(await assign("admin", [item.id], "accountant"))).toMatchObject({ done: 1, had: [] });
  const page = await mine("accountant");
  expect(page.rows.map((row) => [row.id, row.assignee?.name, row.version])).toEqual([
    [item.id, company.people.accountant.name, item.version],
  ]);
  expect(page.counts.mine).toEqual({ count: 1, amount: page.rows[0]?.amount });
  expect(page.total).toEqual(page.counts.mine);
  expect((await mine("ungranted")).rows).toEqual([]);
  const narrowed = async (assignee: string) =>
    demand(await inboxPage.execute(bed.app, company.principal("auditor"), { tab: "ready", assignee })).rows.map(
      (row) => row.id,
    );
  expect(await narrowed(company.people.accountant.id)).toEqual([item.id]);
  expect(await narrowed("none")).toContain(other.id);
  expect(await narrowed("none")).not.toContain(item.id);
  expect(await bed.kinds(item.id)).toContain("item.assigned");
  const status = demand(
    await projectStatus.execute(bed.app, company.principal("project_manager"), { projectId: company.project.id }),
  );
  const shown = status.groups.flatMap((group) => group.items).find((one) => one.id === item.id);
  expect(shown?.assignee).toBe(company.people.accountant.name);
});

test("whoever comes second wins and is told whose it was; the same again writes nothing; nobody takes it off", async () => {
  const { id, contract } = await anItem(bed.app, company);
  demand(await assign("accountant", [id], "accountant"));
  const second = demand(await assign("ungranted", [id], "ungranted"));
  expect(second.had).toEqual([{ number: contract.number, name: company.people.accountant.name }]);
  expect((await mine("accountant")).rows.map((row) => row.id)).not.toContain(id);
  const before = await bed.kinds(id);
  expect(demand(await assign("admin", [id], "ungranted"))).toMatchObject({ done: 1, had: [] });
  expect(await bed.kinds(id)).toEqual(before);
  demand(await assign("ungranted", [id], null));
  expect((await mine("ungranted")).rows.map((row) => row.id)).not.toContain(id);
});

test("only who may decide on it can have it: rights, own items and what was never sent are refused row by row", async () => {
  const [free, own, unsent] = [
    await anItem(bed.app, company),
    await anItem(bed.app, company),
    await anItem(bed.app, company, { state: "not_sent" }),
  ];
  await bed.owner.execute(
    sql`update item set own_person_ids = array[${company.people.ungranted.id}::uuid] where id = ${own.id}`,
  );
  const ids = [free.id, own.id, unsent.id];
  const answer = demand(await assign("accountant", ids, "ungranted"));
  expect(answer.rows.map((row) => row.code)).toEqual([null, "assign.closed", "item.not_sent"]);
  expect(answer.rows[1]?.sentence).toContain("they sent or last edited it");
  await bed.owner.execute(sql`delete from push_grant where person_id = ${company.people.ungranted.id}`);
  const without = demand(await assign("accountant", [own.id], "ungranted"));
  expect(without.rows[0]?.sentence).toContain("may not push commitment to accounting");
  expect(codeOf(await assign("accountant", [free.id], "auditor"))).toBe("assign.person");
  const stranger = await anItem(bed.app, await aCompany(bed.owner));
  expect(demand(await assign("accountant", [stranger.id], "accountant")).rows[0]?.code).toBe("item.unknown");
});

test("assigning moves no version: what somebody is about to accept is still what they saw", async () => {
  const { id } = await anItem(bed.app, company);
  const seen = acceptRow(await bed.view(company, id));
  demand(await assign("admin", [id], "accountant"));
  const answer = demand(await acceptItems.execute(bed.app, company.principal("accountant"), { rows: [seen] }));
  expect(answer.done).toBe(1);
});

test("the one who asks stands first, with what is with them; disabled people cannot be chosen", async () => {
  const view = demand(await inboxAssignees.execute(bed.app, company.principal("ungranted"), {}));
  expect(view.people.map((person) => [person.name, person.isMe])).toEqual([
    [company.people.ungranted.name, true],
    [company.people.accountant.name, false],
  ]);
  expect(view.people[1]?.open).toBe((await mine("accountant")).counts.mine.count);
  await bed.owner.execute(
    sql`update membership set is_disabled = true where company_id = ${company.id} and person_id = ${company.people.ungranted.id}`,
  );
  const { id } = await anItem(bed.app, company);
  expect(codeOf(await assign("accountant", [id], "ungranted"))).toBe("assign.person");
});
