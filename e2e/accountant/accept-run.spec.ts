import { manyItems } from "#drizzle/factories/many-items.ts";
import { expect, test } from "../fixtures.ts";
import { violations } from "../support/axe.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600, undoSecondsBulk: 600 } } });
const many = 700;

test("more than one decision holds is a run: all in view at once, its progress is there after a reload", async ({
  company,
  owner,
  as,
}) => {
  const blocked = await company.item({ vendor: "unlinked" });
  await manyItems(owner, company, many);
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await desk.press("Control+a");
  const { page } = desk;
  await expect(page.getByText("500 items selected")).toBeVisible();
  await page.getByRole("button", { name: "Select all 701 in view" }).click();
  await expect(page.getByText("All 701 in view selected")).toBeVisible();
  await desk.press("Shift+A");
  const drawer = page.getByRole("dialog", { name: "Accept 700 items of this view" });
  await expect(drawer.getByRole("row", { name: /^Total/ })).toContainText("2,450,700.00");
  await expect(drawer.getByRole("region", { name: "Left out" })).toContainText("not linked");
  await desk.press("Control+Enter");
  await expect(drawer).toBeHidden();

  await expect(inbox.outboxStrip.getByRole("link", { name: "Run 1" })).toBeVisible();
  await page.reload();
  await desk.page.goto("/batches");
  await page.getByRole("region", { name: "Runs" }).getByRole("link", { name: "Run 1" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Run 1" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "Done" })).toContainText("700 of 700 items", {
    timeout: 60_000,
  });
  const figures = page.getByRole("table", { name: "What became of the items" });
  await expect(figures.getByRole("row", { name: /^Accepted/ })).toContainText("700");
  await expect(page.getByRole("region", { name: "Not accepted" })).toContainText(blocked.contract.number);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("region", { name: "Batches of the run" }).getByRole("link").last().click();
  await expect(page.getByText("part of Run 1")).toBeVisible();
  await desk.openInbox();
  await expect(inbox.tab("Outbox")).toContainText("700");
  await expect(inbox.rows).toHaveCount(1);
});

test("a selection that one decision holds stays one, also when all in view is asked for", async ({ company, as }) => {
  await company.item();
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await expect(inbox.rows).toHaveCount(1);
  await desk.press("Control+a");
  await expect(desk.page.getByText("1 item selected")).toBeVisible();
  await expect(desk.page.getByRole("button", { name: /^Select all/ })).toBeHidden();
});
