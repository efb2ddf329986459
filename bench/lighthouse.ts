// Lighthouse on every page of the sample installation, desktop preset, in the browser of the tests. It is not among the packages:
// npm install --prefix <folder> lighthouse@13, then node --import tsx bench/lighthouse.ts <folder> [path ...]

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { say } from "#bench/measure.ts";
import { findBrowser } from "#bin/launch/browser.mjs";
import { throwawayFolder } from "#bin/launch/postgres.mjs";
import { startStack } from "#bin/launch/stack.mjs";
import { sampleAddresses } from "#e2e/support/routes.ts";

type Audit = { readonly id: string; readonly score: number | null; readonly displayValue?: string };
type Category = {
  readonly id: string;
  readonly score: number;
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
};
type Result = {
  readonly lhr: { readonly categories: Record<string, Category>; readonly audits: Record<string, Audit> };
};
type Lighthouse = {
  readonly default: (url: string, flags: object, config: unknown) => Promise<Result>;
  readonly desktopConfig: unknown;
};

const asked = ["performance", "accessibility", "best-practices"];

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function signIn(
  page: Page,
  url: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto(`${url}/sign-in`, { waitUntil: "networkidle" });
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/inbox/);
}

/** The scores of one page, and what costs it points. */
function report(address: string, { categories, audits }: Result["lhr"]): void {
  const scores = asked.map((id) => `${id} ${Math.round((categories[id]?.score ?? 0) * 100)}`);
  say(`${address.replace(/[0-9a-f-]{36}/, "[id]").padEnd(28)} ${scores.join("   ")}`);
  for (const { id, weight } of asked.flatMap((one) => categories[one]?.auditRefs ?? [])) {
    const audit = audits[id];
    if (audit && weight > 0 && audit.score !== null && audit.score < 0.9)
      say(`    ${id}: ${audit.displayValue ?? audit.score}`);
  }
}

const [folder, ...chosen] = process.argv.slice(2);
if (!folder) throw new Error("Name the folder that Lighthouse was installed into.");
const entry = path.resolve(folder, "node_modules/lighthouse/core/index.js");
const lighthouse = (await import(pathToFileURL(entry).href)) as Lighthouse;
const found = await findBrowser();
const stack = await startStack({ data: throwawayFolder("countersign-bench-"), isThrowaway: true, webPort: 0 });
const port = await freePort();
const profile = mkdtempSync(path.join(tmpdir(), "countersign-lighthouse-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: found.executablePath,
  args: [...(found.args ?? []), `--remote-debugging-port=${port}`],
  env: { ...(process.env as Record<string, string>), ...found.env },
});
try {
  const accounts = JSON.parse(readFileSync(stack.signIn, "utf8")) as {
    role: string;
    email: string;
    password: string;
  }[];
  const admin = accounts.find(({ role }) => role === "admin");
  if (!admin) throw new Error("the sample has no administrator");
  const page = await context.newPage();
  await signIn(page, stack.url, admin);
  const projects = await page.request.get(`${stack.url}/api/views/project.list?limit=1`);
  const { rows } = (await projects.json()) as { rows: { id: string }[] };
  const addresses = chosen.length > 0 ? chosen : await sampleAddresses(page, rows[0]?.id ?? "");
  for (const address of addresses) {
    const flags = { port, disableStorageReset: true, output: "json", logLevel: "error", onlyCategories: asked };
    const { lhr } = await lighthouse.default(stack.url + address, flags, lighthouse.desktopConfig);
    report(address, lhr);
  }
} finally {
  await context.close();
  await stack.stop();
  rmSync(profile, { recursive: true, force: true });
}
