import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Violations as "page rule: element", so that a failure says what to cure. */
export async function violations(page: Page): Promise<readonly string[]> {
  await isStill(page);
  // All rules; without frames, which we do not have, and without the lists of what passed.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"], iframes: false });
  const result = await axe.analyze();
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${new URL(page.url()).pathname} ${violation.id}: ${node.target.join(" ")}`),
  );
}

/** How far the page is wider than its window, or null; whatever must scroll sideways does so within itself (WCAG 1.4.10). */
export async function tooWide(page: Page): Promise<string | null> {
  const [content = 0, screen = 0] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  return content > screen ? `${new URL(page.url()).pathname}: ${content} > ${screen}` : null;
}

/** Contrast is measured on what has finished fading in. */
async function isStill(page: Page): Promise<void> {
  await page.evaluate(() => {
    const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    return Promise.allSettled(passing.map((animation) => animation.finished));
  });
}
