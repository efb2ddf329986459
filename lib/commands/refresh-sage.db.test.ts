import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { until } from "#drizzle/factories/processes.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { refreshSage } from "#lib/commands/refresh-sage.ts";
import { row } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { stageImports } from "#lib/jobs/stage-imports.ts";
import { healthView } from "#lib/queries/health-view.ts";
import { shellView } from "#lib/queries/shell-view.ts";

let bed: TestBed;
let store: ReturnType<typeof gatewayStore>;
beforeAll(async () => {
  bed = await openTestBed();
  store = gatewayStore(bed.app, bed.database.appUrl);
});
afterAll(async () => {
  await store.close();
  await bed.close();
});

/** A company whose sync client can read Sage; all tables were read and compared. */
async function connected(): Promise<TestCompany> {
  const company = await aCompany(bed.owner);
  await bed.owner.execute(sql`update sync_client set connection_id = gen_random_uuid(), is_sage_readable = true, seen_at = clock_timestamp()
    where company_id = ${company.id}`);
  await bed.owner.execute(
    sql`update mirror_read set read_at = clock_timestamp(), counted_at = clock_timestamp() where company_id = ${company.id}`,
  );
  return company;
}
const ask = (company: TestCompany, role: "accountant" | "admin" | "auditor" = "accountant") =>
  refreshSage.execute(bed.app, company.principal(role), {});
const health = async (company: TestCompany) =>
  demand(await healthView.execute(bed.app, company.principal("accountant"), {})).refresh;
const stateOf = async (company: TestCompany, id: string) => (await health(company))?.legs.find((leg) => leg.id === id);

/** Answers everything that is asked as a Sage that holds what the mirror holds; `failing` cannot be read. */
async function answerAll(company: TestCompany, failing: string | null = null): Promise<void> {
  const { id } = company.syncClient;
  for (let round = 0; round < 4; round += 1) {
    for (const { kind, table } of await store.nextReads(id)) {
      if (table === failing) await store.readFailed(id, { table, reason: "There is no such table." });
      else if (kind === "read") await store.rows(id, { table, rows: changedRows(table), cursor: "9", isLast: true });
      else await store.counted(id, { table, rows: await rowsOf(company, table), highest: "9" });
    }
  }
}
const changedRows = (table: string) =>
  table === "APM_MASTER__VENDOR" ? [{ Vendor: "LUMEN", Name: "Lumen Works", Status: "Inactive" }] : [];
async function rowsOf(company: TestCompany, table: string): Promise<number> {
  const view = demand(await healthView.execute(bed.app, company.principal("accountant"), {}));
  return view.tables.find((entry) => entry.table === table)?.rows ?? 0;
}

