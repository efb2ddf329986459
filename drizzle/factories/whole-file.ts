import { cellText, type OutTable } from "#lib/core/out-table.ts";

/** A table with rows that are all there, for writers that take them in parts. For tests only. */
export type WholeTable<Row> = Omit<OutTable<Row>, "parts" | "about"> & {
  readonly rows: readonly Row[];
  readonly about: ReturnType<OutTable<Row>["about"]>;
};

/** The same table as its writers take it: two rows a part. */
export function inParts<Row>({ rows, about, ...table }: WholeTable<Row>): OutTable<Row> {
  const parts = Array.from({ length: Math.ceil(rows.length / 2) }, (_, n) => rows.slice(2 * n, 2 * n + 2));
  return { ...table, parts, about: () => about };
}

/** Everything that a writer makes, in one piece. */
export async function allOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(Buffer.concat(all));
}

/** Everything that a writer makes, as text. */
export async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await allOf(pieces));
}

/** A column of the table by its heading, as the text of its cells. */
export function cellsOf<Row>({ columns, rows }: WholeTable<Row>, header: string): readonly (string | null)[] {
  const column = columns.find((one) => one.header === header);
  if (!column) throw new Error(`no column ${header}`);
  return rows.map((row) => cellText(column, row));
}
