import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anInvoice } from "#drizzle/factories/invoice.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { sageRows, sageShowsProved } from "#drizzle/factories/sage-shows.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { answerDifference } from "#lib/commands/answer-difference.ts";
import { rows } from "#lib/db/database.ts";
import { watchDrift } from "#lib/jobs/watch-drift.ts";
import { healthView } from "#lib/queries/health-view.ts";
import { reconcilePage } from "#lib/queries/reconcile-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const watch = (company: TestCompany) => bed.run(watchDrift, { companyId: company.id });
const stored = async (company: TestCompany) =>
  await rows<{ status: string; amount_change: string; is_gone: boolean }>(
    bed.owner,
    sql`select status, amount_change, is_gone from difference where company_id = ${company.id} order by opened_at`,
  );
const differenceEvents = async (itemId: string) =>
  (await bed.kinds(itemId)).filter((kind) => kind.startsWith("difference."));
const committed = async (company: TestCompany) =>
  demand(await reconcilePage.execute(bed.app, company.principal("auditor"), {})).rows[0]?.cells.committed;

/** A synced commitment as Sage's mirror shows it, and Sage's row to change. */
async function aSynced() {
  const company = await aCompany(bed.owner);
  const item = await anItem(bed.app, company, { state: "synced", lines: [{ amount: "1000.00" }] });
  await sageShowsProved(bed.app, company);
  const row = {
    Commitment: item.contract.number,
    Commitment_Type: "Subcontract",
    Description: "Site electrical",
    Vendor: "LUMEN",
    Job: "24-01",
    Amount: "1000.00",
    Closed: "0",
    Commitment_Date: "2026-05-04",
  };
  const inSage = (over: object) => sageRows(bed.app, company, "JCM_MASTER__COMMITMENT", [{ ...row, ...over }]);
  return { company, item, inSage };
}
async function answered(
  company: TestCompany,
  itemId: string,
  answer: string,
  note = "",
  role: "accountant" | "ungranted" = "accountant",
) {
  const { difference } = await bed.view(company, itemId, role);
  const input = { itemId, answer, note, seenSha256: difference?.sha256 ?? "0".repeat(64) };
  return await answerDifference.execute(bed.app, company.principal(role), input);
}

