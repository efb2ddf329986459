/** Takes the rows of several pages, returns each once as it was read last: a row that moved between two looks stands on two. */
export function eachOnce<Row extends { readonly id: string | number }>(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
