import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { switchProjectCosts } from "#lib/commands/switch-project-costs.ts";
import { sum } from "#lib/core/money.ts";
import { withCompany } from "#lib/db/database.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { projectCosts } from "#lib/queries/project-costs.ts";
import { openTable } from "#lib/tables/read-table.ts";
import { tables } from "#lib/tables/registry.ts";
import type { JobCosts } from "#lib/views/job-costs.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const category = (Extra: string, Cost_Code: string, Category: string, jtd: string) => ({
  ...{ Job: "24-01", Extra, Cost_Code, Category, Description: `Name of ${Category}`, Original_Estimate: "1000" },
  ...{ Approved_Estimate_Changes: "-100.5", Total_Estimate: "899.50", Original_Commitment: "400" },
  ...{ Approved_Commitment_Changes: "50", Revised_Commitment: "450", Commitment_Invoiced: "200" },
  ...{ JTD_Cost: jtd, JTD_Dollars_Paid: "150" },
});
async function aJob(): Promise<TestCompany> {
  const company = await aCompany(bed.owner);
  await bed.owner.execute(
    sql`update sage_category set is_gone = true, gone_at = clock_timestamp() where company_id = ${company.id}`,
  );
  const content = [
    category("", "26-020", "SUB", "10.25"),
    category("PARKING", "26-010", "SUB", "7"),
    category("", "26-010", "SUB", "-3"),
    category("", "26-010", "MAT", "0"),
  ];
  const page = { table: "JCM_MASTER__CATEGORY", rows: content, cursor: "9", isLast: true };
  await withCompany(bed.app, company.id, (tx) => mirrorPage(tx, company.id, page));
  return company;
}
const ask = async (company: TestCompany, more: object = {}): Promise<JobCosts> =>
  demand(
    await projectCosts.execute(bed.app, company.principal("accountant"), { projectId: company.project.id, ...more }),
  );

test("shows every category in Sage's order, with the sum of the job whatever the page", async () => {
  const company = await aJob();
  const whole = await ask(company);
  const keys = (view: JobCosts) => view.rows.map((row) => `${row.extra}|${row.costCode}|${row.category}`);
  expect(keys(whole)).toEqual(["|26-010|MAT", "|26-010|SUB", "|26-020|SUB", "PARKING|26-010|SUB"]);
  expect(whole.rows[1]).toMatchObject({
    ...{
      categoryName: "Name of SUB",
      originalEstimate: "1000.00",
      estimateChanges: "-100.50",
      totalEstimate: "899.50",
    },
    ...{ originalCommitment: "400.00", commitmentChanges: "50.00", revisedCommitment: "450.00", invoiced: "200.00" },
    ...{ jtdCost: "-3.00", paid: "150.00" },
  });
  expect(whole.totals).toMatchObject({ jtdCost: "14.25", originalEstimate: "4000.00", estimateChanges: "-402.00" });
  expect(sum(whole.rows.map(({ jtdCost }) => jtdCost))).toBe("14.25");
  const first = await ask(company, { limit: 3 });
  expect([first.rows.length, first.count, first.totals]).toEqual([3, 4, whole.totals]);
  const second = await ask(company, { limit: 3, after: first.next });
  expect([keys(second), second.next]).toEqual([["PARKING|26-010|SUB"], null]);
  expect(keys(await ask(company, { after: "no cursor" }))).toEqual(keys(whole));
});

test("leaves as one table of all its pages, with figures that are figures", async () => {
  const company = await aJob();
  const source = tables.get("job-costs");
  if (!source) throw new Error("no such table");
  const execute = (query: typeof projectCosts, input: object) =>
    query.execute(bed.app, company.principal("accountant"), input);
  const table = demand(
    await openTable({ ...source, pageSize: 3 }, execute as never, { projectId: company.project.id }),
  );
  const parts: number[] = [];
  for await (const rows of table.parts) parts.push(rows.length);
  expect(parts).toEqual([3, 1]);
  expect(table.about).toContainEqual(["Sage job", "24-01"]);
});

test("is a project manager's on own projects only; one without a job has nothing, and no switch", async () => {
  const company = await aJob();
  const projectId = company.project.id;
  const principal = company.principal("project_manager");
  expect(codeOf(await projectCosts.execute(bed.app, principal, { projectId }))).toBeNull();
  const stranger = { ...principal, actor: { ...principal.actor, projectIds: [] } };
  expect(codeOf(await projectCosts.execute(bed.app, stranger, { projectId }))).toBe("access.project");
  await bed.owner.execute(sql`delete from project_link where company_id = ${company.id}`);
  const view = await ask(company);
  expect(view).toMatchObject({ rows: [], count: 0, totals: { jtdCost: "0.00" }, project: { job: null } });
  expect(view.directCosts.canSwitch).toEqual({ isAllowed: false, reason: "The project has no job in Sage yet." });
});

test("says since when costs flow, and who may switch it", async () => {
  const company = await aJob();
  expect((await ask(company)).directCosts).toMatchObject({ isOn: false, since: null, canSwitch: { isAllowed: false } });
  const input = { projectId: company.project.id, isOn: true };
  demand(await switchProjectCosts.execute(bed.app, company.principal("admin"), input));
  const { directCosts } = await ask(company);
  expect(directCosts).toMatchObject({ isOn: true, imported: 0, waiting: 0 });
  expect(directCosts.since).toMatch(/^\d{4}-\d\d-\d\dT/);
});
