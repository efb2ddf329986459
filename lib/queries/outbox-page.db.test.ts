import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBatch } from "#drizzle/factories/batch.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { releaseItems } from "#lib/commands/release-items.ts";
import { takeBackBatch } from "#lib/commands/take-back-batch.ts";
import { sum } from "#lib/core/money.ts";
import { outboxPage } from "#lib/queries/outbox-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const slow = { profile: { undoSeconds: 600, undoSecondsBulk: 600 } };
const page = async (company: TestCompany, input: object = {}) =>
  demand(await outboxPage.execute(bed.app, company.principal("auditor"), input));

describe("the outbox", () => {
  test("is read page by page without a gap, and its totals are over everything", async () => {
    const company = await aCompany(bed.owner, slow);
    const items = [];
    for (let n = 0; n < 5; n += 1) items.push(await anItem(bed.app, company, { state: "outbox" }));
    const [one, amount] = [
      await page(company, { limit: 2 }),
      sum(items.map(({ contract }) => amountOf(contract.lines))),
    ];
    const two = await page(company, { limit: 2, after: one.next ?? "" });
    const three = await page(company, { limit: 2, after: two.next ?? "" });
    expect([one, two, three].flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(
      items.map(({ id }) => id).reverse(),
    );
    expect(three.next).toBeNull();
    for (const seen of [one, two, three]) expect(seen.all).toEqual({ count: 5, amount });
    expect(one.totals.outbox).toEqual({ count: 5, amount });
    // A cursor that is none starts again; it is no error of the person's.
    expect((await page(company, { limit: 2, after: "bm9uZQ" })).rows[0]?.id).toBe(one.rows[0]?.id);
  });

  test("narrows to one part; what failed is no part of what is under way", async () => {
    const company = await aCompany(bed.owner, slow);
    const [waits, gone, doubt, failed] = [
      await anItem(bed.app, company, { state: "outbox" }),
      await anItem(bed.app, company, { state: "exporting" }),
      await anItem(bed.app, company, { state: "held" }),
      await anItem(bed.app, company, { state: "failed" }),
    ];
    await anItem(bed.app, company, { state: "synced" });
    const ids = async (show?: string) => (await page(company, show ? { show } : {})).rows.map(({ id }) => id);
    expect(await ids("outbox")).toEqual([waits.id]);
    expect(await ids("queued")).toEqual([gone.id]);
    expect(await ids("doubt")).toEqual([doubt.id]);
    expect(await ids("failed")).toEqual([failed.id]);
    expect(await ids("waiting")).toEqual([]);
    expect(await ids()).toEqual([doubt.id, gone.id, waits.id]);
    const { all, totals } = await page(company, { show: "failed" });
    expect(all.count).toBe(3);
    expect(Object.values(totals).reduce((sum_, { count }) => sum_ + count, 0)).toBe(4);
  });
});

describe("a batch", () => {
  test("is named in its rows and taken back as a whole; what went is refused by name", async () => {
    const company = await aCompany(bed.owner, slow);
    const { id, items } = await aBatch(bed.app, company, 3);
    const alone = await anItem(bed.app, company, { state: "outbox" });
    const [released] = items;
    if (!released) throw new Error("no item");
    const ref = { items: [{ itemId: released.id, seenVersion: released.version }] };
    demand(await releaseItems.execute(bed.app, company.principal("accountant"), ref));
    await bed.drive(company, released.id);
    const { rows } = await page(company);
    expect(rows.map(({ batch }) => batch?.id ?? null)).toEqual([null, id, id, id]);

    const answer = demand(await takeBackBatch.execute(bed.app, company.principal("accountant"), { batchId: id }));
    expect(answer.done).toBe(2);
    expect(answer.rows.filter(({ isDone }) => !isDone)).toMatchObject([
      { itemId: released.id, code: "outbox.released" },
    ]);
    expect((await page(company)).rows.map((entry) => entry.id)).toEqual([alone.id, released.id]);
    // Nothing of it is left that could be: the second time only names what went.
    expect(demand(await takeBackBatch.execute(bed.app, company.principal("accountant"), { batchId: id })).done).toBe(0);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("of another company is not there, and the right is asked for", async () => {
    const [company, other] = [await aCompany(bed.owner, slow), await aCompany(bed.owner, slow)];
    const { id } = await aBatch(bed.app, company);
    const input = { batchId: id };
    expect(codeOf(await takeBackBatch.execute(bed.app, other.principal("accountant"), input))).toBe("batch.unknown");
    expect(codeOf(await takeBackBatch.execute(bed.app, company.principal("auditor"), input))).toBe("access.role");
    const refused = demand(await takeBackBatch.execute(bed.app, company.principal("ungranted"), input));
    expect(refused).toMatchObject({ done: 0, rows: [{ code: "access.grant" }, { code: "access.grant" }] });
  });
});

function amountOf(lines: readonly { amount: string }[]): string {
  return sum(lines.map(({ amount }) => amount));
}
