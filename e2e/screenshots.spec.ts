import { statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "./fixtures.ts";
import type { Desk } from "./pages/desk.ts";

// The pictures of the documentation, from the sample installation: E2E_DOCS=1 npx playwright test screenshots
const mostBytes = 250_000;

/** A screen has few colours: a palette of 256 makes a third of the bytes. The encoder is the one that Next brings along. */
async function small(picture: Buffer): Promise<Buffer> {
  const sharp = createRequire(createRequire(import.meta.url).resolve("next/package.json"))("sharp");
  return await sharp(picture).png({ palette: true, quality: 100, effort: 10, dither: 0 }).toBuffer();
}

async function shoot(desk: Desk, name: string, path: string, words: string | RegExp): Promise<void> {
  const { page } = desk;
  await page.goto(path);
  await expect(page.getByText(words).first()).toBeVisible();
  await expect(page.getByRole("banner").getByText(/^Sage (just now|\d+ min ago)$/)).toBeAttached();
  await page.waitForLoadState("networkidle");
  const file = `docs/${name}.png`;
  writeFileSync(file, await small(await page.screenshot({ animations: "disabled", caret: "hide" })));
  expect(statSync(file).size, file).toBeLessThan(mostBytes);
}

test("pictures of the sample installation", { tag: "@docs" }, async ({ sample, asSample }) => {
  test.slow();
  const light = await asSample("accountant", { colorScheme: "light" });
  const list = await light.page.request.get("/api/views/inbox.page?tab=clean&type=commitment&sort=amount&limit=3");
  const { rows } = (await list.json()) as { rows: { id: string }[] };
  const blocked = await light.page.request.get("/api/views/inbox.page?tab=look&type=commitment&limit=1");
  const look = ((await blocked.json()) as { rows: { id: string }[] }).rows[0];
  await shoot(light, "inbox-light", `/inbox?item=${rows[1]?.id}`, "Export fields");
  await shoot(light, "review-preview", `/items/${rows[0]?.id}?section=preview`, "Value as written");
  await shoot(light, "history", "/history", "Verify chain");
  const dark = await asSample("accountant", { colorScheme: "dark" });
  await shoot(dark, "inbox-dark", `/inbox?item=${look?.id ?? rows[1]?.id}`, "Export fields");
  const manager = await asSample("project_manager", { colorScheme: "light" });
  await shoot(manager, "project-light", `/projects/${sample.project.id}`, "Returned to you");
  const admin = await asSample("admin", { colorScheme: "light" });
  await shoot(admin, "health", "/health", "Sync clients");
  await shoot(admin, "vendors", "/vendors", "Best proposal");
  await shoot(admin, "settings", "/settings", "Ids and cost codes");
  const phone = await asSample("accountant", {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
  });
  await shoot(phone, "inbox-phone", "/inbox", /items$/);
  // Last, because these go to Sage: six accepted as one wait in the outbox for ten seconds.
  const inbox = await light.openInbox("?tab=clean&type=commitment");
  await inbox.select(...(await inbox.numbers()).slice(0, 6));
  await light.press("Shift+A");
  await inbox.acceptDrawer.confirm();
  await expect(inbox.outboxStrip).toContainText("6 of yours");
  await shoot(light, "outbox", "/outbox", "In the outbox");
});
