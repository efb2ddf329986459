import { readFile } from "node:fs/promises";
import { parseCsv } from "hucre/csv";
import { readXlsx } from "hucre/xlsx";
import { manyItems } from "#drizzle/factories/many-items.ts";
import { sum, toScale } from "#lib/core/money.ts";
import { expect, test } from "../fixtures.ts";

test("Ctrl E exports the list of the inbox in its filter, with the total of the screen", async ({ company, as }) => {
  const item = await company.item({ lines: [{ amount: "1250.50" }], title: "Export me twice" });
  await company.item({ lines: [{ amount: "249.50" }], title: "Export me too" });
  await company.item({ lines: [{ amount: "99.00" }], title: "Another one" });
  const { page } = await as("accountant");
  await page.goto("/inbox?q=Export%20me");
  await expect(page.getByRole("row", { name: new RegExp(item.contract.number) })).toBeVisible();
  await expect(page.getByText("Filtered: 2 items")).toBeVisible();

  await page.keyboard.press("Control+e");
  const menu = page.getByRole("menu");
  await expect(menu).toBeVisible();
  const csvFile = page.waitForEvent("download");
  await menu.getByRole("menuitem", { name: "Plain rows (CSV)" }).click();
  const [head = [], ...lines] = parseCsv(await readFile(await (await csvFile).path(), "utf8"));
  const at = head.indexOf("Amount, USD");
  expect(lines).toHaveLength(2);
  expect(toScale(sum(lines.map((line) => String(line[at]))), 2)).toBe("1500.00");
  await expect(menu).toBeHidden();

  await page.keyboard.press("Control+e");
  const xlsxFile = page.waitForEvent("download");
  await menu.getByRole("menuitem", { name: "Workbook (XLSX)" }).click();
  const { sheets } = await readXlsx(new Uint8Array(await readFile(await (await xlsxFile).path())));
  expect(sheets[0]?.rows.at(-1)?.[at]).toBe(1500);
  expect(sheets[1]?.rows).toContainEqual(["Search", "Export me"]);
});

test("a long table is made in the background, is there after a reload, and is fetched whole", async ({
  owner,
  company,
  as,
}) => {
  test.slow();
  const many = 5_400;
  await manyItems(owner, company, many);
  const { page } = await as("accountant");
  await page.goto("/inbox?tab=ready");
  await page.keyboard.press("Control+e");
  const menu = page.getByRole("menu");
  await menu.getByRole("menuitem", { name: "Plain rows (CSV)" }).click();
  await expect(page.getByText("The file is made in the background")).toBeVisible();
  await page.reload();
  await page.keyboard.press("Control+e");
  await menu.getByRole("menuitem", { name: "Your files" }).click();
  const row = page.getByRole("row", { name: /^Inbox/ });
  await expect(row).toContainText("Ready", { timeout: 60_000 });
  await expect(row).toContainText(many.toLocaleString("en-US"));
  await expect(row).toContainText("View: Ready to Export");
  const file = page.waitForEvent("download");
  await row.getByRole("button", { name: "Download Inbox" }).click();
  const made = await file;
  expect(made.suggestedFilename()).toMatch(/^Inbox \d{4}-\d\d-\d\d\.csv$/);
  const [head = [], ...lines] = parseCsv(await readFile(await made.path(), "utf8"));
  expect(lines).toHaveLength(many);
  expect(new Set(lines.map((line) => line[head.indexOf("Number")])).size).toBe(many);

  await page.goto("/notifications");
  await expect(page.getByRole("link", { name: "Your export is ready" })).toBeVisible();
  await expect(page.getByText(`Inbox, CSV, ${many.toLocaleString("en-US")} rows`)).toBeVisible();

  const other = await as("auditor");
  await other.page.goto("/files");
  await expect(other.page.getByText("You have no files here")).toBeVisible();

  await page.goto("/files");
  await row.getByRole("button", { name: "Remove Inbox" }).click();
  await expect(page.getByText("You have no files here")).toBeVisible();
});
