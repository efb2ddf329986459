import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
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

/** How a replay of the record into a test Sage ended (`bin/replay.ts`); the web only reads. */
export const replayRun = pgTable(
  "replay_run",
  {
    companyId: companyId().references(() => company.id),
    id: id(),
    endedAt: moment("ended_at").notNull().defaultNow(),
    outcome: text("outcome").notNull(),
    words: text("words").notNull(),
    upTo: moment("up_to").notNull(),
    onlyJob: text("only_job"),
    count: integer("count").notNull(),
    replayed: integer("replayed").notNull(),
    byHand: integer("by_hand").notNull(),
    gone: integer("gone").notNull(),
    notReplayed: integer("not_replayed").notNull(),
    totals: integer("totals").notNull(),
    /** The totals that differ, 200 at most, each with what explains it. */
    differences: jsonb("differences").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    index("replay_run_newest").on(t.companyId, t.endedAt.desc().nullsFirst()),
  ],
);
