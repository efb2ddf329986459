import { z } from "zod";
import type { OutAbout } from "#lib/core/out-table.ts";
import { type TableFormat, type TableName, type TableState, tableNameIds } from "#lib/core/table-files.ts";

/** A screen's input as its address has it. */
const text = z.string().max(2000);
export const AskTable = z.strictObject({
  /** Made by whoever asks, so that a repeated request is the same one. */
  fileId: z.uuid(),
  table: z.enum(tableNameIds as [TableName, ...TableName[]]),
  format: z.enum(["csv", "xlsx"]),
  input: z.record(z.string().max(100), text).refine((input) => Object.keys(input).length <= 20, "too many fields"),
});
export const TableFileRef = z.strictObject({ fileId: z.uuid() });

export type TableFileView = {
  readonly id: string;
  readonly table: TableName;
  readonly title: string;
  readonly format: TableFormat;
  readonly state: TableState;
  /** Under which name it is kept; null while it is not ready. */
  readonly name: string | null;
  readonly about: OutAbout;
  readonly rows: number;
  /** Null while it is not known. */
  readonly of: number | null;
  /** Bytes so far. */
  readonly size: number;
  /** Why it failed. */
  readonly note: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** When it goes by itself; null while it is not over. */
  readonly goesAt: string | null;
};
export type TableFileList = { readonly rows: readonly TableFileView[]; readonly now: string };
