import {
  type Added,
  addedLabels,
  type Fate,
  fateIds,
  type RehearsalScope,
  type RehearsedMeasure,
  rehearsalScopeIds,
  rehearsedMeasureIds,
} from "#lib/core/rehearsal.ts";
import type { RehearsalFilter, RehearsalItemFilter } from "#lib/views/rehearsal.ts";

export type Params = Readonly<Record<string, string | string[] | undefined>>;

/** One of a list from the address; nonsense is no choice. */
function oneOf<T extends string>(among: readonly T[], text: unknown): T | undefined {
  return among.find((one) => one === text);
}
export const scopeOf = (text: unknown): RehearsalScope => oneOf(rehearsalScopeIds, text) ?? "all";
export const rehearsedMeasureOf = (text: unknown): RehearsedMeasure => oneOf(rehearsedMeasureIds, text) ?? "committed";

/** What is rehearsed, from the address; what is left out there is left out of the question. */
export function filterOf({ scope, upTo, q }: Params): RehearsalFilter {
  const chosen = scopeOf(scope);
  return {
    ...(chosen === "all" ? {} : { scope: chosen }),
    ...(typeof upTo === "string" && /^\d{4}-\d{2}-\d{2}$/.test(upTo) ? { upTo } : {}),
    ...(typeof q === "string" && q !== "" ? { q: q.slice(0, 100) } : {}),
  };
}

/** The figure that is looked into, from the address. */
export function itemFilterOf(params: Params): RehearsalItemFilter {
  const text = (name: string) => (typeof params[name] === "string" ? params[name] : undefined);
  const [fate, measure] = [oneOf<Fate>(fateIds, params.fate), oneOf(rehearsedMeasureIds, params.measure)];
  const kind = oneOf(Object.keys(addedLabels) as Added[], params.kind);
  const way = oneOf(["released", "pending"] as const, params.way);
  const [projectId, cause] = [text("projectId"), text("cause")];
  return {
    ...filterOf(params),
    ...(projectId && /^[0-9a-f-]{36}$/.test(projectId) ? { projectId } : {}),
    ...(fate ? { fate } : {}),
    ...(measure ? { measure } : {}),
    ...(kind ? { kind } : {}),
    ...(way ? { way } : {}),
    ...(params.dated === "closed" ? { dated: "closed" } : {}),
    ...(cause ? { cause: cause.slice(0, 200) } : {}),
  };
}

function withQuery(path: string, filter: object): string {
  const query = new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  ).toString();
  return query ? `${path}?${query}` : path;
}

/** The rehearsal itself, and the items behind one of its figures. */
export const rehearsalHref = (filter: RehearsalFilter): string => withQuery("/reconcile/rehearsal", filter);
export const rehearsalItemsHref = (filter: RehearsalItemFilter): string =>
  withQuery("/reconcile/rehearsal/items", filter);
