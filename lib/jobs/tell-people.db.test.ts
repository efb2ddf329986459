import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aComment } from "#drizzle/factories/talk.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { followItem } from "#lib/commands/follow-item.ts";
import { markNotices } from "#lib/commands/mark-notices.ts";
import { removeComment } from "#lib/commands/remove-comment.ts";
import { saveNoticeSettings } from "#lib/commands/save-notice-settings.ts";
import { sendItems } from "#lib/commands/send-items.ts";
import { row, rows } from "#lib/db/database.ts";
import { tellPeople } from "#lib/jobs/tell-people.ts";
import { noticePage } from "#lib/queries/notice-page.ts";
import { shellView } from "#lib/queries/shell-view.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const tell = (company: TestCompany) => bed.run(tellPeople, { companyId: company.id });
const page = async (company: TestCompany, role: TestRole, input: object = {}) =>
  demand(await noticePage.execute(bed.app, company.principal(role), input));
const told = async (company: TestCompany, role: TestRole) =>
  (await page(company, role)).rows.map(({ kind, words }) => `${kind}: ${words}`);
const mails = (company: TestCompany) =>
  rows<{ address: string; subject: string; state: string; text: string }>(
    bed.owner,
    sql`select address, subject, state, text from mail where company_id = ${company.id} order by position`,
  );
const isOwed = async (company: TestCompany) =>
  (await rows(bed.app, sql`select 1 from due_notices() c where c = ${company.id}`)).length > 0;

describe("a comment", () => {
  test("tells whom it mentions and who follows; nobody of what they did themselves; each once", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company);
    await aComment(bed.app, company, id, { by: "project_manager", text: "Which code?" });
    const mentions = [company.people.admin.id];
    await aComment(bed.app, company, id, { text: "This one, @Iris Vance", mentions });
    expect(await isOwed(company)).toBe(true);
    await tell(company);
    await tell(company);
    expect(await isOwed(company)).toBe(false);
    expect(await told(company, "admin")).toEqual(["mention: This one, @Iris Vance"]);
    expect(await told(company, "project_manager")).toEqual(["comment: This one, @Iris Vance"]);
    expect(await told(company, "accountant")).toEqual([]);
    const [mail, ...others] = await mails(company);
    expect([mail?.address, mail?.state, others]).toEqual([company.people.admin.email, "kept", []]);
    expect(mail?.text).toContain(`https://countersign.test.example/items/${id}?section=record`);
  });

  test("that is removed is no longer told", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company);
    const { commentId } = await aComment(bed.app, company, id, { mentions: [company.people.admin.id] });
    await tell(company);
    demand(await removeComment.execute(bed.app, company.principal("accountant"), { commentId }));
    await tell(company);
    expect(await told(company, "admin")).toEqual(["mention: The comment was removed."]);
  });

  test("is not told to somebody who turned the kind off, or may no longer read the item", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company);
    const off = { channels: { mention: "off" }, hasSummary: false, summaryHour: 7 };
    demand(await saveNoticeSettings.execute(bed.app, company.principal("admin"), off));
    const mentions = [company.people.admin.id, company.people.project_manager.id];
    await aComment(bed.app, company, id, { mentions });
    await bed.owner.execute(sql`delete from project_member where company_id = ${company.id}`);
    await tell(company);
    expect(await told(company, "admin")).toEqual([]);
    expect(await told(company, "project_manager")).toEqual([]);
  });
});

describe("a decision", () => {
  test("a rejection tells the sender, its way back the one who rejected", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company, { state: "rejected" });
    await tell(company);
    expect(await told(company, "project_manager")).toEqual([
      "rejected: Cost code or category wrong. Please use the codes of the job.",
    ]);
    const { version } = await bed.item(id);
    const again = { items: [{ itemId: id, seenVersion: version }] };
    demand(await sendItems.execute(bed.app, company.principal("project_manager"), again));
    await tell(company);
    expect(await told(company, "accountant")).toEqual(["returned: It came back after your rejection."]);
    expect(await told(company, "ungranted")).toEqual([]);
  });
});

describe("an export", () => {
  test.each(["failed", "held"] as const)("that is %s tells once who accepted it and who sent it", async (state) => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company, { state });
    await tell(company);
    await tell(company);
    const { note } = await bed.item(id);
    const [notice, ...others] = await told(company, "accountant");
    expect([notice, others]).toEqual([`${state}: ${note ?? ""}`, []]);
    expect(await told(company, "project_manager")).toHaveLength(1);
    expect(await told(company, "admin")).toEqual([]);
  });

  test("that is synced tells nobody", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "synced" });
    await tell(company);
    for (const role of ["accountant", "project_manager"] as const) expect(await told(company, role)).toEqual([]);
  });
});

test("who unfollowed is not told of comments, and acting on the item does not change that", async () => {
  const company = await aCompany(bed.owner);
  const { id: itemId } = await anItem(bed.app, company);
  demand(await followItem.execute(bed.app, company.principal("project_manager"), { itemId, isOn: false }));
  await tell(company);
  await aComment(bed.app, company, itemId);
  await tell(company);
  expect(await told(company, "project_manager")).toEqual([]);
});

test("the bell counts what is unread; reading marks only one's own", async () => {
  const company = await aCompany(bed.owner);
  const { id } = await anItem(bed.app, company);
  for (const text of ["1", "2", "3"])
    await aComment(bed.app, company, id, { text, mentions: [company.people.admin.id, company.people.auditor.id] });
  await tell(company);
  const unread = async (role: TestRole) => demand(await shellView.execute(bed.app, company.principal(role), {})).unread;
  expect([await unread("admin"), await unread("auditor"), await unread("accountant")]).toEqual([3, 3, 0]);
  const first = await page(company, "admin", { limit: 2 });
  expect([first.rows.map(({ words }) => words), first.next !== null]).toEqual([["3", "2"], true]);
  const rest = await page(company, "admin", { limit: 2, after: first.next });
  expect([rest.rows.map(({ words }) => words), rest.next]).toEqual([["1"], null]);
  const mark = { ids: [first.rows[0]?.id, (await page(company, "auditor")).rows[0]?.id], upTo: null };
  expect(demand(await markNotices.execute(bed.app, company.principal("admin"), mark))).toEqual({ marked: 1 });
  expect([await unread("admin"), await unread("auditor")]).toEqual([2, 3]);
  expect((await page(company, "admin", { show: "unread" })).rows.map(({ words }) => words)).toEqual(["2", "1"]);
  demand(await markNotices.execute(bed.app, company.principal("admin"), { ids: [], upTo: first.rows[0]?.id }));
  expect(await unread("admin")).toBe(0);
});

test("two workers at once tell nothing twice, and a company that was there before is not told its past", async () => {
  const company = await aCompany(bed.owner);
  const { id } = await anItem(bed.app, company);
  for (const text of ["1", "2"]) await aComment(bed.app, company, id, { text, mentions: [company.people.admin.id] });
  await Promise.all(Array.from({ length: 6 }, () => tell(company)));
  await tell(company);
  expect(await told(company, "admin")).toHaveLength(2);
  const cursor = await row<{ isAtEnd: boolean }>(
    bed.owner,
    sql`select c.seq = h.seq as "isAtEnd" from notice_cursor c join audit_head h on h.company_id = c.company_id where c.company_id = ${company.id}`,
  );
  expect(cursor?.isAtEnd).toBe(true);
});
