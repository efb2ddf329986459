import { randomBytes, randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { prefixOf } from "#lib/core/api-tokens.ts";
import { iso, list, row, rows, type Tx } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";

export type ApiToken = {
  readonly id: string;
  readonly personId: string;
  readonly person: string;
  readonly name: string;
  readonly prefix: string;
  readonly rights: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly isExpired: boolean;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
  /** To the minute; null: never. */
  readonly lastUsedAt: string | null;
  /** The person is disabled, in the company or altogether: the token is refused as long as that is so. */
  readonly isPersonDisabled: boolean;
};
type Made = { readonly id: string; readonly token: string; readonly prefix: string; readonly expiresAt: string | null };

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

/** `cst_`, eight characters to recognise it by, and 256 random bits. */
function aToken(): string {
  const mark = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("");
  return `cst_${mark}_${randomBytes(32).toString("base64url")}`;
}

/** Makes a token for the person, which ends after so many days (null: not by itself). Only here is the token itself known; its hash is kept. */
export async function insertApiToken(
  tx: Tx,
  companyId: string,
  wanted: {
    readonly personId: string;
    readonly name: string;
    readonly rights: readonly string[];
    readonly days: number | null;
  },
): Promise<Made> {
  const token = aToken();
  const { personId, name, rights, days } = wanted;
  const made = await row<{ id: string; expires_at: string | null }>(
    tx,
    sql`insert into api_token (company_id, person_id, name, prefix, token_hash, rights, expires_at)
      values (${companyId}, ${personId}, ${name}, ${prefixOf(token)}, ${sha256(token)}, ${list(rights, "text")},
        clock_timestamp() + make_interval(days => ${days}::integer)) returning id, expires_at`,
  );
  if (!made) throw new Error("the token was not made");
  return { id: made.id, token, prefix: prefixOf(token), expiresAt: iso(made.expires_at) };
}

/**
 * How many of the person's tokens are not revoked, and whether one of them has the name. Whoever makes another one for the
 * person waits until this transaction is over.
 */
export async function lockOwnTokens(
  tx: Tx,
  companyId: string,
  personId: string,
  name: string,
): Promise<{ readonly count: number; readonly isTaken: boolean }> {
  await tx.execute(
    sql`select 1 from membership where company_id = ${companyId} and person_id = ${personId} for no key update`,
  );
  const found = await row<{ count: number; is_taken: boolean }>(
    tx,
    sql`select count(*)::int as count, coalesce(bool_or(lower(name) = lower(${name})), false) as is_taken
      from api_token where company_id = ${companyId} and person_id = ${personId} and revoked_at is null`,
  );
  return { count: found?.count ?? 0, isTaken: found?.is_taken ?? false };
}

const columns = sql`t.id, t.person_id as "personId", p.name as person, t.name, t.prefix, to_json(t.rights) as rights, t.created_at as "createdAt",
  t.expires_at as "expiresAt", coalesce(t.expires_at <= clock_timestamp(), false) as "isExpired", t.revoked_at as "revokedAt", t.revoked_by as "revokedBy",
  u.last_used_at as "lastUsedAt", p.is_disabled or m.is_disabled as "isPersonDisabled"`;
const joined = sql`api_token t join person p on p.id = t.person_id
  join membership m on m.company_id = t.company_id and m.person_id = t.person_id
  left join api_token_use u on u.company_id = t.company_id and u.token_id = t.id`;

/** One page of the company's tokens, or of one person's, newest first; `next` is the cursor of the page after it. */
export async function readApiTokens(
  tx: Tx,
  companyId: string,
  ask: { readonly personId: string | null; readonly after: string | null; readonly limit: number },
): Promise<{ readonly rows: readonly ApiToken[]; readonly next: string | null }> {
  const cursor = decodeCursor(ask.after);
  const whose = ask.personId === null ? sql`true` : sql`t.person_id = ${ask.personId}`;
  const beyond = cursor ? sql`(t.created_at, t.id) < (${cursor.key}::timestamptz, ${cursor.id}::uuid)` : sql`true`;
  const found = await rows<ApiToken & { key: string }>(
    tx,
    sql`select ${columns}, t.created_at::text as key from ${joined} where t.company_id = ${companyId} and ${whose} and ${beyond}
      order by t.created_at desc, t.id desc limit ${ask.limit + 1}`,
  );
  const page = found.slice(0, ask.limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ key: _, ...one }) => inIso(one)),
    next: found.length > ask.limit && last ? encodeCursor(last.key, last.id) : null,
  };
}

const inIso = (one: ApiToken): ApiToken => ({
  ...one,
  createdAt: iso(one.createdAt),
  expiresAt: iso(one.expiresAt),
  revokedAt: iso(one.revokedAt),
  lastUsedAt: iso(one.lastUsedAt),
});

/** One that was not revoked, locked; null otherwise. */
export async function lockApiToken(tx: Tx, companyId: string, id: string): Promise<ApiToken | null> {
  const found = await row<ApiToken>(
    tx,
    sql`select ${columns} from ${joined} where t.company_id = ${companyId} and t.id = ${id} and t.revoked_at is null for no key update of t`,
  );
  return found && inIso(found);
}

/** Ends a token: from this transaction's commit on every request with it is refused. */
export async function revokeApiToken(tx: Tx, companyId: string, id: string, by: string): Promise<void> {
  await tx.execute(
    sql`update api_token set revoked_at = clock_timestamp(), revoked_by = ${by} where company_id = ${companyId} and id = ${id} and revoked_at is null`,
  );
}
