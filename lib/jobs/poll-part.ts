import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, row, withCompany } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { inOneTurn } from "#lib/db/source-turn.ts";
import { defineJob, type JobContext } from "#lib/jobs/define-job.ts";
import { listsOf, pollDirectory, pollDocuments } from "#lib/jobs/poll-source.ts";

const AGAIN_MS = 1000;

/**
 * Reads one list of one project, or of the company, at once: the source said that something happened there. The bell names it
 * in its key, `<list>/<project id or company>`. While a whole turn is under way it rings again a moment later; should that be
 * lost, the next turn reads the same.
 */
export const pollPart = defineJob({
  name: "source.poll_part",
  payload: z.object({ companyId: z.uuid(), key: z.string() }),
  async run(context, { companyId, key }) {
    const [list = "", place = ""] = key.slice(key.lastIndexOf(":") + 1).split("/");
    const didRun = await inOneTurn(context.db, companyId, () => readPart(context, companyId, list, place));
    if (!didRun) ringAgain(context, companyId, `${list}/${place}`);
  },
});

async function readPart(
  { db, source, log }: JobContext,
  companyId: string,
  list: string,
  place: string,
): Promise<void> {
  const port = await source(companyId);
  if (!port) return;
  try {
    if (list === "projects") await pollDirectory(db, companyId, port, "project");
    if (list === "vendors") await pollDirectory(db, companyId, port, "vendor");
    const scope = place === "company" ? "company" : "project";
    if (scope === "project" && !(await isRead(db, companyId, place))) return;
    const { profile } = (await withCompany(db, companyId, (tx) => readFactsBase(tx, companyId))).company;
    for (const [type, kind] of listsOf(scope, profile))
      if (kind === list) await pollDocuments(db, companyId, port, type, kind, scope === "company" ? null : place);
  } catch (error) {
    // The next turn meets the same trouble and says so where people see it.
    log.warn({ companyId, list, err: error }, "a list of the source could not be read at once");
  }
}

/** Whether turns read the project, too. */
async function isRead(db: Database, companyId: string, sourceId: string): Promise<boolean> {
  const found = await withCompany(db, companyId, (tx) =>
    row<{ is_active: boolean }>(
      tx,
      sql`select is_active from project where company_id = ${companyId} and source_id = ${sourceId}`,
    ),
  );
  return found?.is_active === true;
}

function ringAgain({ db, log }: JobContext, companyId: string, part: string): void {
  const ring = () =>
    db
      .execute(sql`select ring('source.poll_part', ${companyId}::uuid, ${part})`)
      .catch((error: unknown) => log.warn({ err: error }, "a bell was lost; the next turn reads the same"));
  setTimeout(ring, AGAIN_MS).unref();
}
