import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aBudget } from "#drizzle/factories/budget.ts";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { importBed } from "#drizzle/factories/import-bed.ts";
import { MemoryImportPort } from "#drizzle/factories/import-port.ts";
import { acceptRow, codeOf, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { row, rows } from "#lib/db/database.ts";
import { checkItems } from "#lib/jobs/check-items.ts";

let bed: TestBed;
let imports: ReturnType<typeof importBed>;
beforeAll(async () => {
  bed = await openTestBed();
  imports = importBed(bed, "estimate");
});
afterAll(() => bed.close());

const place = { projectId: "77" };
const pair = (costCode: string, costType: string, subJob: string | null = null) => ({ subJob, costCode, costType });
const category = (Cost_Code: string, Category: string, Original_Estimate: string) => ({
  ...{ Job: "24-01", Extra: "", Cost_Code, Category, Original_Estimate },
});

/** Sage has an estimate of two lines on job 24-01, and nothing on its other categories. */
async function estimated(): Promise<{ company: TestCompany; port: MemoryImportPort }> {
  const company = await imports.company();
  await bed.owner.execute(sql`update sage_category set original_estimate = 0 where company_id = ${company.id}`);
  const lines = [category("26-010", "SUB", "1000.50"), category("26-020", "MAT", "250.00")];
  await imports.sageHas(company, "JCM_MASTER__CATEGORY", ...lines);
  await imports.stage(company);
  return { company, port: new MemoryImportPort() };
}
const linesOf = (port: MemoryImportPort) =>
  port.of("budget_line_items").map(({ fields }) => {
    const { costCode, costType } = fields.budgetCode as ReturnType<typeof pair>;
    return `${costCode} ${costType} ${String(fields.amount)}`;
  });
const findingsOf = async (company: TestCompany, itemId: string) =>
  (
    await rows<{ code: string }>(
      bed.owner,
      sql`select code from finding where company_id = ${company.id} and item_id = ${itemId} and severity = 'blocks'`,
    )
  ).map(({ code }) => code);

test("an estimate becomes the lines of the budget, each with its cost type; pairs without an amount make none", async () => {
  const { company, port } = await estimated();
  expect(await imports.one(company, "24-01")).toMatchObject({ state: "ready", amount: "1250.50", job: "24-01" });
  expect(await imports.ask(company, "24-01")).toBeNull();
  await imports.write(company, port);
  expect(await imports.one(company, "24-01")).toMatchObject({ state: "imported", note: null });
  expect(port.of("wbs_codes")).toHaveLength(2);
  expect(linesOf(port)).toEqual(["26-010 SUB 1000.50", "26-020 MAT 250.00"]);
  expect(await bed.companyKinds(company)).toEqual(expect.arrayContaining(["import.asked", "import.done"]));
  const stored = await row(
    bed.owner,
    sql`select source_id from staged_record where company_id = ${company.id}
    and type = 'estimate' and code = '24-01'`,
  );
  expect(stored).toEqual({ source_id: "77" });
});

test.each([
  ["keep", {}, ["26-010 SUB 7.00", "26-030 SUB 5.00", "26-020 MAT 250.00"]],
  ["override", { existing: "override" }, ["26-010 SUB 1000.50", "26-030 SUB 5.00", "26-020 MAT 250.00"]],
])("lines that the budget has already: %s", async (_name, options, expected) => {
  const { company, port } = await estimated();
  port.has("budget_line_items", place, { budgetCode: pair("26-010", "SUB"), amount: "7.00" });
  port.has("budget_line_items", place, { budgetCode: pair("26-030", "SUB"), amount: "5.00" });
  await imports.ask(company, "24-01", options);
  await imports.write(company, port);
  expect(await imports.one(company, "24-01")).toMatchObject({ state: "imported" });
  expect(linesOf(port)).toEqual(expected);
});

test("the present budget is shown line by line beside Sage's, and said before the import", async () => {
  const { company } = await estimated();
  await aBudget(bed.app, company, { locked: false, lines: [{ amount: "7.00" }], state: "not_sent" });
  await imports.stage(company);
  const { present, findings, row: record } = await imports.view(company, "24-01");
  expect(record.state).toBe("ready");
  expect(findings.map(({ code }) => code)).toEqual(["estimate.budget.has_lines"]);
  expect(present?.lines).toEqual([
    { label: "26-010 SUB", inSource: "7.00", inSage: "1000.50" },
    { label: "26-020 MAT", inSource: "", inSage: "250.00" },
  ]);
});

test("a locked budget takes no import; unlocked, it does", async () => {
  const { company } = await estimated();
  await aBudget(bed.app, company, { locked: true, state: "not_sent" });
  await imports.stage(company);
  expect(await imports.one(company, "24-01")).toMatchObject({ state: "refused" });
  expect((await imports.one(company, "24-01")).note).toContain("is locked in Procore");
  await bed.owner.execute(sql`update item set is_approved = false where company_id = ${company.id}`);
  await imports.stage(company);
  expect(await imports.one(company, "24-01")).toMatchObject({ state: "ready" });
});

test("what was exported is never imported", async () => {
  const { company } = await estimated();
  const budget = await aBudget(bed.app, company);
  const accepted = await acceptItems.execute(bed.app, company.principal("accountant"), {
    rows: [acceptRow(await bed.view(company, budget.id))],
  });
  expect(codeOf(accepted)).toBeNull();
  await imports.stage(company);
  const refused = await imports.one(company, "24-01");
  expect(refused).toMatchObject({ state: "refused" });
  expect(refused.note).toContain("created in one system and pushed to the other");
});

test("what was imported is never exported: its budget is blocked, also one that was ready before", async () => {
  const { company, port } = await estimated();
  const budget = await aBudget(bed.app, company, { locked: false });
  expect(await findingsOf(company, budget.id)).not.toContain("budget.imported");
  await imports.stage(company);
  await imports.ask(company, "24-01");
  await imports.write(company, port);
  await bed.run(checkItems, { companyId: company.id });
  expect(await findingsOf(company, budget.id)).toContain("budget.imported");
});

test("a budget that came from Sage is not sent by itself when it is locked", async () => {
  const { company, port } = await estimated();
  await bed.owner.execute(
    sql`update company set profile = profile || '{"sendWhenApproved": true}'::jsonb where id = ${company.id}`,
  );
  await imports.stage(company);
  await imports.ask(company, "24-01");
  await imports.write(company, port);
  const kept = await aBudget(bed.app, company, { locked: true, state: "not_sent" });
  expect((await bed.item(kept.id)).state).toBe("not_sent");
  const other = await imports.company({ sendWhenApproved: true });
  const sent = await aBudget(bed.app, other, { locked: true, state: "not_sent" });
  expect((await bed.item(sent.id)).state).toBe("ready");
});

test("an import that Procore refused before the lines leaves the way of the export open", async () => {
  const { company, port } = await estimated();
  const budget = await aBudget(bed.app, company, { locked: false });
  await imports.stage(company);
  port.answer = (list) =>
    list === "wbs_codes" ? { kind: "refused", code: "code.unknown", words: "No code." } : undefined;
  await imports.ask(company, "24-01");
  await imports.write(company, port);
  expect(await imports.one(company, "24-01")).toMatchObject({ state: "failed", note: "26-010 SUB: No code." });
  await bed.run(checkItems, { companyId: company.id });
  expect(await findingsOf(company, budget.id)).not.toContain("budget.imported");
});

test("imported again it overwrites what people changed in Procore, and empties what Sage has no more", async () => {
  const { company, port } = await estimated();
  await imports.ask(company, "24-01");
  await imports.write(company, port);
  const [line] = port.of("budget_line_items");
  if (line) line.fields = { ...line.fields, amount: "9.99" };
  expect(await imports.ask(company, "24-01")).toBeNull();
  await imports.write(company, port);
  expect(linesOf(port)).toEqual(["26-010 SUB 1000.50", "26-020 MAT 250.00"]);
  await imports.sageHas(company, "JCM_MASTER__CATEGORY", category("26-020", "MAT", "0"));
  await imports.stage(company);
  expect(await imports.one(company, "24-01")).toMatchObject({ state: "imported", news: "changed", amount: "1000.50" });
  expect((await imports.view(company, "24-01")).differences).toEqual([
    { label: "26-020 MAT", before: "250.00", after: "" },
  ]);
  await imports.ask(company, "24-01");
  await imports.write(company, port);
  expect(linesOf(port)).toEqual(["26-010 SUB 1000.50", "26-020 MAT 0.00"]);
  expect(await imports.one(company, "24-01")).toMatchObject({ state: "imported", news: null });
});

test("without a project it is refused with its next step, and nobody unlinks a budget", async () => {
  const { company, port } = await estimated();
  const job = { Job: "24-09", Description: "River Lofts", Status: "In progress" };
  await imports.sageHas(company, "JCM_MASTER__JOB", job);
  await imports.sageHas(company, "JCM_MASTER__CATEGORY", { ...category("26-010", "SUB", "5.00"), Job: "24-09" });
  await imports.stage(company);
  expect((await imports.view(company, "24-09")).findings).toMatchObject([
    {
      code: "estimate.job.not_linked",
      fix: { words: "Import job 24-09 first; its estimate is ready by itself then." },
    },
  ]);
  await imports.ask(company, "24-01");
  await imports.write(company, port);
  expect(await imports.undo(company, "24-01")).toBe("import.undo_closed");
});
