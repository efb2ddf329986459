import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBudget, aBudgetChange } from "#drizzle/factories/budget.ts";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anInvoice } from "#drizzle/factories/invoice.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { sageRows, sageShowsProved } from "#drizzle/factories/sage-shows.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { isZero, sum } from "#lib/core/money.ts";
import { type CellPart, causeNames, cellParts, type Measure, measureNames } from "#lib/core/reconcile/measures.ts";
import type { Cells } from "#lib/core/reconcile/reconcile.ts";
import { reconcileCell } from "#lib/queries/reconcile-cell.ts";
import { reconcilePage } from "#lib/queries/reconcile-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

/** The test job's own estimates, which nobody of this company sent: 9 codes and an extra in three categories. */
const inSageBefore = "2800000.00";

async function cellsOf(company: TestCompany, upTo?: string): Promise<Cells> {
  const page = demand(await reconcilePage.execute(bed.app, company.principal("auditor"), upTo ? { upTo } : {}));
  const [row] = page.rows;
  if (!row) throw new Error("the project is not on the page");
  return row.cells;
}

async function linesOf(company: TestCompany, measure: Measure, part: CellPart, upTo?: string) {
  const input = { projectId: company.project.id, measure, part, ...(upTo ? { upTo } : {}) };
  return demand(await reconcileCell.execute(bed.app, company.principal("auditor"), input));
}

/** What must hold of any state: causes add up to the difference, nothing is unexplained, every figure is its records. */
async function demandExplained(company: TestCompany, cells: Cells, upTo?: string): Promise<void> {
  for (const measure of measureNames) {
    const { causes, difference, unexplained } = cells[measure];
    expect([measure, sum([...Object.values(causes), unexplained])]).toEqual([measure, sum([difference])]);
    expect([measure, unexplained]).toEqual([measure, "0.00"]);
    for (const part of cellParts) {
      const { figure, rows } = await linesOf(company, measure, part, upTo);
      expect([measure, part, sum(rows.map(({ amount }) => amount))]).toEqual([measure, part, sum([figure])]);
      expect(rows.filter(({ label }) => label === "No record")).toEqual([]);
    }
  }
}
const only = (cells: Cells, measure: Measure) =>
  Object.fromEntries(
    causeNames.flatMap((cause) =>
      isZero(cells[measure].causes[cause]) ? [] : [[cause, cells[measure].causes[cause]]],
    ),
  );

