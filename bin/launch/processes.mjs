// Children of the launcher: started under the guard, watched for their ready line, restarted, ended.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { say } from "./progress.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const guard = new URL("./guard.mjs", import.meta.url).href;

/** Arguments for Node that run a TypeScript entry in one process. @param {string} entry */
export const typescript = (entry) => ["--import", "tsx", path.join(root, entry)];

/** @param {string} file @param {number} lines */
export function tail(file, lines = 15) {
  if (!fs.existsSync(file)) return "";
  return fs
    .readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .slice(-lines)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join("\n");
}

/** A guarded Node child in a session of its own, so that Ctrl-C in a terminal reaches only the launcher. */
function spawnNode(args, { env, cwd = root, output, pipe = false }) {
  const child = spawn(process.execPath, ["--import", guard, ...args], {
    cwd,
    env: { ...env, LAUNCHER_PID: String(process.pid) },
    stdio: ["ignore", pipe ? "pipe" : output, output, "ipc"],
    detached: process.platform !== "win32",
  });
  child.on("error", () => {});
  child.channel?.unref();
  return child;
}

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** @type {Set<import("node:child_process").ChildProcess>} */
const runs = new Set();

/** @param {import("node:child_process").ChildProcess} child */
const exited = (child) => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

/** @param {import("node:child_process").ChildProcess} child */
async function endChild(child, patienceMs = 8_000) {
  if (exited(child)) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await gone;
  clearTimeout(timer);
}

/** Ends what was started to run to its end. */
export function killRuns() {
  for (const child of runs) child.kill("SIGTERM");
}

/** Ends at once whatever still runs, without waiting. */
export function killAll() {
  for (const child of [...running, ...runs]) child.kill("SIGKILL");
}

/**
 * Runs a Node program to its end; its output goes to a log file, whose tail is in the error.
 * @param {string} name @param {string[]} args @param {{ env: NodeJS.ProcessEnv, logFolder: string }} options
 */
export async function runToEnd(name, args, { env, logFolder }) {
  fs.mkdirSync(logFolder, { recursive: true });
  const log = path.join(logFolder, `${name}.log`);
  const output = fs.openSync(log, "w");
  const child = spawnNode(args, { env, output });
  fs.closeSync(output);
  runs.add(child);
  const code = await new Promise((resolve) =>
    child.once("exit", (status, signal) => resolve(signal ?? status)).once("error", resolve),
  );
  runs.delete(child);
  if (code !== 0) throw new Error(`${name} failed (${code}):\n${tail(log, 30)}`);
}

/** Copies a stream into the log and hands over its first JSON line with "ready". */
function watchForReady(stream, log, tell) {
  let rest = "";
  let isTold = false;
  stream.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
    fs.appendFileSync(log, chunk);
    if (isTold) return;
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.filter((text) => text.startsWith("{") && text.includes('"ready"'))) {
      try {
        const message = JSON.parse(line);
        isTold ||= Boolean(message.ready);
        if (message.ready) tell(message);
      } catch {
        // A log line that only looks like JSON.
      }
    }
  });
}

/** A promise that is kept or broken from outside, once. */
function promised() {
  /** @type {(value: Record<string, unknown>) => void} */
  let keep = () => {};
  /** @type {(error: Error) => void} */
  let fail = () => {};
  const promise = new Promise((resolve, reject) => {
    keep = resolve;
    fail = reject;
  });
  promise.catch(() => {});
  return { promise, keep, fail };
}

/**
 * A child that runs until stopped. It is ready when it prints a JSON line with "ready", or when `isReady` says so; to
 * end before is an error, to end later leads to a restart with a growing pause.
 * @param {string} name @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, logFolder: string, cwd?: string, isReady?: () => Promise<boolean>, firstPauseMs?: number, patienceMs?: number }} options
 */
export function startService(name, args, options) {
  const { env, logFolder, cwd, isReady, firstPauseMs = 500, patienceMs = 60_000 } = options;
  fs.mkdirSync(logFolder, { recursive: true });
  const log = path.join(logFolder, `${name}.log`);
  fs.writeFileSync(log, "");
  const ready = promised();
  const state = { isStopping: false, wasReady: false, pauseMs: firstPauseMs };
  /** @type {import("node:child_process").ChildProcess} */
  let child;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let restart;

  const start = () => {
    const since = Date.now();
    const output = fs.openSync(log, "a");
    child = spawnNode(args, { env, cwd, output, pipe: true });
    fs.closeSync(output);
    running.add(child);
    watchForReady(child.stdout, log, isReady ? () => {} : ready.keep);
    child.once("exit", (status, signal) => {
      running.delete(child);
      if (state.isStopping) return;
      if (!state.wasReady)
        return ready.fail(new Error(`${name} ended before it was ready (${signal ?? status}):\n${tail(log)}`));
      if (Date.now() - since > 60_000) state.pauseMs = firstPauseMs;
      say(`  ${name} ended (${signal ?? status}); starting it again in ${state.pauseMs / 1000} s. Log: ${log}`);
      restart = setTimeout(start, state.pauseMs);
      state.pauseMs = Math.min(state.pauseMs * 2, 30_000);
    });
  };
  const poll = async () => {
    while (isReady && !state.isStopping && !state.wasReady) {
      if (await isReady().catch(() => false)) return ready.keep({ ready: name });
      await sleep(50);
    }
  };

  start();
  void poll();
  const late = setTimeout(
    () => ready.fail(new Error(`${name} was not ready within ${patienceMs / 1000} s:\n${tail(log)}`)),
    patienceMs,
  );
  ready.promise
    .then(
      () => (state.wasReady = true),
      () => {},
    )
    .finally(() => clearTimeout(late));

  return {
    name,
    ready: () => ready.promise,
    pid: () => child.pid,
    stop: async () => {
      state.isStopping = true;
      clearTimeout(restart);
      clearTimeout(late);
      await endChild(child);
    },
  };
}
