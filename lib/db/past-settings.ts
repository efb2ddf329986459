import { sql } from "drizzle-orm";
import { AcceptRules } from "#lib/core/accept-rule-input.ts";
import type { AcceptRule } from "#lib/core/accept-rules.ts";
import type { Role } from "#lib/core/actors.ts";
import type { Period } from "#lib/core/periods.ts";
import { iso, json, row, rows, type Tx } from "#lib/db/database.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";
import { valueAt } from "#lib/db/item-versions.ts";

/** A value as it was, null where none was kept by then, and from when on it is kept (ISO). */
export type Kept<Value> = { readonly value: Value | null; readonly keptFrom: string | null };

async function readKept<Value>(tx: Tx, companyId: string, kind: string, bound: string): Promise<Kept<Value>> {
  const found = await row<{ value: Value | null; kept_from: string | null }>(
    tx,
    sql`select ${valueAt(sql`${companyId}::uuid`, kind, sql`${companyId}::uuid`, bound)} as value,
      (select min(valid_from) from name_version where company_id = ${companyId} and kind = ${kind}) as kept_from`,
  );
  return { value: found?.value ?? null, keptFrom: iso(found?.kept_from ?? null) };
}

/** The accounting periods of then, oldest first. */
export const readPastPeriods = (tx: Tx, companyId: string, bound: string): Promise<Kept<readonly Period[]>> =>
  readKept(tx, companyId, "periods", bound);

type Profile = Readonly<Record<string, unknown>>;

/**
 * The company profile of then. Before it was kept the record knows it: the first one that was kept, with every change up to it
 * undone by the values that its event has from before. Null only before the company was here.
 */
export async function readPastProfile(tx: Tx, companyId: string, bound: string): Promise<Kept<Profile>> {
  const { value, keptFrom } = await readKept<{ profile: Profile }>(tx, companyId, "company", bound);
  if (value !== null || keptFrom === null) return { value: value?.profile ?? null, keptFrom };
  const first = await row<{ profile: Profile; kept_at: string; made_at: string; is_here: boolean }>(
    tx,
    sql`select n.value -> 'profile' as profile, n.valid_from::text as kept_at, c.created_at as made_at, c.created_at <= ${bound}::timestamptz as is_here
    from company c join name_version n on n.company_id = c.id and n.kind = 'company' and n.subject_id = c.id where c.id = ${companyId} order by n.valid_from limit 1`,
  );
  if (!first?.is_here) return { value: null, keptFrom: iso(first?.made_at ?? keptFrom) };
  const undone = await rows<{ before: Profile }>(
    tx,
    sql`select a.data -> 'before' as before from audit_event a where a.company_id = ${companyId} and a.kind = 'settings.changed'
      and a.at > ${bound}::timestamptz and a.at <= ${first.kept_at}::timestamptz order by a.seq desc`,
  );
  return {
    value: Object.assign({}, first.profile, ...undone.map(({ before }) => before)) as Profile,
    keptFrom: iso(first.made_at),
  };
}

export type PastRules = {
  readonly version: number;
  readonly rules: readonly AcceptRule[];
  readonly note: string;
  readonly by: string;
  readonly settledBy: string | null;
  readonly since: string;
};
type FoundRules = Omit<PastRules, "rules"> & { readonly rules: unknown };
const ruleColumns = sql`version, rules, note, made_by_name as by, settled_by_name as "settledBy", coalesce(settled_at, created_at) as since`;
const toRules = (found: FoundRules | null): PastRules | null =>
  found && { ...found, rules: AcceptRules.parse(found.rules), since: iso(found.since) };

/** The accept rules that were in force then and the proposal that waited; their versions have always been kept. */
export async function readPastRules(
  tx: Tx,
  companyId: string,
  bound: string,
): Promise<{ readonly inForce: PastRules | null; readonly proposed: PastRules | null }> {
  const inForce = await row<FoundRules>(
    tx,
    sql`select ${ruleColumns} from accept_rules where company_id = ${companyId} and status in ('in_force', 'replaced')
      and coalesce(settled_at, created_at) <= ${bound}::timestamptz order by coalesce(settled_at, created_at) desc, version desc limit 1`,
  );
  const proposed = await row<FoundRules>(
    tx,
    sql`select ${ruleColumns} from accept_rules where company_id = ${companyId} and created_at <= ${bound}::timestamptz
      and (status = 'proposed' or settled_at > ${bound}::timestamptz) order by version desc limit 1`,
  );
  return { inForce: toRules(inForce), proposed: toRules(proposed) };
}

