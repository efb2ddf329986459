// What a person waits for in the browser: every screen of the sample installation on a warm server, and the next item after a
// decision. A stack of its own on loopback; node --import tsx bench/screens.ts [--keys]

import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { say } from "#bench/measure.ts";
import { findBrowser } from "#bin/launch/browser.mjs";
import { throwawayFolder } from "#bin/launch/postgres.mjs";
import { startStack } from "#bin/launch/stack.mjs";
import { deskRoutes } from "#e2e/support/routes.ts";

type Seen = { paint: number; shift: number; scripts: number; blocked: number };
type Account = { role: string; email: string; password: string };

/** Runs in the page before its own scripts: keeps what the browser reports of paints, shifts, long tasks and bytes. */
function watch(): void {
  const seen: Seen = { paint: 0, shift: 0, scripts: 0, blocked: 0 };
  Object.assign(window, { seen });
  const loadedAt = (page: PerformanceEntry) => (page as PerformanceNavigationTiming).loadEventStart || Infinity;
  const on = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on("largest-contentful-paint", (entry) => {
    seen.paint = entry.startTime;
  });
  on("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) seen.shift += value;
  });
  on("longtask", (entry) => {
    seen.blocked += Math.max(0, entry.duration - 50);
  });
  on("resource", (entry) => {
    const { initiatorType, name, encodedBodySize } = entry as PerformanceResourceTiming;
    // What is fetched ahead, for a dialog or another screen, comes after the page is there.
    const isFirst = performance.getEntriesByType("navigation").every((page) => entry.startTime < loadedAt(page));
    if (isFirst && (initiatorType === "script" || /\.js(\?|$)/.test(name))) seen.scripts += encodedBodySize;
  });
}

async function signedIn(browser: Browser, url: string, { email, password }: Account): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  // Functions that run in the page carry names by a word of the compiler's.
  await context.addInitScript("globalThis.__name = (part) => part");
  const page = await context.newPage();
  await page.goto("/sign-in", { waitUntil: "networkidle" });
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/inbox/);
  await page.addInitScript(watch);
  return page;
}

/** Median of five arrivals with an empty cache, after one that warms the server. */
async function arrivals(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const all: Seen[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    await session.send("Network.clearBrowserCache");
    await page.goto(path, { waitUntil: "networkidle" });
    if (turn > 0) all.push(await page.evaluate(() => (window as unknown as { seen: Seen }).seen));
  }
  await session.detach();
  const median = (of: keyof Seen) => all.map((seen) => seen[of]).sort((a, b) => a - b)[2] ?? 0;
  const figures = [
    `largest paint ${median("paint").toFixed(0).padStart(5)} ms`,
    `shift ${median("shift").toFixed(3)}`,
    `blocked ${median("blocked").toFixed(0).padStart(4)} ms`,
    `scripts ${(median("scripts") / 1000).toFixed(0).padStart(4)} kB`,
  ];
  say(`${path.padEnd(20)} ${figures.join("   ")}`);
}

/** Runs in the page: listens for the next key and counts the milliseconds until a frame has another item in the review. */
function listen(): void {
  const shown = () => document.querySelector("article[aria-label]")?.getAttribute("aria-label") ?? "";
  const before = shown();
  const another = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error(`${before} stayed for ten seconds`)), 10_000);
    const pressed = (event: KeyboardEvent) => {
      const look = () => {
        if (shown() !== "" && shown() !== before) resolve(performance.now() - event.timeStamp);
        else requestAnimationFrame(look);
      };
      look();
    };
    addEventListener("keydown", pressed, { capture: true, once: true });
  });
  Object.assign(window, { another });
}

async function nextItem(page: Page, key: string, turns: number): Promise<void> {
  await page.goto("/inbox?tab=clean", { waitUntil: "networkidle" });
  await page.getByRole("article").waitFor();
  // The first row is shown before any key: from here on each press is another item.
  await page.keyboard.press("j");
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    await page.evaluate(listen);
    await page.keyboard.press(key);
    times.push(await page.evaluate(() => (window as unknown as { another: Promise<number> }).another));
    await pause(400); // A glance at the item, in which the next one is fetched.
  }
  times.sort((a, b) => a - b);
  const [middle = 0, last = 0] = [times[Math.floor(turns / 2)], times.at(-1)];
  say(`key ${key} to the next item: median ${middle.toFixed(0)} ms, slowest of ${turns} ${last.toFixed(0)} ms`);
}

const found = await findBrowser();
const stack = await startStack({ data: throwawayFolder("countersign-bench-"), isThrowaway: true, webPort: 0 });
const browser = await chromium.launch({
  executablePath: found.executablePath,
  args: found.args,
  env: { ...(process.env as Record<string, string>), ...found.env },
});
try {
  const accounts = JSON.parse(readFileSync(stack.signIn, "utf8")) as Account[];
  const account = (role: string) => accounts.find((entry) => entry.role === role) ?? accounts[0];
  const admin = account("admin");
  const accountant = account("accountant");
  if (!admin || !accountant) throw new Error("the sample has no sign-in");
  const page = await signedIn(browser, stack.url, admin);
  for (const path of process.argv.includes("--keys") ? [] : deskRoutes) await arrivals(page, path);
  const desk = await signedIn(browser, stack.url, accountant);
  await nextItem(desk, "j", 12);
  await nextItem(desk, "a", 8);
} finally {
  await browser.close();
  await stack.stop();
}
