import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { releaseItems } from "#lib/commands/release-items.ts";
import { takeBackItems } from "#lib/commands/take-back-items.ts";
import { row } from "#lib/db/database.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const ref = (item: { id: string; version: number }) => ({ items: [{ itemId: item.id, seenVersion: item.version }] });
const deadlocks = async () =>
  Number(
    (
      await row<{ n: string }>(
        bed.owner,
        sql`select deadlocks as n from pg_stat_database where datname = current_database()`,
      )
    )?.n,
  );

describe("take back", () => {
  test("returns the item, voids the acceptance, ends the export and keeps the record", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const item = await anItem(bed.app, company, { state: "outbox" });
    expect(demand(await takeBackItems.execute(bed.app, company.principal("accountant"), ref(item)))).toMatchObject({
      done: 1,
      rows: [{ version: item.version + 1 }],
    });
    expect(await bed.item(item.id)).toMatchObject({ state: "ready", note: null, version: item.version + 1 });
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "taken_back", next_check_at: null });
    expect((await bed.kinds(item.id)).filter((kind) => kind === "item.taken_back")).toHaveLength(1);
    await bed.drive(company, item.id);
    expect((await bed.exportOf(item.id)).status).toBe("taken_back");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("against release: exactly one of them wins, nobody deadlocks", async () => {
    const company = await aCompany(bed.owner);
    const won = { back: 0, released: 0 };
    const before = await deadlocks();
    for (let round = 0; round < 30; round += 1) {
      const item = await anItem(bed.app, company, { state: "outbox" });
      const [answer] = await Promise.all([
        takeBackItems.execute(bed.app, company.principal("accountant"), ref(item)),
        bed.drive(company, item.id),
        bed.drive(company, item.id),
      ]);
      const { state } = await bed.item(item.id);
      const { status } = await bed.exportOf(item.id);
      if (codeOf(answer) === null) {
        won.back += 1;
        expect([state, status]).toEqual(["ready", "taken_back"]);
      } else {
        won.released += 1;
        expect([codeOf(answer), state, status]).toEqual(["outbox.released", "exporting", "queued"]);
      }
    }
    expect(won.back + won.released).toBe(30);
    expect(await deadlocks()).toBe(before);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("is honest after release, and says so for each row of an order", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const [gone, here] = [
      await anItem(bed.app, company, { state: "exporting" }),
      await anItem(bed.app, company, { state: "outbox" }),
    ];
    const order = { items: [...ref(gone).items, ...ref(here).items, ...ref(here).items] };
    const answer = demand(await takeBackItems.execute(bed.app, company.principal("accountant"), order));
    expect(answer.done).toBe(1);
    expect(answer.rows.map((entry) => entry.code)).toEqual(["outbox.released", null]);
  });

  test.each(["admin", "auditor", "project_manager", "ungranted"] as const)(
    "and release now are refused to %s",
    async (role) => {
      const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
      const item = await anItem(bed.app, company, { state: "outbox" });
      expect(codeOf(await takeBackItems.execute(bed.app, company.principal(role), ref(item)))).toMatch(/^access\./);
      expect(codeOf(await releaseItems.execute(bed.app, company.principal(role), ref(item)))).toMatch(/^access\./);
      expect((await bed.item(item.id)).state).toBe("outbox");
    },
  );
});

describe("release now", () => {
  test("gives up the rest of the window: the bell rings now and the worker releases", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const item = await anItem(bed.app, company, { state: "outbox" });
    await bed.drive(company, item.id);
    expect((await bed.item(item.id)).state).toBe("outbox");
    expect(demand(await releaseItems.execute(bed.app, company.principal("accountant"), ref(item))).done).toBe(1);
    expect((await bed.kinds(item.id)).at(-1)).toBe("export.release_advanced");
    expect(await bed.bells("export.drive", (await bed.exportOf(item.id)).id)).toBeGreaterThanOrEqual(2);
    await bed.drive(company, item.id);
    expect(await bed.item(item.id)).toMatchObject({ state: "exporting" });
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "queued", is_offered: true });
    expect(await bed.kinds(item.id)).toContain("export.released");
  });

  test("is refused once the item is no longer in the outbox, and twice in one order counts once", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const item = await anItem(bed.app, company, { state: "ready" });
    expect(codeOf(await releaseItems.execute(bed.app, company.principal("accountant"), ref(item)))).toBe("item.moved");
    demand(
      await acceptItems.execute(bed.app, company.principal("accountant"), {
        rows: [acceptRow(await bed.view(company, item.id))],
      }),
    );
    const twice = { items: [...ref(item).items, ...ref(item).items] };
    expect(demand(await releaseItems.execute(bed.app, company.principal("accountant"), twice)).done).toBe(1);
    expect((await bed.kinds(item.id)).filter((kind) => kind === "export.release_advanced")).toHaveLength(1);
  });
});
