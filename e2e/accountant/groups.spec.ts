import { expect, test } from "../fixtures.ts";

test("the list is grouped with subtotals; brackets open one group after the other", async ({ company, as }) => {
  const linked = [await company.item(), await company.item()];
  const unlinked = await company.item({ vendor: "unlinked" });
  const desk = await as("accountant");
  const inbox = await desk.openInbox("?group=vendor");
  const table = desk.page.getByRole("table", { name: /^Items by vendor/ });
  const group = (name: string) => table.getByRole("row").filter({ hasText: name });
  await expect(group(company.vendor.name).getByRole("cell").first()).toHaveText("2");
  await expect(group("All 2 groups").getByRole("cell").first()).toHaveText("3");
  await expect(inbox.rows).toHaveCount(3);

  await group(company.unlinkedVendor.name).getByRole("button").click();
  await expect(inbox.rows).toHaveCount(1);
  await expect(inbox.row(unlinked.contract.number)).toBeVisible();
  await expect(desk.page).toHaveURL(new RegExp(`vendor=${company.unlinkedVendor.id}`));
  await group(company.unlinkedVendor.name).getByRole("button").click();
  await expect(inbox.rows).toHaveCount(3);

  await desk.press("]");
  await expect(table.getByRole("button", { expanded: true })).toHaveCount(1);
  const [first] = await table.getByRole("button").allTextContents();
  await expect(table.getByRole("button", { expanded: true })).toHaveText(first ?? "");
  await desk.press("]");
  await expect(table.getByRole("button", { expanded: true })).not.toHaveText(first ?? "");
  await desk.press("[");
  await expect(table.getByRole("button", { expanded: true })).toHaveText(first ?? "");
  await desk.press("[");
  await expect(table.getByRole("button", { expanded: true })).toHaveCount(0);
  await expect(inbox.rows).toHaveCount(linked.length + 1);
});
