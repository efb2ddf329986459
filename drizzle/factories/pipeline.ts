import { execFileSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { freePort } from "#bin/launch/ports.mjs";
import { aCompany, aSageContent, type CompanyOptions, type TestCompany } from "#drizzle/factories/company.ts";
import type { TestItem } from "#drizzle/factories/item.ts";
import { type Environment, Processes, type RunningProcess, typescript, until } from "#drizzle/factories/processes.ts";
import { sageDatabase, type TestDatabase, testDatabase } from "#drizzle/factories/test-database.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { makeEnrolmentCode } from "#lib/commands/make-enrolment-code.ts";
import { connect, type Database, rows } from "#lib/db/database.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readerPassword = "read-only-in-tests";
const workerName = "countersign-worker-in-tests";

export type SageEffect = { readonly tag: string; readonly kind: string; readonly natural_key: string };
/** The whole way of one company as real processes: Sage's simulator, workers, a sync client, and the databases under them. */
export class Pipeline {
  readonly processes = new Processes();
  readonly company: TestCompany;
  readonly owner: Database;
  readonly app: Database;
  readonly home: string;
  readonly sageFolder: string;
  readonly #parts: Parts;
  #sage: RunningProcess | null = null;

  constructor(parts: Parts, company: TestCompany, owner: Database, app: Database) {
    this.#parts = parts;
    this.company = company;
    this.owner = owner;
    this.app = app;
    this.home = join(parts.folder, "home");
    this.sageFolder = join(parts.folder, "sage");
  }

  /** Sage's simulator as it was started with the pipeline. */
  get sage(): RunningProcess {
    if (!this.#sage) throw new Error("the simulator was not started");
    return this.#sage;
  }

  /** Sage's own database, as its owner. */
  get sageUrl(): string {
    return this.#parts.sage.url;
  }

  /** Where the simulator answers. */
  get sageAddress(): string {
    return `http://127.0.0.1:${this.#parts.ports.sage}`;
  }

  async startSage(): Promise<RunningProcess> {
    const { ports, sage } = this.#parts;
    this.#sage = await this.processes.start("sage", typescript("bin/sage-simulator.ts"), {
      SAGE_SIM_PORT: String(ports.sage),
      SAGE_SIM_DATABASE_URL: sage.url,
      SAGE_SIM_READER_PASSWORD: readerPassword,
      SAGE_SIM_FOLDER: this.sageFolder,
    });
    return this.#sage;
  }

  /** A worker; the first one has the gateway that the sync client knows, others have gateways of their own. */
  startWorker(isFirst = true): Promise<RunningProcess> {
    const { database, ports, key } = this.#parts;
    return this.processes.start("worker", typescript("bin/worker.ts"), {
      DATABASE_URL: database.ownerUrl,
      APP_DATABASE_URL: database.appUrl,
      COUNTERSIGN_KEY: key,
      GATEWAY_PORT: isFirst ? String(ports.gateway) : "0",
      COUNTERSIGN_THROWAWAY: "1",
      PGAPPNAME: workerName,
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "warn",
    });
  }

  /** Enrols a sync client by a real code from the real command, in a home of its own. */
  async enrol(home = this.home): Promise<void> {
    const name = { name: "Sage server" };
    const made = await makeEnrolmentCode.execute(this.app, this.company.principal("admin"), name);
    if (!made.ok) throw new Error(`no enrolment code: ${made.refusal.code}`);
    const url = new URL(this.#parts.sage.url);
    url.username = "sage_reader";
    url.password = readerPassword;
    const run = this.processes.spawn(
      "enrol",
      [
        ...[this.#parts.bundle, "enrol", "--home", home, "--code", made.value.code, "--sql", url.href],
        ...["--gateway", `http://127.0.0.1:${this.#parts.ports.gateway}`, "--sage-folder", this.sageFolder],
      ],
      {},
    );
    const { code } = await run.ended;
    if (code !== 0) throw new Error(`the sync client was not enrolled: ${run.output()}`);
  }

  startSyncClient(environment: Environment = {}): Promise<RunningProcess> {
    return this.processes.start("sync-client", [this.#parts.bundle, "run", "--home", this.home], environment);
  }

  spawnSyncClient(home = this.home): RunningProcess {
    return this.processes.spawn("sync-client", [this.#parts.bundle, "run", "--home", home], {});
  }

  /** Accepts ready items through the real command, all of them at once. */
  async accept(items: readonly Omit<TestItem, "contract">[]): Promise<void> {
    const asked = items.map((item) => ({
      itemId: item.id,
      decisionId: randomUUID(),
      seenVersion: item.version,
      seenRevisionId: item.revisionId,
      seenSha256: item.documentSha256 ?? "",
    }));
    const answer = await acceptItems.execute(this.app, this.company.principal("accountant"), { rows: asked });
    if (!answer.ok || answer.value.done !== items.length) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  }

  /** The simulator's control door. */
  async control<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${this.sageAddress}/control/${path}`, init);
    if (!response.ok) throw new Error(`${method} /control/${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** What happened in Sage, by its own immutable list: the oracle. */
  async effects(key?: string): Promise<readonly SageEffect[]> {
    const filter = key === undefined ? "" : `?key=${encodeURIComponent(key)}`;
    return (await this.control<{ effects: SageEffect[] }>("GET", `effects${filter}`)).effects;
  }

  /** How many items of the company are in each state. */
  async states(): Promise<Readonly<Record<string, number>>> {
    const found = await rows<{ state: string; n: number }>(
      this.owner,
      sql`select state, count(*)::int as n from item where company_id = ${this.company.id} group by state`,
    );
    return Object.fromEntries(found.map((entry) => [entry.state, entry.n]));
  }

  /** The mirror of every table counts as read just now: the sync client does not see for a while what changes in Sage. */
  async freezeMirror(): Promise<void> {
    await this.owner.execute(
      sql`update mirror_read set read_at = clock_timestamp(), counted_at = clock_timestamp() where company_id = ${this.company.id}`,
    );
  }

  /** Ends every session that the workers have in the product's database, as a failing server would. */
  async cutConnections(): Promise<void> {
    await this.owner.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = ${workerName}`);
  }

  /** What stands still, and the last words of every process: for the message of a test that waited in vain. */
  async account(): Promise<string> {
    const open = await rows<object>(
      this.owner,
      sql`select erp_id, status, fence, lease_mode, note, is_offered, next_check_at - clock_timestamp() as due, lease_deadline - clock_timestamp() as lease
      from export where company_id = ${this.company.id} and status <> 'proved' order by position limit 20`,
    );
    return [...open.map((entry) => JSON.stringify(entry)), this.processes.words()].join("\n");
  }

  async close(): Promise<void> {
    const { database, sage, folder } = this.#parts;
    await this.processes.close();
    await Promise.all([this.owner.$client.end(), this.app.$client.end()]);
    await Promise.all([database.drop(), sage.drop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

type Parts = {
  readonly folder: string;
  readonly bundle: string;
  readonly key: string;
  readonly database: TestDatabase;
  readonly sage: Awaited<ReturnType<typeof sageDatabase>>;
  readonly ports: { readonly gateway: number; readonly sage: number };
};

/** Databases, folders, the company and a Sage with the same reference data; Sage runs, nothing else does yet. */
export async function aPipeline(options: CompanyOptions = {}): Promise<Pipeline> {
  const folder = await mkdtemp(join(tmpdir(), "pipeline-"));
  await mkdir(join(folder, "sage"));
  const bundle = join(folder, "sync-client.mjs");
  execFileSync(process.execPath, ["bin/build-sync-client.mjs", bundle], { cwd: root });
  const [database, sage] = [await testDatabase(), await sageDatabase()];
  const gateway = await freePort();
  const ports = { gateway, sage: await until("another port", async () => otherThan(gateway, await freePort())) };
  const [owner, app] = [connect(database.ownerUrl, 4), connect(database.appUrl, 8)];
  const company = await aCompany(owner, options);
  const key = randomBytes(32).toString("base64");
  const pipeline = new Pipeline({ folder, bundle, key, database, sage, ports }, company, owner, app);
  try {
    await pipeline.startSage();
    const { commitments: _none, ...reference } = aSageContent();
    await pipeline.control("POST", "load", reference);
    return pipeline;
  } catch (error) {
    await pipeline.close();
    throw error;
  }
}

const otherThan = (port: number, other: number): number | undefined => (other === port ? undefined : other);
