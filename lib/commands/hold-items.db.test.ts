import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { holdItems } from "#lib/commands/hold-items.ts";
import { liftHoldsCommand } from "#lib/commands/lift-holds.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { releaseItems } from "#lib/commands/release-items.ts";
import { takeBackItems } from "#lib/commands/take-back-items.ts";
import { withCompany } from "#lib/db/database.ts";
import { leaseNext } from "#lib/db/leases.ts";
import { liftHolds } from "#lib/jobs/lift-holds.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const slow = { profile: { undoSeconds: 600, undoSecondsBulk: 600 } };
type Item = { readonly id: string; readonly version: number };
const ref = ({ id, version }: Item) => ({ items: [{ itemId: id, seenVersion: version }] });
const hold = (company: TestCompany, item: Item, until: object = { kind: "lift" }) =>
  holdItems.execute(bed.app, company.principal("accountant"), { ...ref(item), until, note: "Owner asked" });
const lift = (company: TestCompany, item: Item) =>
  liftHoldsCommand.execute(bed.app, company.principal("accountant"), ref(item));
const tab = async (company: TestCompany, name: string) => {
  const page = demand(await inboxPage.execute(bed.app, company.principal("accountant"), { tab: name }));
  return { ids: page.rows.map(({ id }) => id), counted: page.counts[name as keyof typeof page.counts].count };
};
const lease = (company: TestCompany) =>
  withCompany(bed.app, company.id, (tx) => {
    const { id, name } = company.syncClient;
    return leaseNext(tx, company.id, { kind: "sync-client", syncClientId: id, name }, id, 5);
  });
const sweep = (company: TestCompany) => bed.run(liftHolds, { companyId: company.id });

