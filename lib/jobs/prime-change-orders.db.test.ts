import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { aPrimeChangeOrder } from "#drizzle/factories/prime-change-order.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { judge, type Verdict } from "#lib/core/machines/look.ts";
import { withCompany } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { pollSource } from "#lib/jobs/poll-source.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { CREDENTIALS, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";
import { openTestCompany, type TestCompany as SageCompany } from "#lib/simulators/sage/test-company.ts";
import { openDoors } from "#lib/sync-client/doors.ts";
import { EntrySheets } from "#lib/sync-client/entry-sheets.ts";
import { postgresReader } from "#lib/sync-client/readers/postgres.ts";
import { sageOf } from "#lib/sync-client/sage.ts";
import { SageFolder } from "#lib/sync-client/sage-folder.ts";

let bed: TestBed;
let store: ReturnType<typeof gatewayStore>;
let sage: SageCompany;
beforeAll(async () => {
  bed = await openTestBed();
  store = gatewayStore(bed.app, bed.database.appUrl);
  sage = await openTestCompany();
  await sage.start();
  await mkdir(join(sage.folder, "Entry"), { recursive: true });
});
afterAll(async () => {
  await store.close();
  await sage.close();
  await bed.close();
});

const check = (company: TestCompany) => bed.run(checkItems, { companyId: company.id });
const blocks = async (company: TestCompany, itemId: string) =>
  (await bed.view(company, itemId)).findings.filter(({ severity }) => severity === "blocks").map(({ code }) => code);
async function lease(company: TestCompany) {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  return { ...given, document: JSON.parse(given.document) as ExportDocument };
}
const report = (company: TestCompany, given: Awaited<ReturnType<typeof lease>>, verdict: Verdict) => {
  const { exportId, fence, sha256 } = given;
  return store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
};
const totals = async (company: TestCompany, itemId: string) => {
  const sha256 = (await bed.view(company, itemId)).document?.sha256;
  const found = await bed.owner.execute(sql`select document from export_document where sha256 = ${sha256}`);
  const [first] = (JSON.parse(found.rows[0]?.document as string) as ExportDocument).expectations;
  return [first?.before?.[0]?.JTD_Aprvd_Contract_Chgs, first?.rows[0]?.JTD_Aprvd_Contract_Chgs];
};
const sageShows = (company: TestCompany, changes: string) => {
  const row = { Job: "24-01", Description: "North Clinic", Status: "In progress", JTD_Aprvd_Contract_Chgs: changes };
  const page = { table: "JCM_MASTER__JOB", rows: [row], cursor: "9", isLast: true };
  return withCompany(bed.app, company.id, (tx) => mirrorPage(tx, company.id, page));
};

test("the total before is the mirror's, and follows it", async () => {
  const company = await aCompany(bed.owner);
  const item = await aPrimeChangeOrder(bed.app, company, { number: "7" });
  expect(await bed.item(item.id)).toMatchObject({ state: "ready", blocks: 0, erp_id: "24-01/7" });
  expect(await totals(company, item.id)).toEqual(["0.00", "1000.25"]);
  await sageShows(company, "500");
  await check(company);
  expect(await totals(company, item.id)).toEqual(["500.00", "1500.25"]);
});

test("changes of one job go one after another, each from where the one before will leave the contract", async () => {
  const company = await aCompany(bed.owner);
  const first = await aPrimeChangeOrder(bed.app, company, { state: "outbox" });
  const second = await aPrimeChangeOrder(bed.app, company, { amount: "-0.25" });
  expect(await totals(company, second.id)).toEqual(["1000.25", "1000.00"]);
  demand(await bed.accept(company, second.id));
  for (const item of [second, first]) await bed.drive(company, item.id);
  expect([(await bed.exportOf(first.id)).status, (await bed.exportOf(second.id)).status]).toEqual([
    "queued",
    "waiting",
  ]);
  await report(company, await lease(company), { kind: "proved" });
  await bed.drive(company, second.id);
  const given = await lease(company);
  expect(given.document.expectations[0]?.before).toEqual([{ Job: "24-01", JTD_Aprvd_Contract_Chgs: "1000.25" }]);
  expect(await bed.broken(company)).toEqual([]);
});

test("an id is used once on the job; an old Sage and a contract that is not Sage's block", async () => {
  const company = await aCompany(bed.owner);
  await aPrimeChangeOrder(bed.app, company, { number: "X1", state: "outbox" });
  const same = await aPrimeChangeOrder(bed.app, company, { number: "x1" });
  expect(await blocks(company, same.id)).toEqual(["prime_change_order.sage_id.taken"]);
  expect(codeOf(await bed.accept(company, same.id))).toBe("item.blocked");
  const own = await aPrimeChangeOrder(bed.app, company, { isImported: false });
  expect(await blocks(company, own.id)).toEqual(["prime_change_order.contract.not_imported"]);
  const old = await aCompany(bed.owner, { profile: { sageVersion: "16.1.9" } });
  const item = await aPrimeChangeOrder(bed.app, old);
  expect(await blocks(old, item.id)).toEqual(["company.sage_version", "prime_change_order.version.too_old"]);
});

