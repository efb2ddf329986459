import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { aDirectoryCompany, type TestDirectoryCompany } from "#drizzle/factories/directory-company.ts";
import { anItem, takeIn } from "#drizzle/factories/item.ts";
import { aNewJob } from "#drizzle/factories/new-job.ts";
import { rawProjectCodes } from "#drizzle/factories/project-codes.ts";
import { aSubJob } from "#drizzle/factories/sub-job.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import { takeBackItems } from "#lib/commands/take-back-items.ts";
import type { SourcePort } from "#lib/connectors/port.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";

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
const report = async (company: TestCompany, verdict: Verdict = { kind: "proved" }) => {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  const { exportId, fence, sha256 } = given;
  await store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
  return JSON.parse(given.document) as { erpId: string; files: { step: string; text: string }[] };
};
const driven = async (company: TestCompany, itemId: string) => {
  await bed.drive(company, itemId);
  const { status, note } = await bed.exportOf(itemId);
  return [status, note];
};
const goesAfter = async (company: TestCompany, itemId: string) =>
  demand(await inboxPage.execute(bed.app, company.principal("accountant"), {})).rows.find(({ id }) => id === itemId)
    ?.goesAfter;

const noSource = () => {
  throw new Error("not asked here");
};
const told: SourcePort = {
  projects: noSource,
  vendors: noSource,
  documents: noSource,
  document: noSource,
  writeOrigin: async () => ({ kind: "written" }),
};
/** What follows a proof: links are made. */
const follow = (company: TestCompany) => bed.run(writeBack, { companyId: company.id }, told);
const takeBack = async (company: TestCompany, itemId: string) => {
  const items = [{ itemId, seenVersion: (await bed.view(company, itemId)).version }];
  demand(await takeBackItems.execute(bed.app, company.principal("accountant"), { items }));
};

