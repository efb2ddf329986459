import { expect, test } from "../fixtures.ts";
import { violations } from "../support/axe.ts";
import { eventually } from "../support/eventually.ts";
import { isListening } from "../support/listening.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

test("an auditor sees an item before and after an act, and nothing can be decided there", async ({ company, as }) => {
  const item = await company.item({ state: "outbox" });
  const desk = await as("auditor");
  const { number } = item.contract;
  const banner = desk.page.getByRole("region", { name: "Past time" });
  const past = desk.page.getByRole("article", { name: `${number}, as it was` });

  const review = await desk.openItem(item);
  await review.show("Record");
  await review.timeline.getByRole("link", { name: /^As it was before: Accepted as/ }).click();
  await expect(banner).toContainText(/As of .*nothing can be decided here/);
  await expect(past.getByText("Ready to Export", { exact: true }).first()).toBeVisible();
  await expect(past.getByRole("region", { name: "Actions" })).toHaveCount(0);
  await expect(past.getByRole("textbox")).toHaveCount(0);
  expect(desk.page.url()).toContain("at=");
  await expect(past.getByText(/What the checks of .* said, as it was stored/)).toBeVisible();
  await desk.press("4");
  await expect(past.getByRole("region", { name: /^File / }).first()).toBeVisible();
  await expect(past.getByText("These are the stored bytes of the export document of then.")).toBeVisible();

  await desk.press("5");
  await expect(past.getByRole("listitem").filter({ hasText: "Accepted as" })).toHaveCount(0);
  await past.getByRole("link", { name: /^As it was after: Sent to accounting/ }).click();
  await expect(banner).toBeVisible();
  await banner.getByRole("link", { name: "Back to now" }).click();
  await expect(banner).toHaveCount(0);
  await expect(desk.reviewOf(number).word("Outbox")).toBeVisible();
});

test("the history leads to an item as it was, and to the inbox of then with its counts", async ({ company, as }) => {
  const decided = await company.item({ state: "outbox" });
  const waiting = await company.item();
  const desk = await as("auditor");
  const banner = desk.page.getByRole("region", { name: "Past time" });
  const history = await desk.openHistory();
  await history
    .event(/Accepted as/)
    .getByRole("link", { name: /^As it was before/ })
    .click();
  await expect(banner).toBeVisible();
  await isListening(desk.page);
  await desk.page.getByRole("link", { name: "Inbox of then" }).click();

  const list = desk.page.getByRole("table", { name: /^Items as they were/ });
  await expect(list.getByRole("link", { name: decided.contract.number })).toBeVisible();
  await expect(list.getByRole("link", { name: waiting.contract.number })).toHaveCount(0);
  await expect(list.getByRole("row").filter({ hasText: "1 item then" })).toBeVisible();
  await expect(desk.page.getByRole("tab", { name: /^Ready to Export/ })).toContainText("1");
  await expect(desk.page.getByRole("tab", { name: /^Outbox/ })).toContainText("0");
  await expect(desk.page.getByRole("button", { name: /Accept|Reject/ })).toHaveCount(0);
  await desk.page.getByRole("tab", { name: /^Outbox/ }).click();
  await expect(desk.page.getByText("Nothing was here then")).toBeVisible();
  await desk.page.getByRole("tab", { name: /^All/ }).click();
  await eventually(list.getByRole("link", { name: decided.contract.number })).toBeVisible();
  await list.getByRole("link", { name: decided.contract.number }).click();
  await expect(desk.page.getByRole("article", { name: `${decided.contract.number}, as it was` })).toBeVisible();
});

test("a time is chosen by the company's clock; what was not kept is said, never guessed", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("auditor");
  const banner = desk.page.getByRole("region", { name: "Past time" });
  const choose = async (local: string) => {
    await banner.getByLabel(/^As of, day and time in/).fill(local);
    await banner.getByRole("button", { name: "Show" }).click();
  };
  await desk.openHistory();
  await desk.page.getByRole("button", { name: "Inbox as it was" }).click();
  await expect(banner).toBeVisible();
  await isListening(desk.page);
  await choose("2999-01-01T10:00");
  await expect(banner.getByRole("alert")).toHaveText("It is still to come.");
  await choose("2020-01-01T10:12");
  await expect(banner).toContainText("As of 1 Jan 2020 10:12:00");
  await expect(desk.page.getByText("How it was then is not known")).toBeVisible();
  await expect(desk.page.getByText(/The inbox is kept as it was from .* on/)).toBeVisible();

  await desk.page.goto(`/items/${item.id}?at=2020-01-01T10:12:00Z`);
  await expect(desk.page.getByText(`${item.contract.number} was not here yet`)).toBeVisible();
  await desk.page.getByRole("link", { name: "Show the earliest" }).click();
  await expect(desk.page.getByRole("article", { name: `${item.contract.number}, as it was` })).toBeVisible();
});

test("a project manager sees the past of own items, and none of the inbox", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("project_manager");
  const now = new Date().toISOString();
  await desk.page.goto(`/items/${item.id}?at=${now}`);
  await expect(desk.page.getByRole("article", { name: `${item.contract.number}, as it was` })).toBeVisible();
  await expect(desk.page.getByRole("link", { name: company.project.name })).toBeVisible();
  const answer = await desk.page.request.get(`/api/views/inbox.past?at=${now}`);
  expect(answer.status()).toBe(403);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the pages of the past have no violation and fit a phone, ${colorScheme}`, async ({ company, as }) => {
    const item = await company.item({ state: "outbox" });
    const desk = await as("auditor", { colorScheme });
    const now = new Date().toISOString();
    const paths = ["", "&section=preview", "&section=record", "&section=changes"].map(
      (more) => `/items/${item.id}?at=${now}${more}`,
    );
    for (const path of [...paths, `/inbox/past?at=${now}&tab=all`, `/inbox/past?at=2020-01-01T10:12:00Z`]) {
      await desk.page.goto(path);
      await expect(desk.page.getByRole("region", { name: "Past time" })).toBeVisible();
      await isListening(desk.page);
      expect([path, await violations(desk.page)]).toEqual([path, []]);
    }
    await desk.page.setViewportSize({ width: 375, height: 740 });
    for (const path of [`/items/${item.id}?at=${now}`, `/inbox/past?at=${now}&tab=all`]) {
      await desk.page.goto(path);
      await expect(desk.page.getByRole("region", { name: "Past time" })).toBeVisible();
      const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth);
      expect([path, wide]).toEqual([path, 375]);
    }
  });
}
