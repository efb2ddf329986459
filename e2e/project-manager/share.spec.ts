import type { Browser, Page } from "@playwright/test";
import { aShare, setStatusLinks } from "#drizzle/factories/share.ts";
import { expect, test } from "../fixtures.ts";
import { violations } from "../support/axe.ts";
import { environment } from "../support/environment.ts";

const phone = { width: 375, height: 740 };
test.use({ companyOptions: { profile: { statusLinks: true } } });

/** A browser of somebody who has no account. */
async function outside(browser: Browser, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const context = await browser.newContext({ baseURL: environment.url(), colorScheme });
  return await context.newPage();
}
const post = async (body: object, headers: Record<string, string> = { origin: environment.url() }) => {
  const answer = await fetch(`${environment.url()}/api/status`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text(), cookie: answer.headers.get("set-cookie") };
};

test("a project manager makes a link, somebody without an account sees the ladder, and revoking ends it", async ({
  company,
  as,
  browser,
}) => {
  const item = await company.item({ title: "Site electrical, north wing" });
  const desk = await as("project_manager");
  await desk.openProject(company.project);
  await desk.page.getByRole("button", { name: "Share status" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Share the status of the project" });
  await expect(dialog).toContainText("No link was made for this project yet.");
  await dialog.getByLabel("For whom").fill("Owner's architect");
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const made = desk.page.getByRole("dialog", { name: "Link for Owner's architect" });
  const address = (await made.getByRole("group", { name: "Link" }).textContent())?.trim() ?? "";
  expect(address).toMatch(/\/status#[\w-]{43}$/);
  await expect(made.getByRole("group", { name: "Card" })).toHaveCount(0);
  await made.getByRole("button", { name: "Done" }).click();

  const page = await outside(browser);
  await page.setViewportSize(phone);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.headers().referer ?? ""}`));
  const opened = page.waitForResponse((response) => new URL(response.url()).pathname === "/status");
  await page.goto(address);
  expect((await opened).headers()["referrer-policy"]).toBe("no-referrer");
  await expect(page.getByRole("heading", { level: 1, name: company.project.name })).toBeVisible();
  await expect(page.getByRole("listitem", { name: "Commitments" })).toContainText("1 with accounting");
  const main = page.getByRole("main");
  for (const words of [item.contract.number, "Site electrical", "Lumen Works", "3,501.00", "Milo Santos"])
    await expect(main).not.toContainText(words);
  await expect(main).toContainText("As of");
  expect(await page.locator('meta[name="robots"]').getAttribute("content")).toContain("noindex");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await page.context().cookies()).toEqual([]);
  const token = address.split("#")[1] ?? "";
  expect(asked.filter((one) => one.includes(token))).toEqual([]);

  await dialog.getByRole("button", { name: "Close" }).last().click();
  await desk.page.getByRole("button", { name: "Share status" }).click();
  await expect(dialog.getByRole("row", { name: /Owner's architect/ })).toContainText("1 time");
  await dialog.getByRole("button", { name: "Revoke Owner's architect" }).click();
  await desk.page
    .getByRole("dialog", { name: /^Revoke/ })
    .getByRole("button", { name: "Revoke", exact: true })
    .click();
  await expect(dialog.getByRole("row", { name: /Owner's architect/ })).toContainText("Revoked");
  await page.reload();
  await expect(main.getByRole("alert")).toContainText("This link shows nothing");
  await expect(main).not.toContainText(company.project.name);
  await page.context().close();
});

test("every link that shows nothing is answered alike, foreign pages are refused, and opening an address asks nothing", async ({
  company,
  owner,
}) => {
  const { token } = await aShare(owner, company);
  expect(await post({ token })).toMatchObject({ status: 200, cookie: null });
  expect((await post({ token, company: company.id })).status).toBe(200);
  await setStatusLinks(owner, company, { statusLinks: false });
  const dead = await post({ token });
  await setStatusLinks(owner, company, { statusLinks: true });
  const alike = [
    await post({ token: `${token.slice(0, -2)}xx` }),
    await post({ token, company: crypto.randomUUID() }),
    await post({ token: "x" }),
    await post({}),
  ];
  for (const answer of [dead, ...alike]) expect(answer).toEqual({ ...dead, status: 404 });
  for (const headers of [{}, { origin: "null" }, { origin: "https://evil.example" }] as Record<string, string>[])
    expect((await post({ token }, headers)).status).toBe(403);
  for (const path of [`/status/${token}`, `/status?token=${token}`, `/api/status?token=${token}`]) {
    const answer = await fetch(`${environment.url()}${path}`, { redirect: "manual" });
    expect(await answer.text()).not.toContain(company.project.name);
  }
});

test("who tries links that lead nowhere has to wait; nobody else has", async () => {
  const network = `2001:db8:1::${crypto.randomUUID().slice(0, 4)}`;
  const from = (one: string) =>
    post({ token: crypto.randomUUID() }, { origin: environment.url(), "x-forwarded-for": one });
  for (let n = 0; n < 20; n += 1) expect((await from(network)).status).toBe(404);
  expect(await from(network)).toMatchObject({ status: 429, text: expect.stringContaining("that lead nowhere") });
  expect((await from(`${network}1`)).status).toBe(404);
});

test("the card can be framed by the sites of the company alone, and no other page by anybody", async ({
  company,
  owner,
  browser,
}) => {
  const { token } = await aShare(owner, company);
  await setStatusLinks(owner, company, { statusFrames: "https://portal.example" });
  const policyOf = async (path: string) =>
    (await fetch(`${environment.url()}${path}`, { redirect: "manual" })).headers.get("content-security-policy") ?? "";
  expect(await policyOf(`/status/card/${company.id}`)).toContain("frame-ancestors https://portal.example;");
  for (const path of ["/status", "/sign-in", `/status/card/${crypto.randomUUID()}`, "/status/card/none"])
    expect([path, await policyOf(path)]).toEqual([path, expect.stringContaining("frame-ancestors 'none';")]);
  const page = await outside(browser);
  // Chromium asks people before a public site reaches the machine that the tests run on.
  await page.context().grantPermissions(["local-network-access"]);
  const address = `${environment.url()}/status/card/${company.id}#${token}`;
  const body = `<iframe src="${address}" title="Project status" sandbox="allow-scripts allow-same-origin" width="100%" height="300"></iframe>`;
  await page.route(/^https:\/\/(portal|other)\.example\//, (route) =>
    route.fulfill({ contentType: "text/html", body }),
  );
  const card = page.frameLocator("iframe");
  await page.goto("https://portal.example/");
  await expect(card.getByRole("heading", { level: 1 })).toContainText(company.project.name);
  const refused = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
  await page.goto("https://other.example/");
  await refused;
  await expect(card.getByRole("heading", { level: 1, name: company.project.name })).toHaveCount(0);
  await page.context().close();
});

for (const theme of ["light", "dark"] as const)
  test(`page and card have no violation, ${theme}`, async ({ company, owner, browser }) => {
    await company.item();
    const page = await outside(browser, theme);
    const { token } = await aShare(owner, company, { hasMoney: true });
    for (const address of [`/status#${token}`, "/status#nothing", `/status/card/${company.id}#${token}`]) {
      await page.goto("/sign-in");
      await page.setViewportSize(phone);
      await page.goto(address);
      await expect(page.getByRole("status", { name: "Reading the status" })).toHaveCount(0);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    }
    await page.context().close();
  });
