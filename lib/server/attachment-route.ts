import "server-only";
import type { SourceDocument, SourceFilePort } from "#lib/connectors/port.ts";
import { cleanFileName, fileKindOf, fileKinds, plainFileName } from "#lib/core/file-kinds.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { SourceFile } from "#lib/core/source-files.ts";
import { itemSource } from "#lib/queries/item-source.ts";
import { savedAs, sealed } from "#lib/server/file-route.ts";
import { fault, problem, refused } from "#lib/server/route.ts";
import { principal } from "#lib/server/session.ts";
import { database, sourceFiles } from "#lib/server/wiring.ts";
import type { AttachmentList } from "#lib/views/attachments.ts";

type Asked = { readonly files: SourceFilePort; readonly document: SourceDocument };

/** `GET /api/attachments/<item>`: what the item's document has attached in Procore, read now. */
export async function attachmentListRoute(itemId: string): Promise<Response> {
  return await answered({ item: itemId }, "What is attached could not be read", itemId, async ({ files, document }) => {
    const found = await files.list(document);
    if (!found.ok) return refused(found.refusal);
    const list: AttachmentList = { readAt: new Date().toISOString(), files: found.value.map(named) };
    return Response.json(list, { headers: sealed });
  });
}

/** `GET /api/attachments/<item>/<file>`: the bytes of one, fetched from Procore at this moment and kept nowhere. */
export async function attachmentRoute(itemId: string, fileId: string): Promise<Response> {
  return await answered(
    { item: itemId, file: fileId },
    "The file could not be read",
    itemId,
    async ({ files, document }) => {
      const found = await files.read(document, fileId);
      if (!found.ok) return refused(found.refusal);
      const { name, bytes } = found.value;
      // What the bytes are: neither the name nor Procore's word for it makes a page of them.
      const kind = fileKindOf(bytes, name);
      return new Response(new Uint8Array(bytes), {
        headers: {
          ...sealed,
          "content-type": kind ? fileKinds[kind].type : "application/octet-stream",
          "content-length": String(bytes.length),
          "content-disposition": savedAs(kind ? cleanFileName(name, kind) : plainFileName(name)),
        },
      });
    },
  );
}

async function answered(
  what: Readonly<Record<string, string>>,
  sentence: string,
  itemId: string,
  answer: (asked: Asked) => Promise<Response>,
): Promise<Response> {
  const who = await principal();
  if (!who) return problem(401, "session.ended", "You are signed out.", "Sign in again.");
  try {
    const asked = await askedOf(who, itemId);
    return asked.ok ? await answer(asked.value) : refused(asked.refusal);
  } catch (error) {
    return fault(error, what, sentence);
  }
}

async function askedOf(who: Parameters<typeof itemSource.execute>[1], itemId: string): Promise<Outcome<Asked>> {
  const found = await itemSource.execute(database(), who, { itemId });
  if (!found.ok) return found;
  const { hasFiles, ...document } = found.value;
  if (!hasFiles) return refuse("source.shape");
  const files = await sourceFiles(who.companyId);
  return files ? ok({ files, document }) : refuse("source.unconnected");
}

/** Names as they are shown, without what hides in them. */
const named = ({ id, name }: SourceFile): SourceFile => ({ id, name: plainFileName(name) });
