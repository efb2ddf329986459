/**
 * A table as it is made while somebody watches: lines of JSON, each with how many rows are written, and after the line of the file
 * its bytes and nothing else. What ends without a file ends with a problem, or with the word that it is too long to be waited for;
 * what ends with neither broke off.
 */
export const progressType = "application/vnd.countersign.progress";

/** Rows written so far, and of how many where that is known. */
export type TableProgress = { readonly rows: number; readonly of: number | null };
export type ProgressLine =
  | TableProgress
  | { readonly isLong: true }
  | { readonly file: { readonly name: string; readonly type: string; readonly size: number } }
  | { readonly problem: { readonly code: string; readonly sentence: string; readonly fix: string } };
