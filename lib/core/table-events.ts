/** What happens to tables that leave as files: who took what out, with how many rows. */
type TableFact = {
  /** What the table is called on its sheet. */
  readonly table: string;
  readonly format: "csv" | "xlsx";
};
export type TableEvent =
  /** `fileId` where the worker made it; `about` is the filter in words. */
  | (TableFact & {
      readonly kind: "table.exported";
      readonly rows: number;
      readonly about: readonly string[];
      readonly fileId?: string;
    })
  /** `personId`: who asked for it. */
  | (TableFact & {
      readonly kind: "table.failed";
      readonly fileId: string;
      readonly personId: string;
      readonly words: string;
    })
  | (TableFact & { readonly kind: "table.asked" | "table.stopped" | "table.removed"; readonly fileId: string });
