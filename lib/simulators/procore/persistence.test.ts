import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { smallDataFile, TestSimulator, until } from "#lib/simulators/procore/test-simulator.ts";

const vendor = async (simulator: TestSimulator) => (await simulator.call("GET", "/control/records/vendors/556")).body;
const rename = (simulator: TestSimulator, name: string) =>
  simulator.call("PATCH", "/control/records/vendors/556", { name });

test("a restart keeps records, moments and ids", async () => {
  const first = await new TestSimulator().start();
  const { updated_at: at } = (await rename(first, "Iron")).body;
  const made = (await first.call("POST", "/control/records/vendors", { company_id: 501, name: "Late" })).body;
  await first.stop();
  const second = await new TestSimulator({ file: first.file }).start(null);
  expect(await vendor(second)).toMatchObject({ name: "Iron", updated_at: at });
  const next = (await second.call("POST", "/control/records/vendors", { company_id: 501, name: "Later" })).body;
  expect(next.id).toBeGreaterThan(made.id);
  expect(next.updated_at > at).toBe(true);
  await second.stop();
});

test("a reset forgets everything, also after a restart", async () => {
  const first = await new TestSimulator().start();
  await first.call("POST", "/control/reset");
  await first.stop();
  const second = await new TestSimulator({ file: first.file }).start(null);
  expect((await second.call("GET", "/control/export")).body.vendors).toEqual([]);
  await second.stop();
});

test("a data file put in place by someone else wins over a journal left behind", async () => {
  const first = await new TestSimulator().start();
  await rename(first, "Journalled");
  await until(
    () => readFileSync(`${first.file}.journal`, "utf8"),
    (journal) => journal.includes("Journalled"),
  );
  const copy = `${first.file}.copy`;
  copyFileSync(`${first.file}.journal`, copy);
  await first.stop();
  writeFileSync(first.file, JSON.stringify(smallDataFile()));
  copyFileSync(copy, `${first.file}.journal`);
  const second = await new TestSimulator({ file: first.file }).start(null);
  expect((await vendor(second)).name).toBe("Iron & Sons");
  await second.stop();
});

test("a data file of the wrong shape is refused", async () => {
  const broken = new TestSimulator();
  writeFileSync(broken.file, JSON.stringify({ vendors: [{ id: "x" }] }));
  await expect(broken.start(null)).rejects.toThrow();
});

function launch(file: string): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "bin/procore-simulator.ts"], {
    env: { ...process.env, PROCORE_SIM_PORT: "0", PROCORE_SIM_FILE: file },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("ended before it was ready")));
    child.stdout?.once("data", (line: Buffer) => {
      const ready = JSON.parse(line.toString()) as { ready: string; port: number };
      resolve({ process: child, url: `http://127.0.0.1:${ready.port}` });
    });
  });
}

const gone = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

test("a killed process loses nothing older than a moment, a stopped one nothing at all", {
  timeout: 30_000,
}, async () => {
  const { file } = new TestSimulator();
  writeFileSync(file, JSON.stringify(smallDataFile()));
  const change = (url: string, name: string) =>
    fetch(`${url}/control/records/vendors/556`, { method: "PATCH", body: JSON.stringify({ name }) });
  const name = async (url: string) =>
    ((await (await fetch(`${url}/control/records/vendors/556`)).json()) as { name: string }).name;
  const first = await launch(file);
  await change(first.url, "Before the kill");
  await until(
    () => readFileSync(`${file}.journal`, "utf8"),
    (journal) => journal.includes("Before the kill"),
    200,
  );
  const killed = gone(first.process);
  first.process.kill("SIGKILL");
  await killed;
  const second = await launch(file);
  expect(await name(second.url)).toBe("Before the kill");
  await change(second.url, "Before the stop");
  const stopped = gone(second.process);
  second.process.kill("SIGTERM");
  expect(await stopped).toBe(0);
  expect(readFileSync(file, "utf8")).toContain("Before the stop");
});
