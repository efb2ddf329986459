import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { tooLarge, violations } from "./support/axe.ts";
import { environment } from "./support/environment.ts";
import { isListening } from "./support/listening.ts";
import { forgottenRoutes, sampleAddresses } from "./support/routes.ts";

async function isDrawn(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
  await isListening(page);
}

/** Lists and sections that an address opens beside the page itself. */
const more = [
  "/inbox?section=preview",
  "/inbox?section=lines&tab=failed",
  "/inbox?section=record&tab=synced",
  "/vendors?side=sage",
  "/vendors?tab=linked",
  "/nowhere",
];

test("every page of the desk is looked at", () => {
  expect(forgottenRoutes()).toEqual([]);
});

/** Looked at in parts, so that none is long. */
const parts = 4;

for (const theme of ["light", "dark"] as const) {
  for (let part = 0; part < parts; part += 1) {
    test(`no page has a violation: ${theme}, part ${part + 1} of ${parts}`, async ({ sample, asSample }) => {
      const desk = await asSample("admin", { colorScheme: theme });
      const found: string[] = [];
      const addresses = [...(await sampleAddresses(desk.page, sample.project.id)), ...more];
      for (const path of addresses.filter((_, index) => index % parts === part)) {
        await desk.page.goto(path);
        await isDrawn(desk.page);
        found.push(...(await violations(desk.page)));
      }
      expect(found).toEqual([]);
    });
  }
}

/** Other ways to look at the same pages. */
const looks = {
  "with more contrast": { colorScheme: "light", contrast: "more" },
  "on a tablet": { colorScheme: "light", viewport: { width: 820, height: 1180 } },
  "on 320 pixels": { colorScheme: "dark", viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
} as const;

for (const [name, look] of Object.entries(looks)) {
  test(`the pages of every day have no violation ${name}`, async ({ sample, asSample }) => {
    const desk = await asSample("accountant", look);
    const found: string[] = [];
    for (const path of ["/inbox", "/inbox?section=lines", "/outbox", `/projects/${sample.project.id}`, "/history"]) {
      await desk.page.goto(path);
      await isDrawn(desk.page);
      found.push(...(await violations(desk.page)));
    }
    expect(found).toEqual([]);
  });
}

/** 320 pixels are also 1,280 at four times their size (WCAG 1.4.10). */
for (const name of ["on 320 pixels", "on a tablet"] as const) {
  test(`no page is larger than its window ${name}`, async ({ sample, asSample }) => {
    const desk = await asSample("admin", looks[name]);
    const large: (string | null)[] = [];
    for (const path of await sampleAddresses(desk.page, sample.project.id)) {
      await desk.page.goto(path);
      await expect(desk.page.getByRole("heading", { level: 1 }).first()).toBeAttached();
      large.push(await tooLarge(desk.page));
    }
    expect(large.filter((one) => one !== null)).toEqual([]);
  });
}

for (const theme of ["light", "dark"] as const) {
  test(`an item has no violation in any state, ${theme}`, async ({ asSample }) => {
    const desk = await asSample("accountant", { colorScheme: theme });
    const found: string[] = [];
    for (const tab of ["blocked", "failed", "held", "synced"]) {
      const list = await desk.page.request.get(`/api/views/inbox.page?tab=${tab}&limit=1`);
      const { rows } = (await list.json()) as { rows: { id: string }[] };
      await desk.page.goto(`/items/${rows[0]?.id}`);
      await isDrawn(desk.page);
      found.push(...(await violations(desk.page)));
    }
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
      ["h", /^Hold/],
      ["w", /^Why/],
    ] as const) {
      await desk.press(key);
      await look(name);
    }
    await desk.press("Control+k");
    await look(/^Find a record/);
    await desk.openMenu();
    await expect(desk.page.getByRole("menu")).toBeVisible();
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

test("on a phone one can decide", async ({ company, as }) => {
  const items = [await company.item(), await company.item({ vendor: "unlinked" })];
  const desk = await as("accountant", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
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
