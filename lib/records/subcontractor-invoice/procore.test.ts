import { describe, expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { subcontractorInvoice } from "#lib/records/subcontractor-invoice/definition.ts";
import { anInvoice, rawItem, rawRequisition, someFacts } from "#lib/records/subcontractor-invoice/fixtures.ts";
import { billingOf, readInvoice } from "#lib/records/subcontractor-invoice/model.ts";
import { decode } from "#lib/records/subcontractor-invoice/procore.ts";
import { details, lines } from "#lib/records/subcontractor-invoice/view.ts";

const kind = "requisitions";
function decoded(raw: Json) {
  const result = decode(kind, raw);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

test("a requisition becomes an invoice with its contract as parent", () => {
  const { body, head } = decoded(rawRequisition());
  expect(readInvoice(body)).toMatchObject({
    contractSourceId: "90101",
    previousSourceId: "4409",
    billingDate: "2026-05-31",
    paymentDue: "9000.00",
    totalRetainage: "2000.00",
    lines: [{ contractLineSourceId: "7001", code: "26-010.S", workThisPeriod: "10000.00", workReleased: "0.00" }],
  });
  expect(head).toMatchObject({
    parentSourceId: "90101",
    number: "LW-2031",
    title: "Invoice 3, Site electrical",
    amount: "10000.00",
    isApproved: true,
    vendorSourceId: "555",
    authors: ["31"],
  });
  expect(subcontractorInvoice.parent?.(body)).toEqual({
    sourceKinds: ["work_order_contracts", "purchase_order_contracts"],
    sourceId: "90101",
  });
});

test.each([
  ["draft", null, false],
  ["under_review", null, false],
  ["approved", null, true],
  ["approved_as_noted", null, true],
  ["pending_owner_approval", null, true],
  ["approved", "2026-06-01T00:00:00Z", false],
])("%s, deleted %s: may go %s", (status, deleted_at, isApproved) => {
  expect(decoded(rawRequisition({ status, deleted_at })).head.isApproved).toBe(isApproved);
});

test("lines of change orders come after those of the contract and know their change order", () => {
  const raw = rawRequisition({
    items: [
      rawItem({
        id: 2,
        item_type: "change_order_item",
        line_item_id: null,
        commitment_line_item_id: null,
        change_order_package_id: 60001,
      }),
      rawItem({ id: 3, position: 2 }),
      rawItem({ id: 1, position: 1 }),
    ],
  });
  const { lines: all } = readInvoice(decoded(raw).body);
  expect(all.map(({ sourceId, changeOrderSourceId }) => [sourceId, changeOrderSourceId])).toEqual([
    ["1", ""],
    ["3", ""],
    ["2", "60001"],
  ]);
});

test("quantities count where the commitment is billed by them", () => {
  const item = rawItem({ work_completed_this_period_quantity: "12.5", scheduled_unit_price: "800" });
  const unit = (accounting_method: string) => {
    const { lines: all } = readInvoice(decoded(rawRequisition({ accounting_method, items: [item] })).body);
    return [all[0]?.units, all[0]?.unitCost];
  };
  expect(unit("unit")).toEqual(["12.5", "800"]);
  expect(unit("amount")).toEqual(["0", "0"]);
});

describe("what cannot be read is refused with the field", () => {
  test.each<[string, Json, string]>([
    ["another kind", rawRequisition(), "kind"],
    ["no commitment", rawRequisition({ commitment_id: null }), "commitment_id"],
    ["no items", rawRequisition({ items: null }), "items"],
    [
      "an amount that is none",
      rawRequisition({ items: [rawItem({ scheduled_value: "1e3" })] }),
      "items.0.scheduled_value",
    ],
    ["no summary", rawRequisition({ summary: null }), "summary"],
  ])("%s", (name, raw, field) => {
    const result = decode(name === "another kind" ? "invoices" : kind, raw);
    expect(result.ok ? null : result.refusal.params).toMatchObject({ field });
  });
});

describe("the figures of a period", () => {
  const [held, first] = [{ materialsStored: "4000.00", materialsRetained: "400.00" }, anInvoice()];
  test("work and retainage of the period, releases netted, empty lines left out", () => {
    const [one, two] = first.lines;
    const invoice = anInvoice({
      lines: [
        { ...(one as never as object), workReleased: "250.00" } as never,
        { ...(two as never as object), workThisPeriod: "0", workRetained: "0" } as never,
      ],
    });
    const billing = billingOf(invoice, null);
    expect(billing.lines.map(({ number, amount, retainage }) => [number, amount, retainage])).toEqual([
      [1, "1000.00", "-150.00"],
    ]);
    expect([billing.amount, billing.retainage]).toEqual(["1000.00", "-150.00"]);
    expect([billing.linesAmount, billing.linesRetainage]).toEqual(["1000.00", "-150.00"]);
  });
  test("what was stored in the invoice before is not billed again", () => {
    const before = anInvoice({ sourceId: "4409", lines: first.lines.map((line) => ({ ...line, ...held })) });
    const now = anInvoice({
      previousSourceId: "4409",
      lines: first.lines.map((line) => ({ ...line, materialsStored: "4500.00", materialsRetained: "450.00" })),
      // 3,000 of work and 1,000 newly stored, a tenth of it held.
      paymentDue: "3600.00",
      totalRetainage: String(Number(before.totalRetainage) + 400),
    });
    const billing = billingOf(now, before);
    expect(billing.lines.map(({ amount, retainage }) => [amount, retainage])).toEqual([
      ["1500.00", "150.00"],
      ["2500.00", "250.00"],
    ]);
    expect([billing.amount, billing.retainage]).toEqual(["4000.00", "400.00"]);
    expect([billing.linesAmount, billing.linesRetainage]).toEqual(["4000.00", "400.00"]);
  });
});

test("the review shows billed lines with code, amount and retainage, and the figures of the head", () => {
  const { body } = decoded(rawRequisition());
  expect(lines(body)).toMatchObject([
    { number: "1", costCode: "26-010", category: "S", amount: "10000.00", retainage: "1000.00", quantity: "" },
  ]);
  const of = (label: string) => details(body).find((field) => field.label === label)?.value;
  expect([of("Amount for Sage"), of("Retainage held of this period"), of("Payment due")]).toEqual([
    "10000.00",
    "1000.00",
    "9000.00",
  ]);
});

test.each([
  ["0.00", "Not yet"],
  ["1799.99", "In part"],
  ["1800.00", "In full, but for the retainage"],
  ["2000.00", "In full"],
])("%s paid of 2,000 with 200 of retainage: %s", (paid, words) => {
  const { standing } = subcontractorInvoice;
  expect(standing?.lookup("LUMEN/PA/7")).toEqual({ table: "APM_MASTER__INVOICE", keys: ["LUMEN|PA/7"] });
  const row = { Amount: "2000.00", Retainage: "200.00", Amount_Paid: paid };
  expect(standing?.details([row]).map(({ value }) => value)).toEqual([paid, words]);
  expect(standing?.details([])).toEqual([]);
});

test("proposals: the number in capitals, the billing date unless it is to come, what it is for where it fits", () => {
  const facts = someFacts();
  expect(subcontractorInvoice.prefill(anInvoice({ number: "lw-1" }), facts)).toEqual({
    sageId: "LW-1",
    accountingDate: "2026-05-15",
    description: "Invoice 3, Site electrical",
  });
  const late = anInvoice({ billingDate: "2026-05-31", contractName: "A name that is much too long for it" });
  expect(subcontractorInvoice.prefill(late, facts)).toMatchObject({
    accountingDate: "2026-05-20",
    description: "Invoice 3",
  });
});

test("the facts it asks for: parent, wanted id below the vendor, the invoice before and billed change orders", () => {
  const invoice = anInvoice({ previousSourceId: "4409" });
  const [line] = invoice.lines;
  const changed = { ...invoice, lines: [{ ...line, changeOrderSourceId: "60001" }, line] } as Json;
  expect(subcontractorInvoice.factsQuery(changed, { sageId: "lw-1" })).toMatchObject({
    erpIds: ["lw-1", "LW-1"],
    takenIn: "invoices",
    parent: { sourceId: "90101" },
    documents: [
      { sourceKind: "requisitions", sourceId: "4409" },
      { sourceKind: "change_order_packages", sourceId: "60001" },
    ],
  });
  expect(subcontractorInvoice.familyKey("LUMEN/lw-1")).toBe("invoice:LUMEN/LW-1");
});
