import { type SQL, sql } from "drizzle-orm";

/**
 * How staged records of one source are made from the mirror. `key` is Sage's own; `row` is what Sage says, `here` what links
 * and Procore's lists say about it.
 */
export type StagedSource = {
  /** Tables of Sage that it is made from: the oldest reading of them is its freshness. */
  readonly tables: readonly string[];
  /** Keys whose rows moved since the instant; null: every key there is. */
  moved(companyId: string, since: string | null, type: string): SQL;
  /** Keys that Sage has, for finding those that are gone. */
  keys(companyId: string): SQL;
  /** Keys that went since the instant, where there are too many keys to compare; null: all that ever went. */
  went?(companyId: string, since: string | null): SQL;
  /** `key`, `row` and `here` of these keys; one that is gone is left out. */
  rows(companyId: string, keys: readonly string[]): SQL;
};

/** Staged records whose links or neighbours in Procore are no longer as they were: a link makes no row of Sage move. */
export const otherHere = (
  companyId: string,
  source: SQL,
  type: string,
) => sql`select s.key from staged_record s join (${source}) n on n.key = s.key
  where s.company_id = ${companyId} and s.type = ${type} and s.here is distinct from n.here`;
