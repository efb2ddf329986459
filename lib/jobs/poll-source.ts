import { sql } from "drizzle-orm";
import { z } from "zod";
import type { SourcePort } from "#lib/connectors/port.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import { fewAtOnce } from "#lib/core/few-at-once.ts";
import type { RecordType } from "#lib/core/record-type.ts";
import { type Database, iso, row, sqlState, withCompany } from "#lib/db/database.ts";
import { type FactsBase, readFactsBase } from "#lib/db/facts.ts";
import { markForCheck } from "#lib/db/items.ts";
import { inOneTurn, projectsInTurn } from "#lib/db/source-turn.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { directoryEntry } from "#lib/preflight/directory.ts";
import { type DirectoryEntry, type Incoming, ingest, ingestDirectory } from "#lib/preflight/ingest.ts";
import { recordTypes } from "#lib/records/registry.ts";

/** Overlap of two windows: what the source stamped late is read again, and costs nothing because ingest is idempotent. */
const overlapMs = 300_000;
/** Projects that are read at a time: enough to keep the places busy that the source's limits leave to reading. */
const projectsAtOnce = 4;

/**
 * Reads what changed in the source since the last whole window: projects, companies, then every record type's documents. One
 * turn of a company at a time: a bell that rings meanwhile asks for nothing, the next one comes soon enough.
 */
export const pollSource = defineJob({
  name: "source.poll",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, source, log }, { companyId }) {
    const port = await source(companyId);
    if (!port) return;
    await inOneTurn(db, companyId, async () => {
      try {
        await noteResult(db, companyId, await pollCompany(db, companyId, port));
      } catch (error) {
        log.warn({ companyId, err: error }, "the source could not be read");
        const words = error instanceof Error ? error.message.slice(0, 300) : "The source could not be read";
        await noteResult(db, companyId, words);
      }
    });
  },
});

/** The whole turn; answers a sentence about something that could not be read, null when all was. */
async function pollCompany(db: Database, companyId: string, port: SourcePort): Promise<string | null> {
  await pollDirectory(db, companyId, port, "project");
  await pollDirectory(db, companyId, port, "vendor");
  const problems: string[] = [];
  const { profile } = (await withCompany(db, companyId, (tx) => readFactsBase(tx, companyId))).company;
  for (const [type, kind] of listsOf("company", profile))
    problems.push(...(await pollDocuments(db, companyId, port, type, kind, null)));
  const projects = await withCompany(db, companyId, (tx) => projectsInTurn(tx, companyId));
  // The lists of one project in their order: a document comes before what belongs to it.
  await fewAtOnce(projects, projectsAtOnce, async (project) => {
    for (const [type, kind] of listsOf("project", profile))
      problems.push(...(await pollDocuments(db, companyId, port, type, kind, project)));
  });
  return problems[0] ?? null;
}

/** The lists that are read once for the company, or once for each project; not those that the company has turned off. */
export function listsOf(
  scope: "company" | "project",
  profile: CompanyProfile,
): readonly (readonly [RecordType, string])[] {
  return recordTypes
    .filter((type) => (type.scope === "company") === (scope === "company") && !type.isOff?.(profile))
    .flatMap((type) => type.sourceKinds.map(({ kind }) => [type, kind] as const));
}

async function window(db: Database, companyId: string, list: string): Promise<{ since: string | null; until: string }> {
  return await withCompany(db, companyId, async (tx) => {
    const found = await row<{ read_until: string | null; now: string }>(
      tx,
      sql`select (select read_until from source_cursor where company_id = ${companyId} and list = ${list}) as read_until, clock_timestamp() as now`,
    );
    const until = iso(found?.now ?? "");
    return {
      since: found?.read_until ? new Date(new Date(found.read_until).getTime() - overlapMs).toISOString() : null,
      until,
    };
  });
}

async function advanceCursor(db: Database, companyId: string, list: string, until: string): Promise<void> {
  await withCompany(db, companyId, (tx) =>
    tx.execute(
      sql`insert into source_cursor (company_id, list, read_until) values (${companyId}, ${list}, ${until}) on conflict (company_id, list) do update set read_until = excluded.read_until`,
    ),
  );
}

/** Projects or companies that changed. */
export async function pollDirectory(
  db: Database,
  companyId: string,
  port: SourcePort,
  table: "project" | "vendor",
): Promise<void> {
  const { since, until } = await window(db, companyId, table);
  const entries: DirectoryEntry[] = [];
  for await (const record of table === "project" ? port.projects(since) : port.vendors(since))
    entries.push(directoryEntry(record));
  await withCompany(db, companyId, async (tx) => {
    const changed = await ingestDirectory(tx, companyId, table, entries);
    if (table !== "project" && changed.length > 0) await markForCheck(tx, companyId, { vendorIds: changed });
  });
  await advanceCursor(db, companyId, table, until);
}

/** One list of one project, or of the company; answers sentences about documents that could not be read. */
export async function pollDocuments(
  db: Database,
  companyId: string,
  port: SourcePort,
  type: RecordType,
  kind: string,
  projectId: string | null,
): Promise<string[]> {
  const list = `${kind}/${projectId ?? "company"}`;
  const span = await window(db, companyId, list);
  const problems: string[] = [];
  const base = await withCompany(db, companyId, (tx) => readFactsBase(tx, companyId));
  try {
    for await (const record of port.documents(kind, projectId, span)) {
      const problem = await takeDocument(db, base, {
        type,
        sourceKind: kind,
        raw: record.raw,
        isDeleted: record.isDeleted,
      });
      if (problem !== null) problems.push(problem);
    }
  } catch (error) {
    if (!isOfOneList(error)) throw error;
    return [...problems, error.message.slice(0, 300)];
  }
  await advanceCursor(db, companyId, list, span.until);
  return problems;
}

/** A list that may not be read stays where it is; it does not keep the other projects away. */
function isOfOneList(error: unknown): error is Error {
  return error instanceof Error && "kind" in error && (error.kind === "permission" || error.kind === "not_found");
}

/**
 * One document in one transaction: nobody's decision waits for a whole window. A text that the database cannot hold is
 * that document's problem and keeps no other one away.
 */
async function takeDocument(db: Database, base: FactsBase, incoming: Incoming): Promise<string | null> {
  try {
    const result = await withCompany(db, base.company.id, (tx) => ingest(tx, base, incoming));
    return result.kind === "unreadable" ? result.words : null;
  } catch (error) {
    if (!sqlState(error)?.startsWith("22")) throw error;
    return "A document holds characters or numbers that cannot be stored.";
  }
}

async function noteResult(db: Database, companyId: string, problem: string | null): Promise<void> {
  await withCompany(db, companyId, (tx) =>
    tx.execute(
      sql`update procore_connection set last_problem = ${problem}, last_read_at = case when ${problem === null} then clock_timestamp() else last_read_at end where company_id = ${companyId}`,
    ),
  );
}
