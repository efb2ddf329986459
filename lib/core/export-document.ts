import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";

/**
 * What is written and how it is proved. Rendered from one revision + export fields before the accountant looks; hashed;
 * the same bytes are shown, accepted, leased, written and read back (reliability.md P02).
 */
export type ExportDocument = {
  readonly format: 1;
  readonly companyId: string;
  readonly recordType: string;
  readonly sourceId: string;
  readonly revisionSha256: string;
  readonly operation: "create";
  /** The identifier the record will have in Sage, e.g. the commitment id. */
  readonly erpId: string;
  /** Short tag for file names, made from revision and export fields: [A-Z2-9]{8}. */
  readonly tag: string;
  /** The way into Sage; left out: files for Sage's imports (design.md 6). */
  readonly door?: Exclude<Door, "file">;
  /** Files of one run in import order; `text` holds only characters of Windows-1252 and CRLF line ends. Other doors: none. */
  readonly files: readonly ExportFile[];
  /** Door "database": changes of Sage's tables, all of them in one transaction or none. */
  readonly writes?: readonly SageWrite[];
  /** Door "attended": what a person keys in at Sage, screen by screen. */
  readonly sheet?: readonly EntryScreen[];
  /** What Sage must show for this export to count as done. */
  readonly expectations: readonly Expectation[];
};

/** Files for Sage's own imports, changes of named columns over SQL, a sheet that a person keys in; `none`: it is only looked for. */
export type Door = "file" | "database" | "attended" | "none";

/** Takes a document, returns whether it is never written, only looked for in Sage. */
export function isLookOnly({ door }: Pick<ExportDocument, "door">): boolean {
  return door === "none";
}

/** One row that is inserted, or changed under its whole key. Columns must be among the client's `writableTables`. */
export type SageWrite = {
  readonly table: string;
  readonly operation: "insert" | "update";
  readonly key: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
};
export type EntryScreen = {
  /** Where in Sage: "Accounts Payable > Setup > Vendors". */
  readonly title: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
};

export type ExportStep = "Estimates" | "EstimatesCO" | "Commitments" | "ApInvoices";
export type ExportFile = {
  readonly step: ExportStep;
  readonly extension: "jce" | "jcc" | "txt";
  readonly text: string;
};

export type ColumnKind = "text" | "number" | "date" | "flag";
/** Rows that one table must hold under a key: exactly these, no more and no fewer. */
export type ExpectedRows = {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  /** Columns that tell one row from another under the key, e.g. Item_Number. */
  readonly rowKey: readonly string[];
  readonly columns: Readonly<Record<string, ColumnKind>>;
  readonly rows: readonly Readonly<Record<string, string>>[];
};
export type Expectation = ExpectedRows & {
  /** The table in which the entry stands between import and posting, null where Sage has none of the same columns. */
  readonly unpostedTable: string | null;
  /** The entry between import and posting where it has a shape of its own: a transaction that moves a total. */
  readonly unposted?: ExpectedRows;
  /** What stands there as long as the entry does not: totals before it. No row at all says the same. */
  readonly before?: ExpectedRows["rows"];
};

/** What must stand among the unposted entries after the import; null where nothing can. */
export function unpostedOf(expectation: Expectation): ExpectedRows | null {
  if (expectation.unposted) return expectation.unposted;
  const { unpostedTable: table, key, rowKey, columns, rows } = expectation;
  return table === null ? null : { table, key, rowKey, columns, rows };
}

/** The text whose SHA-256 is the document's hash. */
export function hashInput(document: ExportDocument): string {
  return canonicalJson(document as unknown as Json);
}

/** One field of one record, for the preview: what is written, and where it came from. */
export type PreviewField = {
  readonly name: string;
  readonly value: string;
  readonly source: string;
  readonly note?: string;
};
export type PreviewRecord = {
  readonly file: string;
  readonly record: string;
  readonly title: string;
  readonly fields: readonly PreviewField[];
};

/**
 * True when an accepted document still says all that would be rendered today: same id, same expectations, same records.
 * Zero-amount estimate lines may have become needless in the meantime (an earlier document made the codes); they do no harm.
 */
export function isStillMeant(accepted: ExportDocument, today: ExportDocument): boolean {
  const isSame = (a: unknown, b: unknown) => canonicalJson(a as Json) === canonicalJson(b as Json);
  const real = (document: ExportDocument) => document.files.filter((file) => file.step !== "Estimates");
  const lines = (document: ExportDocument) =>
    document.files.filter((file) => file.step === "Estimates").flatMap((file) => file.text.split("\r\n"));
  const known = new Set(lines(accepted));
  const ways = ({ door, writes, sheet }: ExportDocument) => [door ?? null, writes ?? null, sheet ?? null];
  return (
    accepted.erpId === today.erpId &&
    isSame(accepted.expectations, today.expectations) &&
    isSame(ways(accepted), ways(today)) &&
    isSame(real(accepted), real(today)) &&
    lines(today).every((line) => known.has(line))
  );
}
