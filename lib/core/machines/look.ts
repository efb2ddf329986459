import { type Expectation, type ExpectedRows, unpostedOf } from "#lib/core/export-document.ts";
import { isDecimal, isEqual } from "#lib/core/money.ts";

/** What one look into Sage showed: the rows under each expectation's key, and what became of the files. */
export type Look = {
  /** Instant of the look (ISO), by the clock beside Sage; for display only. */
  readonly at: string;
  /** False when Sage could not be read: then nothing may be concluded from missing rows. */
  readonly isReadable: boolean;
  /** The document is only looked for: it does not matter who wrote what stands there. */
  readonly isAnybodys?: true;
  readonly found: readonly Found[];
  readonly runs: readonly Run[];
};
/** Rows of one expectation, posted and unposted; values as text, keys as in the expectation's columns. */
export type Found = { readonly posted: readonly Row[]; readonly unposted: readonly Row[] };
export type Row = Readonly<Record<string, string>>;
/** One handing-over of files: still in the spool, taken by Sage, or never there; and the report that Sage wrote. */
export type Run = {
  readonly fence: number;
  readonly spool: "none" | "waiting" | "done";
  /** What it waits for when a person takes it, not a program. */
  readonly waitsFor?: string;
  readonly report: {
    readonly isClean: boolean;
    readonly imported: readonly string[];
    readonly rejected: readonly string[];
  } | null;
};

export type Difference = {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly expected: string;
  readonly found: string;
};

export type Verdict =
  | { readonly kind: "proved" }
  /** Handed over; a person at Sage has to post it, or to do what `reason` says. */
  | { readonly kind: "imported"; readonly reason?: string }
  | { readonly kind: "refused"; readonly messages: readonly string[] }
  | { readonly kind: "absent" }
  | { readonly kind: "mismatch"; readonly differences: readonly Difference[] }
  | { readonly kind: "conflict"; readonly differences: readonly Difference[] }
  /** `waitsForSage`: Sage could not be read or has not begun; only time can help, so the look does not count as fruitless. */
  | { readonly kind: "pending"; readonly reason: string; readonly waitsForSage?: true }
  | { readonly kind: "declined"; readonly reason: string }
  /** Answers of a look that only asks whether the record still stands there, and where (`judgeGone`). */
  | { readonly kind: "gone" }
  | { readonly kind: "stands"; readonly where: readonly string[] };

/**
 * The verdict of one look (reliability.md 7.5, design.md 5.6). Absence is authoritative only when Sage could be read and
 * neither posted rows, unposted rows nor files waiting or taken without a report are left. The parts of a look are read one
 * after the other while Sage works: rows that a report names and that are not seen are not absent. Only the newest
 * hand-over counts beside what still waits: it was made after the older ones were settled.
 */
export function judge(expectations: readonly Expectation[], look: Look): Verdict {
  if (!look.isReadable) return { kind: "pending", reason: "Sage could not be read", waitsForSage: true };
  if (!expectations.some((expectation) => expectation.rows.length > 0))
    return { kind: "pending", reason: "There is nothing to compare with Sage" };
  const posted = expectations.map((expectation, n) => differences(expectation, look.found[n]?.posted ?? []));
  const unposted = expectations.map((expectation, n) =>
    differences(unpostedOf(expectation) ?? expectation, look.found[n]?.unposted ?? []),
  );
  if (posted.every((list) => list.length === 0)) {
    const twice = expectations.filter((_, n) => unposted[n]?.length === 0 && (look.found[n]?.unposted.length ?? 0) > 0);
    return twice.length === 0 ? { kind: "proved" } : { kind: "mismatch", differences: twice.map(isThereTwice) };
  }
  // What needs no posting is there at once; what does must not be there in part.
  const isAtOnce = (n: number) => posted[n]?.length === 0 && unpostedOf(expectations[n] as Expectation) === null;
  const isTouched = expectations.some((one, n) => !isAtOnce(n) && !isNotYet(one, look.found[n]?.posted ?? []));
  if (isTouched) return { kind: "mismatch", differences: posted.flat() };
  if (expectations.every((_, n) => isAtOnce(n) || unposted[n]?.length === 0)) return { kind: "imported" };
  if (look.found.some((found) => found.unposted.length > 0))
    return { kind: "mismatch", differences: unposted.filter((_, n) => !isAtOnce(n)).flat() };
  // A sheet is keyed screen by screen: some are there, the others not yet.
  if (expectations.some((_, n) => isAtOnce(n)) && !look.runs.some(isByHand))
    return { kind: "mismatch", differences: posted.flat() };
  return judgeRuns(look.runs);
}

/** Codes and totals of a job belong to everybody: they stay when the record that needed them is deleted. */
const sharedTables: ReadonlySet<string> = new Set(["JCM_MASTER__CATEGORY"]);

