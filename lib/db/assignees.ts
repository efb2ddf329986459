import { sql } from "drizzle-orm";
import type { Lender, Role } from "#lib/core/actors.ts";
import type { Money } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { list, row, rows, type Tx } from "#lib/db/database.ts";
import { readLenders } from "#lib/db/delegations.ts";
import type { Total } from "#lib/db/inbox.ts";
import { holdItems } from "#lib/db/items.ts";

/** A member who may sign in, with what they may decide on. */
export type Decider = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly grants: readonly string[];
  /** For whom they stand in today. */
  readonly standsInFor: readonly Lender[];
};

/** The members with a role, by name; one of them where a person is named. */
export async function readDeciders(
  tx: Tx,
  companyId: string,
  role: Role,
  personId: string | null = null,
): Promise<Decider[]> {
  const found = await rows<Omit<Decider, "standsInFor">>(
    tx,
    sql`select p.id, p.name, to_json(m.roles) as roles,
      (select coalesce(json_agg(g.record_type), '[]') from push_grant g where g.company_id = m.company_id and g.person_id = m.person_id) as grants
    from membership m join person p on p.id = m.person_id
    where m.company_id = ${companyId} and ${role} = any(m.roles) and not m.is_disabled and not p.is_disabled
      and (${personId}::uuid is null or p.id = ${personId}::uuid) order by p.name, p.id limit 500`,
  );
  const lenders = await readLenders(tx, companyId, personId);
  return found.map((person) => ({ ...person, standsInFor: lenders.get(person.id) ?? [] }));
}

/** How many items in these states each person has. */
export async function readAssignedCounts(
  tx: Tx,
  companyId: string,
  states: readonly ItemState[],
): Promise<ReadonlyMap<string, number>> {
  const found = await rows<{ id: string; count: string }>(
    tx,
    sql`select assignee_id as id, count(*) as count from item
      where company_id = ${companyId} and assignee_id is not null and state = any(${list(states, "text")}) group by 1`,
  );
  return new Map(found.map(({ id, count }) => [id, Number(count)]));
}

/** Count and sum of what one person has in these states. */
export async function readAssignedTotal(
  tx: Tx,
  companyId: string,
  personId: string,
  states: readonly ItemState[],
): Promise<Total> {
  const found = await row<{ count: string; amount: Money }>(
    tx,
    sql`select count(*) as count, coalesce(sum(amount), 0)::numeric(18, 2) as amount from item
      where company_id = ${companyId} and assignee_id = ${personId}::uuid and state = any(${list(states, "text")})`,
  );
  return { count: Number(found?.count ?? 0), amount: found?.amount ?? "0.00" };
}

/** What assigning has to know of an item. */
export type Assignable = {
  readonly id: string;
  readonly number: string;
  readonly recordType: string;
  readonly state: ItemState;
  readonly version: number;
  readonly ownPersonIds: readonly string[];
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
};

/** Items by id with whose they are, locked for the rest of the transaction. */
export async function lockAssignable(
  tx: Tx,
  companyId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Assignable>> {
  await holdItems(tx, companyId, ids);
  const found = await rows<Assignable>(
    tx,
    sql`select i.id, i.number, i.record_type as "recordType", i.state, i.version, to_json(i.own_person_ids) as "ownPersonIds",
      i.assignee_id as "assigneeId", p.name as "assigneeName"
    from item i left join person p on p.id = i.assignee_id where i.company_id = ${companyId} and i.id = any(${list(ids)})`,
  );
  return new Map(found.map((item) => [item.id, item]));
}

/** Gives items to a person, or to nobody. Their versions stay: what somebody else is about to decide on is the same. */
export async function writeAssignee(
  tx: Tx,
  companyId: string,
  ids: readonly string[],
  personId: string | null,
): Promise<void> {
  await tx.execute(
    sql`update item set assignee_id = ${personId}::uuid where company_id = ${companyId} and id = any(${list(ids)})`,
  );
}

/** Names of the persons whom these items are assigned to, by item. */
export async function readAssigneeNames(
  tx: Tx,
  companyId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: string; name: string }>(
    tx,
    sql`select i.id, p.name from item i join person p on p.id = i.assignee_id where i.company_id = ${companyId} and i.id = any(${list(ids)})`,
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
