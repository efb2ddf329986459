import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { takeIn } from "#drizzle/factories/item.ts";
import { rawProjectCodes } from "#drizzle/factories/project-codes.ts";
import type { TestCode } from "#drizzle/factories/sub-job.ts";
import { acceptRow, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { rows, withCompany } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { ingest } from "#lib/preflight/ingest.ts";
import { recordTypeOfKind } from "#lib/records/registry.ts";

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

const read = (company: TestCompany, codes: readonly TestCode[]) =>
  withCompany(bed.app, company.id, async (tx) => {
    const incoming = { type: recordTypeOfKind("cost_codes"), sourceKind: "cost_codes", isDeleted: false };
    const base = await readFactsBase(tx, company.id);
    return (await ingest(tx, base, { ...incoming, raw: rawProjectCodes(company, codes) })).kind;
  });
const take = (company: TestCompany, codes: readonly TestCode[]) =>
  takeIn(bed.app, company, {
    kind: "cost_codes",
    id: Number(company.project.sourceId),
    raw: rawProjectCodes(company, codes),
  });
const findings = async (company: TestCompany, itemId: string) =>
  (await bed.view(company, itemId)).findings.map(({ code, severity }) => `${severity} ${code}`);
const textOf = async (company: TestCompany, itemId: string) =>
  (await bed.view(company, itemId)).document?.files[0]?.text.split("\r\n").slice(0, -1) ?? [];
const accept = async (company: TestCompany, itemId: string) => {
  const row = acceptRow(await bed.view(company, itemId));
  return demand(await acceptItems.execute(bed.app, company.principal("accountant"), { rows: [row] })).done;
};
const prove = async (company: TestCompany) => {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  const { exportId, fence, sha256 } = given;
  await store.report(company.syncClient.id, { exportId, fence, sha256, verdict: { kind: "proved" }, evidence: {} });
};
const isInSage = (company: TestCompany, costCode: string, ...categories: string[]) =>
  withCompany(bed.app, company.id, (tx) =>
    mirrorPage(tx, company.id, {
      table: "JCM_MASTER__CATEGORY",
      rows: categories.map((category) => ({ Job: "24-01", Extra: "", Cost_Code: costCode, Category: category })),
      cursor: "9",
      isLast: true,
    }),
  );
const itemsOf = (company: TestCompany) =>
  rows<{ id: string; source_id: string; state: string }>(
    bed.owner,
    sql`select id, source_id, state from item where company_id = ${company.id} order by created_at`,
  );
const known: TestCode = { code: "26-010", types: ["MAT", "SUB"] };
const fresh: TestCode = { code: "26-100", types: ["SUB"] };

test("codes that Sage has make no item; a new one does, and goes alone", async () => {
  const company = await aCompany(bed.owner);
  expect(await read(company, [known])).toBe("same");
  expect(await itemsOf(company)).toEqual([]);
  const item = await take(company, [known, fresh]);
  expect(await bed.item(item.id)).toMatchObject({ state: "ready", blocks: 0, erp_id: "24-01/26-100.SUB" });
  expect(await textOf(company, item.id)).toEqual([
    '*,"24-01",',
    expect.stringMatching(/^C,"26-100",,"SUB",\d{8},0,,0.00,,,,,$/),
  ]);
  expect(await findings(company, item.id)).toEqual(["informs project_codes.new"]);
});

test("more codes before the decision make a revision; after proof the item opens again with what is new then", async () => {
  const company = await aCompany(bed.owner);
  const item = await take(company, [known, fresh]);
  const wider: TestCode = { code: "26-100", types: ["MAT", "SUB"] };
  expect(await read(company, [known, wider])).toBe("revised");
  expect(await accept(company, item.id)).toBe(1);
  await bed.drive(company, item.id);
  await prove(company);
  expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
  expect(await read(company, [known, wider]), "the mirror does not show them yet").toBe("same");
  await isInSage(company, "26-100", "MAT", "SUB");
  await read(company, [wider]);
  expect(await bed.item(item.id), "a code fewer is nothing to send").toMatchObject({ state: "synced" });
  expect(await read(company, [known, wider, { code: "26-110", types: ["LAB"] }])).toBe("revised");
  expect(await bed.item(item.id)).toMatchObject({ state: "not_sent", erp_id: "24-01/26-110.LAB" });
  expect(await textOf(company, item.id)).toEqual(['*,"24-01",', expect.stringContaining('"26-110",,"LAB"')]);
  expect(await itemsOf(company)).toHaveLength(1);
  expect(await bed.broken(company)).toEqual([]);
});

test("what Sage has by now is nothing to send; a code that is not standard blocks", async () => {
  const company = await aCompany(bed.owner);
  const item = await take(company, [fresh]);
  await isInSage(company, "26-100", "SUB");
  await bed.run(checkItems, { companyId: company.id });
  expect(await findings(company, item.id)).toEqual(["blocks project_codes.none_new"]);
  const other = await aCompany(bed.owner);
  const stray = await take(other, [{ code: "99-900", types: ["SUB"] }]);
  expect(await findings(other, stray.id)).toContain("blocks project_codes.cost_code.not_standard");
});

test("a project without a job makes no item", async () => {
  const company = await aCompany(bed.owner);
  await bed.owner.execute(sql`delete from project_link where company_id = ${company.id}`);
  expect(await read(company, [fresh])).toBe("same");
});
