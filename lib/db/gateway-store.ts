import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { type Database, row, type Tx, withCompany } from "#lib/db/database.ts";
import { enrol } from "#lib/db/enrolment.ts";
import { type Lease, leaseNext, type ReportParts, settle } from "#lib/db/leases.ts";
import { listen } from "#lib/db/listen.ts";
import { type MirrorPage, type MirrorQuestion, mirrorPage, mirrorReadFailed, nextMirrorReads } from "#lib/db/mirror.ts";
import { type MirrorCount, type MirrorKeys, mirrorCounted, mirrorKeys } from "#lib/db/mirror-sweep.ts";
import { openLeases } from "#lib/db/open-leases.ts";
import { admit, noteClientEvent, noteGone, noteSeen, readRegistered } from "#lib/db/sync-clients.ts";

type Question = MirrorQuestion & { readonly requestId: string };
const unknown = {
  kind: "refused" as const,
  code: "client.unknown",
  words: "This sync client is not enrolled, or its key was revoked.",
};

/**
 * The database's side of the gateway; its shape is lib/gateway/store.ts. Every call is one transaction of the client's
 * company; all of them may be repeated. `listenUrl` is for a connection of its own that hears NOTIFY.
 */
export function gatewayStore(db: Database, listenUrl: string) {
  const as = clientCompanies(db);
  const offers = listen(listenUrl, "sync_offer");
  return {
    enrol: (request: Parameters<typeof enrol>[1]) => enrol(db, request),
    client: (id: string) => as.any(id, null, (tx, companyId) => readRegistered(tx, companyId, id)),
    connected: (id: string, connectionId: string, hello: Parameters<typeof admit>[4]) =>
      as.living<Awaited<ReturnType<typeof admit>>>(id, unknown, (tx, companyId) =>
        admit(tx, companyId, id, connectionId, hello),
      ),
    seen: (id: string, connectionId: string, isSageReadable: boolean) =>
      as.living(id, undefined, (tx, companyId) => noteSeen(tx, companyId, id, connectionId, isSageReadable)),
    disconnected: (id: string, connectionId: string) =>
      as.any(id, undefined, (tx, companyId) => noteGone(tx, companyId, id, connectionId)),
    leaseNext: (id: string, places: number) =>
      as.living<readonly Lease[]>(id, [], (tx, companyId, actor) => leaseNext(tx, companyId, actor, id, places)),
    openLeases: (id: string) => as.living<readonly Lease[]>(id, [], (tx, companyId) => openLeases(tx, companyId, id)),
    report: (id: string, report: ReportParts) =>
      as.living<"settled" | "unknown">(id, "unknown", (tx, companyId, actor) =>
        settle(tx, companyId, actor, id, report),
      ),
    nextReads: (id: string) =>
      as.living<readonly Question[]>(id, [], async (tx, companyId) =>
        (await nextMirrorReads(tx, companyId)).map((wanted) => ({ requestId: randomUUID(), ...wanted })),
      ),
    rows: (id: string, page: MirrorPage) =>
      as.living(id, undefined, (tx, companyId) => mirrorPage(tx, companyId, page)),
    counted: (id: string, count: MirrorCount) =>
      as.living(id, undefined, (tx, companyId) => mirrorCounted(tx, companyId, count)),
    keys: (id: string, page: MirrorKeys) =>
      as.living(id, undefined, (tx, companyId) => mirrorKeys(tx, companyId, page)),
    readFailed: (id: string, failure: { table: string; reason: string }) =>
      as.living(id, undefined, (tx, companyId) => mirrorReadFailed(tx, companyId, failure.table, failure.reason)),
    event: (id: string, event: { level: string; words: string }) =>
      as.living(id, undefined, (tx, companyId) => noteClientEvent(tx, companyId, id, event.level, event.words)),
    onOffer: offers.on,
    close: offers.close,
  };
}

/** Runs work in the company that a sync client belongs to; `missing` is the answer for a client that is not there. */
function clientCompanies(db: Database) {
  const companies = new Map<string, string>();
  async function companyOf(id: string): Promise<string | null> {
    const known = companies.get(id);
    if (known) return known;
    const found = await row<{ company: string | null }>(db, sql`select company_of_sync_client(${id}::uuid) as company`);
    if (found?.company) companies.set(id, found.company);
    return found?.company ?? null;
  }
  async function any<T>(id: string, missing: T, work: (tx: Tx, companyId: string) => Promise<T>): Promise<T> {
    const companyId = await companyOf(id);
    return companyId ? await withCompany(db, companyId, (tx) => work(tx, companyId)) : missing;
  }
  /** Only for a client whose key was not revoked. */
  async function living<T>(
    id: string,
    missing: T,
    work: (tx: Tx, companyId: string, actor: Actor) => Promise<T>,
  ): Promise<T> {
    return await any(id, missing, async (tx, companyId) => {
      const client = await row<{ name: string }>(
        tx,
        sql`select name from sync_client where company_id = ${companyId} and id = ${id} and revoked_at is null`,
      );
      return client ? await work(tx, companyId, { kind: "sync-client", syncClientId: id, name: client.name }) : missing;
    });
  }
  return { any, living };
}
