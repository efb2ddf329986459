import { readFile } from "node:fs/promises";
import { sageRows } from "#drizzle/factories/sage-shows.ts";
import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";
import { uniqueJob, uniqueNumber } from "../support/procore.ts";
import { until } from "../support/until.ts";

test("a vendor that was keyed in Sage becomes a company; its insurance follows by itself", async ({
  asSample,
  sage,
  procore,
}) => {
  test.slow();
  const vendor = uniqueNumber()
    .replace(/[^A-Z0-9]/gi, "")
    .slice(-10)
    .toUpperCase();
  await sage.keyVendor({ vendor, name: `Imported ${vendor}`, type: "Subcontractor", city: "Fairmont" });
  await sage.keyInsurance(vendor, { kind: "general", company: "Union Surety", policy: "GL-1", expires: "2027-03-01" });
  const desk = await asSample("admin");
  const imports = await desk.openImports(`?type=vendor&q=${vendor}`);
  await eventually(imports.row(vendor)).toContainText("Ready to Import");
  const dialog = await imports.open(vendor);
  await dialog.getByRole("button", { name: "Import …" }).click();
  await desk.page
    .getByRole("dialog", { name: `Import Vendor ${vendor}?` })
    .getByRole("button", { name: "Import" })
    .click();
  await eventually(dialog.getByRole("button", { name: "Unlink …" })).toBeEnabled();
  await desk.page.keyboard.press("Escape");
  const company = await until("the company", () => procore.record("vendors", { origin_id: vendor }));
  expect(company).toMatchObject({ name: `Imported ${vendor}`, city: "Fairmont" });
  const insurance = await until("its insurance", () =>
    procore.record("insurances", { origin_id: `${vendor}/general` }),
  );
  expect(insurance).toMatchObject({ vendor_id: company.id, policy_number: "GL-1", expiration_date: "2027-03-01" });

  await sage.keyInsurance(vendor, { kind: "general", policy: "GL-2" });
  await until("the new policy", () =>
    procore.record("insurances", { origin_id: `${vendor}/general`, policy_number: "GL-2" }),
  );
  await desk.openImports(`?type=insurance&show=imported&q=${vendor}`);
  const policy = await imports.open(`${vendor} GL`);
  await expect(policy).toContainText("Locked in Procore");
});

test("costs of a project whose switch is on become direct costs, and its job costs are shown and exported", async ({
  asSample,
  sample,
  sage,
  procore,
}) => {
  test.slow();
  const job = uniqueJob();
  const [code = ""] = sample.costCodes;
  await sage.keyJob({ job, description: `Costs ${job}`, codes: [{ cost_code: code, categories: ["MAT"] }] });
  const desk = await asSample("admin");
  const { page } = desk;
  const imports = await desk.openImports(`?type=job&q=${job}`);
  await eventually(imports.row(job)).toContainText("Ready to Import");
  const dialog = await imports.open(job);
  await dialog.getByRole("button", { name: "Import …" }).click();
  await page
    .getByRole("dialog", { name: `Import Job ${job}?` })
    .getByRole("button", { name: "Import" })
    .click();
  await eventually(dialog.getByRole("button", { name: "Unlink …" })).toBeEnabled();
  await sage.keyCost({ job, cost_code: code, category: "MAT", description: "Sand", amount: "812.40" });

  await page.goto(`/projects?q=${job}`);
  await page.getByRole("link", { name: new RegExp(job) }).click();
  await page.getByRole("link", { name: "Job costs" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Job costs" })).toBeVisible();
  await eventually(page.getByRole("row", { name: `${code} MAT` })).toContainText("812.40");
  const costs = page.getByRole("region", { name: "Direct costs" });
  await costs.getByRole("button", { name: "Switch on …" }).click();
  await page
    .getByRole("dialog", { name: "Let single costs flow into Procore?" })
    .getByRole("button", { name: "Switch on" })
    .click();
  await eventually(costs).toContainText("1 direct cost in Procore, 0 waiting");
  const project = await procore.projectOf(job);
  const cost = await procore.record("direct_costs", { project_id: String(project?.id) });
  expect(cost).toMatchObject({ description: "Sand", direct_cost_type: "expense" });
  expect(cost?.line_items).toMatchObject([{ amount: "812.40" }]);

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Plain rows (CSV)" }).click(),
  ]);
  expect(await readFile(await file.path(), "utf8")).toContain("812.40");
});

test.describe("tax groups", () => {
  test.use({ companyOptions: { profile: { importsTaxGroups: true } } });

  test("of several rates show the one rate that Procore gets, and are off until the company wants them", async ({
    company,
    as,
    asSample,
    owner,
  }) => {
    await sageRows(owner, company, "TXM_MASTER__TAX_GROUP", [{ Tax_Group: "DALE", Description: "City of Dale" }]);
    await sageRows(owner, company, "TXM_MASTER__TAX_GROUP_RATE", [
      { Tax_Group: "DALE", Tax_Rate_ID: "CITY", Description: "City", Rate: "3.075" },
      { Tax_Group: "DALE", Tax_Rate_ID: "STATE", Description: "State", Rate: "2.9" },
    ]);
    const desk = await as("admin");
    const imports = await desk.openImports("?type=tax_group");
    await eventually(imports.row("DALE")).toContainText("Ready to Import");
    await expect(await imports.open("DALE")).toContainText("5.975 %");
    const sampleDesk = await asSample("admin");
    await sampleDesk.openImports("?type=tax_group");
    await expect(sampleDesk.page.getByText("Not imported", { exact: true })).toBeVisible();
  });
});