describe("drift watch", () => {
  test("opens nothing as long as Sage shows what was proved, of every kind of document", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    await aChangeOrder(bed.app, company, parent, { state: "synced" });
    await anInvoice(bed.app, company, parent, { state: "synced" });
    await sageShowsProved(bed.app, company);
    await watch(company);
    expect(await stored(company)).toEqual([]);
    await bed.owner.execute(
      sql`update sage_row set row = row || '{"Amount": "1.00"}', seen_at = now() where company_id = ${company.id} and table_name = 'APM_MASTER__DISTRIBUTION' and row_key like '%|1'`,
    );
    await bed.owner.execute(
      sql`update sage_commitment_co set description = 'Renamed', seen_at = now() where company_id = ${company.id}`,
    );
    await watch(company);
    expect((await stored(company)).map(({ amount_change }) => amount_change).toSorted()).toEqual(["-999.00", "0.00"]);
  });

  test("names what Sage changed, explains the difference in Reconcile, and closes by itself when it is equal again", async () => {
    const { company, item, inSage } = await aSynced();
    await watch(company);
    await inSage({ Amount: "900.00", Vendor: "OAKFIELD" });
    expect(await committed(company)).toMatchObject({ unexplained: "100.00" });
    await watch(company);
    await watch(company);
    expect(await stored(company)).toEqual([{ status: "open", amount_change: "-100.00", is_gone: false }]);
    expect(await committed(company)).toMatchObject({ causes: { changed_in_sage: "100.00" }, unexplained: "0.00" });
    expect((await bed.view(company, item.id)).difference?.columns.map(({ label, found }) => [label, found])).toEqual([
      ["Vendor", "OAKFIELD"],
      ["Amount", "900.00"],
    ]);
    const health = demand(await healthView.execute(bed.app, company.principal("admin"), {}));
    expect(health.legs.find(({ id }) => id === "drift")).toMatchObject({
      tone: "wait",
      words: expect.stringContaining("1 changed"),
    });
    await inSage({});
    await watch(company);
    expect(await stored(company)).toEqual([{ status: "closed", amount_change: "-100.00", is_gone: false }]);
    expect(await differenceEvents(item.id)).toEqual(["difference.opened", "difference.closed"]);
    expect(await committed(company)).toMatchObject({ difference: "0.00", unexplained: "0.00" });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("sees a record that is gone, and one that somebody closed", async () => {
    const { company, inSage } = await aSynced();
    await inSage({ Closed: "1" });
    await watch(company);
    expect(await stored(company)).toEqual([{ status: "open", amount_change: "0.00", is_gone: false }]);
    await bed.owner.execute(
      sql`update sage_commitment set is_gone = true, gone_at = clock_timestamp() where company_id = ${company.id}`,
    );
    await watch(company);
    expect(await stored(company)).toEqual([{ status: "open", amount_change: "-1000.00", is_gone: true }]);
    expect(await committed(company)).toMatchObject({ causes: { changed_in_sage: "1000.00" }, unexplained: "0.00" });
  });

  test("waits until Sage was read after the proof", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "synced", lines: [{ amount: "1000.00" }] });
    await watch(company);
    expect(await stored(company)).toEqual([]);
    await bed.owner.execute(
      sql`update mirror_read set read_at = clock_timestamp() + interval '1 minute' where company_id = ${company.id}`,
    );
    await watch(company);
    expect(await stored(company)).toMatchObject([{ status: "open", is_gone: true }]);
  });
});

describe("an answer", () => {
  test("takes Sage's value with a note; another change asks again", async () => {
    const { company, item, inSage } = await aSynced();
    await inSage({ Amount: "900.00" });
    await watch(company);
    expect(codeOf(await answered(company, item.id, "take"))).toBe("difference.note");
    demand(await answered(company, item.id, "take", "Agreed with the vendor"));
    expect((await bed.view(company, item.id)).difference).toMatchObject({ status: "known", answeredBy: "Ada Kline" });
    await watch(company);
    expect(await stored(company)).toMatchObject([{ status: "known" }]);
    expect(await committed(company)).toMatchObject({ causes: { changed_in_sage: "100.00" }, unexplained: "0.00" });
    await inSage({ Amount: "800.00" });
    await watch(company);
    expect(await stored(company)).toMatchObject([{ status: "open", amount_change: "-200.00" }]);
    expect(await differenceEvents(item.id)).toEqual(["difference.opened", "difference.answered", "difference.opened"]);
  });

  test.each(["change_order", "restore"])("%s stays in view until Sage is equal", async (answer) => {
    const { company, item, inSage } = await aSynced();
    await inSage({ Amount: "900.00" });
    await watch(company);
    demand(await answered(company, item.id, answer));
    await watch(company);
    expect(await stored(company)).toMatchObject([{ status: "watched" }]);
    await inSage({});
    await watch(company);
    expect(await stored(company)).toMatchObject([{ status: "closed" }]);
  });

  test("is for what was seen, and for who may push the type", async () => {
    const { company, item, inSage } = await aSynced();
    expect(codeOf(await answered(company, item.id, "restore"))).toBe("difference.none");
    await inSage({ Amount: "900.00" });
    await watch(company);
    expect(codeOf(await answered(company, item.id, "restore", "", "ungranted"))).toBe("access.grant");
    const input = { itemId: item.id, answer: "restore", note: "", seenSha256: "0".repeat(64) };
    expect(codeOf(await answerDifference.execute(bed.app, company.principal("accountant"), input))).toBe(
      "difference.moved",
    );
    expect(await stored(company)).toMatchObject([{ status: "open" }]);
  });
});