describe("a held item", () => {
  test("leaves its lanes for the tab Held, is not accepted, and comes back when it is lifted", async () => {
    const company = await aCompany(bed.owner, slow);
    const [item, other] = [await anItem(bed.app, company), await anItem(bed.app, company)];
    expect(demand(await hold(company, item)).done).toBe(1);
    expect(await tab(company, "onhold")).toEqual({ ids: [item.id], counted: 1 });
    expect(await tab(company, "ready")).toEqual({ ids: [other.id], counted: 1 });
    expect(codeOf(await bed.accept(company, item.id))).toBe("item.on_hold");
    expect(await bed.broken(company)).toEqual([]);

    expect(codeOf(await lift(company, item))).toBeNull();
    expect(codeOf(await lift(company, item))).toBe("hold.none");
    expect((await tab(company, "onhold")).counted).toBe(0);
    expect(codeOf(await bed.accept(company, item.id))).toBeNull();
    expect((await bed.kinds(item.id)).slice(-3)).toEqual(["item.held", "item.hold_lifted", "item.accepted"]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("is let go by its rejection, in the same record", async () => {
    const company = await aCompany(bed.owner, slow);
    const item = await anItem(bed.app, company);
    demand(await hold(company, item));
    const row = { ...ref(item).items[0], decisionId: crypto.randomUUID() };
    const input = { rows: [row], reasons: ["codes"], text: "" };
    expect(codeOf(await rejectItems.execute(bed.app, company.principal("accountant"), input))).toBeNull();
    expect((await bed.kinds(item.id)).slice(-2)).toEqual(["item.rejected", "item.hold_lifted"]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("is held otherwise by a second hold; only the right may do either", async () => {
    const company = await aCompany(bed.owner, slow);
    const item = await anItem(bed.app, company);
    demand(await hold(company, item));
    demand(await hold(company, item, { kind: "time", at: new Date(Date.now() + 3_600_000).toISOString() }));
    const { hold: now } = (await bed.view(company, item.id)).holding ?? {};
    expect(now).toMatchObject({ until: "time", note: "Owner asked", by: company.people.accountant.name });
    for (const role of ["admin", "auditor", "project_manager", "ungranted"] as const) {
      const input = { ...ref(item), until: { kind: "lift" }, note: "" };
      expect(codeOf(await holdItems.execute(bed.app, company.principal(role), input)), role).toMatch(/^access\./);
      expect(codeOf(await liftHoldsCommand.execute(bed.app, company.principal(role), ref(item))), role).toMatch(
        /^access\./,
      );
    }
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("a held export", () => {
  test("is not released when its time comes, and goes at once when it is lifted", async () => {
    const company = await aCompany(bed.owner, slow);
    const item = await anItem(bed.app, company, { state: "outbox" });
    demand(await hold(company, item));
    expect(codeOf(await releaseItems.execute(bed.app, company.principal("accountant"), ref(item)))).toBe(
      "item.on_hold",
    );
    await bed.owner.execute(sql`update export set release_at = clock_timestamp() where item_id = ${item.id}`);
    await bed.drive(company, item.id);
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "outbox", next_check_at: null });
    expect(await bed.broken(company)).toEqual([]);
    demand(await lift(company, item));
    await bed.drive(company, item.id);
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "queued", is_offered: true });
  });

  test("that waits for the sync client is never leased, and is offered again when it is lifted", async () => {
    const company = await aCompany(bed.owner, slow);
    const item = await anItem(bed.app, company, { state: "exporting" });
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "queued" });
    demand(await hold(company, item));
    expect(await lease(company)).toEqual([]);
    // Whatever was offered meanwhile: the machine refuses as well.
    await bed.owner.execute(sql`update export set is_offered = true where item_id = ${item.id}`);
    expect(await lease(company)).toEqual([]);
    await bed.owner.execute(sql`update export set is_offered = false where item_id = ${item.id}`);
    expect(await bed.broken(company)).toEqual([]);
    demand(await lift(company, item));
    expect(await lease(company)).toHaveLength(1);
    expect(codeOf(await hold(company, item))).toBe("hold.sent");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("can be taken back, stays held, and is not accepted again before that ends", async () => {
    const company = await aCompany(bed.owner, slow);
    const item = await anItem(bed.app, company, { state: "outbox" });
    demand(await hold(company, item));
    expect(demand(await takeBackItems.execute(bed.app, company.principal("accountant"), ref(item))).done).toBe(1);
    expect(await tab(company, "onhold")).toEqual({ ids: [item.id], counted: 1 });
    expect(codeOf(await bed.accept(company, item.id))).toBe("item.on_hold");
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("a hold ends by itself", () => {
  test("when its time has come, and not before", async () => {
    const company = await aCompany(bed.owner, slow);
    const [due, later] = [await anItem(bed.app, company, { state: "outbox" }), await anItem(bed.app, company)];
    const soon = { kind: "time", at: new Date(Date.now() + 60_000).toISOString() };
    demand(await hold(company, due, soon));
    demand(await hold(company, later, soon));
    await sweep(company);
    expect((await tab(company, "onhold")).counted).toBe(2);
    await bed.owner.execute(
      sql`update item_hold set until_at = clock_timestamp() - interval '1 second' where item_id = ${due.id}`,
    );
    await sweep(company);
    expect(await tab(company, "onhold")).toEqual({ ids: [later.id], counted: 1 });
    expect((await bed.kinds(due.id)).at(-1)).toBe("item.hold_lifted");
    expect((await bed.exportOf(due.id)).next_check_at).not.toBeNull();
    expect(await bed.broken(company)).toEqual([]);
  });

  test("when the vendor is linked; what is linked already is nothing to wait for", async () => {
    const company = await aCompany(bed.owner, slow);
    const [item, linked] = [await anItem(bed.app, company, { vendor: "unlinked" }), await anItem(bed.app, company)];
    expect(codeOf(await hold(company, linked, { kind: "link" }))).toBe("hold.event");
    expect(codeOf(await hold(company, item, { kind: "parent" }))).toBe("hold.event");
    demand(await hold(company, item, { kind: "link" }));
    await sweep(company);
    expect((await tab(company, "onhold")).ids).toEqual([item.id]);
    const link = { vendorId: company.unlinkedVendor.id, sageVendor: "CEDARRIDGE", seen: null };
    expect((await linkVendor.execute(bed.app, company.principal("admin"), link)).ok).toBe(true);
    await sweep(company);
    expect((await tab(company, "onhold")).ids).toEqual([]);
    expect(await bed.broken(company)).toEqual([]);
  });
});
