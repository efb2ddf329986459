import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { isGateOpen } from "#lib/core/gates.ts";
import { frameOrigins } from "#lib/core/project-share.ts";
import { type Database, iso, row, rows, type Tx, withCompany } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { readPersonActor } from "#lib/db/people.ts";
import { pruneOld } from "#lib/db/prune.ts";

export type ProjectShare = {
  readonly id: string;
  readonly projectId: string;
  readonly personId: string;
  readonly person: string;
  readonly name: string;
  readonly hasMoney: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly isExpired: boolean;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
  readonly openedCount: number;
  readonly openedAt: string | null;
};

export type NewProjectShare = Pick<ProjectShare, "projectId" | "personId" | "name" | "hasMoney"> & {
  readonly days: number;
};

/** Makes a link; only here is its secret known, its hash is kept. */
export async function insertProjectShare(
  tx: Tx,
  companyId: string,
  { projectId, personId, name, hasMoney, days }: NewProjectShare,
): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: string }> {
  const token = randomBytes(32).toString("base64url");
  const made = await row<{ id: string; expires_at: string }>(
    tx,
    sql`insert into project_share (company_id, project_id, person_id, name, token_hash, has_money, created_at, expires_at)
      select ${companyId}, ${projectId}, ${personId}, ${name}, ${sha256(token)}, ${hasMoney}, now.at, now.at + make_interval(days => ${days}::integer)
      from (select clock_timestamp() as at) now returning id, expires_at`,
  );
  if (!made) throw new Error("the link was not made");
  return { id: made.id, token, expiresAt: iso(made.expires_at) };
}

const columns = sql`s.id, s.project_id as "projectId", s.person_id as "personId", p.name as person, s.name, s.has_money as "hasMoney",
  s.created_at as "createdAt", s.expires_at as "expiresAt", s.expires_at <= clock_timestamp() as "isExpired", s.revoked_at as "revokedAt",
  s.revoked_by as "revokedBy", s.opened_count::float8 as "openedCount", s.opened_at as "openedAt"`;
const joined = sql`project_share s join person p on p.id = s.person_id`;
const isOpen = sql`revoked_at is null and expires_at > clock_timestamp()`;

const inIso = (one: ProjectShare): ProjectShare => ({
  ...one,
  ...{ createdAt: iso(one.createdAt), expiresAt: iso(one.expiresAt) },
  ...{ revokedAt: iso(one.revokedAt), openedAt: iso(one.openedAt) },
});

/** The links of a project, those that are not over first, then newest first; so many at most. */
export async function readProjectShares(
  tx: Tx,
  companyId: string,
  projectId: string,
  limit: number,
): Promise<readonly ProjectShare[]> {
  const found = await rows<ProjectShare>(
    tx,
    sql`select ${columns} from ${joined} where s.company_id = ${companyId} and s.project_id = ${projectId}
      order by (${isOpen}) desc, s.created_at desc, s.id desc limit ${limit}`,
  );
  return found.map(inIso);
}

/** How many links of the project are not over. Whoever makes another one waits until this transaction has ended. */
export async function countOpenShares(tx: Tx, companyId: string, projectId: string): Promise<number> {
  await tx.execute(sql`select 1 from project where company_id = ${companyId} and id = ${projectId} for no key update`);
  const found = await row<{ n: number }>(
    tx,
    sql`select count(*)::int as n from project_share where company_id = ${companyId} and project_id = ${projectId} and ${isOpen}`,
  );
  return found?.n ?? 0;
}

/** A link by its id, ended or not; null when the company has none. Locked until the end of the transaction where it is to be ended. */
export async function readProjectShare(
  tx: Tx,
  companyId: string,
  id: string,
  isLocked = false,
): Promise<ProjectShare | null> {
  const lock = isLocked ? sql`for no key update of s` : sql``;
  const found = await row<ProjectShare>(
    tx,
    sql`select ${columns} from ${joined} where s.company_id = ${companyId} and s.id = ${id} ${lock}`,
  );
  return found && inIso(found);
}

/** Ends a link: from this transaction's commit on it opens nothing. */
export async function revokeProjectShare(tx: Tx, companyId: string, id: string, by: string): Promise<void> {
  await tx.execute(
    sql`update project_share set revoked_at = clock_timestamp(), revoked_by = ${by} where company_id = ${companyId} and id = ${id} and revoked_at is null`,
  );
}

export type SharePrincipal = {
  readonly companyId: string;
  readonly shareId: string;
  /** Whoever made the link, with the rights of this moment: it never shows more than they may see. */
  readonly actor: Extract<Actor, { kind: "person" }>;
};

/** In whose name a token asks, and of which link; null when no link has it, or its maker does not belong to the company any more. */
export async function enterByShare(db: Database, token: string): Promise<SharePrincipal | null> {
  // What is looked up is a hash of 256 bits: how long the index takes tells nothing of another token.
  const hash = sha256(token);
  const of = await row<{ company: string | null }>(db, sql`select company_of_project_share(${hash}) as company`);
  const companyId = of?.company;
  if (!companyId) return null;
  return await withCompany(db, companyId, async (tx) => {
    const found = await row<{ id: string; personId: string; person: string }>(
      tx,
      sql`select s.id, s.person_id as "personId", p.name as person from ${joined} where s.company_id = ${companyId} and s.token_hash = ${hash}`,
    );
    const actor = found && (await readPersonActor(tx, companyId, { id: found.personId, name: found.person }));
    return found && actor ? { companyId, shareId: found.id, actor } : null;
  });
}

/** Counts that a link was opened, and when; not part of the record. */
export async function noteShareOpened(db: Database, { companyId, shareId }: SharePrincipal): Promise<void> {
  await withCompany(db, companyId, (tx) =>
    tx.execute(sql`update project_share set opened_count = opened_count + 1, opened_at = clock_timestamp()
      where company_id = ${companyId} and id = ${shareId} and ${isOpen}`),
  );
}

/** The sites that may frame what the company's links show; none while it has turned them off, and for an unknown company. */
export async function readStatusFrames(db: Database, companyId: string): Promise<readonly string[]> {
  return await withCompany(db, companyId, async (tx) => {
    const found = await row<{ profile: unknown }>(tx, sql`select profile from company where id = ${companyId}`);
    const profile = found && CompanyProfile.parse(found.profile);
    return profile && isGateOpen("statusLinks", profile) ? frameOrigins(profile.statusFrames) : [];
  });
}

/** Removes links that ended `days` ago, at most `limit`; answers how many went. */
export async function pruneProjectShares(tx: Tx, companyId: string, days: number, limit: number): Promise<number> {
  return await pruneOld(tx, companyId, { table: "project_share", since: "expires_at" }, days, limit);
}
