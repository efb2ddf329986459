import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { companyId, createdAt, id, moment, money } from "#drizzle/schema/columns.ts";
import { project } from "#drizzle/schema/company.ts";
import { item } from "#drizzle/schema/item.ts";

/** A synced record that Sage shows otherwise than it was accepted; at most one of an item that is not closed. */
export const difference = pgTable(
  "difference",
  {
    companyId: companyId(),
    id: id(),
    itemId: uuid("item_id").notNull(),
    exportId: uuid("export_id").notNull(),
    /** open: nobody answered; known: Sage's value was taken; watched: somebody corrects it; closed: it no longer differs. */
    status: text("status").notNull().default("open"),
    answer: text("answer"),
    /** What differs: table, row, column, label, accepted and found value. */
    columns: jsonb("columns").notNull(),
    /** Sage now less what was proved, in total and of what is held. */
    amountChange: money("amount_change").notNull(),
    retainageChange: money("retainage_change").notNull(),
    isGone: boolean("is_gone").notNull().default(false),
    note: text("note").notNull().default(""),
    answeredBy: text("answered_by"),
    answeredAt: moment("answered_at"),
    openedAt: moment("opened_at").notNull().default(sql`clock_timestamp()`),
    closedAt: moment("closed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    uniqueIndex("difference_live").on(t.companyId, t.itemId).where(sql`status <> 'closed'`),
    index("difference_item").on(t.companyId, t.itemId, t.openedAt.desc()),
  ],
);

/** Until when drift watch has compared: rows that Sage's mirror got later, and proofs that came later, are next. */
export const differenceWatch = pgTable("difference_watch", {
  companyId: uuid("company_id").primaryKey(),
  seenUntil: moment("seen_until").notNull(),
  provedUntil: moment("proved_until").notNull(),
});

/** A person's signature under the figures of a project up to a day; never changed, the newest one counts. */
export const reconcileSeal = pgTable(
  "reconcile_seal",
  {
    companyId: companyId(),
    id: id(),
    projectId: uuid("project_id").notNull(),
    upTo: date("up_to", { mode: "string" }).notNull(),
    sha256: text("sha256").notNull(),
    figures: jsonb("figures").notNull(),
    note: text("note").notNull().default(""),
    signedBy: uuid("signed_by").notNull(),
    signedName: text("signed_name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.projectId], foreignColumns: [project.companyId, project.id] }),
    index("reconcile_seal_newest").on(t.companyId, t.projectId, t.upTo, t.createdAt.desc()),
  ],
);
