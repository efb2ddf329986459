import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem, type TestItem } from "#drizzle/factories/item.ts";
import { mayAndJune } from "#drizzle/factories/periods.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { redateItems } from "#lib/commands/redate-items.ts";
import { row } from "#lib/db/database.ts";
import { acceptCheck } from "#lib/queries/accept-check.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const redate = (company: TestCompany, items: readonly TestItem[], date: string, role = "accountant" as const) =>
  redateItems.execute(bed.app, company.principal(role), {
    items: items.map(({ id, version }) => ({ itemId: id, seenVersion: version })),
    date,
    reason: "month end",
  });
const check = async (company: TestCompany, seen: readonly { itemId: string; seenVersion: number }[]) =>
  demand(await acceptCheck.execute(bed.app, company.principal("accountant"), { items: JSON.stringify(seen) }));

describe("one accounting date for many", () => {
  test("renders all anew, with one reason in the record; what was seen before is not accepted, what the check shows is", async () => {
    const company = await aCompany(bed.owner);
    const items = [await anItem(bed.app, company), await anItem(bed.app, company)];
    const [old] = [acceptRow(await bed.view(company, items[0]?.id ?? ""))];
    const { rows } = demand(await redate(company, items, "2026-05-20"));
    for (const { id, documentSha256 } of items) {
      const view = await bed.view(company, id);
      expect(view.fields).toMatchObject({ date: "2026-05-20" });
      expect(view.document?.sha256).not.toBe(documentSha256);
      const event = await row<{ kind: string; data: { reason: string; before: { date: string } } }>(
        bed.owner,
        sql`select kind, data from audit_event where item_id = ${id} order by seq desc limit 1`,
      );
      expect(event).toMatchObject({
        kind: "item.fields_saved",
        data: { reason: "month end", before: { date: "2026-05-04" } },
      });
    }
    const refused = await acceptItems.execute(bed.app, company.principal("accountant"), { rows: [old] });
    expect(codeOf(refused)).toBe("item.changed");

    const seen = rows.map(({ itemId, version }) => ({ itemId, seenVersion: version ?? 0 }));
    const shown = await check(company, seen);
    expect(shown.going.map(({ date }) => date?.value)).toEqual(["2026-05-20", "2026-05-20"]);
    const decided = [];
    for (const { row: one } of shown.going) decided.push(acceptRow(await bed.view(company, one.id)));
    const answer = demand(await acceptItems.execute(bed.app, company.principal("accountant"), { rows: decided }));
    const batch = await row<{ hash_total: string }>(
      bed.owner,
      sql`select hash_total from batch where id = ${answer.batchId}::uuid`,
    );
    expect(batch?.hash_total).toBe(shown.hashTotal);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a closed period is refused for all with the next open day, and nothing is changed", async () => {
    const company = await aCompany(bed.owner);
    const items = [await anItem(bed.app, company), await anItem(bed.app, company)];
    await mayAndJune(bed.app, company);
    const outcome = await redate(company, items, "2026-05-20");
    expect(outcome).toMatchObject({
      ok: false,
      refusal: {
        code: "redate.closed",
        params: { period: "2026-05", ledger: "JC", next: expect.stringContaining("2026-06-01") },
      },
    });
    for (const { id, version } of items) expect((await bed.item(id)).version).toBe(version);
    await mayAndJune(bed.app, company, true);
    expect(demand(await redate(company, items, "2026-05-20")).done).toBe(2);
  });

  test("each row has its own answer: another version, another state, another role", async () => {
    const company = await aCompany(bed.owner);
    const [good, stale, gone] = [
      await anItem(bed.app, company),
      await anItem(bed.app, company),
      await anItem(bed.app, company, { state: "outbox" }),
    ];
    const { rows } = demand(await redate(company, [good, { ...stale, version: 99 }, gone], "2026-05-20"));
    expect(rows.map(({ isDone, code }) => [isDone, code])).toEqual([
      [true, null],
      [false, "item.changed"],
      [false, "item.moved"],
    ]);
    const foreign = await redateItems.execute(bed.app, company.principal("ungranted"), {
      items: [{ itemId: stale.id, seenVersion: stale.version }],
      date: "2026-05-20",
      reason: "month end",
    });
    expect(codeOf(foreign)).toBe("access.grant");
    expect(codeOf(await redate(company, [stale], "20 May"))).toBe("redate.date");
  });
});

describe("the check of a selection", () => {
  test("leaves out what is not as it was seen, is blocked or decided, each with its reason", async () => {
    const company = await aCompany(bed.owner);
    const items = [
      await anItem(bed.app, company),
      await anItem(bed.app, company),
      await anItem(bed.app, company, { vendor: "unlinked" }),
      await anItem(bed.app, company, { state: "outbox" }),
    ];
    const seen = items.map(({ id, version }, n) => ({ itemId: id, seenVersion: n === 1 ? 99 : version }));
    const shown = await check(company, seen);
    expect(shown.going.map(({ row: one }) => one.id)).toEqual([items[0]?.id]);
    expect(shown.left.map(({ row: one, why }) => [one.id, why])).toEqual([
      [items[1]?.id, expect.stringContaining("changed since you looked")],
      [items[2]?.id, expect.stringContaining("not linked")],
      [items[3]?.id, expect.stringContaining("not waiting for a decision")],
    ]);
    const other = demand(
      await acceptCheck.execute(bed.app, company.principal("ungranted"), { items: JSON.stringify(seen) }),
    );
    expect(other.going).toEqual([]);
    expect(other.hashTotal).toBeNull();
  });
});

describe("the time of release", () => {
  test("is the chosen one where it lies behind the undo time; a past or far one refuses the whole decision", async () => {
    const company = await aCompany(bed.owner);
    const items = [await anItem(bed.app, company), await anItem(bed.app, company)];
    const rows: ReturnType<typeof acceptRow>[] = [];
    for (const { id } of items) rows.push(acceptRow(await bed.view(company, id)));
    const accept = (releaseAt: Date) =>
      acceptItems.execute(bed.app, company.principal("accountant"), { rows, releaseAt: releaseAt.toISOString() });
    const hours = (n: number) => new Date(Date.now() + n * 3_600_000);
    expect(codeOf(await accept(hours(-1)))).toBe("accept.release_time");
    expect(codeOf(await accept(hours(72)))).toBe("accept.release_time");
    expect((await bed.item(items[0]?.id ?? "")).state).toBe("ready");
    const at = hours(3);
    expect(demand(await accept(at))).toMatchObject({ done: 2, releaseAt: at.toISOString() });
    const stored = await row<{ n: string }>(
      bed.owner,
      sql`select count(*) as n from export where company_id = ${company.id} and release_at = ${at.toISOString()}`,
    );
    expect(stored?.n).toBe("2");
  });
});
