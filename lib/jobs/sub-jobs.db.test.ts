import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aSubJob } from "#drizzle/factories/sub-job.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import type { SourcePort } from "#lib/connectors/port.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { withCompany } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { writeBack } from "#lib/jobs/write-back.ts";

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

const check = (company: TestCompany) => bed.run(checkItems, { companyId: company.id });
const codes = async (company: TestCompany, itemId: string) =>
  (await bed.view(company, itemId)).findings.map(({ code, severity }) => `${severity} ${code}`);
const report = async (company: TestCompany, verdict: Verdict) => {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  const { exportId, fence, sha256 } = given;
  await store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
  return JSON.parse(given.document) as { erpId: string };
};
const noSource = () => {
  throw new Error("not asked here");
};
const isInSage = (company: TestCompany, table: string, row: Record<string, string>) =>
  withCompany(bed.app, company.id, (tx) =>
    mirrorPage(tx, company.id, { table, rows: [row], cursor: "9", isLast: true }),
  );

test("accepted, written, proved, and Procore is told the extra with its job", async () => {
  const company = await aCompany(bed.owner);
  const item = await aSubJob(bed.app, company);
  expect(await bed.item(item.id)).toMatchObject({ state: "ready", blocks: 0, erp_id: "24-01/GARAGE" });
  const text = (await bed.view(company, item.id)).document?.files[0]?.text ?? "";
  expect(text.split("\r\n").slice(0, 2)).toEqual(['*,"24-01",', 'E,"GARAGE","Parking garage"']);
  expect(demand(await bed.accept(company, item.id)).done).toBe(1);
  await bed.drive(company, item.id);
  expect((await report(company, { kind: "proved" })).erpId).toBe("24-01/GARAGE");
  expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
  const written: unknown[] = [];
  const port: SourcePort = {
    projects: noSource,
    vendors: noSource,
    documents: noSource,
    document: noSource,
    writeOrigin: async (...words) => {
      written.push(words.slice(0, 1), words[3].id);
      return { kind: "written" };
    },
  };
  await bed.run(writeBack, { companyId: company.id }, port);
  expect(written).toEqual([["sub_jobs"], "24-01/GARAGE"]);
  expect(await bed.exportOf(item.id)).toMatchObject({ status: "proved", write_back: "written" });
  expect(await bed.broken(company)).toEqual([]);
});

describe("the extra is used once on the job", () => {
  test("in Sage, also when it appears there later", async () => {
    const company = await aCompany(bed.owner);
    const taken = await aSubJob(bed.app, company, { code: "PARKING" });
    const free = await aSubJob(bed.app, company, { code: "YARD" });
    expect(await codes(company, taken.id)).toEqual(["blocks sub_job.extra.taken"]);
    expect(codeOf(await bed.accept(company, taken.id))).toBe("item.blocked");
    expect(await codes(company, free.id)).toEqual([]);
    await isInSage(company, "JCM_MASTER__EXTRA", { Job: "24-01", Extra: "YARD", Description: "Yard" });
    await check(company);
    expect(await codes(company, free.id)).toEqual(["blocks sub_job.extra.taken"]);
  });

  test("and among the items here", async () => {
    const company = await aCompany(bed.owner);
    await aSubJob(bed.app, company, { code: "YARD", state: "outbox" });
    const second = await aSubJob(bed.app, company, { code: "YARD" });
    const other = await aSubJob(bed.app, company, { code: "LOT" });
    expect(await codes(company, second.id)).toEqual(["blocks sub_job.extra.taken"]);
    expect(await codes(company, other.id)).toEqual([]);
  });
});

test("a project without a job and without an item of its own blocks", async () => {
  const company = await aCompany(bed.owner);
  await bed.owner.execute(sql`delete from project_link where company_id = ${company.id}`);
  const item = await aSubJob(bed.app, company);
  expect(await codes(company, item.id)).toEqual(["blocks sub_job.project.not_linked"]);
  expect((await bed.view(company, item.id)).document).toBeNull();
});

test("extras of one job go one after another; a commitment does not wait for them", async () => {
  const company = await aCompany(bed.owner);
  const [first, second] = [
    await aSubJob(bed.app, company, { code: "A" }),
    await aSubJob(bed.app, company, { code: "B" }),
  ];
  const contract = await anItem(bed.app, company);
  expect(demand(await bed.accept(company, first.id, second.id, contract.id)).done).toBe(3);
  for (const item of [second, first, contract]) await bed.drive(company, item.id);
  const status = async (id: string) => (await bed.exportOf(id)).status;
  expect([await status(first.id), await status(second.id), await status(contract.id)]).toEqual([
    "queued",
    "waiting",
    "queued",
  ]);
});

test("what Sage refuses is shown and can be accepted again", async () => {
  const company = await aCompany(bed.owner);
  const item = await aSubJob(bed.app, company);
  demand(await bed.accept(company, item.id));
  await bed.drive(company, item.id);
  await report(company, { kind: "refused", messages: ["line 1 * 24-01: job is closed"] });
  expect(await bed.item(item.id)).toMatchObject({ state: "failed", note: "line 1 * 24-01: job is closed" });
  expect(await bed.broken(company)).toEqual([]);
});
