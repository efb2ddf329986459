import "server-only";
import { tableFormats } from "#lib/core/table-files.ts";
import { withCompany } from "#lib/db/database.ts";
import { readTablePart } from "#lib/db/table-files.ts";
import { tableFile } from "#lib/queries/table-file.ts";
import { partsOf } from "#lib/server/file-route.ts";
import { fault, problem, refused } from "#lib/server/route.ts";
import { principal } from "#lib/server/session.ts";
import { database } from "#lib/server/wiring.ts";

/** `GET /api/table-files/<id>`: a table that the worker made into a file, part by part, for whom it was made. */
export async function tableFileRoute(fileId: string): Promise<Response> {
  const who = await principal();
  if (!who) return problem(401, "session.ended", "You are signed out.", "Sign in again.");
  try {
    const found = await tableFile.execute(database(), who, { fileId });
    if (!found.ok) return refused(found.refusal);
    const { name, format, size } = found.value;
    const { companyId } = who;
    return new Response(
      partsOf((at) => withCompany(database(), companyId, (tx) => readTablePart(tx, companyId, fileId, at))),
      {
        headers: {
          "cache-control": "private, no-store",
          "content-type": tableFormats[format].type,
          "content-length": String(size),
          "content-disposition": `attachment; filename="${name}"`,
        },
      },
    );
  } catch (error) {
    return fault(error, { file: fileId }, "The file could not be read");
  }
}
