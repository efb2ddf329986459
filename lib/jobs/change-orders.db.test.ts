import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { retryItem } from "#lib/commands/retry-item.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { row } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
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
const codes = async (company: TestCompany, itemId: string, severity = "blocks") =>
  (await bed.view(company, itemId)).findings
    .filter((finding) => finding.severity === severity)
    .map(({ code, sentence }) => `${code}: ${sentence}`);
const report = async (company: TestCompany, verdict: Verdict) => {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  const { exportId, fence, sha256 } = given;
  await store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
  return JSON.parse(given.document) as { erpId: string; files: { text: string }[] };
};
const prove = (company: TestCompany) => report(company, { kind: "proved" });

describe("taking in", () => {
  test("a change order knows its contract, has its vendor, and is checked against the commitment's items", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    const child = await aChangeOrder(bed.app, company, parent, { number: "007" });
    expect(await bed.item(child.id)).toMatchObject({
      state: "ready",
      erp_id: `${parent.contract.number}/007`,
      blocks: 0,
      vendor_id: company.vendor.id,
      parent_source_id: String(parent.contract.id),
    });
    const text = (await bed.view(company, child.id)).document?.files[0]?.text ?? "";
    expect(text.split("\r\n").slice(0, 2)).toEqual([
      `CCO,"${parent.contract.number}","007","More outlets",,"05/12/2026",,,5`,
      `CCOI,"${parent.contract.number}","007",1,"More of area 1",0,1000.00`,
    ]);
  });

  test("a contract that comes later clears its change order", async () => {
    const company = await aCompany(bed.owner);
    const early = await aChangeOrder(bed.app, company, { contract: { id: 0 } }, { contract: { id: 999_001 } });
    expect(await codes(company, early.id)).toEqual([
      "change_order.parent.unknown: The commitment that it changes, contract 999001 in Procore, is not known here.",
    ]);
    expect(await bed.view(company, early.id)).toMatchObject({ vendor: null, parent: null });
    const late = await anItem(bed.app, company, { id: 999_001, state: "not_sent" });
    await check(company);
    expect((await codes(company, early.id))[0]).toContain(
      `change_order.parent.not_accepted: Commitment ${late.contract.number} is “Not sent”`,
    );
    const { number, title } = late.contract;
    expect(await bed.view(company, early.id)).toMatchObject({
      vendor: { id: company.vendor.id, name: company.vendor.name, sageVendor: company.vendor.sageVendor },
      parent: { id: late.id, kindLabel: "Subcontract", number, title, state: "not_sent" },
    });
    const page = demand(await inboxPage.execute(bed.app, company.principal("accountant"), { q: "lumen more outlets" }));
    expect(page.rows.map((found) => [found.id, found.vendor?.name])).toEqual([[early.id, company.vendor.name]]);
  });

  test("an id is used once in its commitment, and again in another one", async () => {
    const company = await aCompany(bed.owner);
    const [one, two] = [
      await anItem(bed.app, company, { state: "synced" }),
      await anItem(bed.app, company, { state: "synced" }),
    ];
    await aChangeOrder(bed.app, company, one, { number: "001", state: "outbox" });
    const same = await aChangeOrder(bed.app, company, one, { number: "001" });
    const other = await aChangeOrder(bed.app, company, two, { number: "001" });
    expect(await codes(company, same.id)).toEqual([expect.stringContaining("change_order.sage_id.taken")]);
    expect(await codes(company, other.id)).toEqual([]);
  });
});

describe("accepting", () => {
  test("a commitment that is only ready blocks; once it is accepted the change order may follow", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company);
    const child = await aChangeOrder(bed.app, company, parent);
    expect(codeOf(await bed.accept(company, child.id))).toBe("item.blocked");
    demand(await bed.accept(company, parent.id));
    await check(company);
    expect(await codes(company, child.id)).toEqual([]);
    expect(demand(await bed.accept(company, child.id)).done).toBe(1);
  });

  test("both together, in whatever order they were picked; the commitment goes first", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company);
    const child = await aChangeOrder(bed.app, company, parent);
    const answer = demand(await bed.accept(company, child.id, parent.id));
    expect(answer.rows.map(({ isDone }) => isDone)).toEqual([true, true]);
    const order = await row<{ parent: number; child: number; families: number }>(
      bed.owner,
      sql`select (select position from export where item_id = ${parent.id})::int as parent, (select position from export where item_id = ${child.id})::int as child,
        (select count(distinct family_key) from export where company_id = ${company.id})::int as families`,
    );
    expect(order?.families).toBe(1);
    expect(order?.parent).toBeLessThan(order?.child ?? 0);
  });

  test("the list says which one may be accepted together with its commitment", async () => {
    const company = await aCompany(bed.owner);
    const [parent, unsent] = [await anItem(bed.app, company), await anItem(bed.app, company, { state: "not_sent" })];
    const child = await aChangeOrder(bed.app, company, parent);
    const flawed = await aChangeOrder(bed.app, company, parent, { title: "A title that Sage has no room for at all" });
    const early = await aChangeOrder(bed.app, company, unsent);
    const page = demand(await inboxPage.execute(bed.app, company.principal("accountant"), {}));
    const goesAfter = Object.fromEntries(page.rows.map((found) => [found.id, found.goesAfter]));
    expect(goesAfter).toEqual({ [parent.id]: [], [child.id]: [parent.id], [flawed.id]: [], [early.id]: [] });
  });

  test("two that need the same new item number: the second is refused until it was looked at again", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    const fresh = (costCode: string) => ({ lines: [{ costCode, costCodeName: costCode }] });
    const first = await aChangeOrder(bed.app, company, parent, fresh("26-070"));
    const second = await aChangeOrder(bed.app, company, parent, fresh("26-080"));
    const answer = demand(await bed.accept(company, first.id, second.id));
    expect(answer.rows.map(({ isDone, code }) => [isDone, code])).toEqual([
      [true, null],
      [false, "item.changed"],
    ]);
    expect(demand(await bed.accept(company, second.id)).done).toBe(1);
    const items = (await bed.view(company, second.id)).document?.files.at(-1)?.text ?? "";
    expect(items).toContain(`CI,"${parent.contract.number}",4,`);
  });
});

