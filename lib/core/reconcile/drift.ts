import type { Expectation } from "#lib/core/export-document.ts";
import { isDecimal, isEqual, type Money, negate, subtract, sum, toScale } from "#lib/core/money.ts";

/** One column that Sage shows otherwise than it was accepted and proved; blank is empty. */
export type DriftColumn = {
  readonly table: string;
  /** The row under the document's key: an item number, a code; "" for the document itself. */
  readonly row: string;
  readonly column: string;
  readonly label: string;
  readonly accepted: string;
  readonly found: string;
};
export type Drift = {
  readonly columns: readonly DriftColumn[];
  /** Sage now less what was proved; money with two decimals. */
  readonly amountChange: Money;
  readonly retainageChange: Money;
  /** The record itself is no longer in Sage. */
  readonly isGone: boolean;
};
type Row = Readonly<Record<string, string>>;
/** Sage's rows by table, as the mirror shows them, all of those under the document's keys. */
export type FoundRows = Readonly<Record<string, readonly Row[]>>;

type Watched = {
  readonly kind: "head" | "lines" | "total";
  readonly columns: Readonly<Record<string, string>>;
  /** Columns of the amounts that Reconcile compares. */
  readonly amounts: readonly string[];
  readonly retainage?: string;
};

/**
 * What is compared, by table. Left out: what later documents and postings move by themselves (descriptions of items, what
 * was invoiced and paid), and what the mirror does not keep.
 */
const watched: Readonly<Record<string, Watched>> = {
  JCM_MASTER__COMMITMENT: {
    kind: "head",
    columns: { Vendor: "Vendor", Description: "Description", Amount: "Amount" },
    amounts: ["Amount"],
  },
  JCM_MASTER__COMMITMENT_ITEM: {
    kind: "lines",
    columns: { Job: "Job", Extra: "Extra", Cost_Code: "Cost code", Category: "Category", Amount: "Amount" },
    amounts: [],
  },
  JCM_MASTER__COMMITMENT_CO: {
    kind: "head",
    columns: { Description: "Description", Status: "Status", Amount: "Amount" },
    amounts: ["Amount"],
  },
  APM_MASTER__INVOICE: {
    kind: "head",
    columns: { Description: "Description", Amount: "Amount", Retainage: "Retainage" },
    amounts: [],
  },
  APM_MASTER__DISTRIBUTION: {
    kind: "lines",
    columns: {
      Job: "Job",
      Extra: "Extra",
      Cost_Code: "Cost code",
      Category: "Category",
      Amount: "Amount",
      Retainage: "Retainage",
    },
    amounts: ["Amount"],
    retainage: "Retainage",
  },
  JCM_MASTER__CATEGORY: {
    kind: "total",
    columns: { Original_Estimate: "Original estimate", Approved_Estimate_Changes: "Approved estimate changes" },
    amounts: ["Original_Estimate", "Approved_Estimate_Changes"],
  },
};

/** What tells a total from another one: its combination and its column. */
export const totalKey = ({ key }: Pick<Expectation, "key">, column: string): string =>
  [key.Job, key.Extra, key.Cost_Code, key.Category, column].join("|");

/**
 * Compares what was proved with what the mirror shows now; null where nothing differs. `superseded` are totals (`totalKey`)
 * that a later document moved: it is that one's to answer for them. A commitment that somebody closed differs too.
 */
export function driftOf(
  expectations: readonly Expectation[],
  found: FoundRows,
  superseded: ReadonlySet<string> = new Set(),
): Drift | null {
  const columns: DriftColumn[] = [];
  const amounts: Money[] = [];
  const retainages: Money[] = [];
  let isGone = false;
  for (const expectation of expectations) {
    const rule = watched[expectation.table];
    if (!rule) continue;
    for (const expected of expectation.rows) {
      const row = rowOf(expectation, expected, found[expectation.table] ?? []);
      if (!row && rule.kind === "head") isGone = true;
      columns.push(...differing(expectation, rule, expected, row, superseded));
      const delta = (names: readonly string[]) =>
        sum(names.map((name) => change(expectation, name, expected, row, superseded)));
      amounts.push(delta(rule.amounts));
      if (rule.retainage) retainages.push(delta([rule.retainage]));
    }
  }
  if (columns.length === 0) return null;
  const total = (values: readonly Money[]) => toScale(sum(values), 2);
  return { columns, amountChange: total(amounts), retainageChange: total(retainages), isGone };
}

const keyText = (value: string | undefined): string => (value ?? "").trim().toUpperCase();

function rowOf({ key, rowKey }: Expectation, expected: Row, found: readonly Row[]): Row | undefined {
  const names = [...new Set([...Object.keys(key), ...rowKey])];
  return found.find((row) => names.every((name) => keyText(row[name]) === keyText(expected[name] ?? key[name])));
}

function differing(
  expectation: Expectation,
  { columns, kind }: Watched,
  expected: Row,
  row: Row | undefined,
  superseded: ReadonlySet<string>,
): DriftColumn[] {
  const { table, rowKey, key } = expectation;
  const name =
    kind === "total"
      ? [key.Extra, key.Cost_Code, key.Category].filter(Boolean).join(" ")
      : rowKey.map((one) => expected[one]).join(" ");
  const at = { table, row: kind === "head" ? "" : name };
  if (!row) return [{ ...at, column: "", label: kind === "head" ? "Record" : "Row", accepted: "there", found: "gone" }];
  const moved = Object.entries(columns).flatMap(([column, label]): DriftColumn[] => {
    const accepted = expected[column];
    // A Sage without the column shows nothing in it.
    if (accepted === undefined || isSame(accepted, row[column] ?? "") || (column === "Status" && !row[column]))
      return [];
    if (kind === "total" && superseded.has(totalKey(expectation, column))) return [];
    return [{ ...at, column, label, accepted, found: row[column] ?? "" }];
  });
  const isClosed = row.Closed === "1" && kind === "head";
  return isClosed ? [...moved, { ...at, column: "Closed", label: "Closed", accepted: "no", found: "yes" }] : moved;
}

function isSame(accepted: string, found: string): boolean {
  if (isDecimal(accepted) && isDecimal(found)) return isEqual(accepted, found);
  return accepted.trim() === found.trim();
}

/** How much less or more Sage shows; an amount that moved to another job is no longer on this one. */
function change(
  expectation: Expectation,
  column: string,
  expected: Row,
  row: Row | undefined,
  superseded: ReadonlySet<string>,
): Money {
  const accepted = expected[column];
  if (accepted === undefined || superseded.has(totalKey(expectation, column))) return "0";
  const isElsewhere = expected.Job !== undefined && keyText(row?.Job) !== keyText(expected.Job);
  if (!row || isElsewhere) return negate(accepted);
  const now = row[column] ?? "0";
  return subtract(isDecimal(now) ? now : "0", accepted);
}
