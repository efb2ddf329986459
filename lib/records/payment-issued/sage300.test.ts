import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ExportDocument, hashInput } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { paymentIssued } from "#lib/records/payment-issued/definition.ts";
import { aParent, aPayment, aProfile, codes, someFacts } from "#lib/records/payment-issued/fixtures.ts";
import type { Payment } from "#lib/records/payment-issued/model.ts";
import { preview } from "#lib/records/payment-issued/preview.ts";
import { encode } from "#lib/records/payment-issued/sage300.ts";
import { checkPackage } from "#lib/sync-client/document-package.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";

function document(payment: Payment, facts: Facts): ExportDocument {
  const encoded = encode(payment, {}, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}
const facts = someFacts({ sage: codes("", "05/01/2026"), parent: aParent({ erpId: "LUMEN/PA/7" }) });

describe.each(["attended", "database"] as const)("%s", (name) => {
  const given = { ...facts, profile: aProfile({ paymentDoor: name }) };
  const made = document(aPayment(), given);
  test("the document is as agreed, to the letter", () => {
    const { door, sheet, writes, expectations } = made;
    const golden = readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8");
    expect(`${JSON.stringify({ door, sheet, writes, expectations }, null, 2)}\n`).toBe(golden);
    expect(made).toMatchObject({ erpId: "LUMEN/PA/7/payment 8801", files: [], recordType: "payment_issued" });
  });
  test("the sync client takes it", () => {
    const text = hashInput(made);
    const sha256 = createHash("sha256").update(text).digest("hex");
    const parcel = { companyId: made.companyId, sha256, document: text };
    expect(checkPackage(parcel, made.companyId)).toMatchObject({ kind: "sound" });
  });
  test("the preview shows both codes with what Sage holds now", () => {
    const [record] = preview(aPayment(), {}, given, made);
    expect(record?.title).toBe("LUMEN/PA/7");
    expect(record?.fields.map(({ name: label, value }) => [label, value])).toEqual([
      ["Vendor", "LUMEN"],
      ["Invoice", "PA/7"],
      ["Invoice Code 1", "100231"],
      ["Invoice Code 2", "06/03/2026"],
    ]);
    expect(record?.fields[3]?.note).toContain("In Sage now: 05/01/2026.");
  });
});

test("a code that Sage holds already is not written", () => {
  const { expectations } = document(aPayment(), { ...facts, sage: codes("100231") });
  expect(expectations[0]).toMatchObject({ rows: [{ Invoice: "PA/7", Invoice_Code_2: "06/03/2026" }] });
  expect(expectations[0]?.columns).toEqual({ Invoice: "text", Invoice_Code_2: "text" });
});

test("an invoice that is about to be made, or was made just now, has neither code yet", () => {
  const before = (parent: Parameters<typeof aParent>[0]) =>
    document(aPayment(), { ...facts, sage: {}, parent: aParent({ erpId: "LUMEN/PA/7", ...parent }) }).expectations[0]
      ?.before;
  const empty = [{ Invoice: "PA/7", Invoice_Code_1: "", Invoice_Code_2: "" }];
  expect(before({ state: "ready", isProved: false, isAccepted: false })).toEqual(empty);
  expect(before({ isFresh: true })).toEqual(empty);
});

test("what cannot be proved, does not fit or changes nothing has no document", () => {
  const no = (payment: Payment, given: Facts) => expect(encode(payment, {}, given, SHA).ok).toBe(false);
  no(aPayment(), { ...facts, sage: {} });
  no(aPayment(), { ...facts, parent: null });
  no(aPayment(), { ...facts, sage: codes("100231", "06/03/2026") });
  no(aPayment({ checkNumber: "12345678901" }), facts);
});

test("off until the company wants it, and in Canada; the family is the invoice's", () => {
  const isOff = (over: object) => paymentIssued.isOff?.(aProfile(over));
  expect([isOff({}), isOff({ exportPayments: false }), isOff({ country: "canada" })]).toEqual([false, true, true]);
  expect(paymentIssued.familyKey("Lumen/pa/7/payment 8801")).toBe("invoice:LUMEN/PA/7");
});
