import { sql } from "drizzle-orm";
import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { companyId, createdAt, id } from "#drizzle/schema/columns.ts";
import { membership } from "#drizzle/schema/company.ts";

/** A list of the inbox that somebody named: filter, grouping, order and columns; of one person, or of the company. */
export const savedView = pgTable(
  "saved_view",
  {
    companyId: companyId(),
    id: id(),
    /** Who made it; it stays theirs when it is shared. */
    personId: uuid("person_id").notNull(),
    name: text("name").notNull(),
    isShared: boolean("is_shared").notNull().default(false),
    body: jsonb("body").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.personId], foreignColumns: [membership.companyId, membership.personId] }),
    uniqueIndex("saved_view_shared_name").on(t.companyId, sql`lower(${t.name})`).where(sql`is_shared`),
    uniqueIndex("saved_view_own_name").on(t.companyId, t.personId, sql`lower(${t.name})`).where(sql`not is_shared`),
  ],
);

/** How one person has the screens of one company; null and absent: as they come. */
export const personPreference = pgTable(
  "person_preference",
  {
    companyId: companyId(),
    personId: uuid("person_id").notNull(),
    columns: jsonb("columns"),
    density: text("density"),
    /** Where moments are shown; null: in the company's zone. */
    timeZone: text("time_zone"),
    /** How days are written; null: as the company has it. */
    dateFormat: text("date_format"),
    keys: jsonb("keys").notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.personId] }),
    foreignKey({ columns: [t.companyId, t.personId], foreignColumns: [membership.companyId, membership.personId] }),
  ],
);
