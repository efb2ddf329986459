import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anImportDesk, type ImportDesk } from "#drizzle/factories/import-desk.ts";
import { codeOf, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { switchProjectCosts } from "#lib/commands/switch-project-costs.ts";
import { rows } from "#lib/db/database.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

type Sage = Record<string, string>;
const cost = (sequence: number, over: Sage = {}): Sage => ({
  ...{ Run: "4711", Sequence: String(sequence), Job: "24-01", Extra: "", Cost_Code: "26-010", Category: "MAT" },
  ...{ Transaction_Type: "JC cost", Transaction_Date: "2026-05-01", Accounting_Date: "2026-05-31" },
  ...{ Description: `Cost ${sequence}`, Units: "0", Unit_Cost: "0", Amount: "100.00", ...over },
});
const table = "JCT_CURRENT__TRANSACTION";
const flip = async ({ company }: ImportDesk, isOn: boolean) => {
  const input = { projectId: company.project.id, isOn };
  return codeOf(await switchProjectCosts.execute(bed.app, company.principal("admin"), input));
};
async function aDesk(...costs: Sage[]): Promise<ImportDesk> {
  const desk = await anImportDesk(bed);
  await desk.has(table, ...costs);
  expect(await flip(desk, true)).toBeNull();
  await flow(desk);
  return desk;
}
async function flow(desk: ImportDesk): Promise<void> {
  await desk.stage();
  await desk.write();
}
const costsOf = ({ port }: ImportDesk) =>
  port.of("direct_costs").toSorted((a, b) => (a.originId ?? "").localeCompare(b.originId ?? ""));
const amountsOf = (desk: ImportDesk) =>
  costsOf(desk).map(({ fields }) => (fields.lines as readonly { amount: string }[])[0]?.amount);
const stagedOf = async ({ company }: ImportDesk) =>
  (
    await rows<{ code: string }>(
      bed.owner,
      sql`select code from staged_record where company_id = ${company.id} and type = 'direct_cost' order by code`,
    )
  ).map(({ code }) => code);

describe("a cost", () => {
  test("flows in as a direct cost of its kind; what is on a commitment, no cost or nothing stays out", async () => {
    const desk = await aDesk(
      cost(1, { Units: "4", Unit_Cost: "25" }),
      cost(2, { Transaction_Type: "AP cost", Vendor: "LUMEN", Invoice: "I-9" }),
      cost(3, { Transaction_Type: "PR cost", Category: "LAB", Accounting_Date: "" }),
      cost(4, { Transaction_Type: "AP cost", Vendor: "LUMEN", Invoice: "I-10", Commitment: "SC-1" }),
      cost(5, { Transaction_Type: "Original estimate" }),
      cost(6, { Amount: "0" }),
      cost(7, { Job: "24-02" }),
    );
    expect(await stagedOf(desk)).toEqual(["4711/1", "4711/2", "4711/3"]);
    const budgetCode = { subJob: null, costCode: "26-010", costType: "MAT" };
    expect(costsOf(desk)).toMatchObject([
      {
        ...{ originId: "4711/1", place: JSON.stringify({ projectId: "77" }) },
        fields: {
          ...{ type: "expense", date: "2026-05-31", description: "Cost 1" },
          lines: [{ originId: "4711/1/1", budgetCode, amount: "100.00", quantity: "4", unitCost: "25" }],
        },
      },
      { originId: "4711/2", fields: { type: "invoice", vendorId: "555", invoiceNumber: "I-9" } },
      { originId: "4711/3", fields: { type: "payroll", date: "2026-05-01" } },
    ]);
    expect(await desk.one("direct_cost", "4711/1")).toMatchObject({
      state: "imported",
      amount: "100.00",
      job: "24-01",
    });
  });

  test("is never written again: what Sage changes or loses is news", async () => {
    const desk = await aDesk(cost(1), cost(2));
    await desk.has(table, cost(1, { Amount: "140.00" }));
    await bed.owner.execute(sql`update sage_cost_transaction set is_gone = true, gone_at = clock_timestamp()
      where company_id = ${desk.company.id} and sequence = 2`);
    await flow(desk);
    const view = await desk.view("direct_cost", "4711/1");
    expect(view.row).toMatchObject({ state: "imported", news: "changed" });
    expect(view.differences).toEqual([
      { label: "Cost in Sage", before: "100.00", after: "140.00" },
      { label: "Amount in Procore", before: "100.00", after: "140.00" },
    ]);
    expect(await desk.one("direct_cost", "4711/2")).toMatchObject({ state: "imported", news: "gone", isGone: true });
    expect(amountsOf(desk)).toEqual(["100.00", "100.00"]);
    expect(await desk.ask(view.row)).toBe("import.flows_in");
    expect(await desk.undo(view.row)).toBe("import.undo_closed");
  });

  test("whose answer was lost is looked up and not made twice", async () => {
    const desk = await anImportDesk(bed);
    await desk.has(table, cost(1));
    await flip(desk, true);
    await desk.stage();
    desk.port.after = () => {
      throw new Error("The connection was lost.");
    };
    await desk.write();
    desk.port.after = () => {};
    await bed.owner.execute(
      sql`update staged_record set next_try_at = clock_timestamp() where company_id = ${desk.company.id} and state = 'importing'`,
    );
    await desk.write();
    expect(costsOf(desk)).toHaveLength(1);
    expect(await desk.one("direct_cost", "4711/1")).toMatchObject({ state: "imported", news: null });
  });

  test("waits for its company, then flows in by itself", async () => {
    const desk = await aDesk(cost(1, { Transaction_Type: "AP cost", Vendor: "CEDARRIDGE", Invoice: "C-1" }));
    const waiting = await desk.one("direct_cost", "4711/1");
    expect(waiting.state).toBe("refused");
    expect(waiting.note).toContain("Vendor CEDARRIDGE is no company in Procore yet");
    await bed.owner.execute(sql`insert into vendor_link (company_id, vendor_id, sage_vendor)
      values (${desk.company.id}, ${desk.company.unlinkedVendor.id}, 'CEDARRIDGE')`);
    await flow(desk);
    expect(costsOf(desk)).toMatchObject([{ fields: { vendorId: "556", invoiceNumber: "C-1" } }]);
  });

  test("of an extra waits for its sub job, then flows in by itself", async () => {
    const desk = await aDesk(cost(1, { Extra: "PARKING" }));
    expect((await desk.one("direct_cost", "4711/1")).note).toContain("PARKING of job 24-01 is no sub job");
    expect(await desk.ask(await desk.one("extra", "PARKING"))).toBeNull();
    await desk.write();
    await flow(desk);
    expect(costsOf(desk)).toMatchObject([{ fields: { lines: [{ budgetCode: { subJob: "PARKING" } }] } }]);
  });
});

describe("the switch of a project", () => {
  test("is off at first; switched off again, what is there stays and nothing more comes", async () => {
    const desk = await anImportDesk(bed);
    await desk.has(table, cost(1));
    await flow(desk);
    expect(await stagedOf(desk)).toEqual([]);
    expect(await flip(desk, true)).toBeNull();
    await flow(desk);
    await flip(desk, false);
    await desk.has(table, cost(2));
    await flow(desk);
    expect(amountsOf(desk)).toEqual(["100.00"]);
    expect(await desk.one("direct_cost", "4711/1")).toMatchObject({ state: "imported" });
    await flip(desk, true);
    await flow(desk);
    expect(amountsOf(desk)).toEqual(["100.00", "100.00"]);
    expect((await bed.companyKinds(desk.company)).filter((kind) => kind === "project.costs_switched")).toHaveLength(3);
  });

  test("what was refused says that it is off", async () => {
    const desk = await aDesk(cost(1, { Vendor: "CEDARRIDGE" }));
    await flip(desk, false);
    await desk.stage();
    const view = await desk.view("direct_cost", "4711/1");
    expect(view.findings.map(({ code }) => code)).toContain("direct_cost.project.off");
  });

  test("is refused for a project without a job", async () => {
    const desk = await anImportDesk(bed);
    await bed.owner.execute(sql`delete from project_link where company_id = ${desk.company.id}`);
    expect(await flip(desk, true)).toBe("project.unlinked");
  });
});

describe("billed rates", () => {
  const wip = (sequence: number, amount: string): Sage => ({
    ...{ WIP_ID: `${amount}-${sequence}`, Run: "4711", Sequence: String(sequence), Job: "24-01", Extra: "" },
    ...{ Cost_Code: "26-010", Category: "LAB", Cost_Amount: "100.00", Billed_Amount: amount },
  });

  test("the categories that are named go at what Billing makes of them, once it has; others at their cost", async () => {
    const desk = await anImportDesk(bed);
    await desk.sets({ billedRates: true, billedRateCategories: "lab, EQP" });
    await desk.has(table, cost(1, { Category: "LAB", Units: "2" }), cost(2), cost(3, { Category: "LAB" }));
    await desk.has("BLT_CURRENT__WIP_TRANSACTION", wip(1, "120.00"), wip(1, "41.50"), wip(2, "999.00"));
    await flip(desk, true);
    await flow(desk);
    expect(amountsOf(desk)).toEqual(["161.50", "100.00"]);
    expect(costsOf(desk)[0]?.fields.lines).not.toHaveProperty("0.quantity");
    expect((await desk.one("direct_cost", "4711/3")).note).toContain("Billing has made no work in progress");
    await desk.has("BLT_CURRENT__WIP_TRANSACTION", wip(3, "130.00"));
    await flow(desk);
    expect(amountsOf(desk)).toEqual(["161.50", "100.00", "130.00"]);
  });

  test("where the company does not read them every cost goes at its cost", async () => {
    const desk = await anImportDesk(bed);
    await desk.sets({ billedRates: false, billedRateCategories: "LAB" });
    await desk.has(table, cost(1, { Category: "LAB" }));
    await flip(desk, true);
    await flow(desk);
    expect(amountsOf(desk)).toEqual(["100.00"]);
  });
});
