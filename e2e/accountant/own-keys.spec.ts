import { expect, test } from "../fixtures.ts";

test("a key is changed, a clash is refused in words, and the new key works everywhere it is shown", async ({
  company,
  as,
}) => {
  const item = await company.item();
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await expect(inbox.rows).toHaveCount(1);
  await desk.press("?");
  const help = desk.page.getByRole("dialog", { name: "Keys" });
  await help.getByRole("button", { name: "Change keys" }).click();
  const change = help.getByRole("button", { name: "Change the key of Reject", exact: true });
  await change.click();
  await desk.press("a");
  await expect(help.getByRole("alert")).toContainText("A is the key of “Accept and go to the next”");
  await change.click();
  await desk.press("b");
  await expect(help.getByRole("alert")).toHaveCount(0);
  await expect(help.getByRole("button", { name: "Reject as it comes" })).toBeVisible();
  await desk.press("Escape");
  await expect(help).toBeHidden();

  const dialog = inbox.rejectDialog(item.contract.number).dialog;
  await desk.press("r");
  await expect(inbox.review(item.contract.number).article.getByRole("button", { name: /^Reject/ })).toHaveAttribute(
    "aria-keyshortcuts",
    "b",
  );
  await expect(dialog).toBeHidden();
  await desk.press("b");
  await expect(dialog).toBeVisible();
  await desk.press("Escape");

  const elsewhere = await as("accountant");
  await expect(async () => {
    const again = await elsewhere.openInbox();
    await again.isAt(item.contract.number);
    await elsewhere.press("b");
    await expect(again.rejectDialog(item.contract.number).dialog).toBeVisible({ timeout: 5000 });
  }).toPass();
});
