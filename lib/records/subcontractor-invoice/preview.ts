import { apLayoutOf } from "#lib/core/ap-layout.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument, ExportFile, PreviewField, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { isZero } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { splitRecord } from "#lib/core/sage-text.ts";
import { type Placed, placedLines, readInvoice } from "#lib/records/subcontractor-invoice/model.ts";

const NOT_SENT = "Not sent";

/** Where the value of a field comes from; fields that are not here are never filled. */
const headerSources: Readonly<Record<string, string>> = {
  Vendor: "Link: vendor of the contract company",
  Invoice: "Export field: Invoice ID",
  Description: "Export field: description",
  Amount: "Procore: payment due and retainage held of this period",
  "Invoice Date": "Procore: billing date",
  "Accounting Date": "Export field: accounting date",
};
const lineSources: Readonly<Record<string, string>> = {
  Commitment: "Sage ID of the commitment that it bills",
  "Commitment Line Item": "Computed: the commitment's item of the line",
  Job: "Link: job of the project",
  Extra: "Sage: extra of the item",
  "Cost Code": "Sage: cost code of the item",
  Category: "Sage: category of the item",
  Units: "Procore: quantity of this period",
  "Unit Cost": "Procore: unit price of the line",
  Amount: "Computed: work completed this period and materials stored newly",
  Retainage: "Computed: retained less released in this period",
  Description: "Procore: description of work",
};
const leftOut: Readonly<Record<string, string>> = {
  "Discount Offered": "Sage takes the vendor's terms.",
  "Expense Account": "Sage takes the account of the job, cost code or category.",
  "Accounts Payable Account": "Sage takes the account of its AP controls.",
  Tax: "Tax does not go over.",
};

/**
 * Every record of the file, field by field, under the names of the company's own layout. Values are read from the document's
 * own text, so that what is shown is what is written.
 */
export function preview(
  body: Json,
  _fields: ExportFields,
  facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const layout = apLayoutOf(facts.profile);
  if (!layout.ok) return [];
  const { records, header, distribution } = layout.value;
  const placed = placedLines(readInvoice(body), facts);
  return document.files.flatMap((file) =>
    file.text
      .split("\r\n")
      .filter((line) => line !== "")
      .map((line, index) => {
        const isHeader = line.startsWith(`${records.header},`);
        return previewRecord(
          file,
          line,
          isHeader ? header : distribution,
          isHeader ? null : (placed[index - 1] ?? null),
        );
      }),
  );
}

function previewRecord(file: ExportFile, line: string, names: readonly string[], placed: Placed | null): PreviewRecord {
  const [record = "", ...values] = splitRecord(line);
  const sources = placed ? lineSources : headerSources;
  const fields = values.map((value, place): PreviewField => {
    const name = names[place + 1] || `Field ${place + 2}`;
    const note = value === "" ? leftOut[name] : noteOf(name, placed);
    return { name, value, source: sources[name] ?? NOT_SENT, ...(note === undefined ? {} : { note }) };
  });
  const at = (name: string) => values[names.indexOf(name) - 1] ?? "";
  const title = placed
    ? `Distribution to item ${at("Commitment Line Item")} of ${at("Commitment")}: ${at("Amount")}`
    : `Invoice ${at("Invoice")} of ${at("Vendor")}: ${at("Amount")}`;
  return { file: `.${file.extension}`, record, title, fields };
}

function noteOf(name: string, placed: Placed | null): string | undefined {
  if (!placed) return undefined;
  if (name === "Retainage" && !isZero(placed.line.workReleased))
    return `${placed.line.workReleased} of it is released in this period and taken off.`;
  return undefined;
}
