import type { Locator } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import type { Desk } from "../pages/desk.ts";
import { arrivalMs, eventually } from "../support/eventually.ts";
import { uniqueNumber } from "../support/procore.ts";

const address = { address: "1200 Harbor Road", city: "Denver", state_code: "CO", zip: "80205" };

/** An administrator sends the company to accounting once it has been read. */
async function send(admin: Desk, company: string): Promise<void> {
  const vendors = await admin.openVendors(`?q=${encodeURIComponent(company)}`);
  const button: Locator = vendors.button(company, "Send as a new vendor");
  await expect(async () => {
    await admin.page.reload();
    await expect(button).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: arrivalMs });
  await button.click();
  await expect(vendors.row(company)).toContainText("Ready to Export");
}

test("a company and its commitment, accepted in one selection: the commitment waits until the vendor is keyed and linked", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const company = await procore.company(sample, address);
  const contract = await procore.contract(sample, { vendor: company });
  const [vendor, type] = [uniqueNumber(), "Subcontractor"];
  await send(await asSample("admin"), company.name);

  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${encodeURIComponent(company.name)}`);
  await eventually(inbox.rows).toHaveCount(2);
  const made = await inbox.moveTo(company.name);
  await made.field("Sage vendor ID").fill(vendor);
  await made.field("Sage vendor ID").press("Enter");
  await expect(made.finding("The vendor ID is empty")).toHaveCount(0);
  if ((await made.field("Vendor type").inputValue()) !== type) {
    await made.field("Vendor type").fill(type);
    await made.field("Vendor type").press("Enter");
  }
  await expect(made.button("Accept")).toBeEnabled();

  const review = await inbox.moveTo(contract.number);
  const words = `Company ${company.name} is no vendor in Sage yet and is “Ready to Export”`;
  await eventually(review.finding(words)).toContainText(`Accept ${company.name}, alone or together with this.`);
  await expect(review.button("Accept")).toBeDisabled();
  const shown = (await review.previewText()).flatMap(({ lines }) => lines).join("\n");
  expect(shown).toContain(`"${vendor}"`);

  await inbox.select(contract.number, company.name);
  await desk.press("Shift+A");
  await expect(inbox.acceptDrawer.dialog).toHaveAccessibleName("Accept 2 items");
  await expect(inbox.acceptDrawer.later).toContainText("1 item");
  await inbox.acceptDrawer.confirm();
  await expect(inbox.acceptDrawer.dialog).toBeHidden();

  const all = await desk.openInbox(`?tab=all&q=${contract.number}`);
  const child = await all.moveTo(contract.number);
  await child.show("Record");
  await eventually(child.timeline).toContainText(`Waiting for company ${company.name} to be Synced`);
  await expect(child.prerequisites).toContainText(company.name);
  expect(await sage.effects(contract.number)).toEqual([]);

  const { address: address_1, city, state_code: state, zip } = address;
  await sage.keyVendor({ vendor, name: company.name, type, address_1, city, state, zip });
  // The record shows the company's state, too.
  await child.show("Lines");
  await child.becomes("Synced");
  const [keyed, imported] = [await sage.effects(vendor), await sage.effects(contract.number)];
  expect(imported.map(({ kind }) => kind)).toEqual(["commitment.imported", "commitment.posted"]);
  expect(Number(keyed[0]?.id)).toBeLessThan(Number(imported[0]?.id));
});

test("a project and its commitment, accepted in one selection, reach Sage one after the other", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const project = await procore.project(sample);
  const { project_number: job } = project;
  const contract = await procore.contract(sample, { project });
  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${job}`);
  await eventually(inbox.rows).toHaveCount(2);
  const review = await inbox.moveTo(contract.number);
  await eventually(review.finding(`Project ${job} has no job in Sage yet`)).toContainText(`Accept ${job}`);

  await inbox.select(contract.number, job);
  await desk.press("Shift+A");
  await expect(inbox.acceptDrawer.dialog).toHaveAccessibleName("Accept 2 items");
  await inbox.acceptDrawer.confirm();
  await expect(inbox.acceptDrawer.dialog).toBeHidden();

  const all = await desk.openInbox(`?tab=all&q=${contract.number}`);
  const child = await all.moveTo(contract.number);
  await child.becomes("Synced");
  const [created, imported] = [await sage.effects(job), await sage.effects(contract.number)];
  expect(created.map(({ kind }) => kind)).toEqual(["job.created"]);
  expect(imported.map(({ kind }) => kind)).toEqual(["commitment.imported", "commitment.posted"]);
  expect(Number(created[0]?.id)).toBeLessThan(Number(imported[0]?.id));
});
