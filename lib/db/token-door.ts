import { timingSafeEqual } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { mostPerMinute, readBearer } from "#lib/core/api-tokens.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Database, iso, row, type Tx, withCompany } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { readPersonActor } from "#lib/db/people.ts";

export type TokenPrincipal = { readonly companyId: string; readonly actor: Extract<Actor, { kind: "person" }> };

type Found = {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly person_id: string;
  readonly person: string;
  readonly is_disabled: boolean;
  readonly rights: readonly string[];
  readonly expires_at: string | null;
  readonly is_expired: boolean;
  readonly revoked_at: string | null;
  readonly revoked_by: string | null;
};

const minute = (timestamp: string | null) => (iso(timestamp) ?? "").slice(0, 16).replace("T", " ");

/**
 * Who asks with the token in the header `Authorization`, with the rights that the person has at this moment, looked up for every
 * request. Refused with a code of its own when the token is missing, malformed, unknown, revoked, expired (by the database's clock),
 * its person is disabled, or it asked too often in this minute. `cost` is what the request counts for.
 */
export async function enterByToken(
  db: Database,
  authorization: string | null,
  { cost = 1, perMinute = mostPerMinute } = {},
): Promise<Outcome<TokenPrincipal>> {
  const token = readBearer(authorization);
  if (!token.ok) return token;
  // What is looked up is a hash of 256 random bits: how long the index takes tells nothing of another token.
  const hash = sha256(token.value);
  const of = await row<{ company: string | null }>(db, sql`select company_of_api_token(${hash}) as company`);
  const companyId = of?.company;
  if (!companyId) return refuse("token.unknown");
  return await withCompany(db, companyId, async (tx): Promise<Outcome<TokenPrincipal>> => {
    const found = await readToken(tx, companyId, hash);
    if (!found) return refuse("token.unknown");
    const { id, name, person, rights } = found;
    if (found.revoked_at !== null)
      return refuse("token.revoked", { name, who: found.revoked_by ?? "", when: minute(found.revoked_at) });
    if (found.is_expired) return refuse("token.expired", { name, when: minute(found.expires_at) });
    const actor = found.is_disabled
      ? null
      : await readPersonActor(tx, companyId, { id: found.person_id, name: person });
    if (!actor) return refuse("token.person", { name, person });
    const wait = await countUse(tx, companyId, id, { cost, most: perMinute });
    if (wait !== null) return refuse("token.pace", { name, most: String(perMinute), seconds: String(wait) });
    return ok({ companyId, actor: { ...actor, token: { id, name, rights } } });
  });
}

async function readToken(tx: Tx, companyId: string, hash: string): Promise<Found | null> {
  const found = await row<Found>(
    tx,
    sql`select t.id, t.token_hash as hash, t.name, t.person_id, p.name as person, p.is_disabled, to_json(t.rights) as rights, t.expires_at,
      coalesce(t.expires_at <= clock_timestamp(), false) as is_expired, t.revoked_at, t.revoked_by
    from api_token t join person p on p.id = t.person_id where t.company_id = ${companyId} and t.token_hash = ${hash}`,
  );
  return found && timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash)) ? found : null;
}

/** Counts a request; the seconds to wait where it is one too many for the minute, else null. */
async function countUse(
  tx: Tx,
  companyId: string,
  tokenId: string,
  { cost, most }: { readonly cost: number; readonly most: number },
): Promise<number | null> {
  const isOver = sql`u.window_at <= clock_timestamp() - interval '60 seconds'`;
  const counted = await row<{ count: number; wait: number }>(
    tx,
    sql`insert into api_token_use as u (company_id, token_id, window_at, count, last_used_at)
      values (${companyId}, ${tokenId}, clock_timestamp(), ${cost}, clock_timestamp())
      on conflict (company_id, token_id) do update set
        window_at = case when ${isOver} then clock_timestamp() else u.window_at end,
        count = case when ${isOver} then ${cost}::integer else least(u.count + ${cost}::integer, ${most}::integer + 1) end,
        last_used_at = case when u.last_used_at <= clock_timestamp() - interval '60 seconds' then clock_timestamp() else u.last_used_at end
      returning count, greatest(1, ceil(extract(epoch from window_at + interval '60 seconds' - clock_timestamp())))::int as wait`,
  );
  return counted && counted.count > most ? counted.wait : null;
}
