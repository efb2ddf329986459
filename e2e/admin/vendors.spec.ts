import { randomUUID } from "node:crypto";
import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";

test("a company is linked by keys, with its consequence said, and Z takes the link back", async ({ company, as }) => {
  const item = await company.item({ vendor: "unlinked" });
  const desk = await as("admin");
  const vendors = await desk.openVendors();
  const name = company.unlinkedVendor.name;
  await expect(vendors.tab("Unlinked")).toContainText("1");
  await expect(vendors.proposal(name, "CEDARRIDGE")).toBeVisible();
  await desk.press("1", "l");
  await expect(vendors.row(name)).toBeHidden();
  await expect(desk.page.getByText(/linked to CEDARRIDGE. Frees 1 item/)).toBeVisible();
  await expect(vendors.tab("Linked")).toContainText("2");
  const accountant = await as("accountant");
  await expect((await accountant.openItem(item)).word("Clean")).toBeVisible();

  await desk.press("z");
  await expect(vendors.row(name)).toBeVisible();
  await expect((await accountant.openItem(item)).word("Blocked")).toBeVisible();
});

test("five companies are linked without a pointer: what is certain is chosen already", async ({ company, as }) => {
  for (let n = 0; n < 5; n += 1) await company.vendorPair();
  const desk = await as("admin");
  const vendors = await desk.openVendors("?tab=certain");
  for (let left = 5; left > 0; left -= 1) {
    await expect(vendors.tab("Certain")).toContainText(String(left));
    await expect(desk.page.getByRole("radio", { name: /certain/, checked: true })).toBeVisible();
    await desk.press("l");
    await expect(vendors.tab("Linked")).toContainText(String(7 - left));
  }
  await expect(desk.page.getByText("No certain pair waits")).toBeVisible();
});

test("a refused pair is not proposed again, and Z takes the refusal back", async ({ company, as }) => {
  const { name, sageVendor } = await company.vendorPair({ phone: "", sageName: "QUARRYSTONE WEST PAVING" });
  const desk = await as("admin");
  const vendors = await desk.openVendors(`?q=${encodeURIComponent(name)}`);
  await expect(vendors.proposal(name, sageVendor)).toBeVisible();
  await desk.press("1", "i");
  await expect(vendors.proposal(name, sageVendor)).toBeHidden();
  await expect(vendors.detail(name)).toContainText(`Not the same as ${sageVendor}`);
  await desk.page.reload();
  await expect(vendors.detail(name)).toContainText(`Not the same as ${sageVendor}`);
  await vendors.button(name, "Propose QUARRYSTONE WEST PAVING again").click();
  await expect(vendors.proposal(name, sageVendor)).toBeVisible();
  await desk.press("z");
  await expect(vendors.proposal(name, sageVendor)).toBeHidden();
});

