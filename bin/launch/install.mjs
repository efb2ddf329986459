// Installs the packages when node_modules is missing or older than the lock.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { step } from "./progress.mjs";

const digest = (file) => createHash("sha256").update(fs.readFileSync(file)).digest("hex");

/** @param {string} root */
function isInstalled(root) {
  const lock = path.join(root, "package-lock.json");
  const installed = path.join(root, "node_modules", ".package-lock.json");
  const stamp = path.join(root, "node_modules", ".countersign-lock");
  if (!fs.existsSync(installed)) return false;
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === digest(lock)) return true;
  return fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs;
}

/** Ends the process with a sentence when Node is too old. */
export function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`Node ${process.versions.node} is too old: 20.19 or later is needed.\n`);
  process.exit(1);
}

function npm(args, cwd) {
  const cli = process.env.npm_execpath;
  const [command, rest] = cli?.endsWith("npm-cli.js") ? [process.execPath, [cli, ...args]] : ["npm", args];
  const child = spawn(command, rest, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32" && command === "npm",
  });
  const endWithUs = () => child.kill();
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`npm ${args[0]} failed (${code}):\n${output.trim()}`)),
    );
  });
}

/** @param {string} root */
export async function install(root) {
  if (isInstalled(root)) return;
  await step("Installing packages (npm ci)", () => npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], root));
  fs.writeFileSync(path.join(root, "node_modules", ".countersign-lock"), digest(path.join(root, "package-lock.json")));
}
