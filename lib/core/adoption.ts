import type { Expectation, ExportDocument } from "#lib/core/export-document.ts";
import { numberKey } from "#lib/core/job-match.ts";
import { type Difference, differences, type Row } from "#lib/core/machines/look.ts";
import { isZero, type Money, subtract } from "#lib/core/money.ts";
import type { FoundRows } from "#lib/core/reconcile/drift.ts";

/** Sage's records among which a document is looked for. */
export type AdoptKind = "extras" | "estimates" | "commitments" | "change_orders" | "invoices";

/** A record that Sage has on a job and no document here is linked to. */
export type SageRecord = {
  readonly kind: AdoptKind;
  /** As an export would call it, "SC-1/001". */
  readonly erpId: string;
  /** Its own id below that: "001". */
  readonly id: string;
  /** The commitment that it belongs to; "" for none. */
  readonly parent: string;
  readonly name: string;
  /** "" where such records have none. */
  readonly vendor: string;
  readonly amount: Money;
  readonly date: string | null;
  /** The day on which Sage booked it, where that is another one. */
  readonly bookedOn: string | null;
};

/** A document of the source as it is compared with records. */
export type Wanted = {
  /** Numbers that it goes by: its own, and the Sage id that it would ask for. */
  readonly ids: readonly string[];
  /** The Sage vendor that its company is linked to; null for none. */
  readonly vendor: string | null;
  /** The Sage id of the document that it belongs to; null for none. */
  readonly parent: string | null;
  readonly amount: Money;
  readonly date: string | null;
  readonly title: string;
};

export type PointName = "number" | "vendor" | "amount" | "date" | "name";
export type Point = {
  readonly name: PointName;
  readonly here: string;
  readonly there: string;
  readonly isSame: boolean;
};
export type Degree = "exact" | "likely" | "none";
export type Candidate = {
  readonly record: SageRecord;
  readonly points: readonly Point[];
  readonly score: number;
};

const weights: Readonly<Record<PointName, number>> = { number: 12, amount: 5, vendor: 3, date: 2, name: 1 };
const plain = (text: string): string => text.trim().replace(/\s+/g, " ").toUpperCase();

/** What speaks for the record and against it, point by point; what one side does not have is no point. */
export function pointsOf(wanted: Wanted, record: SageRecord): readonly Point[] {
  const keys = wanted.ids.map(numberKey).filter((key) => key !== "");
  const amount = { here: wanted.amount, there: record.amount };
  const points: Point[] = [
    { name: "number", here: wanted.ids[0] ?? "", there: record.id, isSame: keys.includes(numberKey(record.id)) },
  ];
  if (record.vendor !== "")
    points.push({
      name: "vendor",
      here: wanted.vendor ?? "",
      there: record.vendor,
      isSame: plain(wanted.vendor ?? "") === plain(record.vendor),
    });
  if (record.kind !== "extras")
    points.push({ name: "amount", ...amount, isSame: isZero(subtract(amount.here, amount.there)) });
  if (wanted.date !== null && record.date !== null)
    points.push({ name: "date", here: wanted.date, there: record.date, isSame: wanted.date === record.date });
  if (record.name !== "")
    points.push({
      name: "name",
      here: wanted.title,
      there: record.name,
      isSame: plain(wanted.title) === plain(record.name),
    });
  return points;
}

const isSame = (points: readonly Point[], name: PointName): boolean =>
  points.some((point) => point.name === name && point.isSame);

/**
 * Records that may be the document, the likeliest first. One is proposed for its number, or for its amount together with
 * its vendor, its day or its name: an amount alone says nothing.
 */
export function candidatesOf(
  wanted: Wanted,
  records: readonly SageRecord[],
  refused: ReadonlySet<string> = new Set(),
): readonly Candidate[] {
  return records
    .filter(({ parent, erpId }) => (parent === "" || parent === wanted.parent) && !refused.has(erpId))
    .map((record): Candidate => {
      const points = pointsOf(wanted, record);
      const score = points.reduce((all, point) => all + (point.isSame ? weights[point.name] : 0), 0);
      return { record, points, score };
    })
    .filter(({ points }) => {
      const others: readonly PointName[] = ["vendor", "date", "name"];
      return isSame(points, "number") || (isSame(points, "amount") && others.some((name) => isSame(points, name)));
    })
    .sort((a, b) => b.score - a.score || a.record.erpId.localeCompare(b.record.erpId));
}

