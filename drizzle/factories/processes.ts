import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const guard = new URL("../../bin/launch/guard.mjs", import.meta.url).href;
/** What a child inherits of the test's environment: where programs and temporary files are, nothing of ours. */
const inherited = ["PATH", "HOME", "TMPDIR", "TZ", "LANG", "SystemRoot", "TEMP", "TMP"];

export type Environment = Readonly<Record<string, string>>;
export type RunningProcess = {
  readonly name: string;
  readonly child: ChildProcess;
  /** Everything that was written so far, both streams. */
  readonly output: () => string;
  readonly hasEnded: () => boolean;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
};

/** Polls until the answer is neither undefined nor false; says what it waited for when it waited in vain. */
export async function until<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 20_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starting costs the compiler's time: on a machine that is busy with other things a program takes long, and is not wrong. */
const startMs = 90_000;

/** Real processes of one test file, each ended by its own id whatever happens; they also end when the tests are killed. */
export class Processes {
  readonly #running = new Set<RunningProcess>();
  readonly #all: RunningProcess[] = [];

  /** Starts a Node program: a TypeScript entry of this house, or a bundle. */
  spawn(name: string, args: readonly string[], env: Environment): RunningProcess {
    const base = Object.fromEntries(
      inherited.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])),
    );
    const child = spawn(process.execPath, ["--import", guard, ...args], {
      cwd: root,
      env: { ...base, ...env, LAUNCHER_PID: String(process.pid) } as unknown as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child.channel?.unref();
    let output = "";
    let hasEnded = false;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output += String(data)));
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
      child.once("error", () => resolve({ code: null, signal: null }));
      child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    const running = { name, child, output: () => output, hasEnded: () => hasEnded, ended };
    this.#running.add(running);
    this.#all.push(running);
    void ended.then(() => {
      hasEnded = true;
      this.#running.delete(running);
    });
    return running;
  }

  /** Starts a program and waits for its line with "ready". */
  async start(name: string, args: readonly string[], env: Environment): Promise<RunningProcess> {
    const running = this.spawn(name, args, env);
    await until(
      `${name} to be ready`,
      () => {
        if (running.hasEnded()) throw new Error(`${name} ended before it was ready:\n${running.output().slice(-3000)}`);
        return running.output().includes('{"ready":');
      },
      startMs,
    );
    return running;
  }

  async kill(running: RunningProcess, signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    running.child.kill(signal);
    const patience = setTimeout(() => running.child.kill("SIGKILL"), 8_000);
    await running.ended;
    clearTimeout(patience);
  }

  /** The last words of every process, also of those that ended. */
  words(): string {
    return this.#all
      .map(({ name, hasEnded, output }) => `--- ${name}${hasEnded() ? ", ended" : ""}\n${output().slice(-12_000)}`)
      .join("\n");
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((running) => this.kill(running)));
  }
}

/** Arguments for a TypeScript entry in one process. */
export const typescript = (entry: string): readonly string[] => ["--import", "tsx", entry];
