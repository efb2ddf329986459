import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anInvoice } from "#drizzle/factories/invoice.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aPaymentIssued } from "#drizzle/factories/payment.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { judge, type Verdict } from "#lib/core/machines/look.ts";
import { withCompany } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { mirrorPage, nextMirrorReads } from "#lib/db/mirror.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import {
  openTestCompany,
  READER_PASSWORD,
  type TestCompany as SageCompany,
} from "#lib/simulators/sage/test-company.ts";
import { openDoors } from "#lib/sync-client/doors.ts";
import { EntrySheets } from "#lib/sync-client/entry-sheets.ts";
import { postgresReader } from "#lib/sync-client/readers/postgres.ts";
import { sageOf } from "#lib/sync-client/sage.ts";
import { SageFolder } from "#lib/sync-client/sage-folder.ts";
import { postgresWriter } from "#lib/sync-client/writers/postgres.ts";

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

const paying = (profile: Partial<CompanyProfile> = {}) =>
  aCompany(bed.owner, { profile: { exportPayments: true, ...profile } });
const blocks = async (company: TestCompany, itemId: string) =>
  (await bed.view(company, itemId)).findings.filter(({ severity }) => severity === "blocks").map(({ code }) => code);
const accept = async (company: TestCompany, id: string) =>
  await acceptItems.execute(bed.app, company.principal("accountant"), {
    rows: [acceptRow(await bed.view(company, id))],
  });
async function lease(company: TestCompany) {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  return { ...given, document: JSON.parse(given.document) as ExportDocument };
}
const report = (company: TestCompany, given: Awaited<ReturnType<typeof lease>>, verdict: Verdict) => {
  const { exportId, fence, sha256 } = given;
  return store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
};
/** Sage's next reading shows the invoice. */
async function sageShows(company: TestCompany, invoice: string) {
  const row = { Vendor: "LUMEN", Invoice: invoice, Amount: "2000.00", Invoice_Code_1: null, Invoice_Code_2: null };
  await withCompany(bed.app, company.id, async (tx) => {
    await nextMirrorReads(tx, company.id);
    await mirrorPage(tx, company.id, { table: "APM_MASTER__INVOICE", rows: [row], cursor: "9", isLast: true });
  });
  await bed.run(checkItems, { companyId: company.id });
}

test("is accepted with its invoice in one selection, waits for its proof, and goes before the mirror shows it", async () => {
  const company = await paying();
  const contract = await anItem(bed.app, company, { state: "synced" });
  const invoice = await anInvoice(bed.app, company, contract, { number: "PA-1" });
  const payment = await aPaymentIssued(bed.app, company, invoice);
  expect(await blocks(company, payment.id)).toEqual(["payment.invoice.not_accepted"]);
  const page = demand(await inboxPage.execute(bed.app, company.principal("accountant"), {}));
  expect(page.rows.find(({ id }) => id === payment.id)?.goesAfter).toEqual([invoice.id]);
  expect(codeOf(await accept(company, payment.id))).toBe("item.blocked");
  expect(demand(await bed.accept(company, payment.id, invoice.id)).done).toBe(2);
  await bed.drive(company, payment.id);
  expect(await bed.exportOf(payment.id)).toMatchObject({ status: "waiting", note: "Waiting for PA-1 to be Synced" });
  await bed.drive(company, invoice.id);
  await report(company, await lease(company), { kind: "proved" });
  await bed.drive(company, payment.id);
  expect(await bed.exportOf(payment.id)).toMatchObject({ status: "queued" });
  const { document } = await lease(company);
  expect(document.expectations[0]?.before).toMatchObject([{ Invoice_Code_1: "", Invoice_Code_2: "" }]);
  expect(await bed.broken(company)).toEqual([]);
});

test("is blocked where Sage's later readings do not show the invoice", async () => {
  const company = await paying();
  const contract = await anItem(bed.app, company, { state: "synced" });
  const invoice = await anInvoice(bed.app, company, contract, { number: "PA-2", state: "synced" });
  const payment = await aPaymentIssued(bed.app, company, invoice);
  expect(await blocks(company, payment.id)).toEqual([]);
  await bed.owner.execute(
    sql`update export set finished_at = finished_at - interval '1 day' where item_id = ${invoice.id}`,
  );
  await bed.owner.execute(sql`update item set checked_at = null where id = ${payment.id}`);
  await bed.run(checkItems, { companyId: company.id });
  expect(await blocks(company, payment.id)).toEqual(["payment.invoice.not_in_sage"]);
  await sageShows(company, "PA-2");
  expect(await blocks(company, payment.id)).toEqual([]);
});

test.each(["attended", "database"] as const)(
  "accepted, through the door “%s”, proved, told to Procore",
  async (door) => {
    const number = door === "attended" ? "PA-11" : "PA-12";
    const company = await paying({ paymentDoor: door });
    const contract = await anItem(bed.app, company, { state: "synced" });
    const invoice = await anInvoice(bed.app, company, contract, { number, state: "synced" });
    const payment = await aPaymentIssued(bed.app, company, invoice);
    await sageShows(company, number);
    await sage.control("POST", "load", { invoices: [{ vendor: "LUMEN", invoice: number, amount: "2000.00" }] });
    demand(await accept(company, payment.id));
    await bed.drive(company, payment.id);
    const given = await lease(company);
    const { document, fence } = given;
    const urlOf = (username: string) =>
      Object.assign(new URL(sage.databaseUrl), { username, password: READER_PASSWORD }).href;
    const reader = postgresReader(urlOf("sage_reader"), () => undefined);
    const writer = postgresWriter(urlOf("sage_writer"), () => undefined);
    const [folder, sheets] = [new SageFolder(sage.folder), new EntrySheets(sage.folder)];
    const doors = openDoors({ folder, sheets, writer, importTimeoutMs: 5_000 });
    const side = sageOf({ folder, sheets, reader, doors, now: () => new Date() });
    const look = async () => judge(document.expectations, (await side.look(document, fence, [])).look).kind;
    try {
      expect(await look()).toBe("absent");
      await side.write(document, fence, () => undefined);
      if (door === "attended") {
        expect(await look()).toBe("imported");
        const codes = (code_2: string) =>
          sage.control("POST", `invoices/LUMEN/${number}/codes`, { code_1: "100231", code_2 });
        expect((await codes("June 3rd, 2026")).status).toBe(400);
        expect((await codes("06/03/2026")).status).toBe(200);
      }
      expect(await look()).toBe("proved");
    } finally {
      await Promise.all([reader.close(), writer.close()]);
    }
    await report(company, given, { kind: "proved" });
    expect(await bed.item(payment.id)).toMatchObject({ state: "synced" });
    const calls: unknown[][] = [];
    const source = { writeOrigin: (...call: unknown[]) => Promise.resolve({ kind: calls.push(call) && "written" }) };
    await bed.run(writeBack, { companyId: company.id }, source as never);
    const paid = calls.find(([kind]) => kind === "contract_payments");
    expect(paid?.[3]).toMatchObject({ id: expect.stringMatching(`^LUMEN/${number}/payment `) });
    expect(await bed.broken(company)).toEqual([]);
  },
);
