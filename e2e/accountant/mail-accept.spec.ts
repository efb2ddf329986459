import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import type { TestItem } from "#drizzle/factories/item.ts";
import { aMailLink } from "#drizzle/factories/mail-link.ts";
import { expect, test } from "../fixtures.ts";
import { violations } from "../support/axe.ts";
import { environment } from "../support/environment.ts";

const phone = { width: 375, height: 740 };
test.use({
  baseURL: process.env.E2E_URL,
  companyOptions: {
    profile: { acceptsByMail: true, mailAcceptMost: "5000.00", mailAcceptTypes: ["commitment"], undoSeconds: 600 },
  },
});
test.beforeEach(async ({ company, owner }) => {
  await owner.execute(
    sql`update vendor_link set created_at = clock_timestamp() - interval '30 days' where company_id = ${company.id}`,
  );
});

/** A mail's link, opened on a phone where nobody is signed in. */
async function follow(page: Page, token: string): Promise<void> {
  await page.setViewportSize(phone);
  await page.goto(`/accept#${token}`);
  await expect(page.getByRole("status", { name: "Checking the item" })).toHaveCount(0);
}
const accept = (page: Page, { contract }: TestItem) =>
  page.getByRole("button", { name: `Accept ${contract.number}`, exact: true });

test("a link shows exactly what will be written, accepts it once, and says afterwards what it did", async ({
  company,
  owner,
  page,
}) => {
  const item = await company.item({ title: "Site electrical, north wing" });
  const { token } = await aMailLink(owner, company, item);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.headers().referer ?? ""}`));
  const opened = page.waitForResponse((response) => new URL(response.url()).pathname === "/accept");
  await follow(page, token);
  expect((await opened).headers()["referrer-policy"]).toBe("no-referrer");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(item.contract.number);
  const main = page.getByRole("main");
  for (const words of [
    "Site electrical, north wing",
    "3,501.00",
    "Lumen Works, LUMEN in Sage",
    "Milo Santos",
    "Ada Kline",
  ])
    await expect(main).toContainText(words);
  await expect(main).toContainText("No findings");
  await expect(page.getByRole("table", { name: /Schedule of values/ }).getByRole("row")).toHaveCount(4);
  await expect(page.getByRole("region", { name: "What will be written to Sage" })).toContainText("Value as written");
  expect(await state(owner, item)).toBe("ready");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await accept(page, item).click();
  await expect(page.getByRole("status")).toContainText(`${item.contract.number} is accepted.`);
  expect(await state(owner, item)).toBe("outbox");
  await page.reload();
  await expect(page.getByRole("status")).toContainText(`You accepted ${item.contract.number} with this link`);
  await page.getByRole("link", { name: "Take it back in the outbox" }).click();
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Foutbox/);
  expect(asked.filter((one) => one.includes(token))).toEqual([]);
});

test("opening an address decides nothing, whoever opens it: no scanner, no prefetch, no other page", async ({
  company,
  owner,
  page,
}) => {
  const item = await company.item();
  const { token } = await aMailLink(owner, company, item);
  const at = environment.url();
  for (const [method, path] of [
    ["GET", `/accept#${token}`],
    ["GET", `/accept/${token}`],
    ["GET", `/accept?token=${token}`],
    ["HEAD", "/accept"],
    ["GET", "/api/mail-accept"],
    ["GET", `/api/mail-accept/look?token=${token}`],
  ] as const) {
    const answer = await fetch(`${at}${path}`, { method, redirect: "manual" });
    expect(await answer.text()).not.toContain(item.contract.number);
  }
  const post = async (path: string, headers: Record<string, string>, sent = token) => {
    const body = JSON.stringify({ token: sent });
    const answer = await fetch(`${at}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  };
  for (const headers of [{}, { origin: "null" }, { origin: "https://evil.example" }] as Record<string, string>[])
    for (const path of ["/api/mail-accept", "/api/mail-accept/look"]) {
      const answer = await post(path, headers);
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain(item.contract.number);
    }
  const own = { origin: at };
  const wrong = await Promise.all(
    [`${token.slice(0, -2)}xx`, token.slice(1), "x"].map((one) => post("/api/mail-accept/look", own, one)),
  );
  expect(new Set(wrong.map(({ text }) => text)).size).toBe(1);
  expect(wrong[0]).toMatchObject({ status: 404 });
  expect(await state(owner, item)).toBe("ready");
  // Two sessions of one accountant's rights, none of which came by the link.
  const body = { linkId: crypto.randomUUID() };
  const command = await page.request.post("/api/commands/item.accept_by_mail", { headers: own, data: body });
  expect(command.status()).toBe(401);
  const looked = await post("/api/mail-accept/look", own);
  expect(looked.status).toBe(200);
  expect(await state(owner, item)).toBe("ready");
});

test("a link that is over says what became of the item, and leads into Countersign", async ({
  company,
  owner,
  page,
  as,
}) => {
  const item = await company.item();
  const { token } = await aMailLink(owner, company, item);
  await follow(page, token);
  await expect(accept(page, item)).toBeVisible();
  const review = await (await as("accountant")).openItem(item);
  await review.accept();
  await expect(review.word("Outbox").first()).toBeVisible();
  await accept(page, item).click();
  await expect(page.getByRole("alert").first()).toContainText("Ada Kline was first: the item is now “Outbox”");
  await page.reload();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Ada Kline was first");
  await page.getByRole("link", { name: "Open Countersign" }).click();
  await expect(page).toHaveURL(new RegExp(`callbackUrl=%2Fitems%2F${item.id}`));
});

test("somebody else who is signed in is told so, and does not decide in the other's name", async ({
  company,
  owner,
  as,
}) => {
  const item = await company.item();
  const { token } = await aMailLink(owner, company, item);
  const admin = await as("admin");
  await admin.page.goto(`/accept#${token}`);
  const told = admin.page.getByRole("main").getByRole("alert");
  await expect(told).toContainText("This link was written to Ada Kline, and you are signed in as Iris Vance.");
  await expect(admin.page.getByRole("main")).not.toContainText(item.contract.number);
  const ada = await as("accountant");
  await ada.page.goto(`/accept#${token}`);
  await expect(accept(ada.page, item)).toBeVisible();
  expect(await state(owner, item)).toBe("ready");
});

