import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument, ExportFile, PreviewField, PreviewRecord } from "#lib/core/export-document.ts";
import { codeKey, type Facts } from "#lib/core/facts.ts";
import { isZero, toScale } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { splitRecord } from "#lib/core/sage-text.ts";
import { type Commitment, kindNames, linesTotal, readCommitment } from "#lib/records/commitment/model.ts";
import { isLumpSum } from "#lib/records/commitment/sage300.ts";

type Column = readonly [name: string, source: string];
const [NOT_SENT, FIXED] = ["Not sent", "Countersign: always so"];
const ID: Column = ["Commitment id", "Export field: Sage ID"];
const JOB: Column = ["Job", "Link: job of the project"];
const address = (to: string): readonly Column[] =>
  ["address 1", "address 2", "city", "state", "ZIP"].map((part) => [`${to} ${part}`, NOT_SENT] as const);

/** What stands in each place of a record, and where it comes from (domain/sage-300-cre.md 4.1, 5.1, 5.2). */
const columns: Readonly<Record<string, readonly Column[]>> = {
  "jce *": [JOB, ["Job description", NOT_SENT]],
  "jce E": [["Extra", "Procore: sub job of the line"]],
  "jce C": [
    ["Cost code", "Procore: cost code of the line"],
    ["Cost code description", NOT_SENT],
    ["Category", "Procore: cost type of the line"],
    ["Date", "Export field: commitment date"],
    ["Quantity", FIXED],
    ["Unit description", NOT_SENT],
    ["Amount", FIXED],
    ...[9, 10, 11, 12].map((place) => [`Field ${place}`, NOT_SENT] as const),
    ["Extra", "Procore: sub job of the line"],
  ],
  "jcc C": [
    ID,
    ["Commitment type", "Procore: kind of contract"],
    ["Description", "Export field: description"],
    ["Vendor", "Link: vendor of the company"],
    ["Date", "Export field: commitment date"],
    ["Retainage percent", "Procore: default retainage"],
    ["Committed to JC", FIXED],
    ["Closed", FIXED],
    ["Printed", FIXED],
    ...address("To:"),
    ...address("Ship to:"),
    ...["Ordered by", "Terms", "Ship via", "Free on board"].map((name) => [name, NOT_SENT] as const),
  ],
  "jcc CI": [
    ID,
    ["Item number", "Computed: position of the line"],
    ["Description", "Procore: description of the line"],
    ["Retainage percent", NOT_SENT],
    ["Delivery date", NOT_SENT],
    ["Scope of work", NOT_SENT],
    JOB,
    ["Extra", "Procore: sub job of the line"],
    ["Cost code", "Procore: cost code of the line"],
    ["Category", "Procore: cost type of the line"],
    ["Tax group", NOT_SENT],
    ["Tax", FIXED],
    ["Units", "Procore: quantity of the line"],
    ["Unit cost", "Procore: unit cost of the line"],
    ["Unit description", "Procore: unit of the line"],
    ["Amount", "Procore: amount of the line"],
  ],
};

/**
 * Every record of every file, field by field. Values are read from the document's own text, so that what is shown is what
 * is written; names and sources come from the place in the record, notes from the revision.
 */
export function preview(
  body: Json,
  _fields: ExportFields,
  _facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const commitment = readCommitment(body);
  const notes = notesOf(commitment, document);
  return document.files.flatMap((file) =>
    file.text
      .split("\r\n")
      .filter((line) => line !== "")
      .map((line) => previewRecord(file, line, commitment, notes)),
  );
}

type Notes = (record: string, name: string, values: readonly string[]) => string | undefined;

function previewRecord(file: ExportFile, line: string, commitment: Commitment, notes: Notes): PreviewRecord {
  const [record = "", ...values] = splitRecord(line);
  const names = columns[`${file.extension} ${record}`] ?? [];
  const fields = values.map((value, place): PreviewField => {
    const [name, source] = names[place] ?? [`Field ${place + 2}`, NOT_SENT];
    const note = notes(`${file.extension} ${record}`, name, values);
    return { name, value, source, ...(note === undefined ? {} : { note }) };
  });
  return {
    file: `.${file.extension}`,
    record,
    title: titleOf(`${file.extension} ${record}`, values, commitment),
    fields,
  };
}

function titleOf(record: string, values: readonly string[], commitment: Commitment): string {
  const count = commitment.lines.length;
  const total = toScale(linesTotal(commitment), 2);
  const titles: Readonly<Record<string, string>> = {
    "jce *": `Job ${values[0]}`,
    "jce E": `Extra ${values[0]}`,
    "jce C": `New on the job: ${[values[11], values[0], values[2]].filter(Boolean).join(" ")}`,
    "jcc C": `${kindNames[commitment.kind]} ${values[0]}: ${count} ${count === 1 ? "item" : "items"}, ${total}`,
    "jcc CI": `Item ${values[1]}: ${[values[7], values[8], values[9]].filter(Boolean).join(" ")}`,
  };
  return titles[record] ?? record;
}

function notesOf(commitment: Commitment, document: ExportDocument): Notes {
  const fresh = new Set(zeroLineKeys(document));
  return (record, name, values) => {
    if (record === "jce *" && name === "Job") return "Exists in Sage; names the job of the lines that follow.";
    if (record === "jce E") return "Exists in Sage; names the extra of the lines that follow.";
    if (record === "jce C" && name === "Amount") return "Makes the combination in Sage without changing the estimate.";
    if (record === "jcc C") return headNote(name, values, commitment);
    if (record !== "jcc CI") return undefined;
    const [, number, , , , , , extra = "", costCode = "", category = ""] = values;
    if (name === "Cost code" && fresh.has(codeKey({ extra, costCode, category })))
      return "New to Sage: made by the zero line above.";
    return amountNote(name, commitment.lines[Number(number) - 1]);
  };
}

/** The combinations that the document itself makes, as they are written in it. */
function zeroLineKeys(document: ExportDocument): readonly string[] {
  const lines = document.files.filter((file) => file.extension === "jce").flatMap((file) => file.text.split("\r\n"));
  return lines
    .map(splitRecord)
    .filter(([record]) => record === "C")
    .map((values) => codeKey({ extra: values[12] ?? "", costCode: values[1] ?? "", category: values[3] ?? "" }));
}

function headNote(name: string, values: readonly string[], commitment: Commitment): string | undefined {
  if (name === "Commitment type") return kindNames[commitment.kind];
  if (name !== "Description" || values[2] === commitment.title) return undefined;
  return `The title in Procore is “${commitment.title}”.`;
}

function amountNote(name: string, line: Commitment["lines"][number] | undefined): string | undefined {
  if (!line || !isLumpSum(line)) return undefined;
  const inSource = name === "Units" ? line.quantity : name === "Unit cost" ? line.unitCost : "0";
  return isZero(inSource) ? undefined : `Lump sum: sent as an amount only; Procore has ${inSource}.`;
}
