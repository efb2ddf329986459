import { expect, test } from "../fixtures.ts";

test("N assigns the item, then a selection; Mine has them, and whoever takes over is told whose they were", async ({
  company,
  as,
}) => {
  const [first, second, third] = [await company.item(), await company.item(), await company.item()];
  const desk = await as("accountant");
  const inbox = await desk.openInbox("?sort=number&dir=asc");
  await expect(inbox.rows).toHaveCount(3);
  await inbox.isAt(first.contract.number);
  await expect(inbox.review(first.contract.number).article).toBeVisible();
  await desk.press("n");
  const one = desk.page.getByRole("dialog", { name: `Assign ${first.contract.number}` });
  await expect(one.getByRole("option", { name: /\(you\)/ })).toHaveAttribute("data-highlighted", "");
  await desk.press("Enter");
  await expect(inbox.row(first.contract.number)).toContainText(company.people.accountant.name);
  await expect(inbox.tab("Mine")).toContainText("1");

  await inbox.select(second.contract.number, third.contract.number);
  await desk.press("n");
  const two = desk.page.getByRole("dialog", { name: "Assign 2 items" });
  await expect(two.getByRole("option", { name: /\(you\)/ })).toHaveAttribute("data-highlighted", "");
  await desk.press("Enter");
  await expect(inbox.tab("Mine")).toContainText("3");
  await inbox.tab("Mine").click();
  await expect(inbox.rows).toHaveCount(3);
  await expect(desk.page).toHaveURL(/tab=mine/);

  const admin = await as("admin");
  const item = await admin.openItem(first);
  await expect(item.article).toContainText(company.people.accountant.name);
  await admin.press("n");
  const taken = admin.page.getByRole("dialog", { name: `Assign ${first.contract.number}` });
  await taken.getByRole("option", { name: "Nobody in particular" }).click();
  await expect(admin.notice(`${company.people.accountant.name} had it before`)).toBeVisible();
  await expect(inbox.rows).toHaveCount(2);
});