test("the sheet waits until a person has keyed the change at Sage; the total proves it", async () => {
  const company = await aCompany(bed.owner);
  const item = await aPrimeChangeOrder(bed.app, company, { number: "9" });
  await sage.control("POST", "load", { jobs: [{ job: "24-01", description: "North Clinic" }] });
  demand(await bed.accept(company, item.id));
  await bed.drive(company, item.id);
  const given = await lease(company);
  const reader = postgresReader(sage.databaseUrl, () => undefined);
  const [folder, sheets] = [new SageFolder(sage.folder), new EntrySheets(sage.folder)];
  const doors = openDoors({ folder, sheets, writer: null, importTimeoutMs: 1_000 });
  const side = sageOf({ folder, sheets, reader, doors, now: () => new Date() });
  const { document, fence } = given;
  const look = async () => judge(document.expectations, (await side.look(document, fence, [document.tag])).look).kind;
  try {
    expect(await look()).toBe("absent");
    await side.write(document, fence, () => undefined);
    expect(await look()).toBe("imported");
    const entry = { job: "24-01", change: "9", description: "Lobby lighting", amount: "1000.25" };
    expect((await sage.control("POST", "contract-changes", { ...entry, job: "99" })).status).toBe(404);
    expect((await sage.control("POST", "contract-changes", { ...entry, change: "123456" })).status).toBe(400);
    expect(await sage.control("POST", "contract-changes", entry)).toMatchObject({ status: 200 });
    expect((await sage.control("POST", "contract-changes", entry)).status).toBe(409);
    expect(await look()).toBe("proved");
    const sums = "revised_contract_amount as revised, jtd_aprvd_contract_chgs as changes";
    const found = await reader.query(`SELECT ${sums} FROM JCM_MASTER__JOB WHERE Job = ?`, ["24-01"]);
    expect(found).toEqual([{ revised: "1000.25", changes: "1000.25" }]);
  } finally {
    await reader.close();
  }
  await report(company, given, { kind: "proved" });
  expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
});

const AT = "2026-05-12T10:11:12Z";
test("from Procore: package and contract, again when the contract was imported, and the Sage id back", async () => {
  const company = await aCompany(bed.owner, { profile: { sendWhenApproved: true } });
  const id = Number(company.project.sourceId);
  const place = { cost_code_id: 31, line_item_type_id: 8 };
  const contract = { id: 95_001, project_id: id, number: "P-1", title: "Clinic", status: "Approved", updated_at: AT };
  const change = { project_id: id, contract_id: 95_001, status: "approved", title: "Lobby", updated_at: AT };
  const line = { id: 70_001, description: "Light", amount: "50", prime_line_item_id: 96_001, ...place };
  const simulator = await new TestSimulator().start({
    companies: [{ id: 501, name: company.name }],
    projects: [{ id, company_id: 501, name: company.project.name, project_number: company.project.number }],
    line_item_types: [{ id: 8, company_id: 501, name: "Subcontract", code: "SUB" }],
    cost_codes: [{ id: 31, project_id: id, name: "Electrical", code: "26-010" }],
    prime_contracts: [{ ...contract, line_items: [{ id: 96_001, description: "Electrical", amount: "9", ...place }] }],
    change_order_packages: [
      { id: 60_001, number: "1", type: "PrimeContractChangeOrder", line_items: [line], ...change },
      { id: 60_002, number: "2", type: "CommitmentContractChangeOrder", ...change },
    ],
  });
  try {
    const base = { apiBase: simulator.url, loginBase: simulator.url, companyId: "501" };
    const source = procoreSource({ ...base, ...CREDENTIALS });
    const poll = () => bed.run(pollSource, { companyId: company.id }, source);
    await poll();
    const all = await bed.owner.execute(
      sql`select id from item where company_id = ${company.id} and record_type = 'prime_contract_change_order'`,
    );
    expect(all.rows).toHaveLength(1);
    const itemId = String(all.rows[0]?.id);
    expect(await blocks(company, itemId)).toContain("prime_change_order.contract.not_imported");
    const imported = { id: 96_001, origin_id: "hh2-1", origin_code: "1000" };
    const path = "/control/records/prime_contracts/95001";
    const line_items = [{ ...imported, description: "Electrical", amount: "9", ...place }];
    const patched = await simulator.call("PATCH", path, { origin_id: "24-01-P", line_items });
    expect(patched.status).toBe(200);
    await poll();
    expect(await blocks(company, itemId)).toEqual([]);
    await poll();
    expect((await bed.kinds(itemId)).filter((kind) => kind === "item.revised")).toHaveLength(1);
    demand(await bed.accept(company, itemId));
    await bed.drive(company, itemId);
    await report(company, await lease(company), { kind: "proved" });
    await bed.run(writeBack, { companyId: company.id }, source);
    const stored = await simulator.rest("GET", `/rest/v1.0/change_order_packages/60001?project_id=${id}`);
    expect(stored.body).toMatchObject({ origin_id: "24-01/1", origin_code: "24-01/1" });
  } finally {
    await simulator.stop();
  }
});
