import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { releaseItems } from "#lib/commands/release-items.ts";
import { itemStuck } from "#lib/queries/item-stuck.ts";
import type { StuckView } from "#lib/views/stuck.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed(4);
});
afterAll(() => bed.close());

const why = async (company: TestCompany, itemId: string, role: TestRole = "accountant"): Promise<StuckView> =>
  demand(await itemStuck.execute(bed.app, company.principal(role), { itemId }));
const stepsOf = (view: StuckView) =>
  view.links.map(({ itemId, holder, next }) => [itemId, holder, next?.label ?? null]);

describe("why an item is stuck", () => {
  test("a change order waits for its commitment, and that for accounting", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company);
    const child = await aChangeOrder(bed.app, company, parent, { number: "007" });
    const view = await why(company, child.id);
    const [a, b] = ["Commitment change order 007", `Subcontract ${parent.contract.number}`];
    expect(view.sentence).toBe(`${a} waits for ${b}: ${b} waits for the decision of accounting.`);
    expect(stepsOf(view)).toEqual([
      [child.id, "nobody", null],
      [parent.id, "accounting", "Accept"],
    ]);
    expect(view.links[1]?.next).toMatchObject({ gesture: "accept", href: `/items/${parent.id}`, reason: null });
  });

  test("accepted, it waits in the outbox until the commitment is Synced", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "outbox" });
    const child = await aChangeOrder(bed.app, company, parent);
    demand(await bed.accept(company, child.id));
    const items = [{ itemId: child.id, seenVersion: (await bed.item(child.id)).version }];
    demand(await releaseItems.execute(bed.app, company.principal("accountant"), { items }));
    await bed.drive(company, child.id);
    expect(await bed.exportOf(child.id)).toMatchObject({ status: "waiting" });
    expect(stepsOf(await why(company, child.id))).toEqual([
      [child.id, "nobody", null],
      [parent.id, "machine", "Open the outbox"],
    ]);
  });

  test("a later document of the family names the earlier one that it goes after", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    const elder = await aChangeOrder(bed.app, company, parent, { state: "held", lines: [{ amount: "10.00" }] });
    const child = await aChangeOrder(bed.app, company, parent, { state: "outbox", lines: [{ amount: "20.00" }] });
    const note = "An earlier document of the same commitment or job is still under way";
    await bed.owner.execute(sql`update export set status = 'waiting', note = ${note} where item_id = ${child.id}`);
    expect(stepsOf(await why(company, child.id))).toEqual([
      [child.id, "nobody", null],
      [elder.id, "accounting", "Decide"],
    ]);
  });

  test("without a link to Sage the administrator is named, and the vendor's place", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { vendor: "unlinked" });
    const [link] = (await why(company, item.id)).links;
    expect(link).toMatchObject({ holder: "admin", next: { label: "Link vendor", reason: null } });
    expect(link?.next?.href).toBe(`/vendors?q=${encodeURIComponent(company.unlinkedVendor.name)}`);
    const [seen] = (await why(company, item.id, "project_manager")).links;
    expect(seen?.sentence).toBe(link?.sentence);
    expect(seen?.next?.reason).toMatch(/see vendors/);
  });

  test("a returned item is with the project, with what accounting asked and Re-send", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "rejected" });
    const view = await why(company, item.id, "project_manager");
    expect(view.sentence).toContain("Please use the codes of the job");
    expect(view.links[0]).toMatchObject({ holder: "project", next: { label: "Re-send to ERP", reason: null } });
    expect((await why(company, item.id)).links[0]?.next?.reason).toMatch(/send and retrieve/);
  });

  test("an export waits for the sync client that is away, with the time it spent with each", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "exporting" });
    const view = await why(company, item.id);
    expect(view.sentence).toContain("the sync client is away");
    expect(view.links[0]).toMatchObject({ holder: "admin", next: { href: "/health" } });
    expect(view.clock.project + view.clock.accounting + view.clock.erp).toBeGreaterThanOrEqual(0);
  });

  test("another company's item, and another project's for its manager, are not there", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const item = await anItem(bed.app, company);
    const ask = { itemId: item.id };
    expect(codeOf(await itemStuck.execute(bed.app, other.principal("accountant"), ask))).toBe("item.unknown");
    const { actor } = company.principal("project_manager");
    const elsewhere = { companyId: company.id, actor: { ...actor, projectIds: [randomUUID()] } };
    expect(codeOf(await itemStuck.execute(bed.app, elsewhere, ask))).toBe("access.project");
  });
});
