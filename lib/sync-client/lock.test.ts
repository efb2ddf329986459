import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdLock } from "#lib/sync-client/lock.ts";

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lock-"));
  await mkdir(join(folder, "Import"));
  path = join(folder, "Import", "countersign.lock");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const heldBy = (holder: object) =>
  writeFile(
    path,
    JSON.stringify({ pid: 1, host: hostname(), startedAt: "2026-01-01", birth: "", uptime: 0, ...holder }),
  );

test("one holder at a time, and the next one after it", async () => {
  const lock = await holdLock(folder);
  expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ pid: process.pid, host: hostname() });
  await expect(holdLock(folder)).rejects.toThrow(/already/);
  await lock.release();
  await (await holdLock(folder)).release();
});

test("the lock of a dead process of this machine is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  await heldBy({ pid });
  await (await holdLock(folder)).release();
});

test("a process number that somebody else has now does not hold the lock", async () => {
  await heldBy({ pid: process.ppid, birth: "another boot/1" });
  await (await holdLock(folder)).release();
});

test("a living process, another machine and an unreadable lock are respected, in words", async () => {
  await heldBy({ pid: process.ppid });
  await expect(holdLock(folder)).rejects.toThrow(/already served by process .* delete/);
  await heldBy({ host: "sage-02" });
  await expect(holdLock(folder)).rejects.toThrow(/on sage-02/);
  await writeFile(path, "");
  await expect(holdLock(folder)).rejects.toThrow(/not readable/);
});
