import { isZero, type Money, subtract, toScale } from "#lib/core/money.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";

/** One version of a document as its type shows it: total, fields and lines. */
export type Version = {
  /** Money with two decimals. */
  readonly amount: Money;
  readonly details: readonly DetailField[];
  readonly lines: readonly LineView[];
};

/** A field that is not the same in both versions; "" where a version does not have it. */
export type FieldChange = {
  readonly label: string;
  readonly kind: DetailField["kind"];
  readonly before: string;
  readonly after: string;
};
export type LineColumn = Exclude<keyof LineView, "key">;
/** A line of either version. `columns` are those that differ, in the order of the schedule; empty unless changed. */
export type LineChange = {
  readonly key: string;
  readonly kind: "added" | "removed" | "changed" | "same";
  readonly before: LineView | null;
  readonly after: LineView | null;
  readonly columns: readonly LineColumn[];
};
export type VersionDifference = {
  readonly fields: readonly FieldChange[];
  /** Every line of both versions, those that are the same too. */
  readonly lines: readonly LineChange[];
  /** After minus before, two decimals. */
  readonly net: Money;
};

export const lineColumns = [
  "number",
  "extra",
  "costCode",
  "category",
  "description",
  "quantity",
  "unit",
  "unitCost",
  "amount",
  "retainage",
] as const satisfies readonly LineColumn[];

/**
 * What differs between two versions of one document (ux.md N3). Lines are paired by their identity in the source, so that
 * a line that moved is one changed number and not two other lines; fields by their label. Nothing else is shown, and
 * nothing that differs is left out.
 */
export function differenceOf(before: Version, after: Version): VersionDifference {
  return {
    fields: changedFields(before.details, after.details),
    lines: pairedLines(before.lines, after.lines),
    net: toScale(subtract(after.amount, before.amount), 2),
  };
}

/** True when both versions would look the same to a person. */
export function isSame({ fields, lines, net }: VersionDifference): boolean {
  return fields.length === 0 && lines.every((line) => line.kind === "same") && isZero(net);
}

function changedFields(before: readonly DetailField[], after: readonly DetailField[]): readonly FieldChange[] {
  const [old, now] = [byKey(before, labelOf), byKey(after, labelOf)];
  return inOrder(before, after, labelOf).flatMap((key) => {
    const [left, right] = [old.get(key), now.get(key)];
    const { label, kind } = right ?? left ?? { label: key, kind: "text" as const };
    const change = { label, kind, before: left?.value ?? "", after: right?.value ?? "" };
    return change.before === change.after ? [] : [change];
  });
}

function pairedLines(before: readonly LineView[], after: readonly LineView[]): readonly LineChange[] {
  const [old, now] = [byKey(before, keyOf), byKey(after, keyOf)];
  return inOrder(before, after, keyOf).map((key): LineChange => {
    const [left, right] = [old.get(key) ?? null, now.get(key) ?? null];
    if (left && right) {
      const columns = lineColumns.filter((column) => left[column] !== right[column]);
      return { key, kind: columns.length === 0 ? "same" : "changed", before: left, after: right, columns };
    }
    return { key, kind: right ? "added" : "removed", before: left, after: right, columns: [] };
  });
}

const labelOf = (field: DetailField) => field.label;
const keyOf = (line: LineView) => line.key;

/** Entries by key; the second entry of one key is its own: "key#2". */
function byKey<T>(entries: readonly T[], key: (entry: T) => string): ReadonlyMap<string, T> {
  return new Map(keysOf(entries, key).map((name, n) => [name, entries[n] as T]));
}

function keysOf<T>(entries: readonly T[], key: (entry: T) => string): readonly string[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const name = key(entry);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}#${times}`;
  });
}

/** All keys in the order of the later version, each that is gone behind the neighbour it stood behind. */
function inOrder<T>(before: readonly T[], after: readonly T[], key: (entry: T) => string): readonly string[] {
  const order = [...keysOf(after, key)];
  const standing = new Set(order);
  let at = -1;
  for (const name of keysOf(before, key)) {
    if (standing.has(name)) at = order.indexOf(name);
    else {
      at += 1;
      order.splice(at, 0, name);
    }
  }
  return order;
}
