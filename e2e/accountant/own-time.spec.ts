import type { Locator } from "@playwright/test";
import { type Clock, dayOf, stampOf, timeOf } from "#lib/core/clock.ts";
import { expect, test } from "../fixtures.ts";
import type { Desk } from "../pages/desk.ts";

const company: Clock = { timeZone: "America/Chicago", dateFormat: "words" };
const own: Clock = { timeZone: "Asia/Tokyo", dateFormat: "iso" };

/** The moment that a time on the screen stands for. */
async function momentOf(time: Locator): Promise<string> {
  const at = await time.getAttribute("datetime");
  expect(at).toMatch(/^\d{4}-.*Z$/);
  return at ?? "";
}

async function openDialog(desk: Desk): Promise<Locator> {
  await desk.openMenu();
  await desk.page.getByRole("menuitem", { name: "Time zone and dates" }).click();
  return desk.page.getByRole("dialog", { name: "Time zone and dates" });
}

async function historyShows(desk: Desk, clock: Clock): Promise<void> {
  const time = desk.page.getByRole("table", { name: "Events, newest first" }).getByRole("time").first();
  const at = await momentOf(time);
  await expect(time).toHaveText(`${dayOf(at, clock)} ${timeOf(at, clock)}`);
}

test("an accountant reads moments in their own zone and writes days their way; business dates stay the company's", async ({
  company: { item: anItem },
  as,
}) => {
  const item = await anItem();
  const { number } = item.contract;
  const desk = await as("accountant");
  await desk.openHistory();
  await expect(desk.page.getByRole("columnheader", { name: "Time, Chicago" })).toBeVisible();
  await historyShows(desk, company);

  const dialog = await openDialog(desk);
  const zone = dialog.getByRole("combobox", { name: "Time zone" });
  await expect(zone).toHaveAttribute("placeholder", "Company's: America/Chicago");
  await expect(dialog.getByText(/C[DS]T$/)).toHaveCount(1);
  await zone.fill("tokyo");
  await expect(desk.page.getByRole("option")).toHaveCount(1);
  await expect(desk.page.getByRole("option")).toHaveAttribute("data-highlighted");
  await desk.press("Enter");
  await dialog.getByRole("combobox", { name: "Date format" }).selectOption("iso");
  await expect(dialog.getByText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\+9$/)).toBeVisible();
  await expect(dialog.getByText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d C[DS]T$/)).toBeVisible();
  await desk.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(desk.page.getByRole("columnheader", { name: "Time, Tokyo" })).toBeVisible();
  await historyShows(desk, own);

  const inbox = await desk.openInbox();
  await expect(desk.page.getByText("Times in Asia/Tokyo")).toBeVisible();
  await expect(inbox.row(number).getByRole("time").first()).toHaveAttribute(
    "title",
    /GMT\+9; in the company: .* C[DS]T$/,
  );
  await inbox.isAt(number);
  await desk.press("h");
  const hold = desk.page.getByRole("dialog", { name: `Hold ${number}` });
  await hold.getByRole("radio", { name: "Until a time" }).check();
  await expect(hold.getByLabel("Day and time in Asia/Tokyo")).toHaveValue(/T17:00$/);
  // Five in the afternoon in Tokyo is the small hours in Chicago, of the same day.
  const day = (await hold.getByLabel("Day and time in Asia/Tokyo").inputValue()).slice(0, 10);
  await expect(hold.getByText(new RegExp(`At the company: ${day} 0[23]:00 C[DS]T\\.`))).toBeVisible();
  await desk.press("Escape");

  const review = await desk.openItem(item);
  await expect(review.article.getByText("2026-05-04").first()).toBeVisible();
  await expect(review.article.getByText("4 May 2026")).toHaveCount(0);
  await review.show("Record");
  const time = review.timeline.getByRole("time").first();
  await expect(time).toHaveText(stampOf(await momentOf(time), own));

  const other = await as("ungranted");
  const theirs = await other.openItem(item);
  await expect(theirs.article.getByText("4 May 2026").first()).toBeVisible();
  await theirs.show("Record");
  const theirTime = theirs.timeline.getByRole("time").first();
  await expect(theirTime).toHaveText(stampOf(await momentOf(theirTime), company));

  const again = await openDialog(desk);
  await again.getByRole("button", { name: "Back to company's" }).click();
  await again.getByRole("button", { name: "Save" }).click();
  await expect(again).toBeHidden();
  await expect(time).toHaveText(stampOf(await momentOf(time), company));
  await review.show("Decision");
  await expect(review.article.getByText("4 May 2026").first()).toBeVisible();
});

test("the company's date format is everybody's who has none of their own", async ({ as }) => {
  const admin = await as("admin");
  const settings = await admin.openSettings();
  await settings.profile.getByRole("combobox", { name: "Date format", exact: true }).selectOption("iso");
  await settings.note.fill("As the auditors write days");
  await settings.showImpact.click();
  await settings.save.click();
  await expect(admin.notice("1 setting saved")).toBeVisible();
  const desk = await as("auditor");
  await desk.openHistory();
  await historyShows(desk, { ...company, dateFormat: "iso" });
});
