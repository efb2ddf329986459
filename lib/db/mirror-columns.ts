import { type SQL, sql } from "drizzle-orm";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import type { MirrorLeg } from "#lib/core/sage-legs.ts";

/** A column of the mirror: its name here, the columns of Sage that it comes from, and how they are read from text. */
export type MirrorColumn = {
  readonly name: string;
  readonly from: readonly string[];
  readonly isKey: boolean;
  /** Over a row `x` with Sage's columns as text. */
  readonly value: SQL;
};

/** A table of Sage in the mirror: a table of ours with columns, or its rows whole in `sage_row`. */
export type MirrorTable = {
  /** Names of Sage's columns in the order of the key, and those that hold whole numbers. */
  readonly key: readonly string[];
  readonly numberKeys: readonly string[];
  /** Which items a changed row concerns. */
  readonly affects: "jobs" | "vendors" | "commitments" | "all" | "none";
  /** The leg of a refresh that reads it. */
  readonly leg: MirrorLeg;
  /** Not every Sage has it, or under another name: its absence is shown and makes the rest no older. */
  readonly isOptional: boolean;
  /** Where the company's settings decide whether it is read at all. */
  readonly isWanted?: (profile: CompanyProfile) => boolean;
} & (
  | {
      readonly store: "columns";
      readonly name: string;
      readonly columns: readonly MirrorColumn[];
      /** Columns that are read only where the company wants them. */
      readonly isColumnWanted?: (profile: CompanyProfile, column: string) => boolean;
      /** The column that says which items are concerned. */
      readonly touch: string;
      /** Only a change of these concerns items; totals move with every posting. Left out: any change. */
      readonly concerns?: readonly string[];
    }
  | { readonly store: "rows"; readonly columns: readonly string[]; readonly group: string }
);

const column = (name: string, from: readonly string[], value: SQL, isKey = false): MirrorColumn => ({
  name,
  from,
  isKey,
  value,
});
const x = (from: string) => sql`x.${sql.identifier(from)}`;

/** Text of the key; empty where Sage has nothing. */
export const key = (name: string, from: string) => column(name, [from], sql`coalesce(${x(from)}, '')`, true);
/** A whole number of the key. */
export const keyNumber = (name: string, from: string) =>
  column(name, [from], sql`trunc(${x(from)}::numeric)::bigint`, true);
export const text = (name: string, from: string) => column(name, [from], sql`coalesce(${x(from)}, '')`);
export const number = (name: string, from: string) =>
  column(name, [from], sql`coalesce(nullif(${x(from)}, ''), '0')::numeric`);
/** An amount, to the cent. */
export const money = (name: string, from: string) =>
  column(name, [from], sql`round(coalesce(nullif(${x(from)}, ''), '0')::numeric, 2)`);
export const flag = (name: string, from: string) =>
  column(name, [from], sql`coalesce(${x(from)}, '0') in ('1', 'true', 't')`);
/** A date without a time; null where Sage has none. */
export const date = (name: string, from: string) => column(name, [from], sql`left(nullif(${x(from)}, ''), 10)::date`);
/** Several columns as one list, without empty ones. */
export const texts = (name: string, from: readonly string[]) =>
  column(
    name,
    from,
    sql`array_remove(array[${sql.join(
      from.map((entry) => sql`coalesce(${x(entry)}, '')`),
      sql`, `,
    )}], '')`,
  );
/** Several columns as one object under Sage's names, without those that have nothing. */
export const object = (name: string, from: readonly string[]) =>
  column(
    name,
    from,
    sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(
      from.map((entry) => sql`${entry}::text, nullif(${x(entry)}, '')`),
      sql`, `,
    )}))`,
  );

type Columns = Extract<MirrorTable, { store: "columns" }>;
type Rows = Extract<MirrorTable, { store: "rows" }>;
type Settings = Pick<MirrorTable, "affects" | "leg"> & Partial<Pick<MirrorTable, "isOptional" | "isWanted">>;

/** A table that is mirrored into columns of a table of ours. */
export const inColumns = (
  name: string,
  columns: readonly MirrorColumn[],
  settings: Settings & Pick<Columns, "touch" | "concerns" | "isColumnWanted">,
): MirrorTable => {
  const keys = columns.filter(({ isKey }) => isKey);
  const numbers = keys.filter(({ name: own }) => ["item_number", "run", "sequence"].includes(own));
  return {
    isOptional: false,
    ...settings,
    store: "columns",
    name,
    columns,
    key: keys.flatMap(({ from }) => from),
    numberKeys: numbers.flatMap(({ from }) => from),
  };
};

/**
 * A table that is mirrored whole: rows as Sage has them, found by key ("<first>|<second>") or by group. For tables that few
 * records ask for; what lists join or sum has a table of its own.
 */
export const whole = (
  keys: readonly string[],
  group: string,
  columns: readonly string[],
  settings: Settings,
): Rows & MirrorTable => ({
  isOptional: false,
  ...settings,
  store: "rows",
  key: keys,
  numberKeys: [],
  group,
  columns: [...new Set([...keys, ...columns])],
});
