import { boolean, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { companyId, createdAt, id, moment } from "#drizzle/schema/columns.ts";
import { item } from "#drizzle/schema/item.ts";

/** What somebody wrote about an item or one of its lines. What was changed or removed leaves a mark; the row stays. */
export const comment = pgTable(
  "comment",
  {
    companyId: companyId(),
    id: id(),
    itemId: uuid("item_id").notNull(),
    /** The line it is about, by its key, and what that line was called then; null: the whole item. */
    lineKey: text("line_key"),
    lineLabel: text("line_label"),
    personId: uuid("person_id").notNull(),
    personName: text("person_name").notNull(),
    /** Empty once it was removed. */
    text: text("text").notNull(),
    mentions: uuid("mentions").array().notNull(),
    createdAt: createdAt(),
    editedAt: moment("edited_at"),
    removedAt: moment("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    index("comment_of_item").on(t.companyId, t.itemId, t.createdAt),
  ],
);

/** Who is told about an item. A row that is off was turned off by the person and is not turned on again by itself. */
export const follow = pgTable(
  "follow",
  {
    companyId: companyId(),
    itemId: uuid("item_id").notNull(),
    personId: uuid("person_id").notNull(),
    isOn: boolean("is_on").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.itemId, t.personId] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
  ],
);
