import { expect, test } from "../fixtures.ts";
import type { Desk } from "../pages/desk.ts";
import { eventually } from "../support/eventually.ts";
import { type ProcoreSide, type Row, uniqueJob } from "../support/procore.ts";
import type { SageSide } from "../support/sage.ts";

type Sides = { readonly sage: SageSide; readonly procore: ProcoreSide };

/** A job of Sage that was imported; answers its project in Procore. */
async function importedJob(desk: Desk, { sage, procore }: Sides, job: string, code: string): Promise<Row> {
  const codes = [{ cost_code: code, categories: ["SUB", "MAT"] }];
  await sage.keyJob({ job, description: `Books ${job}`, codes });
  const imports = await desk.openImports(`?q=${job}`);
  const record = await imports.open(job);
  await imports.import(record, `Import Job ${job}?`);
  const project = await procore.projectOf(job);
  if (!project) throw new Error("the job is no project");
  return project;
}

test("an estimate becomes the budget: both sides are compared first, and Sage's amounts override", async ({
  asSample,
  sample,
  sage,
  procore,
}) => {
  test.slow();
  const job = uniqueJob();
  const [code = ""] = sample.costCodes;
  const desk = await asSample("admin");
  const project = await importedJob(desk, { sage, procore }, job, code);
  await procore.addBudgetLine(project, code, "SUB", "7.00");
  await sage.keyEstimate({ job, cost_code: code, category: "SUB", amount: "1200.00" });
  await sage.keyEstimate({ job, cost_code: code, category: "MAT", amount: "300.50" });
  const imports = await desk.openImports(`?type=estimate&q=${job}`);
  await eventually(imports.row(job)).toContainText("1,500.50");
  const record = await imports.open(job);
  const present = record.getByRole("region", { name: "The budget in Procore" });
  await expect(present.getByRole("row", { name: `${code} SUB` })).toContainText("7.00");
  await expect(present.getByRole("row", { name: `${code} SUB` })).toContainText("1,200.00");
  await imports.import(record, `Import Estimate ${job}?`, async (question) => {
    await question.getByRole("combobox", { name: "Lines that the budget has already" }).click();
    await desk.page.getByRole("option", { name: "Override with Sage’s amounts" }).click();
  });
  expect(await procore.budgetAmounts(project)).toEqual([300.5, 1200]);
  await expect(record.getByRole("button", { name: "Import again …" })).toBeEnabled();
});

test("a contract becomes a prime contract with its lines; again only with something new", async ({
  asSample,
  sample,
  sage,
  procore,
}) => {
  test.slow();
  const job = uniqueJob();
  const [code = ""] = sample.costCodes;
  const desk = await asSample("admin");
  const project = await importedJob(desk, { sage, procore }, job, code);
  const contract = `${job}-P`.slice(0, 10);
  const line = { cost_code: code, category: "SUB" };
  const items = [
    { contract_item: "1000", description: "Base", amount: "5000.00", ...line },
    { contract_item: "2000", description: "Alternates", amount: "250.25" },
  ];
  await sage.keyContract({ contract, description: `Owner ${job}`, job, retainage_percent: "10", items });
  const imports = await desk.openImports(`?type=prime_contract&q=${job}`);
  await eventually(imports.row(contract)).toContainText("5,250.25");
  const record = await imports.open(contract);
  await expect(record).toContainText("Alternates · 250.25");
  await imports.import(record, `Import Contract ${contract}?`);
  const [made] = await procore.primeContractsOf(project);
  expect(made).toMatchObject({ number: contract, title: `Owner ${job}`, status: "Approved", origin_id: contract });
  const lines = made?.line_items as readonly Row[];
  expect(lines.map(({ origin_id, amount }) => [origin_id, Number(amount)])).toEqual([
    [`${contract}/1000`, 5000],
    [`${contract}/2000`, 250.25],
  ]);
  await expect(record.getByRole("button", { name: "Import again …" })).toBeDisabled();
  await expect(record.getByRole("button", { name: "Unlink …" })).toBeEnabled();
});
