import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, companyId, createdAt, id, moment } from "#drizzle/schema/columns.ts";
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

/** A file of a comment; without one while its person still writes the comment. The row stays when the bytes are removed. */
export const commentFile = pgTable(
  "comment_file",
  {
    companyId: companyId(),
    id: id(),
    itemId: uuid("item_id").notNull(),
    commentId: uuid("comment_id"),
    personId: uuid("person_id").notNull(),
    name: text("name").notNull(),
    /** What its bytes are, whatever it was called. */
    kind: text("kind").notNull(),
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    createdAt: createdAt(),
    removedAt: moment("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    foreignKey({ columns: [t.companyId, t.commentId], foreignColumns: [comment.companyId, comment.id] }),
    index("comment_file_of_comment").on(t.companyId, t.commentId, t.createdAt).where(sql`comment_id is not null`),
    index("comment_file_unsent").on(t.companyId, t.personId, t.createdAt).where(sql`comment_id is null`),
  ],
);

/** The bytes of a file, a mebibyte a row, so that nobody has to hold more than that to read them. */
export const commentFilePart = pgTable(
  "comment_file_part",
  {
    companyId: companyId(),
    fileId: uuid("file_id").notNull(),
    position: integer("position").notNull(),
    bytes: bytea("bytes").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.fileId, t.position] }),
    foreignKey({
      name: "comment_file_part_of_file",
      columns: [t.companyId, t.fileId],
      foreignColumns: [commentFile.companyId, commentFile.id],
    }),
  ],
);
