import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "./fixtures.ts";
import type { Desk } from "./pages/desk.ts";
import { isListening } from "./support/listening.ts";
import { sampleRoutes } from "./support/routes.ts";

// The pictures of the documentation, from an untouched sample installation: E2E_DOCS=1 npx playwright test screenshots; with
// E2E_DOCS=inbox those that have this word in their name.
const wanted = process.env.E2E_DOCS === "1" ? "" : (process.env.E2E_DOCS ?? "");
const folder = "docs/screens";
const mostBytes = 250_000;

/** A screen has few colours: a palette of 256 makes a third of the bytes. The encoder is the one that Next brings along. */
async function small(picture: Buffer): Promise<Buffer> {
  const sharp = createRequire(createRequire(import.meta.url).resolve("next/package.json"))("sharp");
  return await sharp(picture).png({ palette: true, quality: 100, effort: 10, dither: 0 }).toBuffer();
}

async function shoot({ page }: Desk, name: string, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
  await isListening(page);
  await page.waitForLoadState("networkidle");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await expect(page.getByText("Attached in Procore: reading")).toHaveCount(0);
  const file = `${folder}/${name}.png`;
  writeFileSync(file, await small(await page.screenshot({ animations: "disabled", caret: "hide" })));
  expect(statSync(file).size, file).toBeLessThan(mostBytes);
}

const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: {
    colorScheme: "light",
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 1.5,
  },
} as const;
type Look = keyof typeof looks;
const themes = Object.keys(looks) as Look[];

/** Pages that only people of accounting may act on are shown as they see them, the ladder as a project manager does. */
const roleOf = (name: string) =>
  name === "project" ? "project_manager" : /^(inbox|outbox|item)/.test(name) ? "accountant" : "admin";

/** The page that has all pictures: one row of three for each screen. */
function gallery(names: readonly string[]): string {
  const title = (name: string) => name.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  const row = (name: string) =>
    `| ${title(name)} | ${themes.map((look) => `![${title(name)}, ${look}](screens/${name}-${look}.png)`).join(" | ")} |`;
  const head = ["# Every screen", "", "The sample installation, at 1440 × 900 in light and dark and at 390 × 844.", ""];
  return [...head, `| | ${themes.join(" | ")} |`, "| --- | --- | --- | --- |", ...names.map(row), ""].join("\n");
}

test("pictures of the sample installation", { tag: "@docs" }, async ({ sample, asSample }) => {
  test.setTimeout(1_800_000);
  mkdirSync(folder, { recursive: true });
  const admin = await asSample("admin", looks.light);
  const list = await admin.page.request.get("/api/views/inbox.page?tab=clean&type=commitment&sort=amount&limit=3");
  const { rows } = (await list.json()) as { rows: { id: string }[] };
  const screens = new Map<string, string>(await sampleRoutes(admin.page, sample.project.id));
  screens.set("inbox", `/inbox?item=${rows[1]?.id}`);
  screens.set("item-preview", `/items/${rows[0]?.id}?section=preview`);
  for (const look of themes) {
    for (const role of ["accountant", "project_manager", "admin"] as const) {
      const desk = await asSample(role, looks[look]);
      for (const [name, address] of screens) {
        if (name.includes(wanted) && roleOf(name) === role && name !== "outbox")
          await shoot(desk, `${name}-${look}`, address);
      }
    }
  }
  writeFileSync("docs/screens.md", gallery([...screens.keys()].sort()));
  if (!"outbox".includes(wanted)) return;
  // Last, because these go to Sage: accepted as one they wait in the outbox for ten seconds.
  for (const look of ["light", "dark"] as const) {
    const desk = await asSample("accountant", looks[look]);
    const inbox = await desk.openInbox("?tab=clean&type=commitment");
    await inbox.select(...(await inbox.numbers()).slice(0, 4));
    await desk.press("Shift+A");
    await inbox.acceptDrawer.confirm();
    await expect(inbox.outboxStrip).toContainText("4 of yours");
    await shoot(desk, `outbox-${look}`, "/outbox");
  }
  await shoot(await asSample("accountant", looks.phone), "outbox-phone", "/outbox");
});
