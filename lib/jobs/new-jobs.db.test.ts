import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { takeIn } from "#drizzle/factories/item.ts";
import { aNewJob, rawProject } from "#drizzle/factories/new-job.ts";
import { aPipeline } from "#drizzle/factories/pipeline.ts";
import { until } from "#drizzle/factories/processes.ts";
import { rawProjectCodes } from "#drizzle/factories/project-codes.ts";
import { aSubJob } from "#drizzle/factories/sub-job.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import type { SourcePort } from "#lib/connectors/port.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { row, withCompany } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
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
const prove = (company: TestCompany) => report(company, { kind: "proved" });

const noSource = () => {
  throw new Error("not asked here");
};
/** Runs the write-back; answers what the source was told. */
async function tellSource(company: TestCompany) {
  const told: string[] = [];
  const port: SourcePort = {
    projects: noSource,
    vendors: noSource,
    documents: noSource,
    document: noSource,
    writeOrigin: async (kind, project, id, origin) => {
      told.push([kind, project, id, origin.id].join(" "));
      return { kind: "written" };
    },
  };
  await bed.run(writeBack, { companyId: company.id }, port);
  return told;
}
const jobOf = (company: TestCompany, project: string) =>
  row<{ job: string }>(
    bed.owner,
    sql`select k.job from project_link k join project p on p.id = k.project_id where p.company_id = ${company.id} and p.source_id = ${project}`,
  );
const isInSage = (company: TestCompany, table: string, line: Record<string, string>) =>
  withCompany(bed.app, company.id, (tx) =>
    mirrorPage(tx, company.id, { table, rows: [line], cursor: "9", isLast: true }),
  );

test("accepted, written, proved; then the project has its job, and Procore is told", async () => {
  const company = await aCompany(bed.owner);
  const item = await aNewJob(bed.app, company);
  expect(await bed.item(item.id)).toMatchObject({ state: "ready", blocks: 0, erp_id: "24-109" });
  const text = (await bed.view(company, item.id)).document?.files[0]?.text ?? "";
  expect(text.split("\r\n")[0]).toBe('*,"24-109","South Clinic"');
  expect(demand(await bed.accept(company, item.id)).done).toBe(1);
  await bed.drive(company, item.id);
  expect((await prove(company)).erpId).toBe("24-109");
  expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
  expect(await tellSource(company)).toEqual([`projects ${item.project} ${item.project} 24-109`]);
  expect(await jobOf(company, item.project)).toEqual({ job: "24-109" });
  expect(await bed.companyKinds(company)).toContain("project.linked");
  expect(await bed.broken(company)).toEqual([]);
});

describe("the Job ID", () => {
  test("is not one of Sage's, also when it appears there later", async () => {
    const company = await aCompany(bed.owner);
    const taken = await aNewJob(bed.app, company, { number: "24-01" });
    const free = await aNewJob(bed.app, company, { number: "24-110" });
    expect(await codes(company, taken.id)).toEqual(["blocks new_job.job_id.taken"]);
    expect(codeOf(await bed.accept(company, taken.id))).toBe("item.blocked");
    expect(await codes(company, free.id)).toEqual([]);
    await isInSage(company, "JCM_MASTER__JOB", { Job: "24-110", Description: "Keyed", Status: "Unstarted" });
    await check(company);
    expect(await codes(company, free.id)).toEqual(["blocks new_job.job_id.taken"]);
  });

  test("is not one of another item here, and fits the company's format", async () => {
    const company = await aCompany(bed.owner, { profile: { jobIdMask: "99-999" } });
    await aNewJob(bed.app, company, { number: "24-111", state: "outbox" });
    const second = await aNewJob(bed.app, company, { number: "24-111" });
    const other = await aNewJob(bed.app, company, { number: "24.112" });
    expect(await codes(company, second.id)).toEqual(["blocks new_job.job_id.taken"]);
    const [finding] = (await bed.view(company, other.id)).findings;
    expect(finding?.sentence).toContain("format 99-999, like 12-456");
  });
});

