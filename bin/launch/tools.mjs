// Runs the project's tools (compiler, linter, test runners) and hands back their output.
import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./processes.mjs";

const programs = {
  next: "next/dist/bin/next",
  tsc: "typescript/bin/tsc",
  biome: "@biomejs/biome/bin/biome",
  depcruise: "dependency-cruiser/bin/dependency-cruise.mjs",
  knip: "knip/bin/knip.js",
  vitest: "vitest/vitest.mjs",
  playwright: "@playwright/test/cli.js",
};

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
const endAll = () => {
  for (const child of running) child.kill("SIGTERM");
};
process.on("exit", endAll);
for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, async () => {
    endAll();
    // Test runners stop what they started: their database, their browser.
    await Promise.all([...running].map((child) => new Promise((resolve) => child.once("close", resolve))));
    process.exit(1);
  });
}

/**
 * @param {keyof typeof programs} tool @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, isShown?: boolean }} [options] `isShown` passes the output on as it comes
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runTool(tool, args, { env = {}, isShown = false } = {}) {
  const child = spawn(process.execPath, [path.join(root, "node_modules", programs[tool]), ...args], {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...(isShown ? {} : { NO_COLOR: "1" }), ...env },
    stdio: ["ignore", isShown ? "inherit" : "pipe", isShown ? "inherit" : "pipe"],
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: 1, output: error.message }));
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}
