import fc from "fast-check";
import { expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { blocks } from "#lib/core/findings.ts";
import { toScale } from "#lib/core/money.ts";
import { anInvoice, aParent, someFacts, someFields } from "#lib/records/subcontractor-invoice/fixtures.ts";
import type { InvoiceLine } from "#lib/records/subcontractor-invoice/model.ts";
import { rules } from "#lib/records/subcontractor-invoice/rules.ts";
import { encode } from "#lib/records/subcontractor-invoice/sage300.ts";
import { invoiceLayouts } from "#lib/simulators/sage/invoice-layouts.ts";
import { planInvoices } from "#lib/simulators/sage/invoice-rules.ts";
import { parseFile } from "#lib/simulators/sage/parser.ts";
import { emptyPlan } from "#lib/simulators/sage/plan.ts";
import { encodeWindows1252 } from "#lib/simulators/sage/windows-1252.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const cents = (most: number) => fc.integer({ min: -most, max: most }).map((n) => toScale(String(n / 100), 2));
const line = fc
  .record({
    at: fc.integer({ min: 1, max: 6 }),
    description: fc.oneof(fc.constantFrom("", "é – €", "x".repeat(30)), fc.string({ maxLength: 34 })),
    workThisPeriod: fc.oneof(cents(99_999_999), fc.constant("0")),
    materialsStored: fc.oneof(fc.constant("0"), cents(500_000)),
    workRetained: cents(999_999),
    workReleased: fc.oneof(fc.constant("0"), cents(99_999)),
    materialsRetained: fc.oneof(fc.constant("0"), cents(50_000)),
    units: fc.constantFrom("0", "12.5"),
  })
  .map(
    ({ at, ...rest }): InvoiceLine => ({
      ...rest,
      sourceId: String(9000 + at),
      contractLineSourceId: String(7000 + at),
      changeOrderSourceId: "",
      code: `26-0${at}0.S`,
      scheduled: "100000.00",
      completedBefore: "0",
      retainageBefore: "0",
      materialsReleased: "0",
      unitCost: "80",
    }),
  );
const anyCase = fc.record({
  lines: fc.array(line, { maxLength: 6 }),
  apLayout: fc.constantFrom("a" as const, "b" as const, "c" as const),
  sageId: fc.constantFrom("LW-2031", "1".repeat(15), "A 1/2", "1".repeat(16), ""),
  idsWithPunctuation: fc.boolean(),
});

test("without a blocking finding it is encoded, and Sage's simulator takes it in the company's layout as it must be proved", () => {
  let taken = 0;
  fc.assert(
    fc.property(anyCase, ({ lines, apLayout, sageId, idsWithPunctuation }) => {
      const profile = CompanyProfile.parse({ apLayout, idsWithPunctuation });
      const facts = someFacts({ profile });
      const [invoice, fields] = [anInvoice({ lines }), someFields({ sageId })];
      const isBlocked = blocks(rules(invoice, fields, facts)).length > 0;
      const encoded = encode(invoice, fields, facts, SHA);
      if (isBlocked) return;
      if (!encoded.ok) expect.fail(JSON.stringify(encoded.refusal));
      taken += 1;
      const bytes = encodeWindows1252(encoded.value.files[0]?.text ?? "");
      const plan = emptyPlan();
      planInvoices(plan, parseFile("txt", bytes, invoiceLayouts(apLayout.toUpperCase() as "A")), {
        tag: "TAG",
        interference: { refusal: () => undefined, partial: () => undefined },
        facts: {
          vendors: [{ vendor: "LUMEN", status: "Active" }],
          commitments: [{ commitment: "SC-0007", vendor: "LUMEN", closed: false, posted: true }],
          items: aParent().items.map(({ item, extra, costCode, category }) => ({
            ...{ commitment: "SC-0007", item, job: "24-01", extra },
            ...{ cost_code: costCode, category },
          })),
          invoices: [],
        },
      });
      expect(plan.rejected).toEqual([]);
      const [head, distributions] = encoded.value.expectations;
      const small = (row: Readonly<Record<string, string>>) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
      const asText = (row: object) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]));
      expect(plan.rows.invoices.map(asText)).toMatchObject(head?.rows.map(small) ?? []);
      expect(plan.rows.distributions.map(asText)).toMatchObject(distributions?.rows.map(small) ?? []);
    }),
    { numRuns: 2000 },
  );
  expect(taken).toBeGreaterThan(100);
});
