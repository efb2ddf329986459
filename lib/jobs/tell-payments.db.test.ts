import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anInvoice } from "#drizzle/factories/invoice.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import type { SourceEntry, SourceImportPort } from "#lib/connectors/port.ts";
import type { SourceWritten } from "#lib/core/source-write.ts";
import { row, withCompany } from "#lib/db/database.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { tellPayments } from "#lib/jobs/tell-payments.ts";
import { writeBack } from "#lib/jobs/write-back.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

type Row = { originId: string; requisitionId: string; amount: string; date?: string };
/** A source that keeps payments by their origin; `answer` stands in for what it would say to a write. */
function aSource(held: SourceEntry[] = []) {
  const puts: Row[] = [];
  const source = { answer: null as SourceWritten | null, puts, held, onPut: async () => {} };
  const port = {
    list: async () => source.held,
    put: async ({ rows }: { rows: readonly Row[] }) => {
      const [wanted] = rows;
      if (!wanted) throw new Error("nothing to write");
      puts.push(wanted);
      await source.onPut();
      if (source.answer) return [source.answer];
      const { originId, requisitionId, amount } = wanted;
      const entry = { id: "1", originId, raw: { requisition_id: Number(requisitionId), amount } };
      source.held = [...source.held.filter((one) => one.originId !== originId), entry];
      return [{ kind: "created", id: "1" }];
    },
  };
  return Object.assign(source, { port: port as unknown as SourceImportPort });
}
type Source = ReturnType<typeof aSource>;

const tell = (company: TestCompany, { port }: Source) =>
  bed.run(tellPayments, { companyId: company.id }, undefined, port);
/** What a reading of Sage shows of the invoice. */
const sageShows = (company: TestCompany, Invoice: string, Amount_Paid: string, Payment_Date: string | null = null) =>
  withCompany(bed.app, company.id, (tx) =>
    mirrorPage(tx, company.id, {
      table: "APM_MASTER__INVOICE",
      rows: [{ Vendor: "LUMEN", Invoice, Amount: "2000.00", Retainage: "200.00", Amount_Paid, Payment_Date }],
      cursor: "9",
      isLast: true,
    }),
  );
const isDueNow = (itemId: string) =>
  bed.owner.execute(sql`update sage_payment set due_at = clock_timestamp() where item_id = ${itemId}`);
const stateOf = (itemId: string) =>
  row(bed.owner, sql`select state, paid, told, note from sage_payment where item_id = ${itemId}`);
const shown = async (company: TestCompany, itemId: string) =>
  (await bed.view(company, itemId)).details
    .filter(({ label }) => label.includes("Procore"))
    .map(({ label, value }) => `${label}: ${value}`);

async function aSyncedInvoice(number: string) {
  const company = await aCompany(bed.owner);
  const contract = await anItem(bed.app, company, { state: "synced" });
  const invoice = await anInvoice(bed.app, company, contract, { number, state: "synced" });
  return { company, invoice, sourceId: String(invoice.source.id) };
}

test("what Sage has paid is told once, corrected when the figure moves, and written into the record", async () => {
  const { company, invoice, sourceId } = await aSyncedInvoice("PA-31");
  const source = aSource();
  await sageShows(company, "PA-31", "0.00");
  expect(await stateOf(invoice.id), "nothing was paid").toBeNull();
  await sageShows(company, "PA-31", "800.00", "2026-06-03");
  expect(await bed.bells("payments.tell", company.id)).toBe(1);
  expect(await shown(company, invoice.id)).toEqual([
    "Shown as paid in Procore: 0.00",
    "Payment in Procore: Will be shown in a moment",
  ]);
  await tell(company, source);
  const first = { originId: "LUMEN/PA-31/paid", requisitionId: sourceId, amount: "800.00", date: "2026-06-03" };
  expect(source.puts).toEqual([first]);
  expect(await shown(company, invoice.id)).toEqual(["Shown as paid in Procore: 800.00"]);

  await sageShows(company, "PA-31", "800.00", "2026-06-03");
  await tell(company, source);
  expect(source.puts, "the same figure is not told again").toHaveLength(1);

  await sageShows(company, "PA-31", "2000.00", "2026-06-20");
  await sageShows(company, "PA-31", "1800.00", "2026-06-20");
  await tell(company, source);
  expect(source.puts.slice(1)).toEqual([{ ...first, amount: "1800.00", date: "2026-06-20" }]);
  await sageShows(company, "PA-31", "0.00", "2026-06-20");
  await tell(company, source);
  expect(source.puts.at(-1), "the check was voided").toMatchObject({ amount: "0.00" });
  expect(source.held).toHaveLength(1);
  expect((await bed.kinds(invoice.id)).filter((kind) => kind.startsWith("payment."))).toEqual(
    Array(3).fill("payment.told"),
  );
  expect(await bed.broken(company)).toEqual([]);
});

