import { expect, test } from "../fixtures.ts";
import { InboxPage } from "../pages/inbox-page.ts";

test("filter, order and cursor are in the address: they survive reload, back and sharing", async ({ company, as }) => {
  const items = [
    await company.item({ title: "Switchgear, north", lines: 1 }),
    await company.item({ title: "Switchgear, south", lines: 3 }),
    await company.item({ title: "Painting" }),
  ];
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await inbox.search.fill("switchgear");
  await expect(inbox.rows).toHaveCount(2);
  await inbox.table.getByRole("button", { name: /^Amount/ }).click();
  await expect(inbox.table.getByRole("columnheader", { name: /^Amount/ })).toHaveAttribute(
    "aria-sort",
    /ascending|descending/,
  );
  await inbox.tab("All").click();
  await inbox.moveTo(items[0]?.contract.number ?? "");
  await expect(desk.page).toHaveURL(/tab=all/);
  await expect(desk.page).toHaveURL(/q=switchgear/);
  await expect(desk.page).toHaveURL(/sort=amount/);
  await expect(desk.page).toHaveURL(new RegExp(`item=${items[0]?.id}`));
  const address = desk.page.url();
  const before = await inbox.numbers();

  await desk.page.reload();
  await inbox.isReady();
  await expect(inbox.rows).toHaveCount(2);
  expect(await inbox.numbers()).toEqual(before);
  await inbox.isAt(items[0]?.contract.number ?? "");
  await expect(inbox.search).toHaveValue("switchgear");

  await desk.press("Enter");
  await expect(desk.page).toHaveURL(/\/items\//);
  await desk.page.goBack();
  await expect(inbox.rows).toHaveCount(2);
  expect(desk.page.url()).toBe(address);

  const other = await as("auditor");
  await other.page.goto(address);
  await expect(other.page.getByRole("article", { name: new RegExp(items[0]?.contract.number ?? "") })).toBeVisible();
  const theirs = new InboxPage(other.page);
  await expect(theirs.rows).toHaveCount(2);
  expect(await theirs.numbers()).toEqual(before);
});
