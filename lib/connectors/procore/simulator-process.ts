import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ProcoreConfig } from "#lib/connectors/procore/config.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const entry = join(root, "bin/procore-simulator.ts");

/** Whether there is a simulator to test the contract against. */
export const hasSimulator = existsSync(entry);

export type SimulatorProcess = Awaited<ReturnType<typeof startSimulator>>;

/** The simulator as a process of its own: the connector meets it over the wire alone. For tests. */
export async function startSimulator() {
  const folder = mkdtempSync(join(tmpdir(), "procore-contract-"));
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const simulator = spawn(process.execPath, ["--import", tsx, entry], {
    cwd: root,
    env: {
      ...process.env,
      PROCORE_SIM_PORT: "0",
      PROCORE_SIM_FILE: join(folder, "data.json"),
      PROCORE_SIM_CLIENT_ID: "contract",
      PROCORE_SIM_CLIENT_SECRET: "contract-secret",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (simulator.stdout === null) throw new Error("The simulator has no output.");
  const [first] = (await once(createInterface({ input: simulator.stdout }), "line")) as [string];
  const base = `http://127.0.0.1:${(JSON.parse(first) as { port: number }).port}`;
  return {
    config: (companyId: string): ProcoreConfig => ({
      apiBase: base,
      loginBase: base,
      clientId: "contract",
      clientSecret: "contract-secret",
      companyId,
      tuning: { backoffMs: 5, timeoutMs: 5000 },
    }),
    /** A call to the control surface that has to succeed. */
    async control(method: string, path: string, body?: unknown): Promise<unknown> {
      const response = await fetch(`${base}/control/${path}`, {
        method,
        headers: { "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} /control/${path} answered ${response.status}.`);
      return response.status === 204 ? null : await response.json();
    },
    async stop(): Promise<void> {
      if (simulator.exitCode === null) {
        simulator.kill("SIGTERM");
        await once(simulator, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
