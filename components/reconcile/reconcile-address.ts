import { type CellPart, cellParts, type Measure, measureNames } from "#lib/core/reconcile/measures.ts";

type Params = Readonly<Record<string, string | string[] | undefined>>;
const one = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

/** The last day of the period from the address; "" and nonsense mean everything to date. */
export function upToOf(params: Params): string | undefined {
  const text = one(params.upTo);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
}

export function measureOf(text: string | null): Measure {
  return measureNames.find((measure) => measure === text) ?? "committed";
}
export function partOf(text: string | null): CellPart | null {
  return cellParts.find((part) => part === text) ?? null;
}

/** Where the records behind a figure are shown. */
export function figureHref(projectId: string, measure: Measure, part: CellPart | null, upTo: string | null): string {
  const query = new URLSearchParams({ measure, ...(part ? { part } : {}), ...(upTo ? { upTo } : {}) });
  return `/reconcile/${projectId}?${query.toString()}`;
}