describe("a commitment whose vendor is an item", () => {
  test("says so, is rendered with the wanted id, and is accepted in one selection", async () => {
    const company = await aCompany(bed.owner);
    const vendor = await aDirectoryCompany(bed.app, company);
    const child = await anItem(bed.app, company, { vendor });
    expect(await codes(company, child.id)).toEqual(["blocks commitment.vendor.not_accepted"]);
    const view = await bed.view(company, child.id);
    expect(view.findings[0]?.sentence).toBe(
      `Company ${vendor.name} is no vendor in Sage yet and is “Ready to Export”; it has to be accepted before this.`,
    );
    expect(view.prerequisites).toMatchObject([{ id: vendor.id, kindLabel: "Company", state: "ready" }]);
    expect(view.document?.files[0]?.text).toContain(`,"${vendor.sageId}",`);
    expect(await goesAfter(company, child.id)).toEqual([vendor.id]);
    expect(codeOf(await bed.accept(company, child.id)), "alone").toBe("item.blocked");
    expect(demand(await bed.accept(company, child.id, vendor.id)).done).toBe(2);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("waits for the proof and for the link, and is released before the mirror shows the vendor", async () => {
    const company = await aCompany(bed.owner);
    const vendor = await aDirectoryCompany(bed.app, company);
    const child = await anItem(bed.app, company, { vendor });
    demand(await bed.accept(company, child.id, vendor.id));
    expect(await driven(company, child.id)).toEqual(["waiting", `Waiting for company ${vendor.name} to be Synced`]);
    expect(await bed.kinds(child.id)).toContain("export.waiting");
    await bed.drive(company, vendor.id);
    await report(company);
    expect(await driven(company, child.id)).toEqual([
      "waiting",
      `Waiting for company ${vendor.name} to be linked to ${vendor.sageId}`,
    ]);
    const exportId = (await bed.exportOf(child.id)).id;
    await bed.owner.execute(sql`delete from graphile_worker._private_jobs where key like ${`%${exportId}%`}`);
    await follow(company);
    expect(await bed.bells("export.drive", exportId), "the link wakes it").toBe(1);
    expect(await driven(company, child.id)).toEqual(["queued", null]);
    const written = await report(company);
    expect(written.files.at(-1)?.text).toContain(`,"${vendor.sageId}",`);
    expect(await bed.item(child.id)).toMatchObject({ state: "synced" });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("stays waiting and says so when the company was taken back or failed", async () => {
    const company = await aCompany(bed.owner);
    const vendor = await aDirectoryCompany(bed.app, company);
    const child = await anItem(bed.app, company, { vendor });
    demand(await bed.accept(company, child.id, vendor.id));
    await takeBack(company, vendor.id);
    const words = `Waiting for company ${vendor.name} to be Synced`;
    expect(await driven(company, child.id)).toEqual(["waiting", `${words}; it is “Ready to Export” now`]);
    demand(await bed.accept(company, vendor.id));
    await bed.drive(company, vendor.id);
    await report(company, { kind: "refused", messages: ["no such type"] });
    expect(await driven(company, child.id)).toEqual(["waiting", `${words}; it is “Failed to Export” now`]);
    expect(await bed.item(child.id)).toMatchObject({ state: "outbox" });
  });

  test("stops where the company becomes a vendor under another id than the accepted one", async () => {
    const company = await aCompany(bed.owner);
    const vendor = await aDirectoryCompany(bed.app, company);
    const child = await anItem(bed.app, company, { vendor });
    demand(await bed.accept(company, child.id, vendor.id));
    await takeBack(company, vendor.id);
    const { version: seenVersion } = await bed.view(company, vendor.id);
    const changed = { itemId: vendor.id, seenVersion, fields: { sageId: "OTHER", vendorType: "Subcontractor" } };
    demand(await saveFields.execute(bed.app, company.principal("accountant"), changed));
    demand(await bed.accept(company, vendor.id));
    await bed.drive(company, vendor.id);
    await report(company);
    await follow(company);
    expect(await driven(company, child.id)).toEqual(["failed", expect.stringContaining("no longer what was accepted")]);
  });

  test("does not go with another vendor than the accepted one", async () => {
    const company = await aCompany(bed.owner);
    const vendor = await aDirectoryCompany(bed.app, company);
    const child = await anItem(bed.app, company, { vendor });
    demand(await bed.accept(company, child.id, vendor.id));
    const link = { vendorId: vendor.vendorId, sageVendor: "OAKFIELD" };
    demand(await linkVendor.execute(bed.app, company.principal("admin"), link));
    const [status, note] = await driven(company, child.id);
    expect(status).toBe("failed");
    expect(note).toContain("no longer what was accepted");
  });

  test("is not rendered while the company has no id, and nobody's company makes no vendor", async () => {
    const company = await aCompany(bed.owner);
    const vendor = await aDirectoryCompany(bed.app, company, { fields: { sageId: "" } });
    const unsent = await aDirectoryCompany(bed.app, company, { state: "not_sent" });
    const [child, other] = [
      await anItem(bed.app, company, { vendor }),
      await anItem(bed.app, company, { vendor: unsent }),
    ];
    expect((await bed.view(company, child.id)).documentProblem).toContain("not linked to a vendor");
    expect(await goesAfter(company, child.id)).toEqual([]);
    expect(await codes(company, other.id)).toEqual(["blocks commitment.vendor.not_linked"]);
  });

  test("is looked at again when the company's id changes", async () => {
    const company = await aCompany(bed.owner);
    const vendor = await aDirectoryCompany(bed.app, company);
    const child = await anItem(bed.app, company, { vendor });
    const changed = { itemId: vendor.id, seenVersion: vendor.version, fields: { sageId: "NEWID" } };
    const fields = { ...changed.fields, vendorType: "Subcontractor" };
    demand(await saveFields.execute(bed.app, company.principal("accountant"), { ...changed, fields }));
    await check(company);
    expect((await bed.view(company, child.id)).document?.files[0]?.text).toContain(',"NEWID",');
  });
});

describe("documents of a project whose job is an item", () => {
  test("job, company, commitment and change order go in one selection, whatever their order", async () => {
    const company = await aCompany(bed.owner);
    const job = await aNewJob(bed.app, company, { codes: [{ code: "26-010", types: ["SUB"] }] });
    const vendor: TestDirectoryCompany = await aDirectoryCompany(bed.app, company);
    const child = await anItem(bed.app, company, { vendor, project: job.project, lines: 1 });
    const project = { id: Number(job.project) };
    const order = await aChangeOrder(bed.app, company, child, { project });
    await check(company);
    expect((await codes(company, child.id)).toSorted()).toEqual([
      "blocks commitment.project.not_accepted",
      "blocks commitment.vendor.not_accepted",
    ]);
    expect((await goesAfter(company, order.id))?.toSorted()).toEqual([child.id, job.id].toSorted());
    const answer = demand(await bed.accept(company, order.id, child.id, vendor.id, job.id));
    expect(answer.rows.map(({ isDone, sentence }) => [isDone, sentence])).toEqual(Array(4).fill([true, null]));

    expect(await driven(company, child.id)).toEqual([
      "waiting",
      expect.stringMatching(/Waiting for (company|project) /),
    ]);
    expect(await driven(company, order.id)).toEqual(["waiting", `Waiting for ${child.contract.number} to be Synced`]);
    for (const made of [vendor, job]) {
      await bed.drive(company, made.id);
      await report(company);
      expect((await driven(company, child.id))[0]).toBe("waiting");
    }
    await follow(company);
    expect(await driven(company, child.id)).toEqual(["queued", null]);
    const written = await report(company);
    // The job brings its codes: no zero lines are needed for them.
    expect(written.files.map(({ step }) => step)).toEqual(["Commitments"]);
    expect(written.files[0]?.text).toContain('"24-109"');
    expect(await driven(company, order.id)).toEqual(["queued", null]);
    await report(company);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a job that is only accepted is named, and one that was never sent is not", async () => {
    const company = await aCompany(bed.owner);
    const accepted = await aNewJob(bed.app, company, { state: "outbox" });
    const unsent = await aNewJob(bed.app, company, { number: "24-120", state: "not_sent" });
    const child = await anItem(bed.app, company, { project: accepted.project, lines: 1 });
    const other = await anItem(bed.app, company, { project: unsent.project, lines: 1 });
    expect(await codes(company, child.id)).toEqual(["informs commitment.project.not_proved"]);
    expect(await codes(company, other.id)).toEqual(["blocks commitment.project.not_linked"]);
    expect(demand(await bed.accept(company, child.id)).done).toBe(1);
  });
});

describe("codes and extras that are items", () => {
  test("a line on a sub job that is ready is accepted with it and waits for it", async () => {
    const company = await aCompany(bed.owner);
    const extra = await aSubJob(bed.app, company, { code: "GARAGE", codes: [{ code: "26-010", types: ["SUB"] }] });
    const child = await anItem(bed.app, company, { lines: [{ extra: "GARAGE" }] });
    const free = await anItem(bed.app, company);
    expect(await codes(company, child.id)).toEqual(["blocks commitment.extra.not_accepted"]);
    expect(await codes(company, free.id)).toEqual([]);
    expect(demand(await bed.accept(company, child.id, free.id, extra.id)).done).toBe(3);
    expect(await driven(company, child.id)).toEqual(["waiting", "Waiting for sub job GARAGE to be Synced"]);
    expect(await driven(company, free.id)).toEqual(["queued", null]);
    await report(company);
    await bed.drive(company, extra.id);
    await report(company);
    expect(await driven(company, child.id)).toEqual(["queued", null]);
  });

  test("a code that only an item of the project makes is waited for, where commitments make no codes", async () => {
    const company = await aCompany(bed.owner, { profile: { zeroLinesForNewCodes: false } });
    const raw = rawProjectCodes(company, [{ code: "26-100", types: ["SUB"] }]);
    const fresh = await takeIn(bed.app, company, { kind: "cost_codes", id: Number(company.project.sourceId), raw });
    const child = await anItem(bed.app, company, { lines: [{ costCode: "26-100", costCodeName: "26-100" }] });
    const other = await anItem(bed.app, company, { lines: [{ costCode: "26-110", costCodeName: "26-110" }] });
    expect(await codes(company, child.id)).toEqual(["blocks commitment.codes.not_accepted"]);
    expect(await codes(company, other.id)).toEqual(["blocks commitment.combination.not_on_job"]);
    expect(demand(await bed.accept(company, child.id, fresh.id)).done).toBe(2);
    expect(await driven(company, child.id)).toEqual(["waiting", "Waiting for codes of project 24-01 to be Synced"]);
    await bed.drive(company, fresh.id);
    await report(company);
    expect(await driven(company, child.id)).toEqual(["queued", null]);
    expect((await report(company)).files.map(({ step }) => step)).toEqual(["Commitments"]);
  });
});
