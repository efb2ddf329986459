import type { Metadata } from "next";
import { linkDocumentsAction, refuseRecordAction } from "#app/(desk)/projects/actions.ts";
import { DocumentsPage } from "#components/projects/documents-page.tsx";
import { documentPage } from "#lib/queries/document-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Already in Sage" };

export default async function DocumentsRoute({ params }: PageProps<"/projects/[id]/documents">) {
  const { id } = await params;
  const first = await read(documentPage, { projectId: id }, `/projects/${id}/documents`);
  return <DocumentsPage key={id} first={first} link={linkDocumentsAction} refuse={refuseRecordAction} />;
}
