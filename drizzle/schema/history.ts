import { bigint, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { companyId, id, moment } from "#drizzle/schema/columns.ts";
import { company } from "#drizzle/schema/company.ts";

/** A verification of the record, slice by slice, from the first event on. */
export const chainCheck = pgTable(
  "chain_check",
  {
    companyId: companyId().references(() => company.id),
    id: id(),
    askedBy: text("asked_by").notNull(),
    askedAt: moment("asked_at").notNull().defaultNow(),
    /** How many events there were when it was asked for. */
    eventCount: bigint("event_count", { mode: "number" }).notNull(),
    done: bigint("done", { mode: "number" }).notNull().default(0),
    /** Of the last event that was checked: the next one builds on it. */
    lastHash: text("last_hash").notNull(),
    firstBreak: bigint("first_break", { mode: "number" }),
    finishedAt: moment("finished_at"),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);
