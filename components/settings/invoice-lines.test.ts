import { expect, test } from "vitest";
import { invoiceLines } from "#components/settings/invoice-lines.ts";
import { problemsOf, toDraft } from "#components/settings/profile-draft.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";

const draft = toDraft(CompanyProfile.parse({}));

test("the example is written by the writer of real invoices, in the layout and date format of the form", () => {
  expect(invoiceLines(draft)).toMatchObject({
    problem: null,
    lines: [
      'API,"ACMEST","PA-0007","Pay app 7",45000.00,,03/14/2026,,,03/14/2026,,,,,,',
      'APD,"SC-2401-010",1,"24-01",,"03-100","SUB",,,30000.00,3000.00,,,"Slab on grade",',
      'APD,"SC-2401-010",2,"24-01",,"03-200","SUB",,,15000.00,1500.00,,,"Rebar",',
    ],
  });
  expect(invoiceLines({ ...draft, apDateFormat: "mmddyyyy" }).lines[0]).toContain(",03142026,");
  expect(invoiceLines({ ...draft, apLayout: "fixed" }).lines[0]).toMatch(/^APIF,/);
});

test("what cannot be written is told, and the printed format is a problem of its field", () => {
  expect(invoiceLines({ ...draft, apLayout: "printed" })).toMatchObject({ lines: [] });
  const printed = { ...draft, apLayout: "printed", apPrintedLayout: "API\nVendor\nColour" };
  expect(invoiceLines(printed).problem).toContain("“Colour” is no field");
  expect(problemsOf(printed).apPrintedLayout).toContain("Line 3");
  const bare =
    "API\nVendor\nInvoice\nDescription\nAmount\nInvoice Date\nAPD\nCommitment\nLine Item\nJob\nCost Code\nCategory\nAmount\nDescription";
  expect(invoiceLines({ ...printed, apPrintedLayout: bare }).problem).toContain("the retainage of line 1");
});
