import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isFresh } from "./launch/build.mjs";
import { choosePorts, freePort, isFree } from "./launch/ports.mjs";
import { createDatabase, startPostgres } from "./launch/postgres.mjs";
import { readSecrets } from "./launch/secrets.mjs";

const launch = (name: string): string => new URL(`./launch/${name}`, import.meta.url).href;
const folders: string[] = [];
function folder(mode = 0o755): string {
  const made = mkdtempSync(join(tmpdir(), "countersign-launcher-"));
  chmodSync(made, mode);
  folders.push(made);
  return made;
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^\S+ \(.*\) Z/.test(existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "");
  } catch {
    return false;
  }
};
const until = (isDone: () => boolean): Promise<void> =>
  expect.poll(isDone, { timeout: 15_000, interval: 25 }).toBe(true);

/** A launcher in small: runs the code in a process of its own and hands over the first line that it prints. */
function launcher(code: string): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding("utf8").once("data", (line: string) => resolve({ child, line: line.trim() }));
    child.once("exit", (status) => reject(new Error(`ended with ${status}`)));
  });
}

describe("children end with their launcher", () => {
  test("even when it is killed", async () => {
    const logFolder = folder();
    const entry = join(logFolder, "child.mjs");
    writeFileSync(
      entry,
      `setInterval(() => {}, 1000); console.log(JSON.stringify({ ready: "child", pid: process.pid }));`,
    );
    const { child, line } = await launcher(`
      import { startService } from ${JSON.stringify(launch("processes.mjs"))};
      const service = startService("child", [${JSON.stringify(entry)}], { env: process.env, logFolder: ${JSON.stringify(logFolder)} });
      console.log((await service.ready()).pid);
    `);
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);
    child.kill("SIGKILL");
    await until(() => !isAlive(pid));
  }, 30_000);

  test("and the throwaway database with its folder", async () => {
    const { child, line } = await launcher(`
      import { startThrowawayPostgres } from ${JSON.stringify(launch("postgres.mjs"))};
      const server = await startThrowawayPostgres();
      console.log(JSON.stringify({ pid: server.pid, folder: server.folder }));
      setInterval(() => {}, 1000);
    `);
    const server: { pid: number; folder: string } = JSON.parse(line);
    child.kill("SIGKILL");
    await until(() => !isAlive(server.pid) && !existsSync(server.folder));
  }, 30_000);

  test("a service that ends is started again", async () => {
    const logFolder = folder();
    const entry = join(logFolder, "child.mjs");
    writeFileSync(
      entry,
      `import fs from "node:fs"; fs.appendFileSync("${logFolder}/starts", "x"); console.log('{"ready":"child"}'); setTimeout(() => process.exit(3), 50);`,
    );
    const { startService } = await import("./launch/processes.mjs");
    const service = startService("child", [entry], { env: process.env, logFolder, firstPauseMs: 20 });
    await service.ready();
    await until(() => readFileSync(join(logFolder, "starts"), "utf8").length >= 3);
    await service.stop();
    const starts = readFileSync(join(logFolder, "starts"), "utf8").length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(readFileSync(join(logFolder, "starts"), "utf8")).toHaveLength(starts);
  }, 30_000);
});

describe("ports", () => {
  const occupy = (port: number): Promise<Server> =>
    new Promise((resolve) => {
      const server: Server = createServer().listen(port, "127.0.0.1", () => resolve(server));
    });

  test("are kept from start to start", async () => {
    const file = join(folder(), "ports.json");
    const first = await choosePorts(file, { web: { mayMove: true }, gateway: {} });
    expect(await choosePorts(file, { web: { mayMove: true }, gateway: {} })).toEqual(first);
  });

  test("only one whose address nobody stored moves when it is taken", async () => {
    const file = join(folder(), "ports.json");
    const wish = await freePort();
    const first = await choosePorts(file, { web: { wish, mayMove: true }, gateway: {} });
    expect(first.web).toBe(wish);
    const web = await occupy(wish);
    const second = await choosePorts(file, { web: { wish, mayMove: true }, gateway: {} }, 0);
    expect(second.web).not.toBe(wish);
    expect(second.gateway).toBe(first.gateway);
    web.close();
    const gateway = await occupy(first.gateway ?? 0);
    expect(await isFree(first.gateway ?? 0)).toBe(false);
    await expect(choosePorts(file, { web: { mayMove: true }, gateway: {} }, 0)).rejects.toThrow(
      "taken by another program",
    );
    gateway.close();
  });
});

describe("PostgreSQL", () => {
  test.each([
    ["in an open folder", 0o755],
    ["in a folder that only its owner may enter", 0o700],
  ])(
    "starts, is adopted and stops %s",
    async (_, mode) => {
      const options = { folder: join(folder(mode), "pg"), password: "secret word", settings: { fsync: "off" } };
      const server = await startPostgres(options);
      try {
        if (process.getuid?.() === 0) expect(statSync(options.folder).uid).not.toBe(0);
        expect(await createDatabase(server.url("postgres"), "one")).toBe(true);
        const again = await startPostgres(options);
        expect([again.adopted, again.pid]).toEqual([true, server.pid]);
        expect(await createDatabase(again.url("postgres"), "one")).toBe(false);
      } finally {
        await server.stop();
      }
      // It ended; for a moment the system may still keep its number.
      await expect.poll(() => isAlive(server.pid), { timeout: 10_000 }).toBe(false);
      const next = await startPostgres(options);
      expect([next.adopted, next.port]).toEqual([false, server.port]);
      await next.stop();
    },
    60_000,
  );
});

test("secrets are made once and are for their owner alone", () => {
  const file = join(folder(), "secrets.json");
  const first = readSecrets(file);
  expect(readSecrets(file)).toEqual(first);
  expect(Buffer.from(first.COUNTERSIGN_KEY, "base64")).toHaveLength(32);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a build is fresh until a source is newer; tests are no sources", () => {
  const base = folder();
  mkdirSync(join(base, "lib"));
  for (const name of ["lib/a.ts", "lib/a.test.ts", "built"]) writeFileSync(join(base, name), "");
  const set = (name: string, second: number): void => utimesSync(join(base, name), second, second);
  for (const name of ["lib/a.ts", "lib/a.test.ts", "lib"]) set(name, 1_000);
  set("built", 2_000);
  expect(isFresh("built", ["lib", "missing.ts"], base)).toBe(true);
  set("lib/a.test.ts", 3_000);
  expect(isFresh("built", ["lib"], base)).toBe(true);
  set("lib/a.ts", 3_000);
  expect(isFresh("built", ["lib"], base)).toBe(false);
  expect(isFresh("other", ["lib"], base)).toBe(false);
});
