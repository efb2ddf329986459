import { manyItems } from "#drizzle/factories/many-items.ts";
import { mayAndJune } from "#drizzle/factories/periods.ts";
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

test("one accounting date for a run is in its totals before the decision, on its page, and in the proof of every batch", async ({
  company,
  owner,
  as,
}) => {
  // Every document is rendered anew, by a worker that others need, too.
  test.setTimeout(420_000);
  await mayAndJune(owner, company);
  await manyItems(owner, company, 520);
  const desk = await as("accountant");
  const { page } = desk;
  await desk.openInbox();
  await desk.press("Control+a");
  await page.getByRole("button", { name: "Select all 520 in view" }).click();
  await desk.press("Shift+A");
  const drawer = page.getByRole("dialog", { name: "Accept 520 items of this view" });
  const dates = drawer.getByRole("region", { name: "Accounting date" });
  await expect(dates.getByRole("row", { name: /^4 May 2026/ })).toContainText("520");
  await dates.getByRole("button", { name: "One date for 520…" }).click();
  await expect(drawer.getByRole("button", { name: /^Accept 520/ })).toHaveAttribute("aria-disabled", "true");
  await dates.getByLabel("Accounting date").fill("2026-05-20");
  await expect(dates.getByRole("alert")).toContainText("20 May 2026 lies in 2026-05, which is closed in JC.");
  await dates.getByRole("button", { name: /^Use 1 Jun 2026/ }).click();
  await dates.getByLabel("Reason").fill("May is closed");
  await dates.getByRole("button", { name: "Set the date" }).click();
  await expect(dates.getByRole("status")).toContainText(
    "1 Jun 2026 for all that have one (“May is closed”): 520 items change their date.",
  );
  await expect(dates.getByRole("row", { name: /^1 Jun 2026/ })).toContainText("520");
  await dates.getByRole("button", { name: "Keep their own dates" }).click();
  await expect(dates.getByRole("row", { name: /^4 May 2026/ })).toContainText("520");
  await dates.getByRole("button", { name: "One date for 520…" }).click();
  await dates.getByLabel("Accounting date").fill("2026-06-02");
  await dates.getByLabel("Reason").fill("May is closed");
  await dates.getByRole("button", { name: "Set the date" }).click();
  await expect(dates.getByRole("row", { name: /^2 Jun 2026/ })).toContainText("520");
  expect(await violations(page)).toEqual([]);
  await desk.press("Control+Enter");
  await expect(drawer).toBeHidden();

  await page.goto("/batches");
  await page.getByRole("region", { name: "Runs" }).getByRole("link", { name: "Run 1" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Done" })).toContainText("520 of 520 items", {
    timeout: 240_000,
  });
  await page.reload();
  await expect(page.getByText("Accounting date 2 Jun 2026 for all that have one: 520 items changed.")).toBeVisible();
  await expect(page.getByText("Reason: May is closed.")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("region", { name: "Batches of the run" }).getByRole("link").last().click();
  await expect(page.getByText("2 Jun 2026 for all that have one, by run 1: May is closed")).toBeVisible();
  await expect(page.getByText("Count, sum and hash total of the items below equal what was accepted.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Items of the batch" }).getByRole("row").nth(1)).toContainText(
    "2 Jun 2026",
  );
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
