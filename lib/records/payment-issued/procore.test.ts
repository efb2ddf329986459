import { expect, test } from "vitest";
import { paymentIssued } from "#lib/records/payment-issued/definition.ts";
import { aPayment, rawPayment, someFacts } from "#lib/records/payment-issued/fixtures.ts";
import { decode } from "#lib/records/payment-issued/procore.ts";
import { details } from "#lib/records/payment-issued/view.ts";

test("a payment with the invoice that it pays", () => {
  const read = decode("contract_payments", rawPayment());
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  expect(read.value.body).toEqual(aPayment());
  expect(read.value.head).toEqual({
    sourceKind: "contract_payments",
    sourceId: "8801",
    projectSourceId: "77",
    parentSourceId: "4410",
    vendorSourceId: "555",
    vendorName: "Lumen Works",
    number: "#2",
    title: "Payment of invoice LW-2031",
    amount: "2700.00",
    status: "paid",
    isApproved: true,
    authors: [],
    updatedAt: "2026-06-05T10:11:12Z",
  });
  expect(details(read.value.body).map(({ value }) => value)).toEqual([
    "LW-2031",
    "paid",
    "2700.00",
    "ach",
    "100231",
    "2026-06-03",
    "2026-06-01",
    "2026-06-05",
  ]);
});

test("without an invoice, not paid, gone; what cannot be read is refused", () => {
  const without = { requisition_id: null, invoice_number: null };
  const none = decode("contract_payments", rawPayment({ ...without, requisition: null, payment_number: null }));
  expect(none).toMatchObject({ ok: true, value: { head: { number: "#8801", title: "Payment without an invoice" } } });
  for (const raw of [rawPayment({ status: "initiated" }), rawPayment({ deleted_at: "2026-06-06T00:00:00Z" })])
    expect(decode("contract_payments", raw)).toMatchObject({ ok: true, value: { head: { isApproved: false } } });
  expect(decode("contract_payments", rawPayment({ amount: "1,000" }))).toMatchObject({
    refusal: { params: { field: "amount" } },
  });
  expect(decode("requisitions", rawPayment()).ok).toBe(false);
});

test("what Countersign told the source of Sage's payments makes no item; the tie of a proved payment changes nothing", () => {
  const arises = (origin_id: string | null) => {
    const read = decode("contract_payments", rawPayment({ origin_id }));
    if (!read.ok) throw new Error(JSON.stringify(read.refusal));
    return paymentIssued.arises?.(read.value.body, someFacts()) === true ? read.value.body : null;
  };
  expect(arises("LUMEN/LW-2031/paid")).toBeNull();
  expect(arises(null)).toEqual(aPayment());
  expect(arises("LUMEN/LW-2031/payment 8801")).toEqual(aPayment());
});
