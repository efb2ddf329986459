import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { InvoiceLayoutName } from "#lib/simulators/sage/invoice-layouts.ts";
import { type SageSimulator, startSageSimulator } from "#lib/simulators/sage/simulator.ts";

interface StartOptions {
  allowsNewCostCodes?: boolean;
  invoiceLayout?: InvoiceLayoutName;
  mastersFrom?: string;
}
type RunFiles = { jce?: string; jcc?: string; txt?: string; script?: string };

export interface TestCompany {
  databaseUrl: string;
  folder: string;
  sql: pg.Pool;
  start(options?: StartOptions): Promise<SageSimulator>;
  control(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  page(path: string): Promise<{ status: number; text: string }>;
  /** Puts a run into the Import folder the way the wire says: data files, then the trigger. */
  send(tag: string, files: RunFiles): Promise<void>;
  report(name: string): Promise<string | undefined>;
  /** A tag that no run of this test has. */
  newTag(): string;
  /** Waits for the run; answers its import report. */
  finished(tag: string): Promise<string>;
  /** Sends a run under a new tag, which stands for `TAG` in a script, and waits for it. */
  run(files: RunFiles): Promise<{ tag: string; report: string }>;
  spool(): Promise<string[]>;
  effects(
    kind?: string,
  ): Promise<{ tag: string; kind: string; natural_key: string; amount: string; fault: string | null }[]>;
  close(): Promise<void>;
}

export const READER_PASSWORD = "read-only-in-tests";

export async function openTestCompany(): Promise<TestCompany> {
  const adminUrl = process.env.TEST_ADMIN_DATABASE_URL;
  if (!adminUrl) throw new Error("TEST_ADMIN_DATABASE_URL is not set");
  const name = `sage_${randomBytes(6).toString("hex")}`;
  await adminQuery(adminUrl, `create database ${name}`);
  const databaseUrl = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  const sql = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  sql.on("error", () => {});
  const started: SageSimulator[] = [];
  let runs = 0;
  const address = (path: string): string => `http://127.0.0.1:${started.at(-1)?.port}${path}`;
  const company: TestCompany = {
    databaseUrl,
    folder,
    sql,
    async start({ allowsNewCostCodes = false, invoiceLayout = "A", mastersFrom } = {}) {
      const simulator = await startSageSimulator({
        port: 0,
        databaseUrl,
        folder,
        readerPassword: READER_PASSWORD,
        allowsNewCostCodes,
        invoiceLayout,
        mastersFrom,
      });
      started.push(simulator);
      return simulator;
    },
    async control(method, path, body) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(address(`/control/${path}`), init);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    async page(path) {
      const response = await fetch(address(path));
      return { status: response.status, text: await response.text() };
    },
    send: (tag, files) => sendRun(join(folder, "Import"), tag, files),
    report: (file) => readFile(join(folder, "Reports", file), "latin1").catch(() => undefined),
    newTag() {
      runs += 1;
      return `T${String(runs).padStart(5, "0")}X`;
    },
    async finished(tag) {
      await until(`run ${tag} to end`, async () => !(await company.spool()).includes(`${tag}.run`));
      return (await company.report(`${tag}.import.prn`)) ?? "";
    },
    async run({ script, ...files }) {
      const tag = company.newTag();
      await company.send(tag, script === undefined ? files : { ...files, script: script.replaceAll("TAG", tag) });
      return { tag, report: await company.finished(tag) };
    },
    spool: async () => (await readdir(join(folder, "Import"))).filter((file) => file !== "Done"),
    async effects(kind) {
      const { body } = await company.control("GET", `effects${kind ? `?kind=${kind}` : ""}`);
      return body.effects as Awaited<ReturnType<TestCompany["effects"]>>;
    },
    async close() {
      for (const simulator of started) await simulator.stop();
      await sql.end();
      await adminQuery(adminUrl, `drop database ${name} with (force)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
  return company;
}

async function adminQuery(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}

export async function sendRun(imports: string, tag: string, files: RunFiles): Promise<void> {
  const put = async (file: string, text: string): Promise<void> => {
    await writeFile(join(imports, `${file}.tmp`), text, "latin1");
    await rename(join(imports, `${file}.tmp`), join(imports, file));
  };
  if (files.jce !== undefined) await put(`${tag}.jce`, files.jce);
  if (files.jcc !== undefined) await put(`${tag}.jcc`, files.jcc);
  if (files.txt !== undefined) await put(`${tag}.txt`, files.txt);
  const steps = [
    ...(files.jce === undefined ? [] : [`Estimates,${tag}.jce`]),
    ...(files.jcc === undefined ? [] : [`Commitments,${tag}.jcc`]),
    ...(files.txt === undefined ? [] : [`ApInvoices,${tag}.txt`]),
  ];
  await put(`${tag}.run`, files.script ?? `${steps.join("\r\n")}\r\n`);
}

export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  timeoutMs = 15_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const lines = (...records: string[]): string => records.map((record) => `${record}\r\n`).join("");

export const REFERENCE = {
  jobs: [
    { job: "24-01", description: "North Clinic", status: "In progress" },
    { job: "24-02", description: "Old Mill", status: "Closed" },
    { job: "24-03", description: "Fixed budget", status: "In progress", orig_estimate_finalized: true },
  ],
  extras: [{ job: "24-01", extra: "PARK", description: "Parking" }],
  costCodes: [
    { job: "24-01", cost_code: "03-000", description: "Concrete", group_cost_code: true },
    { job: "24-01", cost_code: "03-100", description: "Formwork" },
    { job: "24-01", cost_code: "03-200", description: "Rebar" },
    { job: "24-01", extra: "PARK", cost_code: "03-100", description: "Formwork" },
    { job: "24-03", cost_code: "03-100", description: "Formwork" },
  ],
  categories: [
    { job: "24-01", cost_code: "03-100", category: "SUB" },
    { job: "24-01", cost_code: "03-100", category: "MAT" },
    { job: "24-01", cost_code: "03-200", category: "SUB" },
    { job: "24-01", extra: "PARK", cost_code: "03-100", category: "SUB" },
    { job: "24-03", cost_code: "03-100", category: "SUB" },
  ],
  vendors: [
    { vendor: "ACMEST", name: "Acme Steel", status: "Active" },
    { vendor: "GONE", name: "Gone Ltd", status: "Inactive" },
  ],
  standardCostCodes: [
    { cost_code: "03-000", description: "Concrete", group_cost_code: true },
    { cost_code: "03-100", description: "Formwork" },
    { cost_code: "03-300", description: "Slabs" },
  ],
  standardCategories: [
    { category: "SUB", description: "Subcontract", accumulate_as: "Subcontract" },
    { category: "MAT", description: "Material", accumulate_as: "Material" },
    { category: "LAB", description: "Labor", accumulate_as: "Labor" },
  ],
  taxGroups: [{ tax_group: "STATE", description: "State tax" }],
};

export const commitmentRecord = (
  id: string,
  change: { type?: string; vendor?: string; date?: string; retainage?: string } = {},
): string =>
  `C,"${id}",${change.type ?? "1"},"Concrete package","${change.vendor ?? "ACMEST"}","${change.date ?? "03/01/2026"}",${change.retainage ?? "10"},1,0,0,,,,,,,,,,`;

export interface ItemChange {
  job?: string;
  extra?: string;
  code?: string;
  category?: string;
  taxGroup?: string;
  tax?: string;
  units?: string;
  unitCost?: string;
  unit?: string;
  amount?: string;
  retainage?: string;
}

export const itemRecord = (id: string, item: string, change: ItemChange = {}): string =>
  [
    "CI",
    `"${id}"`,
    item,
    '"Slab on grade"',
    change.retainage ?? "",
    "",
    "",
    `"${change.job ?? "24-01"}"`,
    `"${change.extra ?? ""}"`,
    `"${change.code ?? "03-100"}"`,
    `"${change.category ?? "SUB"}"`,
    `"${change.taxGroup ?? ""}"`,
    change.tax ?? "0",
    change.units ?? "0",
    change.unitCost ?? "0",
    `"${change.unit ?? "LS"}"`,
    change.amount ?? "120000.00",
  ].join(",");
