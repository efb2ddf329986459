import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { deleteViewCommand } from "#lib/commands/delete-view.ts";
import { saveView } from "#lib/commands/save-view.ts";
import { rows } from "#lib/db/database.ts";
import { viewList } from "#lib/queries/view-list.ts";
import { ViewBody } from "#lib/views/saved-views.ts";
import { isSameBody } from "#lib/views/view-address.ts";

let bed: TestBed;
let company: TestCompany;
beforeAll(async () => {
  bed = await openTestBed();
  company = await aCompany(bed.owner);
});
afterAll(() => bed.close());

const body = { tab: "look", sort: "amount", dir: "desc", q: "roof" };
const save = (who: TestRole, over: object = {}) =>
  saveView.execute(bed.app, company.principal(who), {
    viewId: null,
    seenVersion: null,
    name: "Roofs",
    isShared: false,
    body,
    ...over,
  });
const remove = (who: TestRole, viewId: string) =>
  deleteViewCommand.execute(bed.app, company.principal(who), { viewId });
const listOf = async (who: TestRole) => demand(await viewList.execute(bed.app, company.principal(who), {}));
const find = async (who: TestRole, id: string) => (await listOf(who)).views.find((view) => view.id === id);

test("an own view is only its maker's; it comes back as it was saved, and leaves a record", async () => {
  const { viewId } = demand(await save("accountant"));
  const view = await find("accountant", viewId);
  expect(view).toMatchObject({ name: "Roofs", isMine: true, canChange: true, isShared: false });
  expect(view && isSameBody(view.body, ViewBody.parse(body))).toBe(true);
  expect(view && isSameBody(view.body, ViewBody.parse({ ...body, q: "roofs" }))).toBe(false);
  expect(await find("admin", viewId)).toBeUndefined();
  expect(codeOf(await save("admin", { viewId, seenVersion: 1 }))).toBe("view.unknown");
  expect(codeOf(await remove("admin", viewId))).toBe("view.unknown");
  const events = await rows<{ kind: string }>(
    bed.owner,
    sql`select kind from audit_event where company_id = ${company.id} and kind like 'view.%'`,
  );
  expect(events.map((event) => event.kind)).toEqual(["view.saved"]);
});

test("a shared view is everybody's to open, its maker's and an administrator's to change; sharing needs the right", async () => {
  const { viewId, version } = demand(await save("accountant", { name: "Month end", isShared: true }));
  expect(await find("auditor", viewId)).toMatchObject({ isShared: true, isMine: false, canChange: false });
  expect(codeOf(await save("ungranted", { viewId, seenVersion: version, name: "Mine now" }))).toBe("view.not_yours");
  expect(codeOf(await save("auditor", { name: "For all", isShared: true }))).toBe("access.role");
  demand(await save("auditor", { name: "For me" }));
  expect((await listOf("auditor")).canShare.isAllowed).toBe(false);
  demand(await save("admin", { viewId, seenVersion: version, name: "Month's end", isShared: true }));
  expect(codeOf(await remove("ungranted", viewId))).toBe("view.not_yours");
  demand(await remove("accountant", viewId));
  expect(await find("auditor", viewId)).toBeUndefined();
});

test("whoever comes second overwrites nothing unseen", async () => {
  const { viewId, version } = demand(await save("admin", { name: "Both", isShared: true }));
  demand(await save("admin", { viewId, seenVersion: version, name: "Both", isShared: true, body: { tab: "all" } }));
  const late = await save("admin", { viewId, seenVersion: version, name: "Both", isShared: true });
  expect(codeOf(late)).toBe("view.changed");
  expect((await find("admin", viewId))?.body.tab).toBe("all");
});

test("one name for one view: among the shared, among one's own, also when two save at once", async () => {
  demand(await save("admin", { name: "Big ones", isShared: true }));
  expect(codeOf(await save("accountant", { name: "big ONES", isShared: true }))).toBe("view.taken");
  demand(await save("accountant", { name: "Big ones" }));
  expect(codeOf(await save("accountant", { name: "BIG ones" }))).toBe("view.taken");
  const both = await Promise.all([save("admin", { name: "Twice" }), save("admin", { name: "Twice" })]);
  expect(both.map((one) => codeOf(one)).toSorted()).toEqual([null, "view.taken"].toSorted());
});

test("columns are checked: none twice, the number always there", async () => {
  const columns = (...ids: string[]) => ({ ...body, columns: ids.map((id) => ({ id, width: 100 })) });
  expect(codeOf(await save("admin", { name: "A", body: columns("state", "amount") }))).toBe("input.invalid");
  expect(codeOf(await save("admin", { name: "A", body: columns("number", "number") }))).toBe("input.invalid");
  demand(await save("admin", { name: "A", body: columns("amount", "number") }));
});
