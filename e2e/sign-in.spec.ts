import type { Page } from "@playwright/test";
import { aSession, revokeSessions, setPassword } from "#drizzle/factories/people.ts";
import { expect, test } from "./fixtures.ts";
import { environment } from "./support/environment.ts";
import { isListening } from "./support/listening.ts";
import { signInAgain } from "./support/sign-in.ts";

const password = "one right password";

/** The only spec that drives the form; everywhere else a session is given. */
async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await isListening(page);
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test.use({ baseURL: process.env.E2E_URL });
test.beforeEach(async ({ company, owner }) => setPassword(owner, company.people.accountant.id, password));

test("a wrong password is said in a sentence, the right one leads where one wanted to go", async ({
  company,
  page,
}) => {
  const item = await company.item();
  await page.goto(`/items/${item.id}?section=preview`);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  const { email } = company.people.accountant;
  await signIn(page, email, "a wrong password");
  await expect(page.getByRole("alert").first()).toContainText(/password is not right/);
  await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue(email);
  await signIn(page, email, password);
  await expect(page).toHaveURL(new RegExp(`/items/${item.id}\\?section=preview$`));
  await expect(page.getByRole("article", { name: new RegExp(item.contract.number) })).toBeVisible();
});

test("nothing filled in is said at the field", async ({ page }) => {
  await page.goto("/sign-in");
  await isListening(page);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText("Write your e-mail address.");
  await expect(page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
});

test("a foreign address to go to is not followed", async ({ company, page }) => {
  await page.goto("/sign-in?callbackUrl=https%3A%2F%2Fevil.example%2Finbox");
  await signIn(page, company.people.accountant.email, password);
  await expect(page).toHaveURL(`${environment.url()}/inbox`);
});

test("signing out ends the session everywhere", async ({ company, page }) => {
  await page.goto("/sign-in");
  await signIn(page, company.people.accountant.email, password);
  await expect(page).toHaveURL(/\/inbox/);
  const cookies = await page.context().cookies();
  await isListening(page);
  await page.getByRole("button", { name: /preferences and sign-out/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  // The cookie itself, kept by somebody, opens nothing any more.
  await page.context().addCookies(cookies);
  await page.goto("/outbox");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a revoked session is out at the next click; signed in again, what was typed is still there", async ({
  company,
  as,
  owner,
}) => {
  const item = await company.item();
  const { id } = company.people.accountant;
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  const review = await inbox.moveTo(item.contract.number);
  const dialog = await review.openReject();
  await dialog.write("Half a sentence");
  await revokeSessions(owner, id);
  // By key: where a look of the screen itself came first, the notice already lies over the button.
  await desk.press("Control+Enter");
  const signedOut = desk.page.getByRole("dialog", { name: "You are signed out" });
  await expect(signedOut).toBeVisible();
  const elsewhere = await desk.page.context().newPage();
  await elsewhere.goto("/outbox");
  await expect(elsewhere).toHaveURL(/\/sign-in/);

  await signInAgain(desk.page.context(), id, await aSession(owner, id, company.id));
  await signedOut.getByRole("button", { name: "I have signed in" }).click();
  await expect(signedOut).toBeHidden();
  await expect(dialog.letter).toContainText("Half a sentence");
  await dialog.sendAndClose();
  await expect(inbox.rows).toHaveCount(0);
});

test("guessing is slowed down for that account", async ({ company, page }) => {
  await page.goto("/sign-in");
  const { email } = company.people.auditor;
  const alert = page.getByRole("alert").first();
  for (let n = 0; n < 5; n += 1) {
    const answered = page.waitForResponse((response) => response.url().includes("/api/auth/callback/credentials"));
    await signIn(page, email, `guess ${n}`);
    await answered;
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
  }
  await signIn(page, email, "guess 6");
  await expect(alert).toContainText(/Too many attempts. Wait \d+ second/);
});
