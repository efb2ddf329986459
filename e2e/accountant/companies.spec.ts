import { expect, test } from "../fixtures.ts";
import { arrivalMs } from "../support/eventually.ts";
import { uniqueNumber } from "../support/procore.ts";
import { until } from "../support/until.ts";

const address = { address: "1200 Harbor Road", city: "Denver", state_code: "CO", zip: "80205" };

test("a company that Sage does not have is sent, keyed by a person and completes itself", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const company = await procore.company(sample, address);
  const [vendor, type] = [uniqueNumber(), "Subcontractor"];
  const admin = await asSample("admin");
  const vendors = await admin.openVendors(`?q=${encodeURIComponent(company.name)}`);
  const send = vendors.button(company.name, "Send as a new vendor");
  await expect(async () => {
    await admin.page.reload();
    await expect(send).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: arrivalMs });
  await send.click();
  await expect(vendors.row(company.name)).toContainText("Ready to Export");

  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${encodeURIComponent(company.name)}`);
  const review = await inbox.moveTo(company.name);
  await review.field("Sage vendor ID").fill(vendor);
  await review.field("Sage vendor ID").press("Enter");
  await expect(review.finding("The vendor ID is empty")).toHaveCount(0);
  if ((await review.field("Vendor type").inputValue()) !== type) {
    await review.field("Vendor type").fill(type);
    await review.field("Vendor type").press("Enter");
  }
  await expect(review.button("Accept")).toBeEnabled();
  await review.accept();
  await review.becomes("Exporting");
  await review.show("Preview");
  const sheet = review.article.getByRole("region", { name: /^Entry sheet/ });
  for (const value of [vendor, company.name, ...Object.values(address)]) await expect(sheet).toContainText(value);

  const { address: address_1, city, state_code: state, zip } = address;
  await sage.keyVendor({ vendor, name: company.name, type, address_1, city, state, zip });
  await review.becomes("Synced");
  expect((await sage.effects(vendor)).map(({ kind }) => kind)).toEqual(["vendor.keyed"]);
  await until("Procore to carry the vendor", async () => (await procore.originOf("vendors", company)) === vendor);
});
