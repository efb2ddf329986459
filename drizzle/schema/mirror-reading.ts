import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { companyId, createdAt, id, moment } from "#drizzle/schema/columns.ts";

/** What rows of the mirror were before they changed or went; kept for 400 days. `table` is Sage's name, `row` our columns. */
export const sageRowHistory = pgTable(
  "sage_row_history",
  {
    companyId: companyId(),
    id: bigint("id", { mode: "bigint" }).generatedAlwaysAsIdentity().notNull(),
    table: text("table_name").notNull(),
    rowKey: text("row_key").notNull(),
    row: jsonb("row").notNull(),
    seenAt: moment("seen_at").notNull(),
    replacedAt: moment("replaced_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    index("sage_row_history_by_key").on(t.companyId, t.table, t.rowKey),
  ],
);

/** How far each table of Sage was read, and when the last complete read ended. */
export const mirrorRead = pgTable(
  "mirror_read",
  {
    companyId: companyId(),
    table: text("table_name").notNull(),
    cursor: text("cursor").notNull().default("0"),
    /** The columns that every row up to the cursor was read with, and those that this Sage does not have. */
    columns: text("columns").array().notNull().default([]),
    missingColumns: text("missing_columns").array().notNull().default([]),
    /** Rows that Sage has, as far as is known here. */
    rowCount: integer("row_count").notNull().default(0),
    readAt: moment("read_at"),
    wantedAt: moment("wanted_at"),
    /** A person asked for it now; nothing is old enough that was read before. */
    askedAt: moment("asked_at"),
    /** When the number of rows was last compared with Sage's. */
    countedAt: moment("counted_at"),
    /** A sweep compares the keys: since when, behind which key it goes on, how many keys came, how many Sage counted. */
    sweepAt: moment("sweep_at"),
    sweepAfter: jsonb("sweep_after"),
    sweptKeys: integer("swept_keys").notNull().default(0),
    sageRows: integer("sage_rows").notNull().default(0),
    /** Keys that the last sweep found in Sage and not here. */
    strangeKeys: integer("strange_keys").notNull().default(0),
    problem: text("problem"),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.table] })],
);

/** Keys that a running sweep has found in Sage. */
export const mirrorSweepKey = pgTable(
  "mirror_sweep_key",
  {
    companyId: companyId(),
    table: text("table_name").notNull(),
    rowKey: text("row_key").notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.table, t.rowKey] })],
);

/** One reading of Sage that a person asked for, with its legs. */
export const sageRefresh = pgTable(
  "sage_refresh",
  {
    companyId: companyId(),
    id: id(),
    askedBy: uuid("asked_by"),
    askedAt: createdAt(),
    finishedAt: moment("finished_at"),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] }), index("sage_refresh_newest").on(t.companyId, t.askedAt)],
);
export const sageRefreshLeg = pgTable(
  "sage_refresh_leg",
  {
    companyId: companyId(),
    refreshId: uuid("refresh_id").notNull(),
    leg: text("leg").notNull(),
    position: integer("position").notNull(),
    /** Tables of Sage that are not read yet; empty for a leg that reads none. */
    waitingTables: text("waiting_tables").array().notNull().default([]),
    startedAt: moment("started_at"),
    finishedAt: moment("finished_at"),
    rowCount: integer("row_count").notNull().default(0),
    problem: text("problem"),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.refreshId, t.leg] })],
);
