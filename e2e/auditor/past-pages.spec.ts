import { expect, test } from "../fixtures.ts";
import type { Desk } from "../pages/desk.ts";
import { violations } from "../support/axe.ts";
import { eventually } from "../support/eventually.ts";
import { isListening } from "../support/listening.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

const bannerOf = (desk: Desk) => desk.page.getByRole("region", { name: "Past time" });
const choose = async (desk: Desk) => {
  await desk.press("Control+k");
  const palette = desk.page.getByRole("dialog", { name: "Find a record or a command" });
  await palette.getByRole("combobox").fill("as it was");
  await expect(palette.getByRole("option", { name: /^As it was: turn this page/ })).toBeVisible();
  await desk.press("Enter");
  return desk.page.getByRole("dialog", { name: "As it was" });
};

test("a project's page is turned to a past time with Ctrl+K, and left with Esc", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("auditor");
  await desk.openProject(company.project);
  const dialog = await choose(desk);
  await expect(dialog).toContainText("This page as it was, read only");
  await dialog.getByRole("button", { name: "Show" }).click();
  await expect(bannerOf(desk)).toContainText(/As of .*nothing can be decided here/);
  await expect(desk.page).toHaveURL(new RegExp(`/projects/${company.project.id}\\?at=`));
  await isListening(desk.page);
  // To the minute, which may be before everything: what is not known is said.
  await desk.page.goto(`/projects/${company.project.id}?at=${new Date().toISOString()}`);
  await isListening(desk.page);
  const { page } = desk;
  await expect(page.getByRole("heading", { level: 1, name: company.project.name })).toBeVisible();
  await expect(page.getByRole("region", { name: "Way into accounting" })).toContainText("Sage job 24-01");
  const totals = page.getByRole("table", { name: /^Items and money by record type/ });
  await expect(totals.getByRole("row", { name: /^Commitments/ })).toContainText("1");
  const group = page.getByRole("table", { name: "With accounting, as it was" });
  await expect(group.getByRole("link", { name: item.contract.number })).toBeVisible();
  await expect(page.getByRole("button", { name: /Send|Retrieve/ })).toHaveCount(0);
  await group.getByRole("link", { name: item.contract.number }).click();
  await expect(page.getByRole("article", { name: `${item.contract.number}, as it was` })).toBeVisible();
  await page.goBack();
  await isListening(page);
  await desk.press("Escape");
  await expect(bannerOf(desk)).toHaveCount(0);
  await expect(page).toHaveURL(`/projects/${company.project.id}`);
});

test("a page without a past says so, and which have one", async ({ as }) => {
  const desk = await as("auditor");
  await desk.openHealth();
  await isListening(desk.page);
  const dialog = await choose(desk);
  await expect(dialog).toContainText("This page has no past of its own");
  await dialog.getByRole("combobox", { name: "Page" }).click();
  await desk.page.getByRole("option", { name: "Vendors" }).click();
  await dialog.getByRole("button", { name: "Show" }).click();
  await expect(bannerOf(desk)).toBeVisible();
  await expect(desk.page).toHaveURL(/\/vendors\?at=/);
});

test("links of then: who was linked to what, found by words, and back to now", async ({ as }) => {
  const desk = await as("auditor");
  const { page } = desk;
  await page.goto(`/vendors?at=${new Date().toISOString()}`);
  await isListening(page);
  const list = page.getByRole("table", { name: /^Companies and the vendors of Sage/ });
  await expect(list.getByRole("row", { name: /^Lumen Works/ })).toContainText("LUMEN");
  await expect(list.getByRole("row", { name: /^Cedar Ridge Drywall/ })).toContainText("not linked");
  await expect(page.getByText("1 of 2 companies were linked.")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search company or vendor ID of then" }).fill("cedar");
  await eventually(list.getByRole("row")).toHaveCount(2);
  await expect(list.getByRole("row", { name: /^Cedar Ridge Drywall/ })).toBeVisible();
  await bannerOf(desk).getByRole("link", { name: "Back to now" }).click();
  await expect(bannerOf(desk)).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: "Vendors" })).toBeVisible();
  await page.goto("/vendors?at=2020-01-01T10:12:00Z");
  await expect(page.getByText("How it was then is not known")).toBeVisible();
});

