import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { type Facts, noTotals } from "#lib/core/facts.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { aCommitment, aLine, someFacts, someFields } from "#lib/records/commitment/fixtures.ts";
import type { Commitment } from "#lib/records/commitment/model.ts";
import { preview } from "#lib/records/commitment/preview.ts";
import { encode } from "#lib/records/commitment/sage300.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";

function documentOf(
  commitment: Commitment,
  fields: ExportFields = someFields(),
  facts: Facts = someFacts(),
): ExportDocument {
  const encoded = encode(commitment, fields, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}
const _withProfile = (profile: Partial<CompanyProfile>) => someFacts({ profile: CompanyProfile.parse(profile) });
const _golden = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8");

const purchaseOrder = aCommitment({
  kind: "purchase_order",
  number: "PO-0012",
  title: "Conduit & fittings",
  retainagePercent: "0",
  lines: [
    aLine(1, {
      description: "Conduit 1, galvanised",
      category: "M",
      quantity: "500.2",
      unit: "LF",
      unitCost: "2.5",
      amount: "1250.50",
    }),
    aLine(2, { description: "Delivery", category: "M", quantity: "1", unit: "LS", amount: "80.00" }),
    aLine(2, {
      description: "Rebate – “spring”",
      category: "M",
      quantity: "-3",
      unit: "EA",
      unitCost: "12.3456",
      amount: "-37.04",
    }),
  ],
});
const purchaseOrderFields = someFields({ sageId: "PO-0012", description: "Conduit & fittings" });

const withNewCodes = aCommitment({
  lines: [
    aLine(1),
    aLine(9, { extra: "PARK" }),
    aLine(9, { description: "Fixtures" }),
    aLine(9, { description: "Fixtures, second floor" }),
    aLine(1, { extra: "PARK", category: "M" }),
    aLine(2, { extra: "PARK", category: "L" }),
  ],
});
const factsOfNewCodes = someFacts({
  extras: { PARK: { description: "Parking" } },
  categories: { "|26-010|S": noTotals, "PARK|26-020|L": noTotals },
});

describe("preview", () => {
  test("shows every field of every record with the value that is written", () => {
    const document = documentOf(withNewCodes, someFields(), factsOfNewCodes);
    const records = preview(withNewCodes, someFields(), factsOfNewCodes, document);
    expect(records.map((record) => `${record.file} ${record.record}`)).toEqual([
      ...[".jce *", ".jce C", ".jce E", ".jce C", ".jce C"],
      ...[".jcc C", ".jcc CI", ".jcc CI", ".jcc CI", ".jcc CI", ".jcc CI", ".jcc CI"],
    ]);
    const written = document.files.flatMap((file) => parse(file.text));
    expect(records.map((record) => [record.record, ...record.fields.map((field) => field.value)])).toEqual(written);
    for (const record of records) for (const field of record.fields) expect(field.name && field.source).toBeTruthy();
    expect(records[5]?.title).toBe("Subcontract SC-0007: 6 items, 32503.00");
    expect(records[5]?.fields[2]).toEqual({
      name: "Description",
      value: "Site electrical",
      source: "Export field: description",
    });
    const notes = records.slice(6).map((record) => record.fields.find((field) => field.name === "Cost code")?.note);
    const fresh = "New to Sage: made by the zero line above.";
    expect(notes).toEqual([undefined, fresh, fresh, fresh, fresh, undefined]);
  });

  test("says that a lump sum leaves its quantity behind, and what the title is in Procore", () => {
    const fields = { ...purchaseOrderFields, description: "Conduit" };
    const facts = someFacts({}, purchaseOrder);
    const records = preview(purchaseOrder, fields, facts, documentOf(purchaseOrder, fields, facts));
    expect(records[0]?.fields).toHaveLength(23);
    expect(records[0]?.fields[2]?.note).toBe("The title in Procore is “Conduit & fittings”.");
    expect(records[2]?.fields[12]).toMatchObject({
      name: "Units",
      value: "0",
      note: "Lump sum: sent as an amount only; Procore has 1.",
    });
    expect(records[1]?.fields[12]).toEqual({ name: "Units", value: "500.2", source: "Procore: quantity of the line" });
  });
});

/** Independent of the encoder: reads a file character by character, as strictly as Sage's own layout asks. */
function parse(text: string): string[][] {
  const records: string[][] = [];
  let [record, field, isQuoted]: [string[], string, boolean] = [[], "", false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (isQuoted) {
      if (character === '"') isQuoted = false;
      else field += character;
    } else if (character === '"') {
      if (field !== "") throw new Error(`quote inside a field at ${at}`);
      isQuoted = true;
    } else if (character === ",") {
      record.push(field);
      field = "";
    } else if (character === "\r" && text[at + 1] === "\n") {
      records.push([...record, field]);
      [record, field] = [[], ""];
      at += 1;
    } else if (/[\r\n]/.test(character)) throw new Error(`bare line end at ${at}`);
    else field += character;
  }
  if (isQuoted || field !== "" || record.length > 0) throw new Error("not ended");
  return records;
}
