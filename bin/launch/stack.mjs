// The whole of Countersign on this machine: database, simulators, worker, sync client, web. `npm run up` and the browser
// tests start it from here.
import fs from "node:fs";
import path from "node:path";
import { buildSyncClient, buildWeb } from "./build.mjs";
import { environments } from "./environment.mjs";
import { choosePorts } from "./ports.mjs";
import { createDatabase, endServerOf, startPostgres, startReaper } from "./postgres.mjs";
import { killRuns, root, runToEnd, startService, typescript } from "./processes.mjs";
import { say, step } from "./progress.mjs";
import { readSecrets } from "./secrets.mjs";

const entries = {
  migrate: typescript("bin/migrate.ts"),
  seed: typescript("bin/seed.ts"),
  procoreSimulator: typescript("bin/procore-simulator.ts"),
  sageSimulator: typescript("bin/sage-simulator.ts"),
  worker: typescript("bin/worker.ts"),
  syncClient: [path.join(root, "dist/sync-client.mjs"), "run"],
  web: (/** @type {number} */ port) => [
    path.join(root, "node_modules/next/dist/bin/next"),
    "start",
    "-p",
    String(port),
    "-H",
    process.env.HOST ?? "127.0.0.1",
  ],
};

/** What has been started, so that it can be ended in the reverse order at any moment. */
class Stack {
  /** @type {(() => Promise<unknown> | void)[]} */
  #closers = [];
  /** @type {Promise<void> | null} */
  #stopped = null;

  get isStopping() {
    return this.#stopped !== null;
  }

  /** @param {() => Promise<unknown> | void} closer */
  async onStop(closer) {
    if (this.isStopping) {
      await closer();
      throw new Error("Stopped while starting.");
    }
    this.#closers.push(closer);
  }

  /** @template {{ stop(): Promise<void> }} T @param {T} service @returns {Promise<T>} */
  async add(service) {
    await this.onStop(() => service.stop());
    return service;
  }

  stop() {
    this.#stopped ??= (async () => {
      // A migration, seed or build has nothing to finish.
      killRuns();
      for (const close of this.#closers.reverse()) {
        await Promise.resolve(close()).catch((error) => process.stderr.write(`${error.message}\n`));
      }
    })();
    return this.#stopped;
  }
}

/** One launcher per data folder: a second one would adopt the first one's database. */
async function takeFolder(data, isFresh) {
  const file = path.join(data, "launcher.json");
  if (fs.existsSync(file)) {
    const { pid, url } = JSON.parse(fs.readFileSync(file, "utf8"));
    const isLauncher = () => {
      try {
        process.kill(pid, 0);
        return (
          pid !== process.pid &&
          (process.platform !== "linux" || /up\.mjs|playwright/.test(fs.readFileSync(`/proc/${pid}/cmdline`, "utf8")))
        );
      } catch {
        return false;
      }
    };
    if (isLauncher()) throw new Error(`Countersign already runs on ${data} (process ${pid}): ${url}`);
  }
  if (isFresh) {
    await endServerOf(path.join(data, "pg"));
    fs.rmSync(data, { recursive: true, force: true });
  }
  fs.mkdirSync(data, { recursive: true, mode: 0o755 });
  const write = (/** @type {string} */ url) => fs.writeFileSync(file, JSON.stringify({ pid: process.pid, url }));
  write("starting");
  return { write, release: () => fs.rmSync(file, { force: true }) };
}

/** The simulators' data and the sync client's enrolment belong to one database. */
function demandSameDatabase(data, external) {
  const file = path.join(data, "database.json");
  const name = external ? `${new URL(external).host}${new URL(external).pathname}` : "own";
  const known = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")).name : name;
  if (known !== name) {
    throw new Error(
      `${data} belongs to another database (${known}). Set COUNTERSIGN_DATA to another folder, or remove this one.`,
    );
  }
  fs.writeFileSync(file, JSON.stringify({ name }));
}

/** @param {Stack} stack */
async function startDatabase(stack, { data, external, secrets, isThrowaway }) {
  if (isThrowaway) await stack.onStop(startReaper(data));
  if (external) {
    const sage = new URL(external);
    await createDatabase(external, `${sage.pathname.slice(1)}_sage`);
    return null;
  }
  const options = { folder: path.join(data, "pg"), password: secrets.POSTGRES_PASSWORD };
  let server = await step("PostgreSQL", () => startPostgres(options));
  await stack.onStop(async () => {
    clearInterval(watch);
    await server.stop();
  });
  const watch = setInterval(async () => {
    try {
      process.kill(server.pid, 0);
    } catch (error) {
      if (error.code === "EPERM" || stack.isStopping) return;
      say("  PostgreSQL ended; starting it again.");
      await startPostgres(options).then(
        (next) => {
          server = next;
        },
        (cause) => say(`  ${cause.message}`),
      );
    }
  }, 2_000);
  watch.unref();
  for (const name of ["countersign", "sage"]) await createDatabase(server.url("postgres"), name);
  return server;
}