describe("a sub job of the project", () => {
  test("is accepted together with it, waits for it and follows it to Sage", async () => {
    const company = await aCompany(bed.owner);
    const item = await aNewJob(bed.app, company);
    const child = await aSubJob(bed.app, company, { project: item.project });
    expect(await codes(company, child.id)).toEqual(["blocks sub_job.parent.not_accepted"]);
    expect(demand(await bed.accept(company, child.id, item.id)).done).toBe(2);
    await bed.drive(company, child.id);
    expect(await bed.exportOf(child.id)).toMatchObject({
      status: "waiting",
      note: "Waiting for 24-109 to be Synced",
    });
    await bed.drive(company, item.id);
    await prove(company);
    await bed.drive(company, child.id);
    expect(await bed.exportOf(child.id), "before the link, and before the mirror").toMatchObject({ status: "queued" });
    await tellSource(company);
    expect((await prove(company)).erpId).toBe("24-109/GARAGE");
    expect(await bed.item(child.id)).toMatchObject({ state: "synced" });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("does not wait for the item of a project that got its job another way", async () => {
    const company = await aCompany(bed.owner);
    const item = await aNewJob(bed.app, company);
    await isInSage(company, "JCM_MASTER__JOB", { Job: "24-200", Description: "Keyed", Status: "In progress" });
    await bed.owner.execute(sql`insert into project_link (company_id, project_id, job)
      select company_id, id, '24-200' from project where company_id = ${company.id} and source_id = ${item.project}`);
    const child = await aSubJob(bed.app, company, { project: item.project });
    expect(demand(await bed.accept(company, child.id)).done).toBe(1);
    await bed.drive(company, child.id);
    expect(await bed.exportOf(child.id)).toMatchObject({ status: "queued", erp_id: "24-200/GARAGE" });
    await bed.owner.execute(sql`update item set checked_at = null where id = ${item.id}`);
    await check(company);
    expect(await codes(company, item.id)).toEqual(["blocks new_job.linked"]);
  });

  test("is held back while the project's item failed", async () => {
    const company = await aCompany(bed.owner);
    const item = await aNewJob(bed.app, company);
    const child = await aSubJob(bed.app, company, { project: item.project });
    demand(await bed.accept(company, item.id, child.id));
    await bed.drive(company, item.id);
    await report(company, { kind: "refused", messages: ["line 1 * 24-109: job id does not fit"] });
    await bed.drive(company, child.id);
    expect(await bed.exportOf(child.id)).toMatchObject({
      status: "waiting",
      note: "Waiting for 24-109 to be Synced; it is “Failed to Export” now",
    });
  });
});

test("a project that has a job, or may not be synced, makes no item", async () => {
  const company = await aCompany(bed.owner);
  const take = (raw: ReturnType<typeof rawProject>) =>
    withCompany(bed.app, company.id, async (tx) => {
      const base = await readFactsBase(tx, company.id);
      const type = recordTypeOfKind("projects");
      return await ingest(tx, base, { type, sourceKind: "projects", raw, isDeleted: false });
    });
  expect(await take(rawProject(77))).toEqual({ kind: "same" });
  await bed.owner.execute(sql`delete from project_link where company_id = ${company.id}`);
  const closed = { ...(rawProject(77) as object), is_erp_integrated: false } as ReturnType<typeof rawProject>;
  expect(await take(closed)).toEqual({ kind: "same" });
  expect(await take(rawProject(77))).toEqual({ kind: "new" });
  expect(await take(closed), "what is known follows").toEqual({ kind: "revised" });
});

test("a new job, its extra and added codes come to stand in Sage through the real client", {
  timeout: 90_000,
}, async () => {
  const pipeline = await aPipeline();
  const { app, company } = pipeline;
  try {
    await pipeline.startWorker();
    await pipeline.enrol();
    await pipeline.startSyncClient();
    const item = await aNewJob(app, company);
    const child = await aSubJob(app, company, { project: item.project });
    const raw = rawProjectCodes(company, [{ code: "26-100", types: ["MAT", "SUB"] }]);
    const codes = await takeIn(app, company, { kind: "cost_codes", id: Number(company.project.sourceId), raw });
    await pipeline.accept([child, item, codes]);
    await until("all three to be synced", async () => (await pipeline.states()).synced === 3, 60_000).catch(
      async (error) => {
        throw new Error(`${String(error)}\n${await pipeline.account()}`);
      },
    );
    const made = (await pipeline.effects()).map(({ kind, natural_key }) => `${kind} ${natural_key}`);
    expect(made).toEqual(
      expect.arrayContaining([
        "job.created 24-109",
        "extra.created 24-109/GARAGE",
        "category.created 24-109/GARAGE/26-010/SUB",
        "category.created 24-01/26-100/MAT",
      ]),
    );
  } finally {
    await pipeline.close();
  }
});
