import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBudget, aBudgetChange } from "#drizzle/factories/budget.ts";
import { aCompany, aSageContent, type TestCompany } from "#drizzle/factories/company.ts";
import { takeIn } from "#drizzle/factories/item.ts";
import { rawProjectCodes } from "#drizzle/factories/project-codes.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { judge, type Verdict } from "#lib/core/machines/look.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
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

const check = (company: TestCompany) => bed.run(checkItems, { companyId: company.id });
const codes = async (company: TestCompany, itemId: string, severity = "blocks") =>
  (await bed.view(company, itemId)).findings.filter((one) => one.severity === severity).map(({ code }) => code);
const lease = async (company: TestCompany) => {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  return { ...given, document: JSON.parse(given.document) as ExportDocument };
};
const report = async (company: TestCompany, verdict: Verdict, given?: Awaited<ReturnType<typeof lease>>) => {
  const { exportId, fence, sha256, document } = given ?? (await lease(company));
  await store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
  return document;
};
const prove = (company: TestCompany) => report(company, { kind: "proved" });
/** The company's budget, posted in Sage and read back. */
const aPostedBudget = async (company: TestCompany) => {
  const budget = await aBudget(bed.app, company);
  demand(await bed.accept(company, budget.id));
  await bed.drive(company, budget.id);
  await prove(company);
  return budget;
};
const totals = ({ expectations }: ExportDocument) =>
  expectations.map(({ before, rows }) => [before?.[0]?.Approved_Estimate_Changes, rows[0]?.Approved_Estimate_Changes]);

describe("the budget goes first", () => {
  test("without a budget a change is blocked, with one that is only ready too; both may be accepted together", async () => {
    const company = await aCompany(bed.owner);
    const change = await aBudgetChange(bed.app, company);
    expect(await codes(company, change.id)).toEqual(["budget_change.parent.unknown"]);
    const budget = await aBudget(bed.app, company);
    await check(company);
    expect(await codes(company, change.id)).toEqual(["budget_change.parent.not_accepted"]);
    expect(codeOf(await bed.accept(company, change.id))).toBe("item.blocked");
    const answer = demand(await bed.accept(company, change.id, budget.id));
    expect(answer.rows.map(({ isDone }) => isDone)).toEqual([true, true]);
    await bed.drive(company, change.id);
    expect(await bed.exportOf(change.id)).toMatchObject({
      status: "waiting",
      note: "Waiting for Budget to be Synced",
    });
    await bed.drive(company, budget.id);
    expect((await report(company, { kind: "imported" })).erpId).toBe("24-01");
    await bed.drive(company, change.id);
    expect(await bed.exportOf(change.id), "imported is not posted").toMatchObject({ status: "waiting" });
  });

  test("the list names the budget as the one to accept first, not another item that goes by the project's id", async () => {
    const company = await aCompany(bed.owner);
    const raw = rawProjectCodes(company, [{ code: "26-900", types: ["SUB"] }]);
    const codesItem = await takeIn(bed.app, company, { kind: "cost_codes", id: Number(company.project.sourceId), raw });
    const [budget, change] = [await aBudget(bed.app, company), await aBudgetChange(bed.app, company)];
    const page = demand(await inboxPage.execute(bed.app, company.principal("accountant"), {}));
    const goesAfter = Object.fromEntries(page.rows.map((found) => [found.id, found.goesAfter]));
    expect(goesAfter).toEqual({ [codesItem.id]: [], [budget.id]: [], [change.id]: [budget.id] });
  });

  test("an approved change goes after the posting, is proved by its totals, and Procore is not written to", async () => {
    const company = await aCompany(bed.owner);
    await aPostedBudget(company);
    const change = await aBudgetChange(bed.app, company, { number: 7, lines: [{ amount: "-500.00" }] });
    expect(await codes(company, change.id)).toEqual([]);
    expect(await bed.item(change.id)).toMatchObject({ erp_id: "24-01/7" });
    demand(await bed.accept(company, change.id));
    await bed.drive(company, change.id);
    const document = await prove(company);
    expect(document.files[0]).toMatchObject({ step: "EstimatesCO", extension: "jce" });
    expect(totals(document)).toEqual([["0.00", "-500.00"]]);
    expect(await bed.item(change.id)).toMatchObject({ state: "synced" });
    const untouched = { writeOrigin: () => Promise.reject(new Error("Procore was asked")) } as never;
    await bed.run(writeBack, { companyId: company.id }, untouched);
    expect((await bed.view(company, change.id)).export).toMatchObject({ writtenBack: "none" });
    expect(await bed.broken(company)).toEqual([]);
  });
});

test("changes of one job go strictly one after another, each on the totals that the last one leaves", async () => {
  const company = await aCompany(bed.owner);
  await aPostedBudget(company);
  const first = await aBudgetChange(bed.app, company, { lines: [{ amount: "100.00" }] });
  const second = await aBudgetChange(bed.app, company, { lines: [{ amount: "20.00" }, { amount: "5.00" }] });
  demand(await bed.accept(company, first.id));
  await check(company);
  demand(await bed.accept(company, second.id));
  for (const { id } of [second, first]) await bed.drive(company, id);
  expect(await bed.exportOf(second.id)).toMatchObject({
    status: "waiting",
    note: "An earlier document of the same commitment or job is still under way",
  });
  expect(totals(await prove(company))).toEqual([["0.00", "100.00"]]);
  await bed.drive(company, second.id);
  expect(totals(await prove(company))).toEqual([
    ["100.00", "120.00"],
    ["0.00", "5.00"],
  ]);
});

test("Sage imports it as an approved change, shows it unposted, then in the totals", async () => {
  const company = await aCompany(bed.owner);
  await aPostedBudget(company);
  const lines = [{ amount: "-250.00" }, { amount: "300.00" }, { id: 7, costCode: "26-010", amount: "-50.00" }];
  const change = await aBudgetChange(bed.app, company, { lines });
  expect(await codes(company, change.id, "informs")).toContain("budget_change.lines.summed");
  demand(await bed.accept(company, change.id));
  await bed.drive(company, change.id);
  const given = await lease(company);
  const reader = postgresReader(sage.databaseUrl, () => undefined);
  const [folder, sheets] = [new SageFolder(sage.folder), new EntrySheets(sage.folder)];
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
    await report(company, { kind: "proved" }, given);
    expect(await bed.item(change.id)).toMatchObject({ state: "synced" });
    const found = await sage.sql.query(
      "select cost_code, approved_estimate_changes::text as changes from jcm_master__category where approved_estimate_changes <> 0 order by 1",
    );
    expect(found.rows).toEqual([
      { cost_code: "26-010", changes: "-300.00" },
      { cost_code: "26-020", changes: "300.00" },
    ]);
  } finally {
    await reader.close();
  }
});
