import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";
import { uniqueJob } from "../support/procore.ts";

test("a job that was keyed in Sage becomes a project, then its extra a sub job", async ({
  asSample,
  sample,
  sage,
  procore,
}) => {
  test.slow();
  const job = uniqueJob();
  const [code = ""] = sample.costCodes;
  await sage.keyJob({
    job,
    description: `Imported ${job}`,
    city: "Fairmont",
    extras: [{ extra: "NORTH", description: "North wing" }],
    codes: [
      { cost_code: code, categories: ["SUB", "MAT"] },
      { extra: "NORTH", cost_code: code, categories: ["SUB"] },
    ],
  });
  const desk = await asSample("admin");
  const imports = await desk.openImports(`?q=${job}`);
  await eventually(imports.row(job)).toContainText("Ready to Import");
  const dialog = await imports.open(job);
  await expect(dialog).toContainText(`Imported ${job}`);
  await dialog.getByRole("button", { name: "Import …" }).click();
  await desk.page
    .getByRole("dialog", { name: `Import Job ${job}?` })
    .getByRole("button", { name: "Import" })
    .click();
  await eventually(dialog.getByRole("button", { name: "Unlink …" })).toBeEnabled();
  await desk.page.keyboard.press("Escape");
  await imports.show("Imported");
  await eventually(imports.row(job)).toBeVisible();
  const project = await procore.projectOf(job);
  expect(project).toMatchObject({ name: `Imported ${job}`, origin_id: job, is_erp_integrated: true });

  await imports.tab("Extras").click();
  await imports.show("Ready to Import");
  await desk.page.getByRole("searchbox", { name: /Search code/ }).fill(job);
  await eventually(imports.row("NORTH")).toContainText("Ready to Import");
  await imports.row("NORTH").getByRole("cell", { name: "North wing" }).click();
  await desk.press("x", "i");
  await desk.page.getByRole("dialog", { name: "Import Extra NORTH?" }).getByRole("button", { name: "Import" }).click();
  await imports.show("Imported");
  await eventually(imports.row("NORTH")).toBeVisible();
});

test("a job whose codes Procore cannot take says what to change in Sage", async ({ asSample, sage }) => {
  const job = uniqueJob();
  await sage.keyJob({ job, description: "Loose codes", codes: [{ cost_code: "10050", categories: ["SUB"] }] });
  const desk = await asSample("admin");
  const imports = await desk.openImports(`?q=${job}&show=refused`);
  const dialog = await imports.open(job);
  await expect(dialog).toContainText("Cost code 10050 has no sections");
  await expect(dialog).toContainText("In Sage, change cost code 10050 to a sectioned code");
});

test("an accountant sees imports and is told whom to ask", async ({ company, as }) => {
  expect(company.name).not.toBe("");
  const desk = await as("accountant");
  await desk.openImports();
  await expect(desk.page.getByRole("button", { name: /^Import/ })).toBeDisabled();
});
