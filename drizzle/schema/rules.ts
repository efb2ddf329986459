import { sql } from "drizzle-orm";
import {
  date,
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
import { companyId, happenedAt, id, moment } from "#drizzle/schema/columns.ts";
import { company, membership } from "#drizzle/schema/company.ts";

/** Which items need a second signature, as a whole and by version; at most one is in force and one proposed. */
export const acceptRules = pgTable(
  "accept_rules",
  {
    companyId: companyId().references(() => company.id),
    version: integer("version").notNull(),
    rules: jsonb("rules").notNull(),
    /** proposed: waits for a second administrator; in_force; replaced: was in force; refused and withdrawn: never were. */
    status: text("status").notNull(),
    note: text("note").notNull(),
    madeBy: uuid("made_by").notNull(),
    madeByName: text("made_by_name").notNull(),
    settledBy: uuid("settled_by"),
    settledByName: text("settled_by_name"),
    settledAt: moment("settled_at"),
    createdAt: happenedAt("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.version] }),
    uniqueIndex("accept_rules_one_proposal").on(t.companyId).where(sql`status = 'proposed'`),
    uniqueIndex("accept_rules_one_in_force").on(t.companyId).where(sql`status = 'in_force'`),
  ],
);

/** One accountant stands in for another from one day to another; it lends the rights that the other one has then. */
export const delegation = pgTable(
  "delegation",
  {
    companyId: companyId(),
    id: id(),
    fromPersonId: uuid("from_person_id").notNull(),
    toPersonId: uuid("to_person_id").notNull(),
    firstDay: date("first_day", { mode: "string" }).notNull(),
    lastDay: date("last_day", { mode: "string" }).notNull(),
    note: text("note").notNull(),
    madeBy: uuid("made_by").notNull(),
    endedAt: moment("ended_at"),
    endedBy: uuid("ended_by"),
    createdAt: happenedAt("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.fromPersonId], foreignColumns: [membership.companyId, membership.personId] }),
    foreignKey({ columns: [t.companyId, t.toPersonId], foreignColumns: [membership.companyId, membership.personId] }),
    index("delegation_to").on(t.companyId, t.toPersonId, t.lastDay),
    index("delegation_from").on(t.companyId, t.fromPersonId, t.lastDay),
  ],
);
