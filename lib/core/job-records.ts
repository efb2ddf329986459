import type { Expectation, ExportDocument, PreviewField, PreviewRecord } from "#lib/core/export-document.ts";
import type { CodeKey, Facts } from "#lib/core/facts.ts";
import { lineFields, sageLimits, text, writtenId } from "#lib/core/sage-records.ts";
import { type SageRecord, splitRecord } from "#lib/core/sage-text.ts";

/** What a `.jce` file of zero amounts makes: on one job, perhaps new, perhaps an extra of it, combinations. */
export type JobPart = {
  readonly job: string;
  /** "" for a job that stands in Sage: its description is left alone. */
  readonly jobDescription: string;
  readonly extra: { readonly extra: string; readonly description: string } | null;
  readonly combinations: readonly CodeKey[];
  /** YYYY-MM-DD */
  readonly date: string;
};

/** `*`, an `E` where there is an extra, and a zero `C` for every combination (domain/sage-300-cre.md 4.1, 4.2). */
export function jobRecords(part: JobPart, facts: Facts): readonly SageRecord[] {
  const job: SageRecord = {
    record: "*",
    fields: [
      text("job", writtenId(part.job, facts), sageLimits.job),
      text("job description", part.jobDescription, sageLimits.description),
    ],
  };
  const extra: SageRecord[] = part.extra
    ? [
        {
          record: "E",
          fields: [
            text("extra", part.extra.extra, sageLimits.extra),
            text("extra description", part.extra.description, sageLimits.description),
          ],
        },
      ]
    : [];
  const lines = part.combinations.map((key) => ({
    record: "C",
    fields: lineFields({ ...key, amount: "0" }, part.date, facts),
  }));
  return [job, ...extra, ...lines];
}

/**
 * Codes and combinations as the master tables must show them, one expectation for each: what else stands on the job is
 * none of this document's business. They are there from the import on; posting changes no master record of a zero line.
 */
export function combinationExpectations(job: string, combinations: readonly CodeKey[]): readonly Expectation[] {
  return combinations.map(({ extra, costCode, category }) => ({
    table: "JCM_MASTER__CATEGORY",
    unpostedTable: null,
    key: { Job: job, Extra: extra, Cost_Code: costCode, Category: category },
    rowKey: ["Category"],
    columns: { Category: "text" },
    rows: [{ Category: category }],
  }));
}

const [NOT_SENT, FIXED] = ["Not sent", "Countersign: always so"];
type Column = readonly [name: string, source: string];
/** Where the values of a `.jce` record come from, by record. */
export type JobSources = { readonly job: string; readonly description: string; readonly code: string };

function columnsOf(record: string, sources: JobSources): readonly Column[] {
  if (record === "*")
    return [
      ["Job", sources.job],
      ["Job description", sources.description],
    ];
  if (record === "E")
    return [
      ["Extra", "Export field: extra"],
      ["Extra description", "Procore: name of the sub job"],
    ];
  return [
    ["Cost code", sources.code],
    ["Cost code description", NOT_SENT],
    ["Category", "Procore: cost type of the code"],
    ["Date", "Export field: date"],
    ["Quantity", FIXED],
    ["Unit description", NOT_SENT],
    ["Amount", FIXED],
    ...[9, 10, 11, 12].map((place) => [`Field ${place}`, NOT_SENT] as const),
    ["Extra", "Export field: extra"],
  ];
}

const zeroNote = "Makes the combination in Sage without changing the estimate.";

/** Every record of a `.jce` file of zero amounts, read from the document's own text; `noteOf` says more about a place. */
export function jobPreview(
  document: ExportDocument,
  sources: JobSources,
  noteOf: (record: string, name: string) => string | undefined,
): readonly PreviewRecord[] {
  const lines = document.files.flatMap((file) => file.text.split("\r\n")).filter((line) => line !== "");
  return lines.map((line) => {
    const [record = "", ...values] = splitRecord(line);
    const names = columnsOf(record, sources);
    const fields = values.map((value, place): PreviewField => {
      const [name, source] = names[place] ?? [`Field ${place + 2}`, NOT_SENT];
      const note = noteOf(record, name) ?? (record === "C" && name === "Amount" ? zeroNote : undefined);
      return { name, value, source, ...(note === undefined ? {} : { note }) };
    });
    return { file: ".jce", record, title: titleOf(record, values), fields };
  });
}

function titleOf(record: string, values: readonly string[]): string {
  if (record === "*") return [`Job ${values[0]}`, values[1]].filter(Boolean).join(": ");
  if (record === "E") return [`Extra ${values[0]}`, values[1]].filter(Boolean).join(": ");
  return `New: ${[values[11], values[0], values[2]].filter(Boolean).join(" ")}`;
}