export type PastPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly grants: readonly string[];
  readonly projects: readonly string[];
  readonly projectLabels: readonly string[];
  readonly procoreUserId: string | null;
  readonly isDisabled: boolean;
  /** For whom they stood in on that day. */
  readonly standsInFor: readonly string[];
};

/** One page of the people of then, by name, with what they could do. Nobody lent rights who was disabled or no accountant (lib/db/delegations.ts). */
export async function readPastPeople(
  tx: Tx,
  companyId: string,
  bound: string,
  after: string | null,
  limit: number,
): Promise<{ readonly rows: readonly PastPerson[]; readonly next: string | null; readonly keptFrom: string | null }> {
  const cursor = decodeCursor(after);
  const beyond = cursor ? sql`(value ->> 'name', id) > (${cursor.key}, ${cursor.id}::uuid)` : sql`true`;
  const kept = await row<{ at: string | null }>(
    tx,
    sql`select min(valid_from) as at from name_version where company_id = ${companyId} and kind = 'member'`,
  );
  const found = await rows<{ id: string; value: Omit<PastPerson, "id">; stands: string[]; labels: string[] }>(
    tx,
    sql`with page as materialized (select * from (select distinct on (subject_id) subject_id as id, value from name_version
        where company_id = ${companyId} and kind = 'member' and valid_from <= ${bound}::timestamptz order by subject_id, valid_from desc) m
      where value is not null and ${beyond} order by value ->> 'name', id limit ${limit + 1})
    select m.id, m.value, (select coalesce(json_agg(f.value ->> 'name' order by f.value ->> 'name'), '[]') from delegation d join company c on c.id = d.company_id
        cross join lateral (select value from name_version where company_id = ${companyId} and kind = 'member' and subject_id = d.from_person_id
          and valid_from <= ${bound}::timestamptz order by valid_from desc limit 1) f
        where d.company_id = ${companyId} and d.to_person_id = m.id and m.value -> 'roles' ? 'accountant' and f.value -> 'roles' ? 'accountant'
        and not (f.value ->> 'isDisabled')::boolean and d.created_at <= ${bound}::timestamptz and (d.ended_at is null or d.ended_at > ${bound}::timestamptz)
        and (${bound}::timestamptz at time zone c.time_zone)::date between d.first_day and d.last_day) as stands,
      (select coalesce(json_agg(n.label order by n.label), '[]') from jsonb_array_elements_text(m.value -> 'projects') x(id)
        cross join lateral (select trim(concat_ws(' ', value ->> 'number', value ->> 'name')) as label from name_version where company_id = ${companyId}
          and kind = 'project' and subject_id = x.id::uuid and valid_from <= ${bound}::timestamptz order by valid_from desc limit 1) n) as labels
    from page m order by m.value ->> 'name', m.id`,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ id, value, stands, labels }) => ({ id, ...value, projectLabels: labels, standsInFor: stands })),
    next: found.length > limit && last ? encodeCursor(last.value.name, last.id) : null,
    keptFrom: iso(kept?.at ?? null),
  };
}

/** The words of projects by id, as they were called then. */
export async function readPastProjectLabels(
  tx: Tx,
  companyId: string,
  ids: readonly string[],
  bound: string,
): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ id: string; label: string }>(
    tx,
    sql`select distinct on (subject_id) subject_id as id, trim(concat_ws(' ', value ->> 'number', value ->> 'name')) as label from name_version
      where company_id = ${companyId} and kind = 'project' and valid_from <= ${bound}::timestamptz
        and subject_id in (select x::uuid from jsonb_array_elements_text(${json(ids)}) x) order by subject_id, valid_from desc`,
  );
  return new Map(found.map(({ id, label }) => [id, label]));
}