describe("a refresh", () => {
  test("goes from Sage through the mirror to the items, leg by leg, and is told of everywhere", async () => {
    const company = await connected();
    await anItem(bed.app, company);

    expect(demand(await ask(company))).toEqual({ isNew: true });
    expect(await bed.companyKinds(company)).toEqual(["sage.refresh_asked"]);
    expect((await health(company))?.legs.map((leg) => [leg.id, leg.state])).toEqual([
      ["standard", "waits"],
      ["jobs", "waits"],
      ["vendors", "waits"],
      ["commitments", "waits"],
      ["invoices", "waits"],
      ["costs", "waits"],
      ["contracts", "waits"],
      ["stage", "waits"],
      ["check", "waits"],
    ]);
    const { of, done } = (await health(company))?.tables ?? { of: 0, done: -1 };
    expect([of > 7, done]).toEqual([true, 0]);
    expect(await stateOf(company, "vendors")).toMatchObject({
      words: expect.stringMatching(/^0 of \d+ tables? read; /),
    });
    await answerAll(company);
    expect((await health(company))?.tables).toEqual({ of, done: of });
    expect(await stateOf(company, "vendors")).toMatchObject({
      state: "done",
      words: "1 row new, changed or gone",
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
    });
    for (const leg of ["stage", "check"])
      expect(await stateOf(company, leg)).toMatchObject({ state: "runs", finishedAt: null });
    const shell = demand(await shellView.execute(bed.app, company.principal("accountant"), {}));
    expect(shell.sage.refresh).toEqual({ done: 7, of: 9 });
    await bed.run(stageImports, { companyId: company.id });
    expect(await stateOf(company, "stage")).toMatchObject({ state: "done" });
    await bed.run(checkItems, { companyId: company.id });
    expect(await stateOf(company, "check")).toMatchObject({ state: "done", words: "1 item checked" });
    expect(await health(company)).toMatchObject({ askedBy: "Ada Kline", finishedAt: expect.any(String) });
    expect(demand(await shellView.execute(bed.app, company.principal("accountant"), {})).sage.refresh).toBeNull();
  });

  test("is not doubled while it runs, whoever asks; afterwards another one may be asked for", async () => {
    const company = await connected();
    const answers = await Promise.all([ask(company), ask(company, "admin")]);
    expect(answers.map((answer) => demand(answer).isNew).toSorted()).toEqual([false, true]);
    await bed.owner.execute(
      sql`update sage_refresh set created_at = clock_timestamp() - interval '11 minutes' where company_id = ${company.id}`,
    );
    expect(demand(await ask(company))).toEqual({ isNew: true });
  });

  test("ends although a table cannot be read, and says why", async () => {
    const company = await connected();
    demand(await ask(company));
    await answerAll(company, "JCM_MASTER__JOB_MISC_WORKSHEET");
    await bed.run(stageImports, { companyId: company.id });
    await bed.run(checkItems, { companyId: company.id });
    expect(await stateOf(company, "contracts")).toMatchObject({ state: "failed", words: "There is no such table." });
    expect((await health(company))?.finishedAt).not.toBeNull();
  });

  test("is not answered by a count that was under way when it was asked for, and ends all the same", async () => {
    const company = await connected();
    const { id } = company.syncClient;
    const table = "JCM_MASTER__CATEGORY";
    await bed.owner.execute(
      sql`update mirror_read set counted_at = null where company_id = ${company.id} and table_name = ${table}`,
    );
    expect((await store.nextReads(id)).find((asked) => asked.table === table)).toMatchObject({ kind: "count" });
    demand(await ask(company));
    await store.counted(id, { table, rows: await rowsOf(company, table), highest: "0" });
    expect((await store.nextReads(id)).find((asked) => asked.table === table)).toMatchObject({ kind: "read" });
    await bed.owner.execute(sql`update mirror_read set wanted_at = null where company_id = ${company.id}`);
    await answerAll(company);
    expect(await stateOf(company, "jobs")).toMatchObject({ state: "done" });
  });

  test("counts as asked after a comparison that it had to wait for", async () => {
    const company = await connected();
    const own = sql`company_id = ${company.id} and table_name = 'JCM_MASTER__CATEGORY'`;
    const isWaiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      and query like 'insert into mirror_read%'`;
    let asking: ReturnType<typeof ask> | undefined;
    await bed.owner.transaction(async (counting) => {
      await counting.execute(sql`select 1 from mirror_read where ${own} for update`);
      asking = ask(company);
      await until("the refresh to wait", async () => (await row(bed.owner, isWaiting)) !== null);
      await counting.execute(sql`update mirror_read set counted_at = clock_timestamp() where ${own}`);
    });
    demand(await (asking ?? ask(company)));
    expect(await row(bed.owner, sql`select asked_at > counted_at as is_open from mirror_read where ${own}`)).toEqual({
      is_open: true,
    });
  });

  test("is refused while nobody can read Sage, and to those without the right", async () => {
    const company = await connected();
    expect(codeOf(await ask(company, "auditor"))).toBe("access.role");
    await bed.owner.execute(sql`update sync_client set is_sage_readable = false where company_id = ${company.id}`);
    expect(codeOf(await ask(company))).toBe("sage.away");
    expect(await health(company)).toBeNull();
  });
});