/** @param {Stack} stack */
async function fillDatabase(stack, { data, env, logFolder }) {
  const procore = await stack.add(
    startService("procore-simulator", entries.procoreSimulator, { env: env.procoreSimulator, logFolder }),
  );
  const sage = await stack.add(
    startService("sage-simulator", entries.sageSimulator, { env: env.sageSimulator, logFolder }),
  );
  const migrated = step("Migrations", () => runToEnd("migrate", entries.migrate, { env: env.migrate, logFolder }));
  await Promise.all([migrated, procore.ready(), sage.ready()]);
  const seeded = path.join(data, "seeded.json");
  if (fs.existsSync(seeded)) return;
  await step("Demonstration data", () => runToEnd("seed", entries.seed, { env: env.seed, logFolder }));
  fs.writeFileSync(seeded, JSON.stringify({ at: new Date().toISOString() }));
}

/** The sample installation's sync client enrols itself with the code that the seed left, as an administrator would. */
async function enrolOnce({ env, logFolder }) {
  const [order, done] = ["enrol.json", "client.json"].map((name) => path.join(env.SYNC_CLIENT_HOME, name));
  if (fs.existsSync(done) || !fs.existsSync(order)) return;
  const { gateway, code, sageFolder, sql } = JSON.parse(fs.readFileSync(order, "utf8"));
  const options = ["--gateway", gateway, "--code", code, "--sage-folder", sageFolder, "--sql", sql];
  await runToEnd("enrol", [entries.syncClient[0], "enrol", ...options], { env, logFolder });
  fs.rmSync(order);
}

/** @param {Stack} stack */
async function startProduct(stack, { env, ports, logFolder }) {
  const health = `http://127.0.0.1:${ports.web}/api/health`;
  const isReady = async () => (await fetch(health, { signal: AbortSignal.timeout(5_000) })).status === 200;
  const worker = await stack.add(startService("worker", entries.worker, { env: env.worker, logFolder }));
  const web = await stack.add(startService("web", entries.web(ports.web), { env: env.web, logFolder, isReady }));
  await step("Worker, sync client, web", async () => {
    await worker.ready();
    await enrolOnce({ env: env.syncClient, logFolder });
    const client = await stack.add(startService("sync-client", entries.syncClient, { env: env.syncClient, logFolder }));
    await Promise.all([client.ready(), web.ready()]);
  });
}

/**
 * @param {{ data: string, webPort?: number, isThrowaway?: boolean, isFresh?: boolean, onStack?: (stack: { stop(): Promise<void>, isStopping: boolean }) => void }} options
 * `onStack` gets the means to stop before anything runs; `isThrowaway` removes the data
 * folder at the end, `isFresh` before the start.
 */
export async function startStack({ data, webPort = 3000, isThrowaway = false, isFresh = false, onStack = () => {} }) {
  const stack = new Stack();
  onStack(stack);
  try {
    const folder = await takeFolder(data, isFresh);
    await stack.onStop(folder.release);
    const external = (!isThrowaway && process.env.DATABASE_URL) || null;
    demandSameDatabase(data, external);
    const secrets = readSecrets(path.join(data, "secrets.json"));
    const ports = await choosePorts(path.join(data, "ports.json"), {
      web: { wish: webPort, mayMove: true },
      gateway: {},
      procoreSimulator: {},
      sageSimulator: {},
    });
    const logFolder = path.join(data, "log");
    const server = await startDatabase(stack, { data, external, secrets, isThrowaway });
    const env = environments({ data, ports, secrets, server, external });
    await Promise.all([
      step("Build of the web", () => buildWeb({ logFolder })),
      buildSyncClient({ logFolder }),
      fillDatabase(stack, { data, env, logFolder }),
    ]);
    await startProduct(stack, { env, ports, logFolder });
    const url = env.web.NEXTAUTH_URL;
    folder.write(url);
    return {
      url,
      ports,
      addresses: env.addresses,
      env,
      data,
      signIn: path.join(data, "sign-in.json"),
      stop: () => stack.stop(),
    };
  } catch (error) {
    const wasStopping = stack.isStopping;
    await stack.stop();
    if (wasStopping) throw new Error("Stopped while starting.");
    throw error;
  }
}
