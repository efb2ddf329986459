import type { Metadata } from "next";
import {
  archiveRecordsAction,
  importRecordsAction,
  restoreRecordsAction,
  undoImportsAction,
} from "#app/(desk)/imports/actions.ts";
import { importScopeOf } from "#components/imports/import-filter.ts";
import { Imports } from "#components/imports/imports.tsx";
import { importPage } from "#lib/queries/import-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Imports" };

export default async function ImportsRoute({ searchParams }: PageProps<"/imports">) {
  const scope = importScopeOf(await searchParams);
  const first = await read(importPage, scope, "/imports");
  const actions = {
    import: importRecordsAction,
    archive: archiveRecordsAction,
    restore: restoreRecordsAction,
    undo: undoImportsAction,
  };
  return <Imports first={first} firstScope={scope} actions={actions} />;
}
