import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Processes, typescript } from "#drizzle/factories/processes.ts";
import { type TestDatabase, testDatabase } from "#drizzle/factories/test-database.ts";
import { demoWorlds } from "#drizzle/seed/demonstration.ts";
import { demoPassword } from "#drizzle/seed/people.ts";
import { companyId, sampleProfile, sampleToday } from "#drizzle/seed/write-company.ts";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { judge } from "#lib/core/machines/look.ts";
import { readAdoptable } from "#lib/db/adoption.ts";
import { verifyChain } from "#lib/db/chain.ts";
import { connect, type Database, row, rows, withCompany } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { brokenInvariants } from "#lib/db/invariants.ts";
import { lockItems } from "#lib/db/items.ts";
import { mirrorTables, neededTables, tablesOf } from "#lib/db/mirror-tables.ts";
import { verifyPassword } from "#lib/db/password.ts";
import { seal, unseal } from "#lib/db/seal.ts";
import { pollSource } from "#lib/jobs/poll-source.ts";
import { adoptableTypes, matchDocuments } from "#lib/preflight/adopt-documents.ts";
import { assessItem } from "#lib/preflight/assess-items.ts";
import { postgresReader } from "#lib/sync-client/readers/postgres.ts";
import { pageAfter, rowsUnderKey } from "#lib/sync-client/sage-queries.ts";

const processes = new Processes();
const folder = mkdtempSync(join(tmpdir(), "countersign-seed-"));
const key = Buffer.alloc(32, 7).toString("base64");
const { summitRidge, harborline } = demoWorlds(sampleToday(new Date()));
const [ridge, harbor] = [companyId(summitRidge), companyId(harborline)];
let database: TestDatabase;
let sageUrl: string;
let db: Database;
let environment: Record<string, string>;
let seconds: number;

const freePort = () =>
  new Promise<string>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? String(address.port) : "0"));
    });
  });
const seed = () => processes.spawn("seed", typescript("bin/seed.ts"), environment);

