import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, companyId, createdAt, moment } from "#drizzle/schema/columns.ts";
import { company } from "#drizzle/schema/company.ts";

/** A table that somebody asked for as a file, and what became of it; its bytes are in parts. */
export const tableFile = pgTable(
  "table_file",
  {
    companyId: companyId().references(() => company.id),
    id: uuid("id").notNull(),
    position: bigint("position", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    personId: uuid("person_id").notNull(),
    personName: text("person_name").notNull(),
    /** As in the address `/api/tables/<name>`. */
    tableName: text("table_name").notNull(),
    format: text("format").notNull(),
    /** What the screen was asked: its filter. */
    input: jsonb("input").notNull(),
    /** waiting, making, ready, failed, stopped. */
    state: text("state").notNull().default("waiting"),
    name: text("name"),
    /** The filter in words, known when it is made. */
    about: jsonb("about").notNull().default([]),
    /** The projects to which its person's reading was limited when it was made; null: it was not. */
    ownProjects: jsonb("own_projects"),
    rowsRead: integer("rows_read").notNull().default(0),
    rowCount: integer("row_count"),
    size: bigint("size", { mode: "number" }).notNull().default(0),
    sha256: text("sha256"),
    note: text("note"),
    /** How often a worker began it; the number is also its fence. */
    tries: integer("tries").notNull().default(0),
    /** The worker that makes it says again and again that it does; after this instant another one begins anew. */
    heldUntil: moment("held_until"),
    createdAt: createdAt(),
    endedAt: moment("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    index("table_file_of_person").on(t.companyId, t.personId, t.position.desc().nullsFirst()),
    index("table_file_open").on(t.companyId, t.position).where(sql`state in ('waiting', 'making')`),
    uniqueIndex("table_file_making").on(t.companyId, t.personId).where(sql`state = 'making'`),
    index("table_file_over").on(t.companyId, t.endedAt).where(sql`ended_at is not null`),
  ],
);

/** The bytes of a file, a mebibyte a row. */
export const tableFilePart = pgTable(
  "table_file_part",
  {
    companyId: companyId(),
    fileId: uuid("file_id").notNull(),
    position: integer("position").notNull(),
    bytes: bytea("bytes").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.fileId, t.position] }),
    foreignKey({
      name: "table_file_part_of_file",
      columns: [t.companyId, t.fileId],
      foreignColumns: [tableFile.companyId, tableFile.id],
    }),
  ],
);
