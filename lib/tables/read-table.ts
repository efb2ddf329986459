import type { z } from "zod";
import type { OutAbout } from "#lib/core/out-table.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Refusal } from "#lib/core/refusals.ts";
import type { Query } from "#lib/queries/define-query.ts";
import type { Pages, TableSource } from "#lib/tables/table-source.ts";

type Execute = <View>(query: Query<z.ZodType, View>, input: object) => Promise<Outcome<View>>;

/** Is told how many rows were read, and of how many where that is known; answers false when nobody wants them any more. */
export type OnRows = (rows: number, of: number | null) => boolean;
export type ReadOptions = {
  /** A longer table is refused, as early as that is known. */
  readonly most?: number | undefined;
  readonly onRows?: OnRows | undefined;
};

/** What ends a table behind its first page; null: nobody wants it any more. */
export class TableEnded extends Error {
  readonly refusal: Refusal | null;
  constructor(refusal: Refusal | null) {
    super(refusal?.code ?? "not wanted any more");
    this.refusal = refusal;
  }
}

export type OpenTable<Row> = {
  /** What was asked for, in words. */
  readonly about: OutAbout;
  /** How many rows there are, where the first page tells. */
  readonly count: number | null;
  /** All rows, page by page, read as they are taken. Throws TableEnded. */
  readonly parts: AsyncIterable<readonly Row[]>;
};

/**
 * Takes a table, who asks its questions and the screen's input; reads the first page, and the others as their rows are taken, as
 * far as the person may see them. Or the refusal of the first page.
 */
export async function openTable<View extends Pages, Row>(
  source: TableSource<View, Row>,
  execute: Execute,
  input: Readonly<Record<string, string>>,
  { most = Number.POSITIVE_INFINITY, onRows }: ReadOptions = {},
): Promise<Outcome<OpenTable<Row>>> {
  const read = (after: string | null): Promise<Outcome<View>> => {
    const asked: Readonly<Record<string, unknown>> = {
      ...input,
      limit: source.pageSize,
      ...(after === null ? {} : { after }),
    };
    return execute(source.query, asked);
  };
  const first = await read(null);
  if (!first.ok) return first;
  const count = source.count?.(first.value, input) ?? null;
  const tooLong = refuse<never>("table.too_long", { most: most.toLocaleString("en-US") });
  if (count !== null && count > most) return tooLong;
  async function* parts(): AsyncGenerator<readonly Row[]> {
    let rows = 0;
    for (let page: Outcome<View> = first; ; ) {
      if (!page.ok) throw new TableEnded(page.refusal);
      const found = source.rows(page.value);
      rows += found.length;
      if (rows > most && !tooLong.ok) throw new TableEnded(tooLong.refusal);
      if (onRows?.(rows, count) === false) throw new TableEnded(null);
      yield found;
      const after = page.value.next ?? null;
      if (after === null) return;
      page = await read(after);
    }
  }
  return ok({ about: source.about(first.value, input), count, parts: parts() });
}
