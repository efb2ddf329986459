import { expect, test } from "../fixtures.ts";

test("the inbox and an item print as sheets: who, when, filters and totals, without the controls of the screen", async ({
  company,
  as,
}) => {
  const item = await company.item({ lines: [{ amount: "1250.50" }], title: "Print me" });
  await company.item({ lines: [{ amount: "99.00" }], title: "Another one" });
  const desk = await as("accountant");
  const { page } = desk;
  await desk.openInbox("?q=Print%20me");
  await expect(page.getByText("Filtered: 1 item")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("Inbox, Ready to Export")).toBeVisible();
  await expect(page.getByText(new RegExp(`${company.name} · Ada Kline · `))).toBeVisible();
  await expect(page.getByText("Filter: words “Print me”. Order: sent, falling.")).toBeVisible();
  await expect(page.getByText("Total: 1 item, USD 1,250.50.")).toBeVisible();
  await expect(page.getByRole("row", { name: new RegExp(item.contract.number) })).toBeVisible();
  await expect(page.getByRole("button", { name: "Accept" })).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await expect(page.getByText("Inbox, Ready to Export")).toBeHidden();

  await desk.openItem(item);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "What happened" })).toBeVisible();
  await expect(page.getByText(/Ready to Export · USD 1,250\.50 · version 1 of 1/)).toBeVisible();
  await expect(page.getByText("Lines = header, difference 0.00")).toBeVisible();
});