test("who tries links that lead nowhere has to wait; nobody else has", async () => {
  const post = async (network: string) =>
    await fetch(`${environment.url()}/api/mail-accept/look`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: environment.url(), "x-forwarded-for": network },
      body: JSON.stringify({ token: crypto.randomUUID() }),
    });
  const network = `2001:db8::${crypto.randomUUID().slice(0, 4)}`;
  for (let n = 0; n < 20; n += 1) expect((await post(network)).status).toBe(404);
  const slowed = await post(network);
  expect(slowed.status).toBe(429);
  expect(await slowed.text()).toContain("Too many links that lead nowhere");
  expect((await post(`${network}1`)).status).toBe(404);
});

for (const theme of ["light", "dark"] as const)
  test(`the page of a link has no violation, ${theme}`, async ({ company, owner, browser }) => {
    const context = await browser.newContext({ colorScheme: theme, baseURL: environment.url() });
    const page = await context.newPage();
    const { token } = await aMailLink(owner, company, await company.item());
    for (const one of [token, "nothing"]) {
      await page.goto("/sign-in");
      await follow(page, one);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    }
    await context.close();
  });

test.describe("the setting", () => {
  test.use({ companyOptions: {} });
  test("is off, shows what it would let through before it is saved, and is written into the history", async ({
    company,
    as,
  }) => {
    await company.item();
    await company.item({ lines: [{ amount: "90000.00" }] });
    const desk = await as("admin");
    const settings = await desk.openSettings();
    const links = settings.choice("Links that accept");
    await expect(links).toHaveValue("false");
    await expect(settings.gate("Accept from a mail")).toContainText("Turned off");
    await links.selectOption({ label: "In mails to accountants" });
    await settings.text("Greatest amount").fill("a lot");
    await settings.profile
      .getByRole("group", { name: "Record types" })
      .getByLabel("Commitments", { exact: true })
      .check();
    await settings.note.fill("Small ones on the way");
    await settings.showImpact.click();
    await expect(settings.profile.getByText("An amount like 5000.00")).toBeVisible();
    await settings.text("Greatest amount").fill("5,000.00");
    await settings.showImpact.click();
    await expect(settings.impact).toContainText("Can be accepted from a mail");
    await settings.save.click();
    await expect(desk.page.getByText("2 settings saved").first()).toBeVisible();
    await expect(settings.gate("Accept from a mail")).toContainText("Up to 5000.00");
    const history = await desk.openHistory();
    await expect(history.event("Small ones on the way")).toHaveCount(1);
  });
});

async function state(owner: Parameters<typeof aMailLink>[0], { id }: TestItem): Promise<string | undefined> {
  return (await owner.execute<{ state: string }>(sql`select state from item where id = ${id}`)).rows[0]?.state;
}
