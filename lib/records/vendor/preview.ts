import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument, PreviewField, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { ExportFields } from "#lib/core/record-type.ts";

/** Where each value comes from, by the label of the sheet and by the column of the table (domain/sage-300-cre.md 8.3). */
const sources: Readonly<Record<string, string>> = {
  Vendor: "Export field: Sage vendor ID",
  Name: "Procore: name of the company",
  Type: "Export field: vendor type",
  Status: "Countersign: always so",
  "Address 1": "Procore: first line of the address",
  Address_1: "Procore: first line of the address",
  "Address 2": "Procore: second line of the address",
  Address_2: "Procore: second line of the address",
  City: "Procore: city",
  State: "Procore: state",
  ZIP: "Procore: ZIP code",
  Zip: "Procore: ZIP code",
  Telephone: "Procore: business phone",
};
const notProved = "Not part of the proof: Sage brings telephone numbers into a form of its own.";

/** What is keyed in or written, field by field as it stands in the document. */
export function preview(
  _body: Json,
  _fields: ExportFields,
  _facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const screens = (document.sheet ?? []).map(({ title, fields }) => ({
    file: "Keyed in by a person",
    record: "Screen",
    title,
    fields: fields.map(({ label, value }) => fieldOf(label, value)),
  }));
  const writes = (document.writes ?? []).map(({ table, operation, key, values }) => ({
    file: "Written over SQL",
    record: operation,
    title: table,
    fields: Object.entries({ ...key, ...values }).map(([column, value]) => fieldOf(column, value)),
  }));
  return [...screens, ...writes];
}

function fieldOf(name: string, value: string): PreviewField {
  const source = sources[name] ?? "Countersign: always so";
  return { name, value, source, ...(name === "Telephone" ? { note: notProved } : {}) };
}
