import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import { type Door, type ExportDocument, type SageWrite, unpostedOf } from "#lib/core/export-document.ts";
import { readableTables, writableTables } from "#lib/sync-client/readable-tables.ts";
import { encodeWindows1252 } from "#lib/sync-client/windows-1252.ts";

const values = z.record(z.string(), z.string());
const expected = {
  table: z.string(),
  key: values.refine((key) => Object.keys(key).length > 0, "a key needs a column"),
  rowKey: z.array(z.string()),
  columns: z.record(z.string(), z.enum(["text", "number", "date", "flag"])),
  rows: z.array(values).min(1),
};
const Expectation = z.strictObject({
  ...expected,
  unpostedTable: z.string().nullable(),
  unposted: z.strictObject(expected).exactOptional(),
  before: z.array(values).exactOptional(),
});
const File = z.union([
  z.strictObject({ step: z.enum(["Estimates", "EstimatesCO"]), extension: z.literal("jce"), text: z.string() }),
  z.strictObject({ step: z.literal("Commitments"), extension: z.literal("jcc"), text: z.string() }),
  z.strictObject({ step: z.literal("ApInvoices"), extension: z.literal("txt"), text: z.string() }),
]);
const Write = z.strictObject({
  table: z.string(),
  operation: z.enum(["insert", "update"]),
  key: values,
  values,
});
const Screen = z.strictObject({
  title: z.string().min(1),
  fields: z.array(z.strictObject({ label: z.string().min(1), value: z.string() })).min(1),
});
const Document: z.ZodType<ExportDocument> = z.strictObject({
  format: z.literal(1),
  companyId: z.uuid(),
  recordType: z.string(),
  sourceId: z.string(),
  revisionSha256: z.string(),
  operation: z.literal("create"),
  erpId: z.string(),
  tag: z.string().regex(/^[A-Z2-9]{8}$/, "must be eight of A-Z and 2-9"),
  door: z.enum(["database", "attended", "none"]).exactOptional(),
  files: z.array(File),
  writes: z.array(Write).min(1).exactOptional(),
  sheet: z.array(Screen).min(1).exactOptional(),
  expectations: z.array(Expectation).min(1),
});

export type Package = { readonly companyId: string; readonly sha256: string; readonly document: string };
export type Checked =
  | { readonly kind: "sound"; readonly document: ExportDocument }
  | { readonly kind: "invalid"; readonly reason: string };

const invalid = (reason: string): Checked => ({ kind: "invalid", reason });

/** Everything that must be true of a package before anything is done for it: hash, form, company, tables, characters. */
export function checkPackage(parcel: Package, companyId: string): Checked {
  const sum = createHash("sha256").update(parcel.document).digest("hex");
  if (sum !== parcel.sha256) return invalid("The document does not have the hash that was accepted.");
  if (parcel.companyId !== companyId) return invalid("The package is for another company than this sync client's.");
  const parsed = Document.safeParse(jsonOf(parcel.document));
  if (!parsed.success) {
    const problem = parsed.error.issues[0];
    return invalid(
      `The document has not the form of an export document: ${problem?.path.join(".")} ${problem?.message}.`,
    );
  }
  const document = parsed.data;
  if (canonicalJson(document as unknown as Json) !== parcel.document)
    return invalid("The document is not canonical JSON.");
  if (document.companyId !== companyId) return invalid("The document is for another company than this sync client's.");
  const problem =
    document.files.map(fileProblem).find(Boolean) ??
    expectationProblem(document) ??
    doubleFile(document) ??
    doorProblem(document);
  return problem ? invalid(problem) : { kind: "sound", document };
}

function fileProblem(file: ExportDocument["files"][number]): string | null {
  const encoded = encodeWindows1252(file.text);
  return "unfit" in encoded
    ? `The ${file.extension} file holds “${encoded.unfit}”, which Windows-1252 does not have.`
    : null;
}

function doubleFile(document: ExportDocument): string | null {
  const isDouble = new Set(document.files.map((file) => file.extension)).size < document.files.length;
  return isDouble ? "Two files of the run would have one name." : null;
}

function expectationProblem(document: ExportDocument): string | null {
  for (const expectation of document.expectations) {
    const before = (expectation.before ?? []).flatMap((part) => Object.keys(part));
    for (const part of [expectation, unpostedOf(expectation)]) {
      if (part === null) continue;
      const { table } = part;
      const named = [part.key, part.columns, ...part.rows].flatMap((entry) => Object.keys(entry));
      const columns = [...named, ...part.rowKey, ...(part === expectation ? before : [])];
      const readable = readableColumns(table);
      if (!readable) return `The table ${table} may not be read.`;
      const stranger = columns.find((column) => !readable.includes(column));
      if (stranger !== undefined) return `The column ${stranger} of ${table} may not be read.`;
    }
  }
  return null;
}

/** Every door has what it needs and nothing of the others; changes name only columns that may be changed. */
function doorProblem({ door: other, files, writes, sheet }: ExportDocument): string | null {
  const door: Door = other ?? "file";
  const has = { file: files.length > 0, database: writes !== undefined, attended: sheet !== undefined };
  const ways = Object.values(has).filter(Boolean).length;
  if (door === "none" ? ways > 0 : !has[door] || ways > 1)
    return `The document does not hold what its door “${door}” takes.`;
  return (writes ?? []).map(writeProblem).find(Boolean) ?? null;
}

function writeProblem({ table, operation, key, values: changed }: SageWrite): string | null {
  const rule = Object.hasOwn(writableTables, table) ? writableTables[table as keyof typeof writableTables] : null;
  const allowed: readonly string[] | null = rule?.[operation] ?? null;
  if (!rule || !allowed) return `Rows of ${table} may not be ${operation === "insert" ? "made" : "changed"}.`;
  if (Object.keys(key).toSorted().join() !== rule.key.toSorted().join())
    return `A row of ${table} is named by ${rule.key.join(", ")}.`;
  const stranger = Object.keys(changed).find((column) => !allowed.includes(column));
  if (stranger !== undefined) return `The column ${stranger} of ${table} may not be written.`;
  return Object.keys(changed).length === 0 && operation === "update" ? `Nothing of ${table} would change.` : null;
}

/** The columns of a table that may be named, or null for a table that may not be read at all. */
export function readableColumns(table: string): readonly string[] | null {
  return Object.hasOwn(readableTables, table) ? readableTables[table as keyof typeof readableTables] : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