test("certain pairs are linked in one go with a control count, and taken back in one go", async ({ company, as }) => {
  for (let n = 0; n < 3; n += 1) await company.vendorPair();
  const desk = await as("admin");
  const vendors = await desk.openVendors("?tab=certain");
  await desk.page.getByRole("button", { name: "Link 3 certain pairs …" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Link 3 pairs?" });
  await expect(dialog).toContainText("3 pairs, frees 0 items");
  await dialog.getByRole("button", { name: "Link 3" }).click();
  await expect(vendors.tab("Linked")).toContainText("4");
  await expect(desk.page.getByRole("tabpanel").getByText("3 pairs linked.")).toBeVisible();
  await desk.press("z");
  await expect(vendors.tab("Certain")).toContainText("3");
});

test("Sage vendors are worked through from their side, archived and restored", async ({ company, as }) => {
  const desk = await as("admin");
  const vendors = await desk.openVendors();
  await vendors.side("Sage vendors").click();
  await vendors.row("OAKFIELD Oakfield Supply").click();
  await vendors.button("Oakfield Supply", "Archive").click();
  await expect(vendors.row("OAKFIELD Oakfield Supply")).toBeHidden();
  await vendors.tab("Archived").click();
  await expect(vendors.row("OAKFIELD Oakfield Supply")).toContainText(company.people.admin.name);
  await vendors.button("Oakfield Supply", "Restore").click();
  await expect(vendors.tab("Archived")).toContainText("0");
});

test("a Sage vendor that Procore does not have becomes a company by C, and is linked", async ({ asSample, sage }) => {
  test.slow();
  const vendor = `C${randomUUID().replaceAll("-", "").slice(-9)}`.toUpperCase();
  const name = `Portable ${vendor}`;
  await sage.keyVendor({ vendor, name, type: "Subcontractor", city: "Fairmont" });
  const desk = await asSample("admin");
  const vendors = await desk.openVendors(`?side=sage&q=${vendor}`);
  await eventually(vendors.row(`${vendor} ${name}`)).toBeVisible();
  await vendors.row(`${vendor} ${name}`).click();
  await eventually(vendors.button(name, "Import as a company …")).toBeEnabled();
  await desk.press("c");
  const dialog = desk.page.getByRole("dialog", { name: `Import Vendor ${vendor}?` });
  await expect(dialog).toContainText("Each becomes a company in Procore");
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(dialog).toBeHidden();
  await expect(desk.page.getByText(`${name} is on the way into Procore`)).toBeVisible();
  await vendors.tab("Linked").click();
  await eventually(vendors.row(name)).toContainText(vendor);
});

test("a file says what it would do before it does it", async ({ company, as }) => {
  const { sourceId, sageVendor, name } = await company.vendorPair();
  const desk = await as("admin");
  const vendors = await desk.openVendors();
  await desk.page.getByRole("button", { name: "Import links …" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Import links from CSV" });
  const csv = `procore_company_id,sage_vendor\n${sourceId},${sageVendor}\n${sourceId},NOWHERE\n`;
  await dialog
    .getByLabel("CSV file")
    .setInputFiles({ name: "links.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await expect(dialog).toContainText("Dry run: 1 link to make, 0 as they are, 1 refused. Nothing was written yet.");
  await expect(dialog.getByRole("row", { name: /NOWHERE/ })).toContainText("is now linked to");
  await dialog.getByRole("button", { name: "Import 1 link" }).click();
  await expect(dialog).toBeHidden();
  await expect(vendors.tab("Linked")).toContainText("2");
  await vendors.tab("Linked").click();
  await expect(vendors.row(name)).toContainText(sageVendor);
});

test("two administrators at once: the second is told who was first", async ({ company, as }) => {
  const { name, sageVendor } = await company.vendorPair();
  const [first, second] = [await as("admin"), await as("admin")];
  const [one, two] = [await first.openVendors("?tab=certain"), await second.openVendors("?tab=certain")];
  await expect(two.proposal(name, sageVendor)).toBeChecked();
  await two.button(name, "Search …").click();
  await expect(one.proposal(name, sageVendor)).toBeChecked();
  await first.press("l");
  await expect(one.tab("Linked")).toContainText("2");
  const dialog = second.page.getByRole("dialog", { name: `Link ${name}` });
  await dialog.getByRole("searchbox").fill("oakfield");
  await dialog.getByRole("button", { name: "Link to OAKFIELD Oakfield Supply" }).click();
  const told = new RegExp(`${company.people.admin.name} was first: .* is now linked to ${sageVendor}`);
  await expect(second.page.getByText(told).first()).toBeVisible();
});

test("any Sage vendor is found by part of its name; one that is taken says by whom", async ({ company, as }) => {
  const desk = await as("admin");
  const vendors = await desk.openVendors();
  const name = company.unlinkedVendor.name;
  await vendors.button(name, "Search …").click();
  const dialog = desk.page.getByRole("dialog", { name: `Link ${name}` });
  const words = dialog.getByRole("searchbox", { name: /Sage vendor/ });
  await words.fill("lumen");
  await expect(dialog.getByRole("button", { name: "Link to LUMEN Lumen Works" })).toBeDisabled();
  await expect(dialog).toContainText("linked to Lumen Works");
  await words.fill("oakf");
  await dialog.getByRole("button", { name: "Link to OAKFIELD Oakfield Supply" }).click();
  await expect(dialog).toBeHidden();
  await vendors.tab("Linked").click();
  await expect(vendors.row(name)).toContainText("OAKFIELD");
});

test("unlinking says what it blocks before it does", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("admin");
  const vendors = await desk.openVendors("?tab=linked");
  await vendors.button(company.vendor.name, "Unlink").click();
  const confirm = desk.page.getByRole("dialog", { name: `Unlink ${company.vendor.name}?` });
  await expect(confirm).toContainText("Blocks 1 item");
  await confirm.getByRole("button", { name: "Unlink" }).click();
  await expect(vendors.row(company.vendor.name)).toBeHidden();
  const review = await (await as("accountant")).openItem(item);
  await expect(review.button("Accept")).toBeDisabled();
});
