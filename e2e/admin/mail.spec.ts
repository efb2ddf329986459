import { aMail } from "#drizzle/factories/talk.ts";
import { expect, test } from "../fixtures.ts";

test("a mail that failed is sent again, and the record says by whom", async ({ owner, company, as }) => {
  await aMail(owner, company);
  const { page } = await as("admin");
  await page.goto("/mail?state=failed");
  await page.getByRole("button", { name: "A subject" }).click();
  const dialog = page.getByRole("dialog", { name: "A subject" });
  await expect(dialog).toContainText(company.people.admin.email);
  await dialog.getByRole("button", { name: "Send again" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("The mail is sent again")).toBeVisible();
  await page.goto("/mail");
  // The tests have no mail server: what is sent again is kept.
  await expect(page.getByRole("row", { name: /A subject/ })).toContainText("Kept here", { timeout: 30_000 });
  await page.goto("/history?kind=mail.sent_again");
  await expect(page.getByRole("row", { name: /A subject/ })).toContainText(company.people.admin.name);
});

test("whoever only looks is told why they cannot send a mail again", async ({ owner, company, as }) => {
  await aMail(owner, company);
  const { page } = await as("auditor");
  await page.goto("/mail");
  await page.getByRole("button", { name: "A subject" }).click();
  const again = page.getByRole("dialog", { name: "A subject" }).getByRole("button", { name: "Send again" });
  await expect(again).toBeDisabled();
});
