import type { ImportScope } from "#lib/client/view-names.ts";
import { type ImportFilter, importFilters } from "#lib/views/imports.ts";

const filters: readonly string[] = importFilters;
function isImportFilter(text: unknown): text is ImportFilter {
  return typeof text === "string" && filters.includes(text);
}

/** The filter in the address, for the first paint; which types there are the server knows. */
export function importScopeOf(params: Readonly<Record<string, string | string[] | undefined>>): Partial<ImportScope> {
  const { type, show, q } = params;
  return {
    ...(typeof type === "string" && type ? { type: type.slice(0, 40) } : {}),
    show: isImportFilter(show) ? show : "ready",
    ...(typeof q === "string" && q ? { q: q.slice(0, 100) } : {}),
  };
}
