import type { Metadata } from "next";
import { resolveExportAction } from "#app/(desk)/inbox/actions.ts";
import { UnknownInbox } from "#components/health/unknown-inbox.tsx";
import { unknownPage } from "#lib/queries/unknown-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Outcome unknown" };

export default async function UnknownRoute() {
  return <UnknownInbox first={await read(unknownPage, {}, "/health/unknown")} resolve={resolveExportAction} />;
}
