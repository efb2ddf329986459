import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBudget, aBudgetChange, aBudgetLine } from "#drizzle/factories/budget.ts";
import { aCompany, aSageContent, type TestCompany } from "#drizzle/factories/company.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { rawBudget } from "#drizzle/seed/raw-budget.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { judge, type Verdict } from "#lib/core/machines/look.ts";
import { withCompany } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { pollSource } from "#lib/jobs/poll-source.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { ingest } from "#lib/preflight/ingest.ts";
import { budget } from "#lib/records/budget/definition.ts";
import { CREDENTIALS, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";
import { openTestCompany, type TestCompany as SageCompany, until } from "#lib/simulators/sage/test-company.ts";
import { openDoors } from "#lib/sync-client/doors.ts";
import { EntrySheets } from "#lib/sync-client/entry-sheets.ts";
import { postgresReader } from "#lib/sync-client/readers/postgres.ts";
import { sageOf } from "#lib/sync-client/sage.ts";
import { SageFolder } from "#lib/sync-client/sage-folder.ts";

let bed: TestBed;
let store: ReturnType<typeof gatewayStore>;
let sage: SageCompany;
beforeAll(async () => {
  [bed, sage] = await Promise.all([openTestBed(), openTestCompany()]);
  store = gatewayStore(bed.app, bed.database.appUrl);
  await sage.start();
  await sage.control("POST", "load", aSageContent());
});
afterAll(async () => {
  await store.close();
  await sage.close();
  await bed.close();
});

const codes = async (company: TestCompany, itemId: string, severity = "blocks") =>
  (await bed.view(company, itemId)).findings.filter((one) => one.severity === severity).map(({ code }) => code);
const accept = async (company: TestCompany, id: string) => {
  const seen = await bed.view(company, id);
  return await acceptItems.execute(bed.app, company.principal("accountant"), { rows: [acceptRow(seen)] });
};
const lease = async (company: TestCompany) => {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  return { ...given, document: JSON.parse(given.document) as ExportDocument };
};
type Given = Awaited<ReturnType<typeof lease>>;
const report = async (company: TestCompany, { exportId, fence, sha256 }: Given, verdict: Verdict) =>
  await store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
const revise = async (company: TestCompany, over: { locked?: boolean; lines?: ReturnType<typeof aBudgetLine>[] }) => {
  const given = { project: { id: Number(company.project.sourceId) }, locked: true, lines: [aBudgetLine(1)], ...over };
  const incoming = { type: budget, sourceKind: "budgets", raw: rawBudget(given), isDeleted: false };
  return await withCompany(bed.app, company.id, async (tx) =>
    ingest(tx, await readFactsBase(tx, company.id), incoming),
  );
};

describe("taking in", () => {
  test("a locked budget is rendered with Sage's totals; it is accepted once the caution is acknowledged", async () => {
    const company = await aCompany(bed.owner);
    const item = await aBudget(bed.app, company, { isAcknowledged: false });
    expect(await codes(company, item.id)).toEqual(["budget.caution.not_acknowledged"]);
    expect(codeOf(await accept(company, item.id))).toBe("item.blocked");
    const view = await bed.view(company, item.id);
    expect(view).toMatchObject({ number: "Budget", vendor: null, amount: "3001.00", sourceStatus: "Locked" });
    expect(view.document?.files[0]).toMatchObject({ name: expect.stringMatching(/\.jce$/) });
    const document = JSON.parse(
      (await bed.owner.execute(sql`select document from export_document where sha256 = ${view.document?.sha256}`))
        .rows[0]?.document as string,
    ) as ExportDocument;
    expect(
      document.expectations.map(({ before, rows }) => [before?.[0]?.Original_Estimate, rows[0]?.Original_Estimate]),
    ).toEqual([
      ["100000.00", "101000.50"],
      ["100000.00", "102000.50"],
    ]);
  });

  test("an unlocked budget waits in Procore; locking it sends it by itself where the company wants that", async () => {
    const company = await aCompany(bed.owner, { profile: { sendWhenApproved: true } });
    const item = await aBudget(bed.app, company, { locked: false, lines: [{}], state: "not_sent" });
    expect(await codes(company, item.id)).toContain("budget.status.unlocked");
    expect(await revise(company, { locked: true })).toEqual({ kind: "revised" });
    expect(await bed.item(item.id)).toMatchObject({ state: "ready" });
    expect(await revise(company, { locked: true }), "the moment of reading is no change").toEqual({ kind: "same" });
  });

  test("unlocking it after the acceptance takes it back", async () => {
    const company = await aCompany(bed.owner);
    const item = await aBudget(bed.app, company, { lines: [{}] });
    demand(await accept(company, item.id));
    await revise(company, { locked: false });
    expect(await bed.item(item.id)).toMatchObject({ state: "ready" });
    expect(await codes(company, item.id)).toContain("budget.status.unlocked");
  });

  test("a job whose original estimate is finalized takes no budget", async () => {
    const company = await aCompany(bed.owner);
    await bed.owner.execute(sql`update sage_job set is_estimate_finalized = true where company_id = ${company.id}`);
    const item = await aBudget(bed.app, company);
    expect(await codes(company, item.id)).toEqual(["budget.job.finalized"]);
  });
});

describe("the way to Sage", () => {
  test("waits for the posting in Sage, is proved by its totals, and Procore is not written to", async () => {
    const company = await aCompany(bed.owner);
    const item = await aBudget(bed.app, company);
    demand(await accept(company, item.id));
    await bed.drive(company, item.id);
    await report(company, await lease(company), { kind: "imported" });
    expect((await bed.view(company, item.id)).export).toMatchObject({ isPosted: false, erpId: "24-01" });
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "imported", note: "Imported, not posted in Sage yet" });
    await bed.owner.execute(sql`update export set next_check_at = clock_timestamp() where item_id = ${item.id}`);
    await bed.drive(company, item.id);
    await report(company, await lease(company), { kind: "proved" });
    expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
    const untouched = { writeOrigin: () => Promise.reject(new Error("Procore was asked")) } as never;
    await bed.run(writeBack, { companyId: company.id }, untouched);
    expect((await bed.view(company, item.id)).export).toMatchObject({ writtenBack: "none" });
    expect(await bed.kinds(item.id)).not.toContain("export.written_back");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("Sage imports it, shows it unposted, then in the totals: each look says so", async () => {
    const company = await aCompany(bed.owner);
    const lines = [
      {},
      { costCode: "26-100", costCodeName: "New" },
      { costCode: "26-110", costCodeName: "Zero", amount: "0.00" },
      { extra: "PARKING", costCode: "26-010", amount: "-50.00" },
    ];
    const item = await aBudget(bed.app, company, { lines });
    expect(await codes(company, item.id)).toEqual([]);
    demand(await accept(company, item.id));
    await bed.drive(company, item.id);
    const given = await lease(company);
    const reader = postgresReader(sage.databaseUrl, () => undefined);
    const folder = new SageFolder(sage.folder);
    const sheets = new EntrySheets(sage.folder);
    const doors = openDoors({ folder, sheets, writer: null, importTimeoutMs: 10_000 });
    const side = sageOf({ folder, sheets, reader, doors, now: () => new Date() });
    const look = async () =>
      judge(given.document.expectations, (await side.look(given.document, given.fence, [])).look).kind;
    try {
      expect(await look()).toBe("absent");
      const held = await sage.control("POST", "faults", { kind: "posting_held", times: 1 });
      expect(held.status).toBeLessThan(300);
      await side.write(given.document, given.fence, () => undefined);
      await until("the import", async () => (await look()) === "imported");
      await sage.control("POST", "post", {});
      await until("the posting", async () => (await look()) === "proved");
      await report(company, given, { kind: "proved" });
      expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
    } finally {
      await reader.close();
    }
  });
});

describe("what is new after the first export", () => {
  const posted = async (sendWhenApproved = false) => {
    const company = await aCompany(bed.owner);
    const item = await aBudget(bed.app, company, { lines: [{}, {}] });
    demand(await accept(company, item.id));
    await bed.drive(company, item.id);
    await report(company, await lease(company), { kind: "proved" });
    if (sendWhenApproved)
      await bed.owner.execute(
        sql`update company set profile = profile || '{"sendWhenApproved": true}' where id = ${company.id}`,
      );
    return { company, item };
  };
  const more = [aBudgetLine(1, { amount: "1200.00" }), aBudgetLine(2), aBudgetLine(3, { costCode: "26-100" })];

  test("a locked budget with more is sent again and carries the differences alone", async () => {
    const { company, item } = await posted(true);
    await revise(company, { locked: false, lines: more });
    expect(await bed.item(item.id), "nothing as long as it is unlocked").toMatchObject({ state: "synced" });
    await revise(company, { lines: more });
    expect(await bed.item(item.id)).toMatchObject({ state: "ready", blocks: 0 });
    expect(await bed.kinds(item.id)).toContain("item.reopened");
    const { document, fields } = await bed.view(company, item.id);
    expect(fields).toMatchObject({ caution: "yes" });
    const amounts = (document?.files[0]?.text ?? "").split("\r\n").map((line) => line.split(",")[7]);
    expect(amounts.filter(Boolean)).toEqual(["199.50", "3000.50"]);
    demand(await accept(company, item.id));
    await bed.drive(company, item.id);
    const given = await lease(company);
    expect(given.document.erpId).toBe("24-01/original 2");
    await report(company, given, { kind: "proved" });
    expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
    expect(await bed.broken(company)).toEqual([]);
    expect(await revise(company, { lines: [...more].reverse() })).toEqual({ kind: "revised" });
    expect(await bed.item(item.id), "the same amounts in another order").toMatchObject({ state: "synced" });
  });

  test("what came while the first export was on its way is seen at the next reading", async () => {
    const company = await aCompany(bed.owner);
    const item = await aBudget(bed.app, company, { lines: [{}] });
    demand(await accept(company, item.id));
    await bed.drive(company, item.id);
    await revise(company, { lines: more });
    expect(await bed.item(item.id)).toMatchObject({ state: "exporting" });
    await report(company, await lease(company), { kind: "proved" });
    expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
    expect(await revise(company, { lines: more })).toEqual({ kind: "revised" });
    expect(await bed.item(item.id)).toMatchObject({ state: "not_sent" });
    expect(await revise(company, { lines: more })).toEqual({ kind: "same" });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("where nothing is sent by itself it waits for the project; changes of the budget go on meanwhile", async () => {
    const { company, item } = await posted();
    await revise(company, { lines: more });
    expect(await bed.item(item.id)).toMatchObject({ state: "not_sent" });
    const change = await aBudgetChange(bed.app, company);
    expect(await codes(company, change.id)).toEqual([]);
    demand(await accept(company, change.id));
    await bed.drive(company, change.id);
    expect(await bed.exportOf(change.id)).toMatchObject({ status: "queued" });
    expect(await bed.broken(company)).toEqual([]);
  });
});

test("the worker reads it from Procore's answers", async () => {
  const company = await aCompany(bed.owner);
  const id = Number(company.project.sourceId);
  const simulator = await new TestSimulator().start({
    companies: [{ id: 501, name: company.name }],
    projects: [{ id, company_id: 501, name: company.project.name, project_number: company.project.number }],
    line_item_types: [{ id: 8, company_id: 501, name: "Subcontract", code: "SUB" }],
    sub_jobs: [{ id: 41, project_id: id, name: "Parking", code: "P", origin_id: "PARKING" }],
    cost_codes: [
      { id: 31, project_id: id, name: "Electrical", code: "26-010" },
      { id: 32, project_id: id, sub_job_id: 41, name: "Electrical", code: "26-010" },
    ],
    budgets: [
      {
        project_id: id,
        locked: true,
        line_items: [
          { cost_code_id: 31, line_item_type_id: 8, original_budget_amount: "1000" },
          { cost_code_id: 32, line_item_type_id: 8, original_budget_amount: "20.50" },
        ],
      },
    ],
  });
  try {
    const base = { apiBase: simulator.url, loginBase: simulator.url, companyId: "501" };
    const source = procoreSource({ ...base, ...CREDENTIALS });
    await bed.run(pollSource, { companyId: company.id }, source);
    const [found] = (await bed.owner.execute(sql`select id from item where company_id = ${company.id}`)).rows;
    const view = await bed.view(company, String(found?.id));
    expect(view.lines.map(({ extra, costCode, category, amount }) => [extra, costCode, category, amount])).toEqual([
      ["", "26-010", "SUB", "1000.00"],
      ["PARKING", "26-010", "SUB", "20.50"],
    ]);
    await bed.run(pollSource, { companyId: company.id }, source);
    expect(await bed.kinds(view.id)).toEqual(["item.received"]);
  } finally {
    await simulator.stop();
  }
});
