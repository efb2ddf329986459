import { parseCsv } from "hucre/csv";
import { expect, test } from "../fixtures.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600, undoSecondsBulk: 600 } } });

test("each picture has its table, and every figure leads to its list", async ({ company, as }) => {
  const waiting = await company.item({ lines: [{ amount: "10.25" }] });
  await company.item({ state: "outbox", lines: [{ amount: "5.00" }] });
  await company.item({ state: "rejected", lines: [{ amount: "4.00" }] });
  const blocked = await company.item({ vendor: "unlinked", lines: [{ amount: "1.50" }] });
  const desk = await as("accountant");
  const { page } = desk;
  await desk.openInbox();
  await desk.press("g", "d");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dashboard");

  const ages = page.getByRole("table", { name: "Pending items by age and holder" });
  await expect(ages.getByRole("row", { name: /^All/ })).toContainText("16.75");
  await expect(page.getByRole("img", { name: "With accounting: 3; the table has the figures" })).toBeVisible();
  await expect(page.getByRole("img", { name: "Accepted: 1; the table has the figures" })).toBeVisible();
  await ages.getByRole("link", { name: "With accounting, 0–1 days: 3" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("With accounting, 0–1 days");
  await expect(page.getByRole("row", { name: new RegExp(waiting.contract.number) })).toContainText("10.25");
  await desk.press("Escape");

  const days = page.getByRole("table", { name: "Items accepted, synced and rejected by day" });
  await expect(days.getByRole("row")).toHaveCount(31);
  await days.getByRole("link", { name: /^Rejected, .*: 1$/ }).press("Enter");
  await expect(page).toHaveURL(/\/history\?kind=item\.rejected&from=(\d{4}-\d\d-\d\d)&to=\1/);
  await page.goBack();

  const causes = page.getByRole("table", { name: "Causes with the items and the money they hold up" });
  await expect(causes.getByRole("row", { name: /not linked/ })).toContainText("1.50");
  await causes.getByRole("link", { name: /not linked/ }).press("Enter");
  await expect(page.getByRole("row", { name: new RegExp(blocked.contract.number) })).toBeVisible();

  const csv = parseCsv(await (await page.request.get("/api/tables/ageing?format=csv")).text());
  const [head = [], ...lines] = csv;
  const mine = lines.find((line) => line[0] === "With accounting" && line[1] === "0–1 days");
  expect(mine?.[head.indexOf("Amount, USD")]).toBe("16.75");
});

test("a project manager is not shown the dashboard", async ({ as }) => {
  const { page } = await as("project_manager");
  const answer = await page.goto("/dashboard");
  expect(answer?.status()).toBe(403);
});
