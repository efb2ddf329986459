import type { EstimateGroup } from "#lib/core/estimates.ts";
import type { ExportDocument, ExportFile, PreviewField, PreviewRecord } from "#lib/core/export-document.ts";
import { codeKey, type Facts } from "#lib/core/facts.ts";
import { entry } from "#lib/core/finding-makers.ts";
import { isZero, toScale } from "#lib/core/money.ts";
import { splitRecord } from "#lib/core/sage-text.ts";

type Column = readonly [name: string, source: string];
/** What the preview says of a type's own: where date and amount come from, what Sage calls the total, and a word on an amount. */
export type EstimateWords = {
  readonly date: string;
  readonly amount: string;
  readonly total: string;
  readonly noteOf?: (group: EstimateGroup) => string | null;
};
const [NOT_SENT, FIXED] = ["Not sent", "Countersign: always so"];

/** What stands in each place of a record, and where it comes from (domain/sage-300-cre.md 4.1). */
const columnsOf = ({ date, amount }: EstimateWords): Readonly<Record<string, readonly Column[]>> => ({
  "*": [
    ["Job", "Link: job of the project"],
    ["Job description", NOT_SENT],
  ],
  E: [["Extra", "Procore: sub job of the line"]],
  C: [
    ["Cost code", "Procore: cost code of the line"],
    ["Cost code description", NOT_SENT],
    ["Category", "Procore: cost type of the line"],
    ["Date", date],
    ["Quantity", FIXED],
    ["Unit description", NOT_SENT],
    ["Amount", amount],
    ...[9, 10, 11, 12].map((place) => [`Field ${place}`, NOT_SENT] as const),
    ["Extra", "Procore: sub job of the line"],
  ],
});

/** Every record of an estimate file, field by field; values are read from the document's own text, totals from its proof. */
export function estimatePreview(
  document: ExportDocument,
  groups: readonly EstimateGroup[],
  facts: Facts,
  words: EstimateWords,
): readonly PreviewRecord[] {
  return document.files.flatMap((file) => {
    const records = file.text.split("\r\n").filter((line) => line !== "");
    // Records of lines come in the order of the groups, those of extras behind the others.
    const inOrder = [...groups].sort((a, b) => orderOf(groups, a) - orderOf(groups, b));
    let n = 0;
    return records.map((line) => {
      const [id = "", ...values] = splitRecord(line);
      const group = id === "C" ? inOrder[n++] : undefined;
      return previewRecord(file, id, values, group, { document, facts, words });
    });
  });
}

function orderOf(groups: readonly EstimateGroup[], group: EstimateGroup): number {
  return group.extra === "" ? -1 : groups.findIndex(({ extra }) => extra === group.extra);
}

type Told = { readonly document: ExportDocument; readonly facts: Facts; readonly words: EstimateWords };

function previewRecord(
  file: ExportFile,
  id: string,
  values: readonly string[],
  group: EstimateGroup | undefined,
  told: Told,
): PreviewRecord {
  const columns = columnsOf(told.words)[id] ?? [];
  const fields = values.map((value, place): PreviewField => {
    const [name, source] = columns[place] ?? [`Field ${place + 2}`, NOT_SENT];
    const note = noteOf(id, name, group, told);
    return { name, value, source, ...(note === null ? {} : { note }) };
  });
  const code = [values[11], values[0], values[2]].filter(Boolean).join(" ");
  const titles: Readonly<Record<string, string>> = {
    "*": `Job ${values[0]}`,
    E: `Extra ${values[0]}`,
    C: `${code}: ${values[6]}`,
  };
  return { file: `.${file.extension}`, record: id, title: titles[id] ?? id, fields };
}

function noteOf(id: string, name: string, group: EstimateGroup | undefined, told: Told): string | null {
  if (id === "*" && name === "Job") return "Exists in Sage; names the job of the lines that follow.";
  if (id === "E") return "Exists in Sage; names the extra of the lines that follow.";
  if (id === "C" && name === "Quantity") return "Procore's quantities are not sent.";
  if (id !== "C" || name !== "Amount" || !group) return null;
  const isNew = !entry(told.facts.categories, codeKey(group));
  const notes = [
    told.words.noteOf?.(group) ?? null,
    isNew ? "Makes the combination on the job." : null,
    totalNote(group, told),
  ];
  return notes.filter((note) => note !== null).join(" ") || null;
}

/** From which total to which. */
function totalNote(group: EstimateGroup, { document, words }: Told): string | null {
  if (isZero(group.amount)) return null;
  const found = document.expectations.find(({ key }) => {
    const { Extra: extra = "", Cost_Code: costCode = "", Category: category = "" } = key;
    return codeKey({ extra, costCode, category }) === codeKey(group);
  });
  const [column = ""] = Object.keys(found?.columns ?? {});
  const [from, to] = [found?.before?.[0]?.[column] ?? "0", found?.rows[0]?.[column] ?? "0"];
  return `${words.total} in Sage: ${toScale(from, 2)} before, ${toScale(to, 2)} after.`;
}
