import { expect, test } from "../fixtures.ts";
import { violations } from "../support/axe.ts";

test("the list is narrowed by amount, finding and age; the address keeps it, and the past takes it along", async ({
  company,
  as,
}) => {
  const small = await company.item({ lines: [{ amount: "900.00" }] });
  const large = await company.item({ lines: [{ amount: "90000.00" }] });
  const unlinked = await company.item({ vendor: "unlinked", lines: [{ amount: "5000.00" }] });
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await expect(inbox.rows).toHaveCount(3);
  const dialog = desk.page.getByRole("dialog", { name: "More filters" });

  await desk.press("Shift+F");
  await expect(dialog).toBeVisible();
  expect(await violations(desk.page)).toEqual([]);
  await dialog.getByRole("textbox", { name: /^Amount from/ }).fill("much");
  await expect(dialog.getByRole("alert")).toContainText("Write an amount such as");
  await dialog.getByRole("textbox", { name: /^Amount from/ }).fill("6,000");
  await dialog.getByRole("textbox", { name: /^Amount to/ }).fill("$1,000.00");
  await expect(dialog.getByRole("alert")).toHaveText("This is less than the amount to start from.");
  await dialog.getByRole("textbox", { name: /^Amount from/ }).fill("901");
  await dialog.getByRole("textbox", { name: /^Amount to/ }).fill("90,000");
  await dialog.getByRole("textbox", { name: /^Amount to/ }).press("Enter");
  await expect(inbox.rows).toHaveCount(2);
  await expect(inbox.row(small.contract.number)).toHaveCount(0);
  await expect(desk.page).toHaveURL(/least=901&most=90000/);

  await desk.page.getByRole("button", { name: /^More filters: 2/ }).click();
  await dialog.getByRole("combobox", { name: "Finding" }).fill("not linked");
  await desk.page.getByRole("option", { name: /not linked \(1\)$/ }).click();
  await dialog.getByRole("button", { name: "Show the list" }).click();
  await expect(inbox.rows).toHaveCount(1);
  await expect(inbox.row(unlinked.contract.number)).toBeVisible();
  await desk.page.reload();
  await expect(inbox.rows).toHaveCount(1);

  await desk.page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(inbox.rows).toHaveCount(3);
  await desk.page.getByRole("button", { name: /^More filters/ }).click();
  await dialog.getByRole("combobox", { name: "In its state for" }).selectOption("7");
  await dialog.getByRole("button", { name: "Show the list" }).click();
  await expect(desk.page.getByText("Nothing matches the filter")).toBeVisible();
  await expect(inbox.row(large.contract.number)).toHaveCount(0);
});

test("a vendor that no row shows yet is found by its name", async ({ company, as }) => {
  await company.item();
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await expect(inbox.rows).toHaveCount(1);
  await desk.page.getByRole("combobox", { name: "Vendor" }).fill(company.unlinkedVendor.name.slice(0, 6));
  await desk.page.getByRole("option", { name: company.unlinkedVendor.name }).click();
  await expect(desk.page).toHaveURL(new RegExp(`vendor=${company.unlinkedVendor.id}`));
  await expect(inbox.rows).toHaveCount(0);
});
