"use client";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { ImportScope } from "#lib/client/view-names.ts";
import type { ImportPage } from "#lib/views/imports.ts";

/** While something is written the list looks every two seconds, else as calmly as Sage is read. */
const pace = (page: ImportPage | undefined) => (page && page.counts.importing > 0 ? 2000 : 15_000);

/** Takes the scope and what the server rendered; returns the staged records and the newest counts. */
export function useImportRows(scope: ImportScope, first: ImportPage, isFirst: boolean) {
  const { query, rows, newest } = useViewPages("import.page", scope, {
    first: isFirst ? first : null,
    every: ([page]) => pace(page),
  });
  return { query, rows, page: newest ?? first };
}
