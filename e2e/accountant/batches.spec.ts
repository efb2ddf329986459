import { readFile } from "node:fs/promises";
import { expect, test } from "../fixtures.ts";
import { BatchPage } from "../pages/batch-page.ts";
import { violations } from "../support/axe.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600, undoSecondsBulk: 600 } } });

test("items accepted together are a batch that keeps its totals and says what became of each", async ({
  company,
  as,
}) => {
  const [first, second, third] = [await company.item(), await company.item(), await company.item()];
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await expect(inbox.rows).toHaveCount(3);
  await desk.press("Control+a", "Shift+A");
  await inbox.acceptDrawer.confirm();
  await inbox.outboxStrip.getByRole("link", { name: "Batch" }).click();

  const batch = new BatchPage(desk.page);
  await expect(batch.title).toHaveText("Batch 1");
  await expect(batch.total("Control totals", /^Under way/)).toContainText("3");
  await expect(batch.total("By project", /^Total/)).toContainText("10,503.00");
  await expect(batch.row(third.contract.number)).toContainText("In the outbox");
  await expect(desk.page.getByText("equal what was accepted")).toBeVisible();
  expect(await violations(desk.page)).toEqual([]);

  const outbox = await desk.openOutbox();
  await outbox.takeBack(second.contract.number);
  await expect(outbox.row(second.contract.number)).toContainText("left the outbox");
  await desk.page.getByRole("link", { name: "Batches" }).click();
  // The outbox names the batch at its rows; until the list is there, those would be found.
  await expect(desk.page.getByRole("heading", { level: 1, name: "Batches" })).toBeVisible();
  await desk.page.getByRole("link", { name: "Batch 1" }).click();
  await expect(batch.row(second.contract.number)).toContainText("Taken back");
  await expect(batch.total("Control totals", /^Taken back/)).toContainText("3,501.00");
  await expect(batch.total("Control totals", /^Total/)).toContainText("10,503.00");
  await expect(batch.row(first.contract.number)).toContainText("In the outbox");

  const waiting = desk.page.waitForEvent("download");
  await desk.page.getByRole("button", { name: "Export", exact: true }).click();
  await desk.page.getByRole("menuitem", { name: "Plain rows (CSV)" }).click();
  const csv = await readFile(await (await waiting).path(), "utf8");
  for (const { contract } of [first, second, third]) expect(csv).toContain(contract.number);
  expect(csv).toContain("Taken back");
});

test("a batch prints whole: every row and the totals, without what is only for the screen", async ({ company, as }) => {
  for (let n = 0; n < 30; n += 1) await company.item();
  const desk = await as("accountant");
  const inbox = await desk.openInbox("?tab=all");
  await expect(inbox.rows).toHaveCount(30);
  await desk.press("Control+a", "Shift+A");
  await inbox.acceptDrawer.confirm();
  await inbox.outboxStrip.getByRole("link", { name: "Batch" }).click();
  const batch = new BatchPage(desk.page);
  await expect(batch.rows).toHaveCount(32);

  await desk.page.emulateMedia({ media: "print" });
  await expect(desk.page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(desk.page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(desk.page.getByText(/posting proof · as of/)).toBeVisible();
  await expect(batch.total("Control totals", /^Total/)).toBeVisible();
  // Nothing is cut off by a box that scrolls: the page is as high as its content.
  const [content, last] = await desk.page.evaluate(() => {
    const rows = [...document.querySelectorAll("[aria-label='Items of the batch'] tr")];
    return [document.documentElement.scrollHeight, Math.round(rows.at(-1)?.getBoundingClientRect().bottom ?? 0)];
  });
  expect(content).toBeGreaterThanOrEqual(last ?? Number.POSITIVE_INFINITY);
});
