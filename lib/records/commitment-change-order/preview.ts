import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument, ExportFile, PreviewField, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { toScale } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { splitRecord } from "#lib/core/sage-text.ts";
import {
  type ChangeOrder,
  type ItemChange,
  itemChanges,
  linesTotal,
  readChangeOrder,
} from "#lib/records/commitment-change-order/model.ts";
import { scopeOf } from "#lib/records/commitment-change-order/sage300.ts";

type Column = readonly [name: string, source: string];
const [NOT_SENT, FIXED] = ["Not sent", "Countersign: always so"];
const COMMITMENT: Column = ["Commitment id", "Sage ID of the commitment that it changes"];
const ID: Column = ["Change order id", "Export field: Sage ID"];
const JOB: Column = ["Job", "Link: job of the project"];
const ITEM: Column = ["Item number", "Computed: the commitment's item with the code of the line"];

/** What stands in each place of a record, and where it comes from (domain/sage-300-cre.md 4.1, 5.2, 5.3, 5.4). */
const columns: Readonly<Record<string, readonly Column[]>> = {
  "jce *": [JOB, ["Job description", NOT_SENT]],
  "jce E": [["Extra", "Procore: sub job of the line"]],
  "jce C": [
    ["Cost code", "Procore: cost code of the line"],
    ["Cost code description", NOT_SENT],
    ["Category", "Procore: cost type of the line"],
    ["Date", "Export field: transaction date"],
    ["Quantity", FIXED],
    ["Unit description", NOT_SENT],
    ["Amount", FIXED],
    ...[9, 10, 11, 12].map((place) => [`Field ${place}`, NOT_SENT] as const),
    ["Extra", "Procore: sub job of the line"],
  ],
  "jcc CI": [
    COMMITMENT,
    ["Item number", "Computed: behind the commitment's last item"],
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
    ["Units", FIXED],
    ["Unit cost", FIXED],
    ["Unit description", "Procore: unit of the line"],
    ["Amount", FIXED],
  ],
  "jcc CCO": [
    COMMITMENT,
    ID,
    ["Description", "Export field: description"],
    ["Printed", NOT_SENT],
    ["Date", "Export field: transaction date"],
    ["Type", NOT_SENT],
    ["Scope", "Procore: description"],
    ["Status", "Company profile: code of an approved change order"],
  ],
  "jcc CCOI": [
    COMMITMENT,
    ID,
    ITEM,
    ["Description", "Procore: description of the line"],
    ["Units", "Procore: quantity of the line"],
    ["Amount", "Procore: amount of the line"],
  ],
};

type Told = {
  readonly changeOrder: ChangeOrder;
  readonly changes: ReadonlyMap<string, ItemChange>;
  readonly facts: Facts;
};

/**
 * Every record of every file, field by field. Values are read from the document's own text, so that what is shown is what
 * is written; notes come from the revision and from the commitment's items.
 */
export function preview(
  body: Json,
  _fields: ExportFields,
  facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const changeOrder = readChangeOrder(body);
  const all = itemChanges(changeOrder, facts.parent?.items ?? []);
  const told = { changeOrder, facts, changes: new Map(all.map((change) => [String(change.item), change])) };
  return document.files.flatMap((file) =>
    file.text
      .split("\r\n")
      .filter((line) => line !== "")
      .map((line) => previewRecord(file, line, told)),
  );
}

function previewRecord(file: ExportFile, line: string, told: Told): PreviewRecord {
  const [id = "", ...values] = splitRecord(line);
  const record = `${file.extension} ${id}`;
  const fields = values.map((value, place): PreviewField => {
    const [name, source] = columns[record]?.[place] ?? [`Field ${place + 2}`, NOT_SENT];
    const note = noteOf(record, name, values, told);
    return { name, value, source, ...(note === undefined ? {} : { note }) };
  });
  return { file: `.${file.extension}`, record: id, title: titleOf(record, values, told), fields };
}

function titleOf(record: string, values: readonly string[], { changeOrder, changes }: Told): string {
  const change = changes.get(values[2] ?? "");
  const code = change && [change.extra, change.costCode, change.category].filter(Boolean).join(" ");
  const titles: Readonly<Record<string, string>> = {
    "jce *": `Job ${values[0]}`,
    "jce E": `Extra ${values[0]}`,
    "jce C": `New on the job: ${[values[11], values[0], values[2]].filter(Boolean).join(" ")}`,
    "jcc CI": `New item ${values[1]} of ${values[0]}: ${[values[7], values[8], values[9]].filter(Boolean).join(" ")}`,
    "jcc CCO": `Change order ${values[1]} of ${values[0]}: ${toScale(linesTotal(changeOrder), 2)}`,
    "jcc CCOI": `Change of item ${values[2]}: ${code ?? ""}`,
  };
  return titles[record] ?? record;
}

function noteOf(record: string, name: string, values: readonly string[], told: Told): string | undefined {
  if (record === "jce *" && name === "Job") return "Exists in Sage; names the job of the lines that follow.";
  if (record === "jce E") return "Exists in Sage; names the extra of the lines that follow.";
  if (record === "jce C" && name === "Amount") return "Makes the combination in Sage without changing the estimate.";
  if (record === "jcc CI" && name === "Amount") return "Makes the item with nothing on it; the change follows below.";
  if (record === "jcc CCO" && name === "Status") return "Approved.";
  if (record === "jcc CCO" && name === "Scope") return scopeOf(told.changeOrder).problem ?? undefined;
  if (record !== "jcc CCOI") return undefined;
  const change = told.changes.get(values[2] ?? "");
  if (name === "Amount" && change && change.lines.length > 1)
    return `The sum of lines ${change.lines.join(", ")}: Sage changes an item once in a change order.`;
  const item = told.facts.parent?.items.find((one) => String(one.item) === values[2]);
  if (name === "Description" && item && values[3] !== "" && item.description !== values[3])
    return `Replaces “${item.description}” on the item.`;
  return undefined;
}