test("the history leads to the rights before and after they were given", async ({ as, company }) => {
  const admin = await as("admin");
  const settings = await admin.openSettings();
  const name = company.people.ungranted.name;
  await settings.grant(name, "Budgets").check();
  await settings.saveGrants(name).click();
  await expect(admin.notice(`Rights of ${name} saved`)).toBeVisible();

  const desk = await as("auditor");
  const { page } = desk;
  const people = page.getByRole("table", { name: /^People, their roles/ });
  const history = await desk.openHistory();
  const event = history.event(new RegExp(name)).first();
  await event.getByRole("link", { name: /^As it was before/ }).click();
  await expect(bannerOf(desk)).toBeVisible();
  await expect(people.getByRole("row", { name: new RegExp(name) })).not.toContainText("Budgets");
  await expect(page.getByRole("table", { name: "Company profile as it was" })).toContainText("600 s");
  await expect(page.getByRole("heading", { name: "Accept rules" })).toBeVisible();
  await expect(page.getByText("No item needed two signatures.")).toBeVisible();
  const shown = page.getByRole("region", { name: "Settings as they were" });
  await expect(shown.getByRole("textbox")).toHaveCount(0);
  await page.goBack();
  await event.getByRole("link", { name: /^As it was after/ }).click();
  await expect(people.getByRole("row", { name: new RegExp(name) })).toContainText("Budgets");
  await page.goto("/settings?at=2020-01-01T10:12:00Z");
  await expect(page.getByText("The company profile was not here yet")).toBeVisible();
});

test("the past inbox is searched and sorted; what was mine is a view of it", async ({ company, as }) => {
  const items = [await company.item(), await company.item()];
  const numbers = items.map(({ contract }) => contract.number).toSorted();
  const desk = await as("accountant");
  const { page } = desk;
  const list = page.getByRole("table", { name: "Items as they were" });
  await page.goto(`/inbox/past?at=${new Date().toISOString()}`);
  await isListening(page);
  await expect(list.getByRole("row")).toHaveCount(4);
  await page.getByRole("button", { name: "Number" }).click();
  await expect(page).toHaveURL(/sort=number&dir=asc|dir=asc&sort=number|sort=number/);
  await eventually(list.getByRole("columnheader", { name: "Number" })).toHaveAttribute(
    "aria-sort",
    /ascending|descending/,
  );
  await page.getByRole("searchbox", { name: "Search the list of then" }).fill(numbers[1] ?? "");
  await eventually(list.getByRole("row")).toHaveCount(2);
  await expect(list.getByRole("link", { name: numbers[1] ?? "" })).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await eventually(list.getByRole("row")).toHaveCount(4);
  await desk.press("s");
  await page.getByRole("option", { name: "Last change of state: newest first" }).click();
  await eventually(list.getByRole("columnheader", { name: "Last change" })).toHaveAttribute("aria-sort", "descending");
  await page.getByRole("tab", { name: /^Mine/ }).click();
  await expect(page.getByText("Nothing was here then")).toBeVisible();
});

test("a project manager sees the past of own projects alone", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("project_manager");
  const { page } = desk;
  const at = new Date().toISOString();
  await page.goto(`/projects?at=${at}`);
  await isListening(page);
  await page
    .getByRole("table", { name: "Items per project and state" })
    .getByRole("link", { name: new RegExp(company.project.name) })
    .click();
  await expect(page.getByRole("link", { name: item.contract.number })).toBeVisible();
  await expect(bannerOf(desk)).toBeVisible();
  for (const view of ["settings.past", "people.past", "vendor.past"])
    expect([view, (await page.request.get(`/api/views/${view}?at=${at}`)).status()]).toEqual([view, 403]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`projects, links and settings of then have no violation and fit a phone, ${colorScheme}`, async ({
    company,
    as,
  }) => {
    await company.item({ state: "outbox" });
    const desk = await as("auditor", { colorScheme });
    const { page } = desk;
    const now = new Date().toISOString();
    const paths = [
      ...[
        `/projects?at=${now}`,
        `/projects/${company.project.id}?at=${now}`,
        `/vendors?at=${now}`,
        `/settings?at=${now}`,
      ],
      ...[`/settings?at=2020-01-01T10:12:00Z`, `/inbox/past?at=${now}&tab=all&sort=moved`],
    ];
    for (const path of paths) {
      await page.goto(path);
      await expect(bannerOf(desk)).toBeVisible();
      await isListening(page);
      expect([path, await violations(page)]).toEqual([path, []]);
    }
    await page.setViewportSize({ width: 375, height: 740 });
    for (const path of paths) {
      await page.goto(path);
      await expect(bannerOf(desk)).toBeVisible();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([path, wide]).toEqual([path, 375]);
    }
  });
}
