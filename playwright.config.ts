import { defineConfig } from "@playwright/test";

// The global set-up finds the browser; workers load this file again and see it.
const browser: { executablePath?: string; env?: Record<string, string>; args?: string[] } = JSON.parse(
  process.env.E2E_BROWSER ?? "{}",
);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./e2e/global-setup.ts",
  workers: 2,
  fullyParallel: true,
  // A second try tells what never works from what a busy computer broke once; bin/test.mjs names what needed it.
  retries: 1,
  // Patience for a busy computer, not an expectation: a test that waits for machines waits with `eventually`.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  // Pictures for the documentation are made on request: E2E_DOCS=1.
  ...(process.env.E2E_DOCS ? { grep: /@docs/ } : { grepInvert: /@docs/ }),
  reporter: [["line"], ["json", { outputFile: process.env.E2E_REPORT ?? "test-results/report.json" }]],
  use: {
    headless: true,
    actionTimeout: 30_000,
    navigationTimeout: 45_000,
    video: "off",
    trace: "off",
    screenshot: "only-on-failure",
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "America/Chicago",
    launchOptions: {
      executablePath: browser.executablePath,
      args: [...(browser.args ?? []), "--disable-dev-shm-usage"],
      env: { ...(process.env as Record<string, string>), ...browser.env },
    },
  },
});
