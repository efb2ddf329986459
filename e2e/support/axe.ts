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

/**
 * How far a page of the desk is larger than its window, or null. Whatever must scroll does so within itself: sideways (WCAG
 * 1.4.10), and downwards, or the bars would leave the screen.
 */
export async function tooLarge(page: Page): Promise<string | null> {
  const { content, screen } = await page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    return { content: [scrollWidth, scrollHeight], screen: [clientWidth, clientHeight] } as const;
  });
  const isLarger = content[0] > screen[0] || content[1] > screen[1];
  return isLarger ? `${new URL(page.url()).pathname}: ${content.join(" × ")} > ${screen.join(" × ")}` : null;
}

/** Contrast is measured on what has finished fading in. */
async function isStill(page: Page): Promise<void> {
  await page.evaluate(() => {
    const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    return Promise.allSettled(passing.map((animation) => animation.finished));
  });
}
