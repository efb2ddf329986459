import { expect, test } from "../fixtures.ts";
import { isListening } from "../support/listening.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

test("what failed for one cause is one line, and all of it is tried again at once", async ({ company, as }) => {
  for (let n = 0; n < 3; n += 1) await company.item({ state: "failed" });
  const desk = await as("accountant");
  const health = await desk.openHealth();
  await expect(health.cause("vendor inactive")).toContainText("3");
  await health.openCause("vendor inactive");
  const items = desk.page.getByRole("table", { name: /Items behind the cause/ });
  await expect(items.getByRole("row")).toHaveCount(4);
  await expect(desk.page.getByRole("button", { name: "Mute …" })).toBeDisabled();
  await desk.page.getByRole("button", { name: /^Try all 3 again/ }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Try 3 items again?" });
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(desk.page.getByText("Tried again: 3 items in the outbox, 0 refused.")).toBeVisible();
  await expect(desk.page.getByText("No item is behind this cause now")).toBeVisible();
});

test("an administrator gives a cause to somebody and mutes it with a note; it can be shown again", async ({
  company,
  as,
}) => {
  await company.item({ state: "failed" });
  const desk = await as("admin");
  const health = await desk.openHealth();
  await health.openCause("vendor inactive");
  await desk.page.getByRole("combobox", { name: "Owner" }).click();
  await desk.page.getByRole("option", { name: company.people.accountant.name }).click();
  await expect(desk.page.getByRole("combobox", { name: "Owner" })).toContainText(company.people.accountant.name);
  await desk.page.getByRole("button", { name: "Mute …" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Mute this cause" });
  await expect(dialog.getByRole("button", { name: "Mute" })).toBeDisabled();
  await dialog.getByRole("textbox", { name: "Note" }).fill("Vendor is being opened in Sage");
  await dialog.getByRole("button", { name: "Mute" }).click();
  await expect(desk.page.getByRole("button", { name: "End the mute" })).toBeVisible();
  const again = await desk.openHealth();
  await expect(desk.page.getByRole("button", { name: "Show 1 muted cause" })).toBeVisible();
  await expect(again.cause("vendor inactive")).toHaveCount(0);
  await desk.page.getByRole("button", { name: "Show 1 muted cause" }).click();
  await expect(again.cause("vendor inactive")).toContainText("Vendor is being opened in Sage");
});

test("a held export shows both sides, and is settled from the keyboard; its attempt keeps the words", async ({
  company,
  as,
}) => {
  const item = await company.item({ state: "held" });
  const desk = await as("accountant");
  await desk.page.goto("/health/unknown");
  const sides = desk.page.getByRole("region", { name: `Both sides of ${item.contract.number}` });
  await expect(sides.getByRole("columnheader")).toHaveText(["Where", "Accepted", "In Sage"]);
  await expect(sides.getByRole("button", { name: "Found in Sage" })).toBeEnabled();
  await isListening(desk.page);
  await desk.press("3");
  const dialog = desk.page.getByRole("dialog", { name: /^Stop this export/ });
  await dialog.getByRole("button", { name: "Stop the export" }).click();
  await expect(desk.page.getByText("Every outcome is known")).toBeVisible();
  await desk.page.goto("/health/attempts?outcome=declined");
  const attempts = desk.page.getByRole("table", { name: /Attempts at Sage/ });
  await expect(attempts.getByRole("rowheader", { name: item.contract.number })).toBeVisible();
  await attempts.getByText("Details").first().click();
  await expect(attempts.getByText(/"kind": "declined"/)).toBeVisible();
});
