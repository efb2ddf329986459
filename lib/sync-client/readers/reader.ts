/** One row as text: dates YYYY-MM-DD, flags 1 and 0, numbers plain, null where Sage has nothing. */
export type SageRow = Readonly<Record<string, string | null>>;

/** Reads Sage by SQL. Statements come from `sage-queries.ts` alone; `?` stands for a parameter. */
export interface SageReader {
  query(sql: string, params: readonly string[]): Promise<readonly SageRow[]>;
  close(): Promise<void>;
}
