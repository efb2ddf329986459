import { expect, test } from "../fixtures.ts";

test("a list is saved as a shared view, opened by its address, changed, discarded and saved again", async ({
  company,
  as,
}) => {
  await company.item();
  await company.item();
  const desk = await as("accountant");
  const inbox = await desk.openInbox("?tab=all&sort=number&dir=asc");
  await expect(inbox.rows).toHaveCount(2);
  await desk.press("v");
  await desk.page.getByRole("option", { name: "Save this list as a view…" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Save this list as a view" });
  await dialog.getByLabel("Name").fill("By number");
  await dialog.getByRole("checkbox", { name: /Shared/ }).check();
  await desk.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(desk.page).toHaveURL(/view=/);
  const id = new URL(desk.page.url()).searchParams.get("view");

  const auditor = await as("auditor");
  const other = await auditor.openInbox(`?view=${id}`);
  await expect(auditor.page).toHaveURL(/sort=number/);
  await expect(other.table).toHaveAccessibleName("Items, sorted by number");
  await auditor.press("s");
  await auditor.page.getByRole("option", { name: "Amount: largest first" }).click();
  await expect(other.table).toHaveAccessibleName("Items, sorted by amount");
  await expect(auditor.page.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  await auditor.page.getByRole("button", { name: "Discard" }).click();
  await expect(other.table).toHaveAccessibleName("Items, sorted by number");

  await desk.press("s");
  await desk.page.getByRole("option", { name: "Amount: smallest first" }).click();
  await desk.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(desk.page.getByRole("button", { name: "Discard" })).toHaveCount(0);
  await auditor.openInbox(`?view=${id}`);
  await expect(auditor.page).toHaveURL(/sort=amount/);
});

test("columns are hidden, moved and sized by keys alone, and stay on another computer", async ({ company, as }) => {
  await company.item();
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await expect(inbox.rows).toHaveCount(1);
  await desk.press("c");
  const dialog = desk.page.getByRole("dialog", { name: "Columns" });
  await dialog.getByRole("button", { name: "Vendor to the left" }).press("Enter");
  await dialog.getByRole("button", { name: "Vendor wider" }).press("Enter");
  await dialog.getByRole("checkbox", { name: "Findings" }).press("Space");
  await dialog.getByRole("checkbox", { name: "Changed" }).press("Space");
  const headings = async (page: typeof inbox) =>
    (await page.table.getByRole("columnheader").allInnerTexts()).map((text) => text.trim());
  const wanted = ["Number", "Type", "Vendor", "Project", "Title", "Assigned", "Amount USD", "Sent", "Changed"];
  await expect(dialog.getByRole("checkbox", { name: "Changed" })).toBeChecked();
  await desk.press("Escape");
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await headings(inbox)).slice(2)).toEqual(wanted);

  await expect(async () => {
    const again = await (await as("accountant")).openInbox();
    expect((await headings(again)).slice(2)).toEqual(wanted);
  }).toPass();
});