beforeAll(async () => {
  database = await testDatabase();
  const sage = new URL(database.ownerUrl);
  sage.pathname = `${sage.pathname}_sage`;
  sageUrl = sage.href;
  const admin = new Client({ connectionString: database.ownerUrl });
  await admin.connect();
  await admin.query(`create database ${sage.pathname.slice(1)}`);
  await admin.end();
  environment = {
    DATABASE_URL: database.ownerUrl,
    COUNTERSIGN_KEY: key,
    COUNTERSIGN_DATA: folder,
    GATEWAY_PORT: "4999",
    PROCORE_SIM_PORT: await freePort(),
    PROCORE_SIM_FILE: join(folder, "procore.json"),
    PROCORE_SIM_CLIENT_ID: "sample-id",
    PROCORE_SIM_CLIENT_SECRET: "sample-secret",
    SAGE_SIM_PORT: await freePort(),
    SAGE_SIM_DATABASE_URL: sageUrl,
    SAGE_SIM_FOLDER: join(folder, "sage"),
    SAGE_SIM_READER_PASSWORD: "sample-reader",
    SYNC_CLIENT_HOME: join(folder, "sync-client"),
  };
  await Promise.all([
    processes.start("procore", typescript("bin/procore-simulator.ts"), environment),
    processes.start("sage", typescript("bin/sage-simulator.ts"), environment),
  ]);
  const start = performance.now();
  const running = seed();
  const { code } = await running.ended;
  seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(running.output());
  db = connect(database.ownerUrl, 4);
}, 300_000);
afterAll(async () => {
  await db?.$client.end();
  await processes.close();
  const admin = new Client({ connectionString: database.ownerUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${new URL(sageUrl).pathname.slice(1)} with (force)`);
  await admin.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const contracts = ["commitment", "commitment_change_order", "budget", "budget_change"];
const counts = async (company: string, column: string, types: readonly string[] = contracts) => {
  const found = await rows<{ name: string; n: number }>(
    db,
    sql`select ${sql.raw(column)} as name, count(*)::integer as n from item where company_id = ${company}
      and record_type = any(${sql.param([...types])}::text[]) group by 1 order by 1`,
  );
  return Object.fromEntries(found.map(({ name, n }) => [name, n]));
};

test("every state has its share", async () => {
  expect(await counts(ridge, "state")).toEqual({
    failed: 10,
    held: 2,
    not_sent: 74,
    ready: 113,
    outbox: 2,
    rejected: 27,
    retrieved: 12,
    synced: 235,
  });
  expect(await counts(ridge, "case when state = 'ready' then lane end")).toMatchObject({
    clean: 64,
    look: 24,
    blocked: 25,
  });
  expect(await counts(ridge, "is_returned::text")).toMatchObject({ true: 6 });
  expect(await counts(harbor, "state")).toMatchObject({ ready: expect.any(Number), not_sent: expect.any(Number) });
  console.info(`seed: ${seconds.toFixed(1)} s`);
});

test("projects without a job are there in every state, some got theirs", async () => {
  expect(await counts(ridge, "state", ["new_job"])).toEqual({
    failed: 1,
    not_sent: 1,
    ready: 4,
    rejected: 1,
    retrieved: 1,
    synced: 7,
  });
});

test("codes added to projects are there in every state", async () => {
  expect(await counts(ridge, "state", ["project_codes"])).toEqual({
    failed: 1,
    not_sent: 1,
    ready: 4,
    rejected: 1,
    retrieved: 1,
    synced: 4,
  });
});

test("sub jobs are there in every state", async () => {
  expect(await counts(ridge, "state", ["sub_job"])).toEqual({
    failed: 1,
    not_sent: 2,
    ready: 6,
    rejected: 1,
    retrieved: 1,
    synced: 5,
  });
  expect(await counts(ridge, "lane", ["sub_job"])).toMatchObject({ blocked: 4 });
});

test("cost forecasts stand beside their budgets", async () => {
  expect(await counts(ridge, "state", ["cost_forecast"])).toEqual({
    not_sent: 2,
    ready: 6,
    rejected: 1,
    retrieved: 1,
    synced: 3,
  });
  expect(await counts(ridge, "case when state = 'ready' then lane end", ["cost_forecast"])).toMatchObject({
    clean: 2,
    blocked: 4,
  });
});

test("changes of prime contracts are there, some in Sage", async () => {
  expect(await counts(ridge, "state", ["prime_contract_change_order"])).toEqual({
    not_sent: 1,
    ready: 7,
    rejected: 1,
    retrieved: 1,
    synced: 5,
  });
  expect(await counts(ridge, "case when state = 'ready' then lane end", ["prime_contract_change_order"])).toMatchObject(
    {
      clean: 4,
      look: 1,
      blocked: 2,
    },
  );
});

test("payments of invoices that are in Sage are there, the second of one beside the codes of the first", async () => {
  expect(await counts(ridge, "state", ["payment_issued"])).toEqual({ not_sent: 1, ready: 3, synced: 2 });
  expect(await counts(ridge, "case when state = 'ready' then lane end", ["payment_issued"])).toMatchObject({
    clean: 2,
    look: 1,
  });
});

test("companies of the directory are items of no project: unlinked ones, and a few that are vendors by now", async () => {
  expect(await counts(ridge, "state", ["vendor"])).toEqual({ not_sent: 8, ready: 3, rejected: 1, synced: 3 });
  expect(await counts(ridge, "case when state = 'ready' then lane end", ["vendor"])).toMatchObject({
    clean: 1,
    look: 1,
    blocked: 1,
  });
  expect(await counts(harbor, "state", ["vendor"])).toEqual({ not_sent: 17 });
  const tied = await rows<{ is_tied: boolean }>(
    db,
    sql`select k.sage_vendor = i.erp_id as is_tied from item i left join vendor_link k on k.company_id = i.company_id and k.vendor_id = i.vendor_id
      where i.company_id = ${ridge} and i.project_id is null and i.state = 'synced'`,
  );
  expect(tied.map(({ is_tied }) => is_tied)).toEqual([true, true, true]);
});

test("change orders belong to contracts that are known, and say what they wait for", async () => {
  const found = await rows<{ parent: string; state: string; n: number }>(
    db,
    sql`select p.state as parent, c.state, count(*)::integer as n from item c join item p on p.company_id = c.company_id
      and p.source_id = c.parent_source_id and p.vendor_id = c.vendor_id where c.record_type = 'commitment_change_order' group by 1, 2 order by 1, 2`,
  );
  expect(Object.fromEntries(found.map(({ parent, state, n }) => [`${state} of ${parent}`, n]))).toEqual({
    "failed of synced": 2,
    "not_sent of not_sent": 2,
    "not_sent of synced": 4,
    "outbox of failed": 1,
    "outbox of held": 1,
    "ready of ready": 4,
    "ready of synced": 9,
    "rejected of synced": 3,
    "retrieved of synced": 1,
    "synced of synced": 16,
  });
  expect(await withCompany(db, ridge, (tx) => brokenInvariants(tx, ridge))).toEqual([]);
});

test("a project was in progress: most of it is in Sage, nothing of it was sent", async () => {
  const place = await row<{ id: string; states: string[] }>(
    db,
    sql`select p.id, array_agg(distinct i.state) as states from project p join item i on i.company_id = p.company_id and i.project_id = p.id
      where p.company_id = ${ridge} and p.name = 'Mercer Avenue Medical Offices' group by 1`,
  );
  expect(place?.states).toEqual(["not_sent"]);
  const job = summitRidge.running?.number ?? "";
  const digits = job.replace("-", "");
  const matches = await withCompany(db, ridge, async (tx) => {
    const found = await readAdoptable(tx, ridge, {
      projectId: place?.id ?? "",
      types: adoptableTypes.map(({ id }) => id),
      after: null,
      limit: 50,
    });
    const items = await lockItems(
      tx,
      ridge,
      found.map(({ id }) => id),
    );
    return await matchDocuments(tx, await readFactsBase(tx, ridge), job, [...items.values()]);
  });
  const told = matches.map(({ item, degree, waitsFor, chosen }) => [
    item.number,
    waitsFor ? "waits" : degree,
    chosen?.record.id ?? null,
  ]);
  expect(told.toSorted()).toEqual([
    ["001", "waits", null],
    ["002", "waits", null],
    ["APP-3001", "waits", null],
    ["APP-3002", "waits", null],
    ["APP-3003", "waits", null],
    ["Budget", "exact", job],
    ["PARKING", "exact", "PARKING"],
    [`PO-${digits}-001`, "exact", `PO-${digits}-001`],
    [`PO-${digits}-002`, "likely", "R-11873"],
    [`SC-${digits}-001`, "exact", `SC-${digits}-001`],
    [`SC-${digits}-002`, "likely", `SC-${digits}-002`],
    [`SC-${digits}-003`, "none", null],
  ]);
});

test("the record is whole, in order, and before now", async () => {
  for (const company of [ridge, harbor]) {
    const chain = await withCompany(db, company, (tx) => verifyChain(tx, company));
    expect(chain).toMatchObject({ firstBreak: null });
    const found = await row<{ n: number }>(
      db,
      sql`select count(*)::integer as n from (
      select at, lag(at) over (order by seq) as before from audit_event where company_id = ${company}) e where before > at or at > clock_timestamp()`,
    );
    expect(found?.n).toBe(0);
  }
});

test("the counters are what counting gives", async () => {
  const differing = await rows(
    db,
    sql`select * from (select company_id, state, lane, is_returned, is_on_hold, record_type, count(*) as n, sum(amount) as a from item group by 1, 2, 3, 4, 5, 6) i
    full join (select * from item_counter where count <> 0) c using (company_id, state, lane, is_returned, is_on_hold, record_type) where n is distinct from c.count or a is distinct from c.amount`,
  );
  expect(differing).toEqual([]);
});

test("the same checks made anew find the same: findings, documents, notes", async () => {
  for (const company of [ridge, harbor]) {
    const differing = await withCompany(db, company, async (tx) => {
      const base = await readFactsBase(tx, company);
      const ids = await rows<{ id: string }>(
        tx,
        sql`select id from item where company_id = ${company} and state in ('ready', 'not_sent', 'retrieved', 'rejected', 'failed')`,
      );
      const items = [
        ...(
          await lockItems(
            tx,
            company,
            ids.map(({ id }) => id),
          )
        ).values(),
      ];
      const stored = await rows<{ item_id: string; sentence: string }>(
        tx,
        sql`select item_id, sentence from finding where company_id = ${company} order by item_id, position`,
      );
      const wrong: unknown[] = [];
      for (const item of items) {
        const { assessment } = await assessItem(tx, base, item);
        const was = stored.filter(({ item_id }) => item_id === item.id).map(({ sentence }) => sentence);
        const is = assessment.findings.map(({ sentence }) => sentence);
        if (
          item.documentSha256 !== (assessment.document?.sha256 ?? null) ||
          item.blocks !== assessment.blocks ||
          was.join() !== is.join()
        )
          wrong.push({ number: item.number, was, is });
      }
      return wrong;
    });
    expect(differing).toEqual([]);
  }
});

test("reading all of Procore again finds every document the same", async () => {
  for (const [company, procore] of [
    [ridge, summitRidge.procoreCompanyId],
    [harbor, harborline.procoreCompanyId],
  ] as const) {
    const [before] = await rows(
      db,
      sql`select count(*)::integer as n, sum(version)::integer as v from item where company_id = ${company}`,
    );
    await db.execute(sql`delete from source_cursor where company_id = ${company}`);
    const connection = await row<{ api_base: string; client_id: string; sealed_secret: string }>(
      db,
      sql`select * from procore_connection where company_id = ${company}`,
    );
    if (!connection) throw new Error("no connection");
    const clientSecret = unseal(key, connection.sealed_secret);
    const config = {
      apiBase: connection.api_base,
      loginBase: connection.api_base,
      clientId: connection.client_id,
      clientSecret,
      companyId: String(procore),
    };
    const log = { warn: (...words: unknown[]) => console.warn(...words) };
    await pollSource.run({ db, source: async () => procoreSource(config), log } as never, { companyId: company });
    expect(await rows(db, sql`select last_problem from procore_connection where company_id = ${company}`)).toEqual([
      { last_problem: null },
    ]);
    expect(
      await rows(
        db,
        sql`select count(*)::integer as n, sum(version)::integer as v from item where company_id = ${company}`,
      ),
    ).toEqual([before]);
    const [revisions] = await rows(
      db,
      sql`select count(*)::integer as n from item_revision where company_id = ${company} and number > 1`,
    );
    expect(revisions).toEqual({ n: company === ridge ? 6 : 0 });
  }
}, 300_000);

test("Sage holds to the cent what is synced, the mirror is level with Sage, held items differ", async () => {
  const reader = postgresReader(sageUrl, () => undefined);
  try {
    const stored = await rows<{ state: string; document: string }>(
      db,
      sql`select i.state, d.document from item i join export_document d on d.company_id = i.company_id
      and d.sha256 = i.document_sha256 where i.company_id = ${ridge} and i.state in ('synced', 'held', 'failed')`,
    );
    expect(stored.length).toBeGreaterThan(236);
    const verdicts = { synced: "proved", held: "mismatch", failed: "absent" };
    for (const { state, document } of stored) {
      const { expectations } = JSON.parse(document) as ExportDocument;
      const found = await Promise.all(
        expectations.map(async (expectation) => ({
          posted: await rowsUnderKey(reader, expectation),
          unposted: [],
        })),
      );
      expect(judge(expectations, { at: "", isReadable: true, found, runs: [] }).kind).toBe(
        verdicts[state as keyof typeof verdicts],
      );
    }
    const read = await rows<{ table_name: string; cursor: string }>(
      db,
      sql`select table_name, cursor from mirror_read where company_id = ${ridge}`,
    );
    expect(read.map((entry) => entry.table_name).toSorted()).toEqual(tablesOf(sampleProfile).toSorted());
    for (const { table_name: table, cursor } of read.filter((entry) => neededTables.includes(entry.table_name))) {
      const columns = mirrorTables[table]?.key ?? [];
      expect((await pageAfter(reader, { table, columns, cursor, limit: 10 })).rows).toEqual([]);
    }
  } finally {
    await reader.close();
  }
});

test("every total that Sage holds is the sum of its transactions, and it holds more than Procore knows", async () => {
  const response = await fetch(`http://127.0.0.1:${environment.SAGE_SIM_PORT}/control/books`);
  expect(await response.json()).toEqual({ mistakes: [] });
  const reader = postgresReader(sageUrl, () => undefined);
  try {
    const count = async (from: string) => Number((await reader.query(`select count(*) as n from ${from}`, []))[0]?.n);
    const places =
      "JCM_MASTER__COST_CODE c where not exists (select 1 from JCM_MASTER__CATEGORY k where k.Job = c.Job and k.Extra = c.Extra and k.Cost_Code = c.Cost_Code) and not c.Group_Cost_Code";
    expect({
      contracts: await count("CNM_MASTER__CONTRACT"),
      withoutCategory: await count(places),
      unsectioned: await count("JCM_MASTER__COST_CODE where Cost_Code not like '%-%'"),
      insured: await count("APM_MASTER__VENDOR where GL_Ins_Company is not null"),
      rates: await count("TXM_MASTER__TAX_GROUP_RATE"),
      payroll: await count("JCT_CURRENT__TRANSACTION where Transaction_Type = 'PR cost'"),
    }).toEqual({ contracts: 3, withoutCategory: 1, unsectioned: 12, insured: 16, rates: 4, payroll: 60 });
    for (const table of [
      "APM_MASTER__INVOICE_PAYMENT",
      "BLT_CURRENT__WIP_TRANSACTION",
      "JCM_MASTER__JOB_MISC_WORKSHEET",
    ])
      expect([table, (await count(table)) > 3]).toEqual([table, true]);
    const projects = await rows<{ job: string }>(
      db,
      sql`select s.job from sage_job s where s.company_id = ${ridge} and not exists (
        select from project_link k where k.company_id = s.company_id and k.job = s.job)`,
    );
    expect(projects).toHaveLength(5);
  } finally {
    await reader.close();
  }
});

test("people can sign in, the sync client can enrol, a second seed does nothing", async () => {
  const people = JSON.parse(readFileSync(join(folder, "sign-in.json"), "utf8")) as {
    role: string;
    email: string;
    password: string;
  }[];
  expect(people.map(({ role }) => role)).toEqual(["accountant", "admin", "project_manager", "auditor"]);
  const person = await row<{ password_hash: string }>(
    db,
    sql`select password_hash from person where email = ${people[0]?.email}`,
  );
  expect(await verifyPassword(demoPassword, person?.password_hash ?? null)).toBe(true);
  const enrol = JSON.parse(readFileSync(join(folder, "sync-client/enrol.json"), "utf8")) as {
    code: string;
    sql: string;
  };
  expect(enrol.sql).toContain("sage_reader:sample-reader@");
  const sageAsReader = postgresReader(enrol.sql, () => undefined);
  expect(await sageAsReader.query("select count(*) as n from JCM_MASTER__COMMITMENT", [])).not.toEqual([]);
  await sageAsReader.close();
  const [found] = await rows(
    db,
    sql`select companies.n from (select count(*)::integer as n from companies_of((select id from person where email = 'ben@summitridge.example'))) companies`,
  );
  expect(found).toEqual({ n: 2 });
  expect((await seed().ended).code).toBe(0);
  expect(seal(key, "x")).not.toBe("");
});
