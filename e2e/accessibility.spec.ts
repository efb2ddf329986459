import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { environment } from "./support/environment.ts";
import { isListening } from "./support/listening.ts";

/** Violations as "rule: element", so that a failure says what to cure. */
async function violations(page: Page): Promise<readonly string[]> {
  // All rules; without frames, which we do not have, and without the lists of what passed.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"], iframes: false });
  const result = await axe.analyze();
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${new URL(page.url()).pathname} ${violation.id}: ${node.target.join(" ")}`),
  );
}

async function isDrawn(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
  await isListening(page);
}

/** Every page, and the inbox in every section and with every kind of list. */
const pages: Readonly<Record<string, readonly string[]>> = {
  inbox: ["/inbox", "/inbox?section=preview", "/inbox?section=lines&tab=failed", "/inbox?section=record&tab=synced"],
  lists: ["/outbox", "/projects", "/vendors", "/vendors?side=sage", "/vendors?tab=linked", "/history"],
  month: ["/reconcile/rehearsal", "/reconcile/rehearsal/items", "/dashboard", "/dashboard/items"],
  others: ["/health", "/settings", "/notifications", "/mail", "/webhooks", "/tokens", "/nowhere"],
};

for (const theme of ["light", "dark"] as const) {
  for (const [name, paths] of Object.entries(pages)) {
    test(`no page has a violation: ${name}, ${theme}`, async ({ asSample }) => {
      const desk = await asSample("admin", { colorScheme: theme });
      const found: string[] = [];
      for (const path of paths) {
        await desk.page.goto(path);
        await isDrawn(desk.page);
        found.push(...(await violations(desk.page)));
      }
      expect(found).toEqual([]);
    });
  }

  test(`no page has a violation: one item, one project, ${theme}`, async ({ sample, asSample }) => {
    const desk = await asSample("accountant", { colorScheme: theme });
    const found: string[] = [];
    for (const tab of ["blocked", "failed", "held", "synced"]) {
      const list = await desk.page.request.get(`/api/views/inbox.page?tab=${tab}&limit=1`);
      const { rows } = (await list.json()) as { rows: { id: string }[] };
      await desk.page.goto(`/items/${rows[0]?.id}`);
      await isDrawn(desk.page);
      found.push(...(await violations(desk.page)));
    }
    await desk.page.goto(`/projects/${sample.project.id}`);
    await isDrawn(desk.page);
    found.push(...(await violations(desk.page)));
    expect(found).toEqual([]);
  });

  test(`no dialog has a violation, ${theme}`, async ({ company, as }) => {
    const items = [await company.item(), await company.item(), await company.item({ vendor: "unlinked" })];
    const desk = await as("accountant", { colorScheme: theme });
    const inbox = await desk.openInbox();
    await expect(inbox.rows).toHaveCount(items.length);
    const found: string[] = [];
    const look = async (name: RegExp) => {
      await expect(desk.page.getByRole("dialog", { name })).toBeVisible();
      await isStill(desk.page);
      found.push(...(await violations(desk.page)));
      await desk.press("Escape");
      await expect(desk.page.getByRole("dialog", { name })).toBeHidden();
    };
    await desk.press("r");
    await look(/^Reject/);
    await desk.press("Control+a", "Shift+A");
    await look(/^Accept 2 items/);
    await desk.press("?");
    await look(/^Keys/);
    for (const [key, name] of [
      ["n", /^Assign/],
      ["v", /^Views/],
      ["s", /^Sort the list/],
      ["c", /^Columns/],
    ] as const) {
      await desk.press(key);
      await look(name);
    }
    await desk.press("Control+k");
    await look(/^Find a record/);
    await desk.openMenu();
    await expect(desk.page.getByRole("menu")).toBeVisible();
    await isStill(desk.page);
    found.push(...(await violations(desk.page)));
    expect(found).toEqual([]);
  });

  test(`the sign-in has no violation, ${theme}`, async ({ browser }) => {
    const context = await browser.newContext({ baseURL: environment.url(), colorScheme: theme });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await expect(page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
}

/** Contrast is measured on what has finished fading in. */
async function isStill(page: Page): Promise<void> {
  await page.evaluate(() => {
    const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    return Promise.allSettled(passing.map((animation) => animation.finished));
  });
}

test("on a phone nothing scrolls sideways, and one can decide there", async ({ company, as }) => {
  const items = [await company.item(), await company.item({ vendor: "unlinked" })];
  const desk = await as("accountant", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const wide: string[] = [];
  for (const path of [
    "/inbox",
    `/items/${items[0]?.id}`,
    "/outbox",
    "/projects",
    `/projects/${company.project.id}`,
    "/vendors",
    "/health",
    "/history",
  ]) {
    await desk.page.goto(path);
    await isDrawn(desk.page);
    const [content, screen] = await desk.page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    if ((content ?? 0) > (screen ?? 0)) wide.push(`${path}: ${content} > ${screen}`);
  }
  expect(wide).toEqual([]);

  const inbox = await desk.openInbox();
  await inbox
    .row(items[0]?.contract.number ?? "")
    .getByRole("rowheader")
    .tap();
  const review = inbox.review(items[0]?.contract.number ?? "");
  await expect(review.article).toBeVisible();
  await review.accept();
  await expect(review.word("Outbox").or(review.word("Exporting")).first()).toBeVisible();
});
