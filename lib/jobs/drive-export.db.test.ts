import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRow, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { resolveExport } from "#lib/commands/resolve-export.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { rows } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";

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

type Given = { exportId: string; fence: number; sha256: string };
const report = (company: TestCompany, given: Given, verdict: Verdict, sha256: string | null = given.sha256) =>
  store.report(company.syncClient.id, {
    exportId: given.exportId,
    fence: given.fence,
    sha256,
    verdict,
    evidence: { rows: 1 },
  });
const lease = async (company: TestCompany) => {
  const [given, ...more] = await store.leaseNext(company.syncClient.id, 1);
  if (!given || more.length > 0) throw new Error("not one lease");
  return given;
};
/** Time goes by: what waits for a clock is due. */
const later = (company: TestCompany) =>
  bed.owner.execute(sql`update export set next_check_at = clock_timestamp() - interval '1 second',
    lease_deadline = case when lease_deadline is null then null else clock_timestamp() - interval '1 second' end
  where company_id = ${company.id} and next_check_at is not null`);
const alarms = async (company: TestCompany) =>
  (
    await rows<{ alarm: string }>(
      bed.owner,
      sql`select data ->> 'alarm' as alarm from audit_event where company_id = ${company.id} and kind = 'export.alarm'`,
    )
  ).map((entry) => entry.alarm);

describe("the way to Sage", () => {
  test("outbox, released, offered, leased, proved, write-back due; nothing before its time", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const item = await anItem(bed.app, company, { state: "outbox" });
    await bed.drive(company, item.id);
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "outbox", is_offered: false });
    expect(await store.leaseNext(company.syncClient.id, 5)).toEqual([]);
    await bed.owner.execute(
      sql`update export set release_at = clock_timestamp(), next_check_at = clock_timestamp() where company_id = ${company.id}`,
    );
    await bed.drive(company, item.id);
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "queued", is_offered: true });
    const given = await lease(company);
    expect(given).toMatchObject({
      exportId: item.exportId,
      companyId: company.id,
      mode: "deliver",
      fence: 1,
      settledFence: 0,
      sha256: item.documentSha256,
    });
    const seen = await bed.view(company, item.id);
    expect(JSON.parse(given.document).files.map((file: { text: string }) => file.text)).toEqual(
      seen.document?.files.map((file) => file.text),
    );
    expect(await store.leaseNext(company.syncClient.id, 5)).toEqual([]);
    expect(await report(company, given, { kind: "imported" })).toBe("settled");
    expect(await bed.exportOf(item.id)).toMatchObject({
      status: "imported",
      note: expect.stringContaining("not posted"),
    });
    await later(company);
    await bed.drive(company, item.id);
    const probe = await lease(company);
    expect(probe).toMatchObject({ mode: "probe", fence: 2 });
    expect(await report(company, probe, { kind: "proved" })).toBe("settled");
    expect(await bed.item(item.id)).toMatchObject({ state: "synced", note: null });
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "proved", write_back: "due", next_check_at: null });
    expect(await bed.bells("export.write_back", item.exportId ?? "")).toBe(1);
    expect((await bed.kinds(item.id)).slice(-5)).toEqual([
      "export.released",
      "export.leased",
      "export.reported",
      "export.reported",
      "export.proved",
    ]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a report is taken once: the same again, and another verdict for the same fence, change nothing", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "exporting" });
    const given = await lease(company);
    const answers = await Promise.all(Array.from({ length: 8 }, () => report(company, given, { kind: "proved" })));
    expect(new Set(answers)).toEqual(new Set(["settled"]));
    expect(await report(company, given, { kind: "refused", messages: ["no"] })).toBe("settled");
    expect((await bed.item(item.id)).state).toBe("synced");
    expect((await bed.kinds(item.id)).filter((kind) => kind === "export.proved")).toHaveLength(1);
    expect(await alarms(company)).toEqual([]);
  });

  test("a refusal fails the item with Sage's words", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "exporting" });
    await report(company, await lease(company), { kind: "refused", messages: ["line 1: vendor inactive"] });
    expect(await bed.item(item.id)).toMatchObject({ state: "failed", note: "line 1: vendor inactive" });
    expect(await bed.exportOf(item.id)).toMatchObject({ has_open_intent: false, next_check_at: null });
  });
});