describe("a month", () => {
  test("of documents in every state is explained to the cent, each by the cause of its state", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const parent = await anItem(bed.app, company, { state: "synced", lines: [{ amount: "50000.00" }] });
    await aChangeOrder(bed.app, company, parent, { state: "synced", lines: [{ amount: "1500.00" }] });
    await anInvoice(bed.app, company, parent, {
      state: "synced",
      lines: [{ thisPeriod: "4000.00", retained: "400.00" }],
    });
    await sageShowsProved(bed.app, company);
    const states = [
      ["not_sent", "100.00"],
      ["rejected", "20.00"],
      ["ready", "3000.00"],
      ["outbox", "400.00"],
      ["exporting", "50000.00"],
      ["failed", "6.00"],
    ] as const;
    for (const [state, amount] of states) await anItem(bed.app, company, { state, lines: [{ amount }] });
    await aChangeOrder(bed.app, company, parent, { state: "ready", lines: [{ amount: "-200.00" }] });
    await anInvoice(bed.app, company, parent, { lines: [{ thisPeriod: "700.00", retained: "70.00" }] });
    const cells = await cellsOf(company);
    expect(only(cells, "committed")).toEqual({
      not_sent: "120.00",
      waiting: "3000.00",
      outbox: "400.00",
      in_flight: "50000.00",
      failed: "6.00",
    });
    expect(cells.committed).toMatchObject({ procore: "103526.00", sage: "50000.00", difference: "53526.00" });
    expect(cells.changes).toMatchObject({ procore: "1300.00", sage: "1500.00", difference: "-200.00" });
    expect(only(cells, "changes")).toEqual({ waiting: "-200.00" });
    expect(cells.invoiced).toMatchObject({ procore: "4700.00", sage: "4000.00" });
    expect(cells.retainage).toMatchObject({ procore: "470.00", sage: "400.00" });
    expect(cells.job_cost).toMatchObject({ procore: "4700.00", sage: "4000.00" });
    await demandExplained(company, cells);
  });

  test("shows what only Sage has, and what Procore changed after it was sent", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "synced", lines: [{ amount: "1000.00" }] });
    await sageShowsProved(bed.app, company);
    const keyed = { Commitment: "HAND-1", Description: "Keyed", Vendor: "LUMEN", Job: "24-01", Amount: "250.00" };
    await sageRows(bed.app, company, "JCM_MASTER__COMMITMENT", [
      keyed,
      { ...keyed, Commitment: "ELSE-1", Job: "99-99" },
    ]);
    await bed.owner.execute(sql`with r as (insert into item_revision (company_id, id, item_id, number, sha256, body, head, source_updated_at)
      select company_id, gen_random_uuid(), item_id, 2, 'later', body, head || '{"amount": "1100.00"}', now() from item_revision where item_id = ${item.id} returning id)
      update item set latest_revision_id = (select id from r) where id = ${item.id}`);
    const cells = await cellsOf(company);
    expect(cells.committed).toMatchObject({ procore: "1100.00", sage: "1250.00", difference: "-150.00" });
    expect(only(cells, "committed")).toEqual({ changed_in_procore: "100.00", unlinked: "-250.00" });
    expect((await linesOf(company, "committed", "unlinked")).rows).toMatchObject([
      { label: "HAND-1", itemId: null, amount: "-250.00" },
    ]);
    expect((await linesOf(company, "committed", "changed_in_procore")).rows).toMatchObject([
      { itemId: item.id, stateLabel: "Synced", amount: "100.00" },
    ]);
    await demandExplained(company, cells);
  });

  test("has budget and changes as shares of Sage's totals; what stood there before is only in Sage", async () => {
    const company = await aCompany(bed.owner);
    await aBudget(bed.app, company, {});
    const before = await cellsOf(company);
    expect(before.budget).toMatchObject({ procore: "3001.00", sage: inSageBefore });
    expect(only(before, "budget")).toEqual({ waiting: "3001.00", unlinked: `-${inSageBefore}` });
    await demandExplained(company, before);
    await aBudgetChange(bed.app, company, { state: "not_sent", lines: [{ amount: "-300.00" }] });
    const later = await cellsOf(company);
    expect(later.budget).toMatchObject({ procore: "2701.00" });
    expect(only(later, "budget")).toMatchObject({ not_sent: "-300.00" });
    await demandExplained(company, later);
  });

  test("ends where it ends: what is later on one side only is outside the period, what is later on both is not there", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, {
      state: "synced",
      date: "2026-04-10",
      lines: [{ amount: "9000.00" }],
    });
    await anItem(bed.app, company, { state: "synced", date: "2026-06-02", lines: [{ amount: "70.00" }] });
    await anInvoice(bed.app, company, parent, {
      state: "synced",
      billingDate: "2026-04-30",
      lines: [{ thisPeriod: "500.00", retained: "50.00" }],
    });
    await sageShowsProved(bed.app, company);
    const april = await cellsOf(company, "2026-04-30");
    expect(april.committed).toMatchObject({ procore: "9000.00", sage: "9000.00", difference: "0.00" });
    await demandExplained(company, april, "2026-04-30");
    await bed.owner.execute(
      sql`update sage_row set row = row || '{"Accounting_Date": "2026-05-01"}' where company_id = ${company.id} and table_name = 'APM_MASTER__INVOICE'`,
    );
    const cut = await cellsOf(company, "2026-04-30");
    expect(cut.invoiced).toMatchObject({ procore: "500.00", sage: "0.00" });
    expect(only(cut, "invoiced")).toEqual({ outside_period: "500.00" });
    expect(only(cut, "retainage")).toEqual({ outside_period: "50.00" });
    await demandExplained(company, cut, "2026-04-30");
    const march = await cellsOf(company, "2026-03-31");
    expect(march.committed).toMatchObject({ procore: "0.00", sage: "0.00" });
    await demandExplained(company, march, "2026-03-31");
    expect((await cellsOf(company)).committed).toMatchObject({ procore: "9070.00", sage: "9070.00" });
  });

  test("does not hide what nobody explains: Sage differs from the proof and no change was seen", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "synced", lines: [{ amount: "1000.00" }] });
    await sageShowsProved(bed.app, company);
    await bed.owner.execute(sql`update sage_commitment set amount = 990 where company_id = ${company.id}`);
    const { committed } = await cellsOf(company);
    expect(committed).toMatchObject({ difference: "10.00", unexplained: "10.00" });
    expect((await linesOf(company, "committed", "unexplained")).rows).toMatchObject([
      { itemId: item.id, amount: "10.00" },
    ]);
  });

  test("waits for the mirror: what was proved a moment ago and not read since is in flight", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "synced", lines: [{ amount: "1000.00" }] });
    expect(only(await cellsOf(company), "committed")).toEqual({ in_flight: "1000.00" });
  });
});

describe("pages", () => {
  test("hold projects by number, each once, and are searched", async () => {
    const company = await aCompany(bed.owner);
    await bed.owner.execute(
      sql`insert into project (company_id, source_id, number, name) select ${company.id}, 'p' || n, '25-' || lpad(n::text, 2, '0'), 'Hall ' || n from generate_series(1, 30) n`,
    );
    const asked = async (input: object) =>
      demand(await reconcilePage.execute(bed.app, company.principal("accountant"), input));
    const first = await asked({});
    const second = await asked({ after: first.next });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([25, 6, null]);
    const numbers = [...first.rows, ...second.rows].map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].toSorted());
    expect(await asked({ q: "hall 7" })).toMatchObject({ projects: 1, rows: [{ number: "25-07" }] });
  });

  test("of another company stay closed", async () => {
    const [ours, theirs] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const input = { projectId: theirs.project.id, measure: "committed", part: "procore" };
    expect(await reconcileCell.execute(bed.app, ours.principal("accountant"), input)).toMatchObject({
      ok: false,
      refusal: { code: "item.unknown" },
    });
  });
});
