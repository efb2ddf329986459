import { expect, test } from "../fixtures.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

test("the whole inbox by keys", async ({ company, as }) => {
  for (let n = 0; n < 4; n += 1) await company.item();
  const desk = await as("accountant");
  const inbox = await desk.openInbox("?sort=number&dir=asc");
  await expect(inbox.rows).toHaveCount(4);
  const [first, second, third] = await inbox.numbers();
  await inbox.isAt(first ?? "");
  await desk.press("j", "j");
  await inbox.isAt(third ?? "");
  await desk.press("k");
  await expect(inbox.review(second ?? "").article).toBeVisible();
  await desk.press("x");
  await expect(inbox.row(second ?? "").getByRole("checkbox")).toBeChecked();
  await desk.press("Shift+J");
  await expect(inbox.row(third ?? "").getByRole("checkbox")).toBeChecked();
  await desk.press("Escape");
  await expect(inbox.row(third ?? "").getByRole("checkbox")).not.toBeChecked();

  await desk.press("4");
  await expect(inbox.review(third ?? "").article.getByRole("tab", { name: /^Preview/ })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await desk.press("r");
  await expect(inbox.rejectDialog(third ?? "").dialog).toBeVisible();
  await desk.press("1", "4");
  await expect(inbox.rejectDialog(third ?? "").letter).toContainText("Cost code or category wrong");
  await desk.press("Control+Enter");
  await expect(inbox.rejectDialog(third ?? "").dialog).toBeHidden();
  await expect(inbox.rows).toHaveCount(3);
  await expect(inbox.row(third ?? "")).toHaveCount(0);
  await desk.press("Home", "a");
  await expect(inbox.rows).toHaveCount(2);
  await expect(inbox.row(first ?? "")).toHaveCount(0);
  await inbox.isAt(second ?? "");
  await desk.press("Enter");
  await expect(desk.page).toHaveURL(/\/items\//);
  await expect(inbox.review(second ?? "").article).toBeVisible();
  await desk.press("Escape");
  await expect(desk.page).toHaveURL(/\/inbox/);
});

test("the help sheet lists every key, and g leads everywhere", async ({ company, as }) => {
  await company.item();
  const desk = await as("accountant");
  await desk.openInbox();
  await desk.press("?");
  const help = desk.page.getByRole("dialog", { name: "Keys" });
  await expect(help).toBeVisible();
  await expect(help).toContainText("Accept and go to the next");
  await desk.press("Escape");
  await expect(help).toBeHidden();
  for (const [key, heading] of [
    ["o", "Outbox"],
    ["p", "Projects"],
    ["v", "Vendors"],
    ["h", "History"],
    ["s", "Sync health"],
    ["i", "Inbox"],
  ] as const) {
    await desk.press("g", key);
    await expect(desk.page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  }
  await desk.press("g", "c");
  await expect(desk.page.getByText("Settings is closed to you").first()).toBeVisible();
});

test("letters are letters in a field, and can be switched off", async ({ company, as }) => {
  const [item] = [await company.item(), await company.item()];
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await expect(inbox.rows).toHaveCount(2);
  await desk.press("/");
  await expect(inbox.search).toBeFocused();
  await desk.page.keyboard.type("ajrx");
  await expect(inbox.search).toHaveValue("ajrx");
  await expect(desk.page.getByText("Nothing matches the filter")).toBeVisible();
  await desk.page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(inbox.rows).toHaveCount(2);

  await desk.openMenu();
  await desk.page.getByRole("menuitemcheckbox", { name: "Single-letter keys" }).click();
  await desk.press("Escape");
  await expect(desk.page.getByRole("menu")).toBeHidden();
  await desk.press("a", "r", "x");
  await expect(desk.page.getByRole("dialog")).toBeHidden();
  await expect(inbox.row(item.contract.number).getByRole("checkbox")).not.toBeChecked();
  await expect(inbox.rows).toHaveCount(2);
  await desk.press("Control+a");
  await expect(inbox.row(item.contract.number).getByRole("checkbox")).toBeChecked();
  await desk.page.reload();
  await inbox.isReady();
  await desk.press("a");
  await desk.press("Control+a");
  await expect(inbox.row(item.contract.number).getByRole("checkbox")).toBeChecked();
  await expect(inbox.rows).toHaveCount(2);
});
