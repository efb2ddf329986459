import type { OutAbout, OutColumn, OutCompany } from "#lib/core/out-table.ts";
import type { Query } from "#lib/queries/define-query.ts";

/** A view without pages has no `next`. */
export type Pages = { readonly next?: string | null };
export type About = OutAbout;

/** The line that says what was searched for. */
export const searchLine = (q: string | undefined): About[number] => ["Search", q || "none"];
/** The line that says how old what Sage has is; takes an instant, or null before Sage was read whole. */
export const sageLine = (readAt: string | null): About[number] => ["Sage read", readAt ?? "not completely yet"];

/** A table that can be taken out of the product: the query that shows it, and how its rows are written. */
export type TableSource<View extends Pages, Row> = {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: sources hold queries of every input
  readonly query: Query<any, View>;
  /** Rows of one question at most, so that a whole table takes few of them. */
  readonly pageSize: number;
  readonly rows: (view: View) => readonly Row[];
  readonly columns: (company: OutCompany) => readonly OutColumn<Row>[];
  /** How many rows there are in all pages, where the first one tells. */
  readonly count?: (view: View, input: Readonly<Record<string, string>>) => number | null;
  /** What was asked for, in words, from the first page. */
  readonly about: (view: View, input: Readonly<Record<string, string>>) => About;
};
