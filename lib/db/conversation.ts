import { sql } from "drizzle-orm";
import { iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";

export type StoredComment = {
  readonly id: string;
  readonly itemId: string;
  readonly projectId: string | null;
  readonly lineKey: string | null;
  readonly lineLabel: string | null;
  readonly personId: string;
  readonly personName: string;
  readonly text: string;
  readonly mentions: readonly string[];
  readonly at: string;
  readonly editedAt: string | null;
  readonly removedAt: string | null;
  /** Written within the minutes that were asked for, by the database's clock. */
  readonly isFresh: boolean;
};

const columns = (
  minutes: number,
) => sql`c.id, c.item_id as "itemId", i.project_id as "projectId", c.line_key as "lineKey", c.line_label as "lineLabel",
  c.person_id as "personId", c.person_name as "personName", c.text, to_json(c.mentions) as mentions, c.created_at as at, c.edited_at as "editedAt",
  c.removed_at as "removedAt", c.created_at > clock_timestamp() - make_interval(mins => ${minutes}) as "isFresh"`;

const toComment = (found: StoredComment): StoredComment => ({
  ...found,
  at: iso(found.at),
  editedAt: iso(found.editedAt),
  removedAt: iso(found.removedAt),
});

/** The newest comments of an item, oldest first; one more than `limit` where there are older ones. */
export async function readComments(
  tx: Tx,
  companyId: string,
  itemId: string,
  ask: { readonly limit: number; readonly minutes: number },
): Promise<StoredComment[]> {
  const found = await rows<StoredComment>(
    tx,
    sql`select ${columns(ask.minutes)} from comment c join item i on i.company_id = c.company_id and i.id = c.item_id
      where c.company_id = ${companyId} and c.item_id = ${itemId} order by c.created_at desc, c.id desc limit ${ask.limit + 1}`,
  );
  return found.map(toComment).toReversed();
}

/** One comment, locked; null when the company has none such. */
export async function lockComment(
  tx: Tx,
  companyId: string,
  commentId: string,
  minutes: number,
): Promise<StoredComment | null> {
  const found = await row<StoredComment>(
    tx,
    sql`select ${columns(minutes)} from comment c join item i on i.company_id = c.company_id and i.id = c.item_id
      where c.company_id = ${companyId} and c.id = ${commentId} for update of c`,
  );
  return found && toComment(found);
}

export type NewComment = {
  readonly id: string;
  readonly itemId: string;
  readonly lineKey: string | null;
  readonly lineLabel: string | null;
  readonly personId: string;
  readonly personName: string;
  readonly text: string;
  readonly mentions: readonly string[];
};

/** Writes a comment; false when one with this id is there already. */
export async function insertComment(tx: Tx, companyId: string, comment: NewComment): Promise<boolean> {
  const { id, itemId, lineKey, lineLabel, personId, personName, text, mentions } = comment;
  const made = await rows(
    tx,
    sql`insert into comment (company_id, id, item_id, line_key, line_label, person_id, person_name, text, mentions)
      values (${companyId}, ${id}, ${itemId}, ${lineKey}, ${lineLabel}, ${personId}, ${personName}, ${text}, ${list(mentions)})
      on conflict do nothing returning id`,
  );
  return made.length > 0;
}

/** New words for a comment; empty words remove it. Either way it shows that it was changed, and when. */
export async function changeComment(
  tx: Tx,
  companyId: string,
  id: string,
  to: { readonly text: string; readonly mentions: readonly string[] },
): Promise<void> {
  const mark = to.text === "" ? sql`removed_at = clock_timestamp()` : sql`edited_at = clock_timestamp()`;
  await tx.execute(
    sql`update comment set text = ${to.text}, mentions = ${list(to.mentions)}, ${mark} where company_id = ${companyId} and id = ${id}`,
  );
}

/** Follows for people who act on the item, from when they did, unless they turned it off themselves. */
export async function followByItself(
  tx: Tx,
  companyId: string,
  pairs: readonly { readonly itemId: string; readonly personId: string; readonly at?: string }[],
): Promise<void> {
  if (pairs.length === 0) return;
  await tx.execute(sql`insert into follow (company_id, item_id, person_id, is_on, created_at)
    select ${companyId}::uuid, "itemId", "personId", true, coalesce(at, clock_timestamp())
    from jsonb_to_recordset(${json(pairs)}) as x("itemId" uuid, "personId" uuid, at timestamptz) on conflict do nothing`);
}

/** Follows or stops following at the person's wish; false when it was so before. */
export async function setFollow(
  tx: Tx,
  companyId: string,
  to: { readonly itemId: string; readonly personId: string; readonly isOn: boolean },
): Promise<boolean> {
  const changed = await rows(
    tx,
    sql`insert into follow as f (company_id, item_id, person_id, is_on) values (${companyId}, ${to.itemId}, ${to.personId}, ${to.isOn})
      on conflict (company_id, item_id, person_id) do update set is_on = excluded.is_on where f.is_on <> excluded.is_on returning 1`,
  );
  return changed.length > 0;
}

/** The people who follow the items, by item. */
export async function readFollowers(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await rows<{ item: string; people: string[] }>(
    tx,
    sql`select item_id as item, json_agg(person_id) as people from follow where company_id = ${companyId} and item_id = any(${list(itemIds)}) and is_on group by item_id`,
  );
  return new Map(found.map(({ item, people }) => [item, people]));
}
