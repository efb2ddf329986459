import { sql } from "drizzle-orm";
import { row, rows, type Tx } from "#lib/db/database.ts";

export type Registered = {
  readonly companyId: string;
  readonly publicKey: string;
  readonly epoch: number;
  readonly isRevoked: boolean;
  readonly serverEpoch: number;
};
type Admission =
  | { readonly kind: "admitted" }
  | { readonly kind: "refused"; readonly code: string; readonly words: string };
type Hello = { readonly clientVersion: string; readonly host: string; readonly epoch: number };

/** A sync client as it is registered, revoked or not. */
export async function readRegistered(tx: Tx, companyId: string, id: string): Promise<Registered | null> {
  const found = await row<{ key: string; epoch: number; revoked: boolean; server_epoch: number }>(
    tx,
    sql`select c.public_key as key, c.epoch, c.revoked_at is not null as revoked, o.server_epoch
    from sync_client c join company o on o.id = c.company_id where c.company_id = ${companyId} and c.id = ${id}`,
  );
  if (!found) return null;
  const { key: publicKey, epoch, revoked: isRevoked, server_epoch: serverEpoch } = found;
  return { companyId, publicKey, epoch, isRevoked, serverEpoch };
}

/** Notes a connection, unless another one of the client was seen in the last 15 s or its epoch is behind. */
export async function admit(
  tx: Tx,
  companyId: string,
  id: string,
  connectionId: string,
  hello: Hello,
): Promise<Admission> {
  const taken = await rows(
    tx,
    sql`update sync_client set connection_id = ${connectionId}, connected_at = clock_timestamp(),
      seen_at = clock_timestamp(), host = ${hello.host}, client_version = ${hello.clientVersion}, epoch = ${hello.epoch}
    where company_id = ${companyId} and id = ${id} and epoch <= ${hello.epoch} and (connection_id is null
      or connection_id = ${connectionId} or seen_at < clock_timestamp() - interval '15 seconds') returning id`,
  );
  if (taken.length === 0)
    return { kind: "refused", code: "client.twice", words: "Another connection of this sync client is alive." };
  await noteClientEvent(tx, companyId, id, "info", `Connected from ${hello.host}, version ${hello.clientVersion}`);
  return { kind: "admitted" };
}

/** The version of the sync client that was seen last among those not revoked; null before the first connection. */
export async function readClientVersion(tx: Tx, companyId: string): Promise<string | null> {
  const found = await row<{ version: string }>(
    tx,
    sql`select client_version as version from sync_client where company_id = ${companyId} and revoked_at is null
      and client_version is not null order by seen_at desc nulls last limit 1`,
  );
  return found?.version ?? null;
}

export async function noteSeen(
  tx: Tx,
  companyId: string,
  id: string,
  connectionId: string,
  isSageReadable: boolean,
): Promise<void> {
  await tx.execute(sql`update sync_client set seen_at = clock_timestamp(), is_sage_readable = ${isSageReadable}
    where company_id = ${companyId} and id = ${id} and connection_id = ${connectionId}`);
}

export async function noteGone(tx: Tx, companyId: string, id: string, connectionId: string): Promise<void> {
  await tx.execute(sql`update sync_client set connection_id = null
    where company_id = ${companyId} and id = ${id} and connection_id = ${connectionId}`);
}

export async function noteClientEvent(
  tx: Tx,
  companyId: string,
  id: string,
  level: string,
  words: string,
): Promise<void> {
  await tx.execute(sql`insert into sync_client_event (company_id, sync_client_id, level, words)
    values (${companyId}, ${id}, ${level}, ${words.slice(0, 2000)})`);
}