/** The expectations that are the record itself; empty for a document that only moves totals. */
export function ownRecords(expectations: readonly Expectation[]): readonly Expectation[] {
  return expectations.filter(({ table }) => !sharedTables.has(table));
}

/**
 * Whether a record that was proved is gone from Sage, posted and unposted. Reports are history then: only a file that still
 * waits can bring it back. What cannot be read is not gone.
 */
export function judgeGone(expectations: readonly Expectation[], look: Look): Verdict {
  if (!look.isReadable) return { kind: "pending", reason: "Sage could not be read", waitsForSage: true };
  const own = new Set(ownRecords(expectations));
  if (own.size === 0) return { kind: "pending", reason: "Sage keeps no record of its own for this document" };
  if (look.runs.some((run) => run.spool === "waiting"))
    return { kind: "pending", reason: "A file of it still waits in Sage's import folder", waitsForSage: true };
  const standing = expectations.filter((expectation, n) => {
    const { posted, unposted } = look.found[n] ?? { posted: [], unposted: [] };
    return own.has(expectation) && (!isNotYet(expectation, posted) || unposted.length > 0);
  });
  const where = standing.map(({ table, key }) => `${table} ${Object.values(key).join(" ")}`);
  return where.length === 0 ? { kind: "gone" } : { kind: "stands", where: where.slice(0, 5) };
}

/** True when the rows say that the entry has not reached the books: none, or the totals before it. */
export function isNotYet(expectation: Expectation, rows: readonly Row[]): boolean {
  const { before } = expectation;
  return (
    rows.length === 0 || (before !== undefined && differences({ ...expectation, rows: before }, rows).length === 0)
  );
}

const isByHand = (run: Run): boolean => run.spool === "waiting" && run.waitsFor !== undefined;

/** No rows are there: what the files and the report of the newest hand-over say. */
function judgeRuns(runs: readonly Run[]): Verdict {
  const byHand = runs.find(isByHand);
  if (byHand?.waitsFor) return { kind: "imported", reason: byHand.waitsFor };
  if (runs.some((run) => run.spool === "waiting")) {
    return { kind: "pending", reason: "The file still waits in Sage's import folder", waitsForSage: true };
  }
  const last = runs.toSorted((a, b) => b.fence - a.fence)[0];
  if (last?.report) {
    if (last.report.imported.length > 0)
      return { kind: "pending", reason: "Sage reports an import that it does not show" };
    if (last.report.rejected.length > 0) return { kind: "refused", messages: last.report.rejected };
    return last.report.isClean
      ? { kind: "absent" }
      : { kind: "pending", reason: "Sage reports an error without naming a record" };
  }
  if (last?.spool === "done") return { kind: "pending", reason: "Sage took the file and has not reported" };
  return { kind: "absent" };
}

function isThereTwice(expectation: Expectation): Difference {
  const row = Object.values(expectation.key).join(" ");
  return {
    table: expectation.table,
    row,
    column: "",
    expected: "posted once",
    found: "posted, and once more unposted",
  };
}

/** What a row is called: the columns that tell it from the others, or the key of all of them. */
export function rowName({ rowKey, key }: ExpectedRows, row: Row): string {
  return rowKey.map((column) => row[column] ?? "").join(" ") || Object.values(key).join(" ");
}

/** What differs between the rows that must be there and the rows that are there; empty means equal. */
export function differences(expectation: ExpectedRows, rows: readonly Row[]): readonly Difference[] {
  const name = (row: Row) => rowName(expectation, row);
  const found = new Map(rows.map((row) => [name(row), row]));
  const result: Difference[] = [];
  for (const wanted of expectation.rows) {
    const row = found.get(name(wanted));
    if (!row) {
      result.push({ table: expectation.table, row: name(wanted), column: "", expected: "a row", found: "no row" });
      continue;
    }
    for (const [column, kind] of Object.entries(expectation.columns)) {
      const [expected, actual] = [wanted[column] ?? "", row[column] ?? ""];
      if (!isSame(kind, expected, actual))
        result.push({ table: expectation.table, row: name(wanted), column, expected, found: actual });
    }
  }
  const wantedNames = new Set(expectation.rows.map(name));
  for (const row of rows) {
    if (!wantedNames.has(name(row)))
      result.push({ table: expectation.table, row: name(row), column: "", expected: "no row", found: "a row" });
  }
  if (rows.length > found.size)
    result.push({ table: expectation.table, row: "", column: "", expected: "each row once", found: "a row twice" });
  return result;
}

function isSame(kind: Expectation["columns"][string], expected: string, found: string): boolean {
  if (kind === "number") {
    const [a, b] = [expected.trim() || "0", found.trim() || "0"];
    return isDecimal(a) && isDecimal(b) && isEqual(a, b);
  }
  if (kind === "date") return expected.slice(0, 10) === found.slice(0, 10);
  return expected.trimEnd() === found.trimEnd();
}
