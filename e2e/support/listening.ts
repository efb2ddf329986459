import type { Page } from "@playwright/test";

/** The page came as finished markup; from now on every part of it also answers keys and presses. */
export async function isListening(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    const isAlive = (part: Element) => Object.keys(part).some((key) => key.startsWith("__react"));
    return main !== null && isAlive(main) && [...main.querySelectorAll("*")].every(isAlive);
  });
  // What parts do once they are drawn, as to register their keys, comes before the browser has nothing to do.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 10_000 })));
}