test("payments that Procore has of its own are not told back to it", async () => {
  const { company, invoice, sourceId } = await aSyncedInvoice("PA-32");
  const raw = { requisition_id: Number(sourceId), amount: "1800.00" };
  const other = { requisition_id: 4, amount: "77.00" };
  const source = aSource([
    { id: "5", originId: null, raw },
    { id: "6", originId: "LUMEN/PA-1/paid", raw: other },
  ]);
  await sageShows(company, "PA-32", "1800.00");
  await tell(company, source);
  expect(source.puts).toEqual([]);
  expect(await stateOf(invoice.id)).toMatchObject({ state: "told", told: "0.00" });
  await sageShows(company, "PA-32", "2000.00");
  await tell(company, source);
  expect(source.puts).toMatchObject([{ amount: "200.00" }]);
});

test("a refusal is shown and written into the record, a wait is tried again", async () => {
  const { company, invoice } = await aSyncedInvoice("PA-33");
  const source = aSource();
  source.answer = { kind: "later", retryAfterMs: 60_000, words: "Procore wants us to wait." };
  await sageShows(company, "PA-33", "10.00");
  await tell(company, source);
  expect(await stateOf(invoice.id)).toMatchObject({ state: "due", note: "Procore wants us to wait." });
  await tell(company, source);
  expect(source.puts, "not before its time").toHaveLength(1);
  await isDueNow(invoice.id);
  source.answer = { kind: "refused", code: "value.invalid", words: "requisition_id is invalid" };
  await tell(company, source);
  expect(await shown(company, invoice.id)).toContain("Payment in Procore: Refused: requisition_id is invalid");
  expect(await bed.kinds(invoice.id)).toContain("payment.refused");
  source.answer = null;
  await sageShows(company, "PA-33", "20.00");
  await tell(company, source);
  expect(await stateOf(invoice.id)).toMatchObject({ state: "told", told: "20.00", note: null });
});

test("a figure that moves while the last one is told stays due", async () => {
  const { company, invoice } = await aSyncedInvoice("PA-34");
  const source = aSource();
  await sageShows(company, "PA-34", "10.00");
  let isMoved = false;
  source.onPut = async () => {
    if (!isMoved) await sageShows(company, "PA-34", "30.00");
    isMoved = true;
  };
  await tell(company, source);
  expect(source.puts.map(({ amount }) => amount)).toEqual(["10.00", "30.00"]);
  expect(await stateOf(invoice.id)).toMatchObject({ state: "told", told: "30.00" });
});

test("an invoice that is proved after Sage's mirror shows it paid is told, one that is not synced is not", async () => {
  const company = await aCompany(bed.owner);
  const contract = await anItem(bed.app, company, { state: "synced" });
  const invoice = await anInvoice(bed.app, company, contract, { number: "PA-35", state: "exporting" });
  await sageShows(company, "PA-35", "40.00");
  expect(await stateOf(invoice.id)).toBeNull();
  await bed.owner.execute(sql`update item set state = 'synced' where id = ${invoice.id}`);
  await bed.owner.execute(
    sql`update export set status = 'proved', write_back = 'due', write_back_at = clock_timestamp() where item_id = ${invoice.id}`,
  );
  const told = { writeOrigin: async () => ({ kind: "written" }) };
  await bed.run(writeBack, { companyId: company.id }, told as never);
  expect(await stateOf(invoice.id)).toMatchObject({ state: "due", paid: "40.00" });
});

test("a company without a connection is told nothing, and nothing is lost", async () => {
  const { company, invoice } = await aSyncedInvoice("PA-36");
  await sageShows(company, "PA-36", "10.00");
  await bed.run(tellPayments, { companyId: company.id });
  expect(await stateOf(invoice.id)).toMatchObject({ state: "due" });
});
