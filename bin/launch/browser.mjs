// A Chromium for the browser tests: what the machine has, what the packages bring, what can be fetched.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "./processes.mjs";
import { step } from "./progress.mjs";

/** @typedef {{ executablePath: string, env: Record<string, string>, args: string[], from: string }} Browser */

const APT = "/usr/bin/apt-get";
const isRoot = process.getuid?.() === 0;
/** Chromium's sandbox refuses root. */
const args = isRoot ? ["--no-sandbox"] : [];

/** Draws one page: a browser without a font or a library starts, and crashes here. */
async function draws(executablePath, extra = {}) {
  const { chromium } = await import("@playwright/test");
  const env = { ...process.env, ...extra };
  const browser = await chromium.launch({ executablePath, args, env, timeout: 20_000 }).catch(() => null);
  if (!browser) return false;
  try {
    const page = await browser.newPage();
    await page.setContent("<p>drawn</p>", { timeout: 10_000 });
    return (await page.screenshot({ timeout: 10_000 })).length > 0;
  } catch {
    return false;
  } finally {
    await browser.close();
  }
}

const SYSTEM = {
  linux: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].flatMap((name) =>
    ["/usr/bin", "/usr/local/bin", "/snap/bin"].map((folder) => path.join(folder, name)),
  ),
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA].flatMap((folder) =>
    folder ? [path.join(folder, "Google/Chrome/Application/chrome.exe")] : [],
  ),
};

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  return [chromium.executablePath()];
}

/**
 * The browser packed in @sparticuz/chromium. It unpacks into the temp folder under fixed names and trusts whatever lies
 * there, and it unpacks its libraries only where it believes to be on Lambda: both are set for the call alone.
 */
async function packed() {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const { version } = JSON.parse(
    fs.readFileSync(path.join(root, "node_modules/@sparticuz/chromium/package.json"), "utf8"),
  );
  const folder = path.join(os.homedir(), ".cache", "countersign", `chromium-${version}`);
  fs.mkdirSync(folder, { recursive: true });
  const before = { ...process.env };
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" });
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    const executablePath = await chromium.executablePath();
    const libraries = ["al2023/lib", "al2/lib", "lib"]
      .map((name) => path.join(folder, name))
      .filter((at) => fs.existsSync(at));
    const fonts = path.join(folder, "fonts");
    fs.mkdirSync(fonts, { recursive: true });
    const config = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>`;
    fs.writeFileSync(path.join(fonts, "fonts.conf"), config);
    return { executablePath, env: { LD_LIBRARY_PATH: libraries.join(":"), FONTCONFIG_PATH: fonts } };
  } finally {
    // The package also sets its own library and font paths for this process.
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** @param {string} command @param {string[]} args */
const runs = (command, args) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "ignore", timeout: 300_000 });
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });

/** In this order; each gives paths to try, or null when it does not apply here. */
const sources = {
  PLAYWRIGHT_CHROMIUM_PATH: () =>
    process.env.PLAYWRIGHT_CHROMIUM_PATH ? [process.env.PLAYWRIGHT_CHROMIUM_PATH] : null,
  "the system's Chromium or Chrome": () => SYSTEM[process.platform] ?? null,
  "Playwright's own": playwrightsOwn,
  "the packed one (@sparticuz/chromium)": packed,
  "playwright install": () =>
    step("Fetching a browser (playwright install chromium)", async () => {
      const cli = path.join(root, "node_modules/@playwright/test/cli.js");
      return (await runs(process.execPath, [cli, "install", "chromium"])) ? playwrightsOwn() : [];
    }),
  "apt-get install chromium": () =>
    !isRoot || !fs.existsSync(APT)
      ? null
      : step("Fetching a browser (apt-get install chromium)", async () => {
          await runs(APT, ["update"]);
          return (await runs(APT, ["install", "-y", "--no-install-recommends", "chromium"]))
            ? ["/usr/bin/chromium"]
            : [];
        }),
};

/** @returns {Promise<Browser>} the first one that draws a page */
export async function findBrowser() {
  const tried = [];
  for (const [from, find] of Object.entries(sources)) {
    const found = await Promise.resolve()
      .then(find)
      .catch((error) => ({ problem: error.message }));
    if (found === null) continue;
    const {
      executablePath,
      env = {},
      problem,
    } = Array.isArray(found) ? { executablePath: found.find((file) => fs.existsSync(file)) } : found;
    if (!executablePath) {
      tried.push(`${from}: ${problem ?? "not there"}`);
      continue;
    }
    // The packed libraries and fonts are older than the system's: only where it does not start without.
    for (const extra of [{}, ...(Object.keys(env).length > 0 ? [env] : [])]) {
      if (await draws(executablePath, extra)) return { executablePath, env: extra, args, from };
    }
    tried.push(`${from}: ${executablePath} does not draw a page`);
  }
  throw new Error(`No browser for the browser tests. Tried:\n${tried.map((line) => `  ${line}`).join("\n")}`);
}
