import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { makeEnrolmentCode } from "#lib/commands/make-enrolment-code.ts";
import { row, rows } from "#lib/db/database.ts";
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
async function anotherClient(company: TestCompany): Promise<string> {
  const { code } = demand(
    await makeEnrolmentCode.execute(bed.app, company.principal("admin"), { name: "Other server" }),
  );
  return demand(await store.enrol({ code, publicKey: "key", host: "h", clientVersion: "1" })).syncClientId;
}
const proved = (exportId: string, fence: number) => ({
  exportId,
  fence,
  sha256: null,
  verdict: { kind: "proved" as const },
  evidence: {},
});

describe("leases", () => {
  test("twenty callers at once over thirty exports: each is leased once, none is left, oldest acceptance first", async () => {
    const company = await aCompany(bed.owner);
    const items = [];
    for (let n = 0; n < 30; n += 1) items.push(await anItem(bed.app, company, { state: "exporting" }));
    const first = await store.leaseNext(company.syncClient.id, 3);
    expect(first.map((given) => given.exportId)).toEqual(items.slice(0, 3).map((item) => item.exportId));
    const calls = Array.from({ length: 20 }, () => store.leaseNext(company.syncClient.id, 5));
    const given = [...first, ...(await Promise.all(calls)).flat()];
    for (
      let more = await store.leaseNext(company.syncClient.id, 5);
      more.length > 0;
      more = await store.leaseNext(company.syncClient.id, 5)
    )
      given.push(...more);
    expect(new Set(given.map((entry) => entry.exportId)).size).toBe(30);
    expect(given).toHaveLength(30);
    expect(given.every((entry) => entry.fence === 1 && entry.mode === "deliver")).toBe(true);
    const attempts = await row<{ n: string }>(
      bed.owner,
      sql`select count(*) as n from export_attempt where company_id = ${company.id}`,
    );
    expect(attempts?.n).toBe("30");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("an open outcome is asked for by the client that may have acted, and by nobody else", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "unknown" });
    const other = await anotherClient(company);
    await bed.owner.execute(sql`update export set next_check_at = clock_timestamp() where company_id = ${company.id}`);
    await bed.drive(company, item.id);
    expect(await store.leaseNext(other, 5)).toEqual([]);
    expect(await store.leaseNext(company.syncClient.id, 5)).toMatchObject([
      { exportId: item.exportId, mode: "probe", fence: 2 },
    ]);
  });

  test("another client's report is ignored, of the same company and of another one", async () => {
    const [company, foreign] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const item = await anItem(bed.app, company, { state: "exporting" });
    const [given] = await store.leaseNext(company.syncClient.id, 1);
    expect(await store.report(await anotherClient(company), proved(given?.exportId ?? "", 1))).toBe("settled");
    expect(await store.report(foreign.syncClient.id, proved(given?.exportId ?? "", 1))).toBe("unknown");
    expect((await bed.item(item.id)).state).toBe("exporting");
    expect(await bed.kinds(item.id)).not.toContain("export.reported");
    expect(await store.report(company.syncClient.id, proved(given?.exportId ?? "", 1))).toBe("settled");
    expect((await bed.item(item.id)).state).toBe("synced");
  });

  test("a fence that was never given out is an alarm and moves nothing", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "exporting" });
    expect(await store.report(company.syncClient.id, proved(item.exportId ?? "", 9))).toBe("settled");
    const alarms = await rows(
      bed.owner,
      sql`select data from audit_event where item_id = ${item.id} and kind = 'export.alarm'`,
    );
    expect(alarms).toEqual([{ data: { alarm: "fence_never_leased", fence: 9 } }]);
    expect((await bed.item(item.id)).state).toBe("exporting");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a client that is not there, or of another company, gets nothing", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    await anItem(bed.app, company, { state: "exporting" });
    expect(await store.leaseNext(other.syncClient.id, 5)).toEqual([]);
    expect(await store.leaseNext("00000000-0000-4000-8000-000000000000", 5)).toEqual([]);
  });
});

describe("connections", () => {
  const hello = (epoch: number) => ({ clientVersion: "1.0.0", host: "SAGE01", epoch });

  test("one at a time; the epoch rises and is never lowered; a connection that was silent for 15 s is taken over", async () => {
    const { syncClient, ...company } = await aCompany(bed.owner);
    expect(await store.connected(syncClient.id, "a", hello(3))).toEqual({ kind: "admitted" });
    expect(await store.connected(syncClient.id, "a", hello(3))).toEqual({ kind: "admitted" });
    expect(await store.connected(syncClient.id, "b", hello(4))).toMatchObject({
      kind: "refused",
      code: "client.twice",
    });
    await bed.owner.execute(
      sql`update sync_client set seen_at = clock_timestamp() - interval '16 seconds' where id = ${syncClient.id}`,
    );
    expect(await store.connected(syncClient.id, "b", hello(2))).toMatchObject({ kind: "refused" });
    expect(await store.connected(syncClient.id, "b", hello(4))).toEqual({ kind: "admitted" });
    expect(await store.client(syncClient.id)).toMatchObject({ companyId: company.id, epoch: 4 });
  });

  test("seen and gone count for the connection that is there, not for the one that was", async () => {
    const { syncClient } = await aCompany(bed.owner);
    await store.connected(syncClient.id, "a", hello(1));
    await store.seen(syncClient.id, "old", true);
    await store.disconnected(syncClient.id, "old");
    const read = () =>
      row(bed.owner, sql`select connection_id, is_sage_readable from sync_client where id = ${syncClient.id}`);
    expect(await read()).toEqual({ connection_id: "a", is_sage_readable: false });
    await store.seen(syncClient.id, "a", true);
    expect(await read()).toEqual({ connection_id: "a", is_sage_readable: true });
    await store.disconnected(syncClient.id, "a");
    expect(await read()).toMatchObject({ connection_id: null });
  });

  test("an offer is heard by whoever listens", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "outbox" });
    let off = () => {};
    const heard = new Promise<void>((resolve) => {
      off = store.onOffer(resolve);
    });
    await bed.drive(company, item.id);
    await heard;
    off();
  });
});