describe("an answer that does not come", () => {
  test("lease runs out, unknown, probe, absent, delivered again under a higher fence; the late success is heard", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "exporting" });
    const first = await lease(company);
    await bed.drive(company, item.id);
    expect((await bed.item(item.id)).state).toBe("exporting");
    await later(company);
    await bed.drive(company, item.id);
    expect(await bed.item(item.id)).toMatchObject({
      state: "unknown",
      note: expect.stringContaining("did not answer"),
    });
    await later(company);
    await bed.drive(company, item.id);
    const probe = await lease(company);
    expect(probe).toMatchObject({ mode: "probe", fence: first.fence + 1 });
    await report(company, probe, { kind: "absent" });
    expect(await bed.item(item.id)).toMatchObject({ state: "exporting", note: null });
    const second = await lease(company);
    expect(second).toMatchObject({ mode: "deliver", fence: first.fence + 2, settledFence: 0 });
    expect(await bed.broken(company)).toEqual([]);
    await report(company, first, { kind: "proved" });
    expect((await bed.item(item.id)).state).toBe("synced");
    expect(await alarms(company)).toEqual(["late_success"]);
    await report(company, second, { kind: "proved" });
    expect((await bed.item(item.id)).state).toBe("synced");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a success after the item went back to the project is told and moves nothing", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "exporting" });
    const first = await lease(company);
    await later(company);
    await bed.drive(company, item.id);
    await later(company);
    await bed.drive(company, item.id);
    await report(company, await lease(company), { kind: "refused", messages: ["no"] });
    await bed.owner.execute(sql`update decision set voided_at = clock_timestamp() where item_id = ${item.id}`);
    await bed.owner.execute(sql`update item set state = 'rejected' where id = ${item.id}`);
    expect(await report(company, first, { kind: "proved" })).toBe("settled");
    expect((await bed.item(item.id)).state).toBe("rejected");
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "failed", has_open_intent: true });
    expect(await alarms(company)).toEqual(["success_after_stop"]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a success for a failed export whose Sage id another one has now is told, not lost in an error", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "held" });
    demand(
      await resolveExport.execute(bed.app, company.principal("accountant"), {
        itemId: item.id,
        seenVersion: item.version,
        as: "give_up",
      }),
    );
    await bed.owner.execute(sql`update export_attempt set reported_at = null where export_id = ${item.exportId}`);
    const heir = await anItem(bed.app, company);
    await bed.owner.execute(
      sql`update item set erp_id = (select erp_id from export where id = ${item.exportId}) where id = ${heir.id}`,
    );
    demand(
      await acceptItems.execute(bed.app, company.principal("accountant"), {
        rows: [acceptRow(await bed.view(company, heir.id))],
      }),
    );
    const given = { exportId: item.exportId ?? "", fence: 1, sha256: item.documentSha256 ?? "" };
    expect(await report(company, given, { kind: "proved" })).toBe("settled");
    expect(await alarms(company)).toEqual(["success_after_stop"]);
    expect((await bed.item(item.id)).state).toBe("failed");
  });

  test("an export that is there on another document than the one leased waits for a person", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "exporting" });
    await report(company, await lease(company), { kind: "proved" }, "f".repeat(64));
    expect(await bed.item(item.id)).toMatchObject({ state: "held", note: expect.stringContaining("another document") });
  });
});

describe("before release", () => {
  test("an elder of the family goes first; the younger waits, says so, and goes when the elder is proved", async () => {
    const company = await aCompany(bed.owner);
    const [elder, younger] = [
      await anItem(bed.app, company, { state: "outbox" }),
      await anItem(bed.app, company, { state: "outbox" }),
    ];
    await bed.owner.execute(sql`update export set family_key = 'commitment:SAME' where company_id = ${company.id}`);
    await bed.drive(company, younger.id);
    expect(await bed.exportOf(younger.id)).toMatchObject({
      status: "waiting",
      is_offered: false,
      note: expect.stringContaining("earlier document"),
    });
    expect((await bed.kinds(younger.id)).at(-1)).toBe("export.waiting");
    await bed.drive(company, elder.id);
    await report(company, await lease(company), { kind: "proved" });
    await bed.drive(company, younger.id);
    expect(await bed.exportOf(younger.id)).toMatchObject({ status: "queued", is_offered: true, note: null });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a vendor that was unlinked after accept stops it, visibly, and nothing is offered", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "outbox" });
    demand(
      await linkVendor.execute(bed.app, company.principal("admin"), { vendorId: company.vendor.id, sageVendor: null }),
    );
    await bed.drive(company, item.id);
    expect(await bed.item(item.id)).toMatchObject({ state: "failed", note: expect.stringContaining("Lumen Works") });
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "failed", is_offered: false, next_check_at: null });
    expect((await bed.kinds(item.id)).at(-1)).toBe("export.stopped");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a document that would be another one now stops it", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "outbox" });
    await bed.owner.execute(
      sql`update company set profile = profile || '{"commitmentDateFormat": "yyyy-mm-dd"}' where id = ${company.id}`,
    );
    await bed.drive(company, item.id);
    expect(await bed.item(item.id)).toMatchObject({
      state: "failed",
      note: expect.stringContaining("no longer what was accepted"),
    });
  });

  test("bells that ring at once, twice or for nothing release once", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "outbox" });
    await Promise.all(Array.from({ length: 10 }, () => bed.drive(company, item.id)));
    expect((await bed.kinds(item.id)).filter((kind) => kind === "export.released")).toHaveLength(1);
    expect((await bed.exportOf(item.id)).fence).toBe(0);
  });
});
