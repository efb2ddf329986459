import { sql } from "drizzle-orm";
import { AcceptRules } from "#lib/core/accept-rule-input.ts";
import type { AcceptRule } from "#lib/core/accept-rules.ts";
import { iso, json, row, rows, type Tx } from "#lib/db/database.ts";

export type RulesStatus = "proposed" | "in_force" | "replaced" | "refused" | "withdrawn";
export type RulesVersion = {
  readonly version: number;
  readonly rules: readonly AcceptRule[];
  readonly status: RulesStatus;
  readonly note: string;
  readonly madeBy: string;
  readonly madeByName: string;
  readonly madeAt: string;
  readonly settledByName: string | null;
  readonly settledAt: string | null;
};
type Found = Omit<RulesVersion, "rules"> & { rules: unknown };

const columns = sql`version, rules, status, note, made_by as "madeBy", made_by_name as "madeByName", created_at as "madeAt",
  settled_by_name as "settledByName", settled_at as "settledAt"`;

function toVersion(found: Found): RulesVersion {
  const { madeAt, settledAt } = found;
  return { ...found, rules: AcceptRules.parse(found.rules), madeAt: iso(madeAt), settledAt: iso(settledAt) };
}

/** The rules in force; none as long as nobody made any. */
export async function readAcceptRules(tx: Tx, companyId: string): Promise<readonly AcceptRule[]> {
  return (await readVersion(tx, companyId, "in_force"))?.rules ?? [];
}

/** The version that is in force, or the one that waits for a second administrator. */
export async function readVersion(
  tx: Tx,
  companyId: string,
  status: "in_force" | "proposed",
): Promise<RulesVersion | null> {
  const found = await row<Found>(
    tx,
    sql`select ${columns} from accept_rules where company_id = ${companyId} and status = ${status}`,
  );
  return found && toVersion(found);
}

/** Every version, newest first; `before` is the last one that was seen. */
export async function readVersions(
  tx: Tx,
  companyId: string,
  before: number | null,
  limit: number,
): Promise<{ rows: readonly RulesVersion[]; next: string | null }> {
  const older = before === null ? sql`true` : sql`version < ${before}`;
  const found = await rows<Found>(
    tx,
    sql`select ${columns} from accept_rules where company_id = ${companyId} and ${older} order by version desc limit ${limit + 1}`,
  );
  const page = found.slice(0, limit).map(toVersion);
  return { rows: page, next: found.length > limit ? String(page.at(-1)?.version) : null };
}

/** Holds whoever changes the rules back until the one before is done; acceptances go on. Answers the newest version there is. */
export async function lockRules(tx: Tx, companyId: string): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('accept_rules'), hashtext(${companyId}))`);
  const found = await row<{ newest: number }>(
    tx,
    sql`select coalesce(max(version), 0) as newest from accept_rules where company_id = ${companyId}`,
  );
  return found?.newest ?? 0;
}

/** Other administrators who can sign in and could confirm. */
export async function readOtherAdmins(tx: Tx, companyId: string, personId: string): Promise<readonly string[]> {
  const found = await rows<{ name: string }>(
    tx,
    sql`select p.name from membership m join person p on p.id = m.person_id where m.company_id = ${companyId} and m.person_id <> ${personId}
      and not m.is_disabled and not p.is_disabled and 'admin' = any(m.roles) order by p.name`,
  );
  return found.map(({ name }) => name);
}

type NewVersion = {
  readonly version: number;
  readonly rules: readonly AcceptRule[];
  readonly status: "proposed" | "in_force";
  readonly note: string;
  readonly by: { readonly personId: string; readonly name: string };
};

/** Writes a version; one that is in force at once replaces the one before. */
export async function addVersion(tx: Tx, companyId: string, made: NewVersion): Promise<void> {
  const { version, rules, status, note, by } = made;
  if (status === "in_force") await replaceCurrent(tx, companyId);
  await tx.execute(sql`insert into accept_rules (company_id, version, rules, status, note, made_by, made_by_name)
    values (${companyId}, ${version}, ${json(rules)}, ${status}, ${note}, ${by.personId}, ${by.name})`);
}

/** What became of a proposal, by whom. */
export async function settleVersion(
  tx: Tx,
  companyId: string,
  version: number,
  status: "in_force" | "refused" | "withdrawn",
  by: { readonly personId: string; readonly name: string },
): Promise<void> {
  if (status === "in_force") await replaceCurrent(tx, companyId);
  await tx.execute(sql`update accept_rules set status = ${status}, settled_by = ${by.personId}, settled_by_name = ${by.name},
    settled_at = tx_instant() where company_id = ${companyId} and version = ${version} and status = 'proposed'`);
}

async function replaceCurrent(tx: Tx, companyId: string): Promise<void> {
  await tx.execute(
    sql`update accept_rules set status = 'replaced' where company_id = ${companyId} and status = 'in_force'`,
  );
}

/** The words of those projects by id, for rules that name them; a project that the company does not have is missing. */
export async function readProjectLabels(
  tx: Tx,
  companyId: string,
  rules: readonly AcceptRule[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rules.flatMap(({ projectId }) => (projectId === null ? [] : [projectId]));
  const found = await rows<{ id: string; label: string }>(
    tx,
    sql`select id, trim(number || ' ' || name) as label from project where company_id = ${companyId}
      and id in (select x::uuid from jsonb_array_elements_text(${json(ids)}) x)`,
  );
  return new Map(found.map(({ id, label }) => [id, label]));
}