/**
 * The best record of each document, by the document's key. A record goes to the document that it fits best; the others, and
 * documents that several records fit alike, are told that it is not theirs alone.
 */
export function assign(
  all: ReadonlyMap<string, readonly Candidate[]>,
): ReadonlyMap<string, { readonly best: Candidate; readonly isAlone: boolean }> {
  const claims = new Map<string, { readonly key: string; readonly score: number }[]>();
  for (const [key, [best]] of all)
    if (best) claims.set(best.record.erpId, [...(claims.get(best.record.erpId) ?? []), { key, score: best.score }]);
  const found = new Map<string, { best: Candidate; isAlone: boolean }>();
  for (const [key, [best, second]] of all) {
    if (!best) continue;
    const rivals = (claims.get(best.record.erpId) ?? []).filter(
      (claim) => claim.key !== key && claim.score >= best.score,
    );
    found.set(key, { best, isAlone: rivals.length === 0 && second?.score !== best.score });
  }
  return found;
}

const telling: readonly PointName[] = ["number", "vendor", "amount"];

/** Exact: the same number and amount, nothing differs, and no other document or record fits as well. */
export function degreeOf(points: readonly Point[], found: readonly Difference[], isAlone: boolean): Degree {
  const counts = points.filter(({ name }) => telling.includes(name));
  return isAlone && found.length === 0 && counts.every((point) => point.isSame) ? "exact" : "likely";
}

/** What tells that a record is the document, by table: nobody keeps words, days and units alike in two programs. */
const compared: Readonly<Record<string, readonly string[]>> = {
  JCM_MASTER__EXTRA: ["Extra"],
  JCM_MASTER__CATEGORY: ["Category", "Original_Estimate"],
  JCM_MASTER__COMMITMENT: ["Commitment", "Vendor", "Amount"],
  JCM_MASTER__COMMITMENT_ITEM: ["Item_Number", "Job", "Extra", "Cost_Code", "Category", "Amount"],
  JCM_MASTER__COMMITMENT_CO: ["Commitment_CO", "Status", "Amount"],
  JCM_MASTER__COMMITMENT_CO_ITEM: ["Item_Number", "Amount"],
  APM_MASTER__INVOICE: ["Invoice", "Amount", "Retainage", "Invoice_Date"],
  APM_MASTER__DISTRIBUTION: ["Dist_Seq", "Commitment", "Job", "Extra", "Cost_Code", "Category", "Amount", "Retainage"],
};

const pick = <Value>(of: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(of).filter(([name]) => names.includes(name)));

/**
 * The document as it is looked for: nothing to write, and of what would have to stand in Sage only what tells the record.
 * Items without an amount that Sage has beside the document's were added there by later change orders.
 */
export function lookOnlyDocument(
  { files: _files, writes: _writes, sheet: _sheet, ...document }: ExportDocument,
  tables: readonly string[],
  found: FoundRows,
): ExportDocument {
  const expectations = document.expectations
    .filter(({ table }) => tables.includes(table))
    .map(({ before: _before, unposted: _unposted, ...expectation }): Expectation => {
      const names = compared[expectation.table] ?? [];
      const rows = expectation.rows.map((row) => pick(row, names));
      const narrow = { ...expectation, columns: pick(expectation.columns, names), rows };
      return { ...narrow, rows: [...rows, ...laterItems(narrow, found)] };
    });
  return { ...document, door: "none", files: [], expectations };
}

function laterItems(expectation: Expectation, found: FoundRows): readonly Row[] {
  if (expectation.table !== "JCM_MASTER__COMMITMENT_ITEM" || "Item_Number" in expectation.key) return [];
  const known = new Set(expectation.rows.map((row) => row.Item_Number));
  return underKey(expectation, found)
    .filter((row) => !known.has(row.Item_Number) && isZero(row.Amount || "0"))
    .map((row) => pick(row, Object.keys(expectation.columns)));
}

const keyText = (value: string | undefined): string => (value ?? "").trim().toUpperCase();
const underKey = ({ table, key }: Expectation, found: FoundRows): readonly Row[] =>
  (found[table] ?? []).filter((row) =>
    Object.entries(key).every(([name, value]) => keyText(row[name]) === keyText(value)),
  );

/** What the mirror shows otherwise than the document says, by the very comparison that reading back makes. */
export function mirrorDifferences({ expectations }: ExportDocument, found: FoundRows): readonly Difference[] {
  return expectations
    .filter(({ table }) => found[table] !== undefined)
    .flatMap((expectation) => differences(expectation, underKey(expectation, found)));
}
