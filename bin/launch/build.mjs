// What has to be built before a start, and whether it already is.
import fs from "node:fs";
import path from "node:path";
import { root, runToEnd } from "./processes.mjs";

const WEB = [
  "app",
  "components",
  "lib",
  "drizzle",
  "proxy.ts",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const SYNC_CLIENT = [
  "lib/sync-client",
  "lib/core",
  "bin/sync-client.ts",
  "bin/build-sync-client.mjs",
  "package-lock.json",
];

/** Tests and tools are not part of what is built. */
const isSource = (name) => !/\.(test|spec|contract)\.tsx?$/.test(name) && !name.startsWith(".");

function newest(file) {
  if (!fs.existsSync(file)) return 0;
  const stat = fs.statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The folder's own time counts: it changes when a file is removed.
  return Math.max(
    stat.mtimeMs,
    ...fs
      .readdirSync(file)
      .filter(isSource)
      .map((name) => newest(path.join(file, name))),
  );
}

/** @param {string} product @param {string[]} sources @param {string} [base] */
export function isFresh(product, sources, base = root) {
  const file = path.join(base, product);
  if (!fs.existsSync(file)) return false;
  const builtMs = fs.statSync(file).mtimeMs;
  return sources.every((source) => newest(path.join(base, source)) < builtMs);
}

const isWebFresh = () => isFresh(".next/BUILD_ID", WEB);

/** @param {{ logFolder: string }} options */
export async function buildWeb({ logFolder }) {
  if (isWebFresh()) return false;
  const startedAt = new Date();
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  await runToEnd("next-build", [path.join(root, "node_modules/next/dist/bin/next"), "build"], { env, logFolder });
  if (!fs.existsSync(path.join(root, ".next/BUILD_ID"))) throw new Error(`next build made no build. Log: ${logFolder}`);
  // The id's time says what it was made from: a file saved during the build makes the next start build again.
  fs.utimesSync(path.join(root, ".next/BUILD_ID"), startedAt, startedAt);
  return true;
}

/** @param {{ logFolder: string }} options */
export async function buildSyncClient({ logFolder }) {
  if (isFresh("dist/sync-client.mjs", SYNC_CLIENT)) return false;
  await runToEnd("build-sync-client", [path.join(root, "bin/build-sync-client.mjs")], { env: process.env, logFolder });
  return true;
}
