import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBatch } from "#drizzle/factories/batch.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { takeBackItems } from "#lib/commands/take-back-items.ts";
import { hashTotalText } from "#lib/core/batch.ts";
import { sum } from "#lib/core/money.ts";
import { row } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { batchList } from "#lib/queries/batch-list.ts";
import { batchPage } from "#lib/queries/batch-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const slow = { profile: { undoSeconds: 600, undoSecondsBulk: 600 } };
const page = async (company: TestCompany, batchId: string) =>
  demand(await batchPage.execute(bed.app, company.principal("auditor"), { batchId }));
const list = async (company: TestCompany, input: object = {}) =>
  demand(await batchList.execute(bed.app, company.principal("auditor"), input));
const outcomes = ({ byOutcome }: Awaited<ReturnType<typeof page>>) =>
  Object.fromEntries(byOutcome.map(({ outcome, count }) => [outcome, count]));

describe("several items accepted as one decision", () => {
  test("are a batch with count, sum and hash total, in the audit chain", async () => {
    const company = await aCompany(bed.owner, slow);
    const { id, items, rows: asked } = await aBatch(bed.app, company, 3);
    const seen = await page(company, id);
    expect(seen).toMatchObject({
      number: 1,
      count: 3,
      by: company.people.accountant.name,
      isWhole: true,
      refused: [],
    });
    expect(sum([seen.amount])).toBe(sum(seen.rows.map(({ amount }) => amount)));
    const members = asked.map(({ itemId, seenSha256 }) => ({ itemId, documentSha256: seenSha256 }));
    expect(seen.hashTotal).toBe(sha256(hashTotalText(members)));
    expect(seen.rows.map((entry) => entry.itemId)).toEqual(items.map((item) => item.id));
    const event = await row<{ data: object }>(
      bed.owner,
      sql`select data from audit_event where company_id = ${company.id} and kind = 'batch.accepted'`,
    );
    expect(event?.data).toMatchObject({ batchId: id, number: 1, count: 3, hashTotal: seen.hashTotal });
  });

  test("name what was asked for with them and refused", async () => {
    const company = await aCompany(bed.owner, slow);
    const [free, moved, late] = [
      await anItem(bed.app, company, { state: "ready" }),
      await anItem(bed.app, company, { state: "ready" }),
      await anItem(bed.app, company, { state: "ready" }),
    ];
    const asked = [];
    for (const { id } of [moved, free, late]) asked.push(acceptRow(await bed.view(company, id)));
    demand(await bed.accept(company, moved.id));
    const answer = demand(await acceptItems.execute(bed.app, company.principal("accountant"), { rows: asked }));
    const seen = await page(company, answer.batchId ?? "");
    expect(seen).toMatchObject({ count: 2, refused: [{ itemId: moved.id, number: moved.contract.number }] });
    expect(seen.refused[0]?.why).toContain(company.people.accountant.name);
    expect(seen.rows.map((entry) => entry.itemId)).toEqual([free.id, late.id]);
  });

  test("are one batch however often the decision arrives; one item, and nothing at all, are none", async () => {
    const company = await aCompany(bed.owner, slow);
    const { rows: asked } = await aBatch(bed.app, company);
    const again = demand(await acceptItems.execute(bed.app, company.principal("accountant"), { rows: asked }));
    expect(again).toMatchObject({ done: 2, batchId: null });
    const one = await anItem(bed.app, company, { state: "ready" });
    expect(demand(await bed.accept(company, one.id))).toMatchObject({ done: 1, batchId: null });
    expect((await list(company)).rows).toHaveLength(1);
  });

  test("count up without a gap when several people decide at once", async () => {
    const company = await aCompany(bed.owner, slow);
    const orders = [];
    for (let n = 0; n < 6; n += 1) {
      const items = [await anItem(bed.app, company), await anItem(bed.app, company)];
      orders.push({ rows: await Promise.all(items.map(async ({ id }) => acceptRow(await bed.view(company, id)))) });
    }
    const accountant = company.principal("accountant");
    const answers = await Promise.all(orders.map((order) => acceptItems.execute(bed.app, accountant, order)));
    expect(answers.map((answer) => demand(answer).done)).toEqual(orders.map(() => 2));
    expect((await list(company)).rows.map(({ number }) => number)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("are never changed nor removed, not even by the owner of the database", async () => {
    const company = await aCompany(bed.owner, slow);
    const { id } = await aBatch(bed.app, company);
    for (const statement of [
      sql`update batch set amount = 0 where id = ${id}`,
      sql`delete from batch_item where batch_id = ${id}`,
    ])
      await expect(bed.owner.execute(statement)).rejects.toThrow();
    expect(await page(company, id)).toMatchObject({ isWhole: true });
  });
});

describe("what became of them", () => {
  test("is told row by row and adds up to what was accepted", async () => {
    const company = await aCompany(bed.owner, slow);
    const { id, items } = await aBatch(bed.app, company, 4);
    expect(outcomes(await page(company, id))).toEqual({ under_way: 4 });
    const [back, proved, held] = items.map((item) => item.id);
    const { version = 0 } = await bed.item(back ?? "");
    const ref = { items: [{ itemId: back, seenVersion: version }] };
    demand(await takeBackItems.execute(bed.app, company.principal("accountant"), ref));
    await bed.owner.execute(
      sql`update export set status = 'proved', finished_at = clock_timestamp() where item_id = ${proved}`,
    );
    await bed.owner.execute(
      sql`update export set status = 'held', note = 'Another one stands there' where item_id = ${held}`,
    );
    const seen = await page(company, id);
    expect(outcomes(seen)).toEqual({ proved: 1, under_way: 1, attention: 1, taken_back: 1 });
    expect(sum(seen.byOutcome.map(({ amount }) => amount))).toBe(sum([seen.amount]));
    expect(seen.rows.find((entry) => entry.itemId === proved)?.provedAt).toMatch(/Z$/);
    expect(seen.rows.find((entry) => entry.itemId === held)?.note).toBe("Another one stands there");
    expect((await list(company)).rows[0]?.outcomes).toEqual(outcomes(seen));
  });

  test("an item that is accepted again keeps its place, and another document is not taken for this one", async () => {
    const company = await aCompany(bed.owner, slow);
    const { id, items } = await aBatch(bed.app, company);
    const [again] = items.map((item) => item.id);
    const { version = 0 } = await bed.item(again ?? "");
    const ref = { items: [{ itemId: again, seenVersion: version }] };
    demand(await takeBackItems.execute(bed.app, company.principal("accountant"), ref));
    demand(await bed.accept(company, again ?? ""));
    const row = async () => (await page(company, id)).rows.find((entry) => entry.itemId === again);
    expect(await row()).toMatchObject({ outcome: "under_way", statusLabel: "In the outbox, accepted again since" });
    await bed.owner.execute(
      sql`update export set status = 'proved', document_sha256 = repeat('0', 64) where item_id = ${again}`,
    );
    expect(await row()).toMatchObject({ outcome: "replaced", provedAt: null });
    expect((await list(company)).rows[0]?.outcomes).toEqual({ under_way: 1, replaced: 1 });
  });
});

describe("the list", () => {
  test("is read page by page, each batch once", async () => {
    const company = await aCompany(bed.owner, slow);
    for (let n = 0; n < 3; n += 1) await aBatch(bed.app, company);
    const first = await list(company, { limit: 2 });
    const rest = await list(company, { limit: 2, after: first.next });
    expect([...first.rows, ...rest.rows].map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(rest.next).toBeNull();
  });

  test("a batch that is not there is said to be unknown", async () => {
    const company = await aCompany(bed.owner, slow);
    const answer = await batchPage.execute(bed.app, company.principal("auditor"), { batchId: randomUUID() });
    expect(codeOf(answer)).toBe("batch.unknown");
  });
});
