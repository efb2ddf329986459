import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBudget } from "#drizzle/factories/budget.ts";
import { aCompany, aSageContent, type TestCompany } from "#drizzle/factories/company.ts";
import { aCostForecast, aForecastLine } from "#drizzle/factories/cost-forecast.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { rawForecast } from "#drizzle/seed/raw-budget.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { judge, type Verdict } from "#lib/core/machines/look.ts";
import { withCompany } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { pollSource } from "#lib/jobs/poll-source.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { ingest } from "#lib/preflight/ingest.ts";
import { costForecast } from "#lib/records/cost-forecast/definition.ts";
import { CREDENTIALS, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";
import {
  openTestCompany,
  READER_PASSWORD,
  type TestCompany as SageCompany,
} from "#lib/simulators/sage/test-company.ts";
import { openDoors } from "#lib/sync-client/doors.ts";
import { EntrySheets } from "#lib/sync-client/entry-sheets.ts";
import { postgresReader } from "#lib/sync-client/readers/postgres.ts";
import { sageOf } from "#lib/sync-client/sage.ts";
import { SageFolder } from "#lib/sync-client/sage-folder.ts";
import { postgresWriter } from "#lib/sync-client/writers/postgres.ts";

let bed: TestBed;
let store: ReturnType<typeof gatewayStore>;
let sage: SageCompany;
beforeAll(async () => {
  [bed, sage] = await Promise.all([openTestBed(), openTestCompany()]);
  store = gatewayStore(bed.app, bed.database.appUrl);
  await sage.start();
});
afterAll(async () => {
  await store.close();
  await sage.close();
  await bed.close();
});

const forecasting = (profile: Partial<CompanyProfile> = {}) =>
  aCompany(bed.owner, { profile: { exportCostForecast: true, ...profile } });
const codes = async (company: TestCompany, itemId: string) =>
  (await bed.view(company, itemId)).findings.map(
    ({ code, severity }) => `${code.split(".").slice(1).join(".")} ${severity}`,
  );
const accept = async (company: TestCompany, ...ids: readonly string[]) => {
  const rows = [];
  for (const id of ids) rows.push(acceptRow(await bed.view(company, id)));
  return await acceptItems.execute(bed.app, company.principal("accountant"), { rows });
};
const lease = async (company: TestCompany) => {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  return { ...given, document: JSON.parse(given.document) as ExportDocument };
};
type Given = Awaited<ReturnType<typeof lease>>;
const report = async (company: TestCompany, { exportId, fence, sha256 }: Given, verdict: Verdict) =>
  await store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
/** The budget of the company's project, in Sage. */
const aProvedBudget = async (company: TestCompany) => {
  const item = await aBudget(bed.app, company);
  demand(await accept(company, item.id));
  await bed.drive(company, item.id);
  await report(company, await lease(company), { kind: "proved" });
};

describe("taking in", () => {
  test("it is rendered with what Sage holds now, and waits for the budget to be accepted", async () => {
    const company = await forecasting();
    expect(await codes(company, (await aCostForecast(bed.app, company)).id)).toEqual(["parent.unknown blocks"]);
    const other = await forecasting();
    await aBudget(bed.app, other);
    const item = await aCostForecast(bed.app, other);
    expect(await codes(other, item.id)).toEqual(["parent.not_accepted blocks"]);
    expect(codeOf(await accept(other, item.id))).toBe("item.blocked");
    const view = await bed.view(other, item.id);
    expect(view).toMatchObject({ number: "Forecast", parent: { number: "Budget" }, amount: "3400.00", fieldSpecs: [] });
    expect(view.document?.sheet.map(({ fields }) => fields.at(-1)?.value)).toEqual(["100.25", "200.25"]);
  });

  test("a forecast that somebody keyed meanwhile is looked at anew", async () => {
    const company = await forecasting();
    await aProvedBudget(company);
    const { id } = await aCostForecast(bed.app, company, { lines: [{}] });
    expect(await codes(company, id)).toEqual([]);
    const row = { Job: "24-01", Extra: "", Cost_Code: "26-010", Category: "SUB", Original_Estimate: "100000.00" };
    const keyed = { ...row, Msc_Cat_Amt_1: "1200.00", Msc_Cat_Amt_2: "100.25" };
    await withCompany(bed.app, company.id, (tx) =>
      mirrorPage(tx, company.id, { table: "JCM_MASTER__CATEGORY", rows: [keyed], cursor: "9", isLast: true }),
    );
    await bed.run(checkItems, { companyId: company.id });
    expect(await codes(company, id)).toEqual(["lines.nothing_new blocks"]);
    expect((await bed.view(company, id)).document).toBeNull();
  });

  test("what was taken in before forecasts were turned off stays, and cannot go", async () => {
    const company = await aCompany(bed.owner);
    await aProvedBudget(company);
    expect(await codes(company, (await aCostForecast(bed.app, company)).id)).toEqual(["off blocks"]);
  });
});

test("a forecast that moves after its proof is reopened and goes again, with what changed", async () => {
  const company = await forecasting({ sendWhenApproved: true });
  await aProvedBudget(company);
  const item = await aCostForecast(bed.app, company, { state: "not_sent" });
  demand(await accept(company, item.id));
  await bed.drive(company, item.id);
  const first = await lease(company);
  await report(company, first, { kind: "proved" });
  const rows = first.document.expectations.map(({ key, rows: [row] }) => ({ ...key, ...row }));
  await withCompany(bed.app, company.id, (tx) =>
    mirrorPage(tx, company.id, { table: "JCM_MASTER__CATEGORY", rows, cursor: "9", isLast: true }),
  );
  const moved = [aForecastLine(1), aForecastLine(2, { toComplete: "5.00" })];
  const raw = rawForecast({ project: { id: Number(company.project.sourceId) }, locked: true, lines: moved });
  const incoming = { type: costForecast, sourceKind: "cost_forecasts", raw, isDeleted: false };
  await withCompany(bed.app, company.id, async (tx) => ingest(tx, await readFactsBase(tx, company.id), incoming));
  expect(await bed.item(item.id)).toMatchObject({ state: "ready", erp_id: "24-01/forecast 2" });
  const view = await bed.view(company, item.id);
  expect([await codes(company, item.id), view.document?.sheet.length]).toEqual([[], 1]);
  demand(await accept(company, item.id));
  await bed.drive(company, item.id);
  expect((await lease(company)).document.expectations).toMatchObject([
    { before: [{ Msc_Cat_Amt_2: "200.25" }], rows: [{ Msc_Cat_Amt_1: "2200.00", Msc_Cat_Amt_2: "5.00" }] },
  ]);
  expect(await bed.broken(company)).toEqual([]);
});

describe("the way to Sage", () => {
  test("accepted in one selection with its budget it goes after it, also on codes that the budget makes", async () => {
    const company = await forecasting();
    const isNew = { costCode: "26-100", costCodeName: "New" };
    const parent = await aBudget(bed.app, company, { lines: [isNew] });
    const item = await aCostForecast(bed.app, company, { lines: [isNew] });
    expect(demand(await accept(company, item.id, parent.id))).toMatchObject({ done: 2 });
    await bed.drive(company, parent.id);
    await bed.drive(company, item.id);
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "waiting", note: "Waiting for Budget to be Synced" });
    const first = await lease(company);
    expect(first.document.recordType).toBe("budget");
    await report(company, first, { kind: "proved" });
    await bed.owner.execute(sql`update export set next_check_at = clock_timestamp() where item_id = ${item.id}`);
    await bed.drive(company, item.id);
    const second = await lease(company);
    expect(second.document).toMatchObject({ recordType: "cost_forecast", door: "attended", erpId: "24-01" });
    await report(company, second, { kind: "proved" });
    expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
    const untouched = { writeOrigin: () => Promise.reject(new Error("Procore was asked")) } as never;
    await bed.run(writeBack, { companyId: company.id }, untouched);
    expect((await bed.view(company, item.id)).export).toMatchObject({ writtenBack: "none" });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a sheet that waits to be keyed does not keep the budget's changes from Sage", async () => {
    const company = await forecasting();
    await aProvedBudget(company);
    const item = await aCostForecast(bed.app, company);
    demand(await accept(company, item.id));
    const { rows } = await bed.owner.execute(sql`select family_key from export where item_id = ${item.id}`);
    expect(rows).toEqual([{ family_key: "forecast:24-01" }]);
  });

  test.each(["attended", "database"] as const)("through the door “%s” of the real sync client", async (door) => {
    await sage.control("POST", "load", aSageContent());
    const company = await forecasting({ costForecastDoor: door });
    await aProvedBudget(company);
    const item = await aCostForecast(bed.app, company);
    demand(await accept(company, item.id));
    await bed.drive(company, item.id);
    const given = await lease(company);
    const urlOf = (username: string) =>
      Object.assign(new URL(sage.databaseUrl), { username, password: READER_PASSWORD }).href;
    const [reader, writer] = [
      postgresReader(urlOf("sage_reader"), () => undefined),
      postgresWriter(urlOf("sage_writer"), () => undefined),
    ];
    const [folder, sheets] = [new SageFolder(sage.folder), new EntrySheets(sage.folder)];
    const sideWith = (own: typeof writer | null) =>
      sageOf({
        folder,
        sheets,
        reader,
        doors: openDoors({ folder, sheets, writer: own, importTimeoutMs: 5_000 }),
        now: () => new Date(),
      });
    const look = async (side: ReturnType<typeof sideWith>) =>
      judge(given.document.expectations, (await side.look(given.document, given.fence, [])).look);
    const keyed = (cost_code: string, msc_cat_amt_1: string | null, msc_cat_amt_2: string | null) =>
      sage.control("POST", "load", {
        categories: [{ job: "24-01", cost_code, category: "SUB", msc_cat_amt_1, msc_cat_amt_2 }],
      });
    await keyed("26-010", null, null);
    await keyed("26-020", null, null);
    try {
      const [open, closed] = [sideWith(writer), sideWith(null)];
      expect((await look(open)).kind).toBe("absent");
      if (door === "database") {
        await closed.write(given.document, given.fence, () => undefined);
        expect(await look(closed)).toMatchObject({ kind: "refused", messages: [/--write-sql/] });
      }
      await open.write(given.document, given.fence, () => undefined);
      if (door === "attended") {
        expect(await look(open)).toMatchObject({ kind: "imported", reason: /keyed in Sage/ });
        await keyed("26-010", "1200.00", "100.25");
        expect((await look(open)).kind, "half of the sheet").toBe("imported");
        await keyed("26-020", "2200.00", "200.25");
      }
      expect((await look(open)).kind).toBe("proved");
      await report(company, given, { kind: "proved" });
      expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
    } finally {
      await Promise.all([reader.close(), writer.close()]);
    }
  });
});