describe("the way to Sage", () => {
  test("waits for the commitment, wakes with its proof, and is proved itself", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company);
    const child = await aChangeOrder(bed.app, company, parent);
    demand(await bed.accept(company, parent.id, child.id));
    await bed.drive(company, child.id);
    const words = `Waiting for ${parent.contract.number} to be Synced`;
    expect(await bed.exportOf(child.id)).toMatchObject({ status: "waiting", note: words });
    expect(await bed.kinds(child.id)).toContain("export.waiting");
    await bed.drive(company, parent.id);
    await bed.drive(company, child.id);
    expect(await bed.exportOf(child.id)).toMatchObject({ status: "waiting" });
    const exportId = (await bed.exportOf(child.id)).id;
    await bed.owner.execute(sql`delete from graphile_worker._private_jobs where key like ${`%${exportId}%`}`);
    expect((await prove(company)).erpId).toBe(parent.contract.number);
    expect(await bed.bells("export.drive", exportId)).toBe(1);
    await bed.drive(company, child.id);
    expect(await bed.exportOf(child.id)).toMatchObject({ status: "queued" });
    expect((await prove(company)).erpId).toMatch(new RegExp(`^${parent.contract.number}/`));
    expect(await bed.item(child.id)).toMatchObject({ state: "synced" });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a commitment that failed keeps its change order waiting, and passes it when it is tried again", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company);
    const child = await aChangeOrder(bed.app, company, parent);
    demand(await bed.accept(company, parent.id, child.id));
    await bed.drive(company, parent.id);
    await report(company, { kind: "refused", messages: ["line 1 C: vendor inactive"] });
    await bed.drive(company, child.id);
    expect(await bed.item(child.id)).toMatchObject({ state: "outbox" });
    expect(await bed.exportOf(child.id)).toMatchObject({
      status: "waiting",
      note: `Waiting for ${parent.contract.number} to be Synced; it is “Failed to Export” now`,
    });
    const seen = await bed.view(company, parent.id);
    const { decisionId, itemId, seenVersion, seenSha256 } = acceptRow(seen);
    demand(
      await retryItem.execute(bed.app, company.principal("accountant"), {
        decisionId,
        itemId,
        seenVersion,
        seenSha256,
      }),
    );
    await bed.owner.execute(
      sql`update export set position = (select max(position) + 1 from export) where item_id = ${parent.id}`,
    );
    await bed.drive(company, parent.id);
    expect(await bed.exportOf(parent.id), "what waits for it is no elder").toMatchObject({ status: "queued" });
    await prove(company);
    await bed.drive(company, child.id);
    expect(await bed.exportOf(child.id)).toMatchObject({ status: "queued" });
  });

  test("change orders of one commitment go one after another, those of another one do not wait", async () => {
    const company = await aCompany(bed.owner);
    const [one, two] = [
      await anItem(bed.app, company, { state: "synced" }),
      await anItem(bed.app, company, { state: "synced" }),
    ];
    const [first, second, other] = [
      await aChangeOrder(bed.app, company, one),
      await aChangeOrder(bed.app, company, one),
      await aChangeOrder(bed.app, company, two),
    ];
    expect(demand(await bed.accept(company, first.id, second.id, other.id)).done).toBe(3);
    for (const item of [second, first, other]) await bed.drive(company, item.id);
    const status = async (id: string) => (await bed.exportOf(id)).status;
    expect([await status(first.id), await status(second.id), await status(other.id)]).toEqual([
      "queued",
      "waiting",
      "queued",
    ]);
    await prove(company);
    await bed.drive(company, second.id);
    expect(await status(second.id)).toBe("queued");
  });
});
