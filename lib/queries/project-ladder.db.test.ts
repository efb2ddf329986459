import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import type { Rung } from "#lib/core/ladder.ts";
import { projectLadder } from "#lib/queries/project-ladder.ts";
import type { LadderRung } from "#lib/views/screens.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed(4);
});
afterAll(() => bed.close());

const rungOf = async (company: TestCompany, id: Rung): Promise<LadderRung> => {
  const input = { projectId: company.project.id };
  const { rungs } = demand(await projectLadder.execute(bed.app, company.principal("project_manager"), input));
  const found = rungs.find((rung) => rung.id === id);
  if (!found) throw new Error("no rung");
  return found;
};

describe("the ladder of a project", () => {
  test("counts each document on the rung of its type, with money and what blocks it", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced", lines: [{ amount: "100.00" }] });
    await anItem(bed.app, company, { state: "rejected", lines: [{ amount: "30.00" }] });
    await anItem(bed.app, company, { vendor: "unlinked", lines: [{ amount: "4.00" }] });
    await aChangeOrder(bed.app, company, parent, { lines: [{ amount: "0.50" }] });
    expect(await rungOf(company, "commitments")).toMatchObject({
      ...{ count: 3, synced: 1, returned: 1, accounting: 1, blocked: 1, failed: 0, notSent: 0 },
      ...{ amount: "134", open: "34" },
    });
    expect(await rungOf(company, "change_orders")).toMatchObject({ count: 1, accounting: 1, amount: "0.5" });
    expect(await rungOf(company, "budget")).toMatchObject({ count: 0, note: "Nothing in Procore yet" });
    expect(await rungOf(company, "job")).toMatchObject({ note: "Sage job 24-01" });
  });

  test("the vendors are those that its documents name", async () => {
    const company = await aCompany(bed.owner);
    expect(await rungOf(company, "vendors")).toMatchObject({ count: 0 });
    await anItem(bed.app, company);
    await anItem(bed.app, company, { vendor: "unlinked", lines: [{ amount: "4.00" }] });
    expect(await rungOf(company, "vendors")).toMatchObject({
      ...{ count: 2, synced: 1, blocked: 1, open: "4.00", note: "1 of 2 linked to Sage" },
    });
  });

  test("the usual times are the medians of what was proved, once there are five", async () => {
    const company = await aCompany(bed.owner);
    for (const n of [1, 2, 3, 4, 5]) {
      if (n === 5) expect((await rungOf(company, "commitments")).pace).toBeNull();
      const { id } = await anItem(bed.app, company, { state: "synced" });
      // One took a year: a mean would show it.
      const wait = n === 5 ? "365 days" : "1 hour";
      await bed.owner.execute(
        sql`update item set sent_at = d.created_at - ${wait}::interval from decision d where d.item_id = item.id and item.id = ${id}`,
      );
      await bed.owner.execute(
        sql`update export e set finished_at = d.created_at + interval '2 minutes' from decision d where d.id = e.decision_id and e.item_id = ${id}`,
      );
    }
    expect((await rungOf(company, "commitments")).pace).toEqual({ accounting: 3600, sage: 120 });
    expect((await rungOf(company, "invoices")).pace).toBeNull();
  });

  test("another project is closed to a project manager", async () => {
    const company = await aCompany(bed.owner);
    const ask = { projectId: randomUUID() };
    const answer = await projectLadder.execute(bed.app, company.principal("project_manager"), ask);
    expect(codeOf(answer)).toBe("access.project");
  });
});