test("the worker reads it from Procore's answers, not before the company wants it", async () => {
  const company = await aCompany(bed.owner);
  const id = Number(company.project.sourceId);
  const line = { cost_code_id: 31, line_item_type_id: 8, original_budget_amount: "1000" };
  const simulator = await new TestSimulator().start({
    companies: [{ id: 501, name: company.name }],
    projects: [
      {
        id,
        company_id: 501,
        name: company.project.name,
        project_number: company.project.number,
        origin_id: company.project.job,
      },
    ],
    line_item_types: [{ id: 8, company_id: 501, name: "Subcontract", code: "SUB" }],
    cost_codes: [{ id: 31, project_id: id, name: "Electrical", code: "26-010" }],
    budgets: [
      {
        project_id: id,
        locked: true,
        line_items: [{ ...line, estimated_cost_at_completion: "1100.5", forecast_to_complete: "90" }],
      },
    ],
  });
  try {
    const base = { apiBase: simulator.url, loginBase: simulator.url, companyId: "501" };
    const source = procoreSource({ ...base, ...CREDENTIALS });
    const found = async () =>
      (
        await bed.owner.execute(
          sql`select id, record_type from item where company_id = ${company.id} and record_type in ('budget', 'cost_forecast') order by 2`,
        )
      ).rows.map(({ record_type }) => record_type);
    await bed.run(pollSource, { companyId: company.id }, source);
    expect(await found()).toEqual(["budget"]);
    await bed.owner.execute(
      sql`update company set profile = profile || '{"exportCostForecast": true}' where id = ${company.id}`,
    );
    await bed.run(pollSource, { companyId: company.id }, source);
    expect(await found()).toEqual(["budget", "cost_forecast"]);
    const { rows } = await bed.owner.execute(
      sql`select id from item where company_id = ${company.id} and record_type = 'cost_forecast'`,
    );
    const view = await bed.view(company, String(rows[0]?.id));
    expect(
      view.lines.map(({ costCode, category, amount, description }) => [costCode, category, amount, description]),
    ).toEqual([["26-010", "SUB", "1100.50", "Electrical; to complete 90.00"]]);
    expect(view.details).toContainEqual({ label: "Budget view", value: "Cost Forecast", kind: "text" });
  } finally {
    await simulator.stop();
  }
});
