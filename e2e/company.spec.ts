import { aCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { addMember } from "#drizzle/factories/people.ts";
import { expect, test } from "./fixtures.ts";

test("who belongs to two companies changes between them and never sees both at once", async ({
  company,
  as,
  owner,
}) => {
  const other = await aCompany(owner, { name: "Harbor Annex" });
  await addMember(owner, company.people.accountant.id, other.id, "accountant");
  const here = await company.item({ number: "SC-HERE" });
  const there = await anItem(owner, other, { number: "SC-THERE" });
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await expect(inbox.row("SC-HERE")).toBeVisible();
  await expect(inbox.row("SC-THERE")).toHaveCount(0);

  await desk.page.getByRole("button", { name: /^Company .*, change$/ }).click();
  await desk.page.getByRole("menuitem", { name: "Harbor Annex" }).click();
  await expect(desk.page.getByRole("button", { name: "Company Harbor Annex, change" })).toBeVisible();
  await expect(inbox.row("SC-THERE")).toBeVisible();
  await expect(inbox.row("SC-HERE")).toHaveCount(0);

  await desk.page.goto(`/items/${here.id}`);
  await expect(desk.page.getByRole("heading", { name: "This is not here" })).toBeVisible();
  await desk.page.goto(`/items/${there.id}`);
  await expect(desk.page.getByRole("article", { name: /SC-THERE/ })).toBeVisible();
});
