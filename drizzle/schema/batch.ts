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
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { companyId, createdAt, id, moment, money } from "#drizzle/schema/columns.ts";
import { company } from "#drizzle/schema/company.ts";
import { decision, item } from "#drizzle/schema/item.ts";

/** More than one decision holds: what was in view when it was decided, accepted slice by slice, each a batch. */
export const acceptRun = pgTable(
  "accept_run",
  {
    companyId: companyId().references(() => company.id),
    /** Made where it is asked for, so that a repeated click is the same run. */
    id: uuid("id").notNull(),
    /** Counts up in the company. */
    number: integer("number").notNull(),
    personId: uuid("person_id").notNull(),
    personName: text("person_name").notNull(),
    itemCount: integer("item_count").notNull(),
    leftOut: integer("left_out").notNull(),
    amount: money("amount").notNull(),
    currency: text("currency").notNull(),
    /** Over what was to be accepted; null where all get the first of two signatures. */
    hashTotal: text("hash_total"),
    /** The chosen instant; null: each part after the company's undo time. */
    releaseAt: moment("release_at"),
    /** The one accounting date of all that have one, and why; null: each keeps its own. */
    bookedDay: date("booked_day"),
    dateReason: text("date_reason"),
    /** How many were given it until now. */
    dated: integer("dated").notNull().default(0),
    /** running, stopping, stopped, done */
    status: text("status").notNull().default("running"),
    accepted: integer("accepted").notNull().default(0),
    signed: integer("signed").notNull().default(0),
    refused: integer("refused").notNull().default(0),
    /** Who or what ended it before its end. */
    endedBy: text("ended_by"),
    createdAt: createdAt(),
    finishedAt: moment("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("accept_run_number").on(t.companyId, t.number),
    uniqueIndex("accept_run_open").on(t.companyId).where(sql`finished_at IS NULL`),
  ],
);

/** One item of a run as it was seen, in the order in which they go, and what became of it. */
export const acceptRunItem = pgTable(
  "accept_run_item",
  {
    companyId: companyId(),
    runId: uuid("run_id").notNull(),
    position: integer("position").notNull(),
    itemId: uuid("item_id").notNull(),
    decisionId: uuid("decision_id").notNull(),
    seenVersion: integer("seen_version").notNull(),
    seenRevisionId: uuid("seen_revision_id").notNull(),
    seenSha256: text("seen_sha256"),
    number: text("number").notNull(),
    title: text("title").notNull(),
    /** accepted, signed, refused, left_out; null until its turn. */
    outcome: text("outcome"),
    why: text("why"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.runId, t.position] }),
    foreignKey({ columns: [t.companyId, t.runId], foreignColumns: [acceptRun.companyId, acceptRun.id] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    index("accept_run_item_open").on(t.companyId, t.runId, t.position).where(sql`outcome IS NULL`),
    index("accept_run_item_out").on(t.companyId, t.runId, t.position).where(sql`outcome IN ('refused', 'left_out')`),
  ],
);

/** Items accepted as one decision, with the control totals that they had then; never changed. */
export const batch = pgTable(
  "batch",
  {
    companyId: companyId(),
    id: id(),
    /** Counts up in the company. */
    number: integer("number").notNull(),
    personId: uuid("person_id").notNull(),
    personName: text("person_name").notNull(),
    itemCount: integer("item_count").notNull(),
    amount: money("amount").notNull(),
    currency: text("currency").notNull(),
    /** What was asked for with them and refused: item, number, title, and why. */
    refused: jsonb("refused").notNull(),
    hashTotal: text("hash_total").notNull(),
    releaseAt: moment("release_at").notNull(),
    createdAt: createdAt(),
    /** The run that it is a part of. */
    runId: uuid("run_id"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("batch_number").on(t.companyId, t.number),
    foreignKey({ columns: [t.companyId, t.runId], foreignColumns: [acceptRun.companyId, acceptRun.id] }),
    index("batch_run").on(t.companyId, t.runId, t.number).where(sql`run_id IS NOT NULL`),
  ],
);

/** One item of a batch as it was accepted, in the order in which they go. */
export const batchItem = pgTable(
  "batch_item",
  {
    companyId: companyId(),
    batchId: uuid("batch_id").notNull(),
    position: integer("position").notNull(),
    itemId: uuid("item_id").notNull(),
    revisionId: uuid("revision_id").notNull(),
    decisionId: uuid("decision_id").notNull(),
    documentSha256: text("document_sha256").notNull(),
    erpId: text("erp_id").notNull(),
    number: text("number").notNull(),
    title: text("title").notNull(),
    amount: money("amount").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.batchId, t.position] }),
    foreignKey({ columns: [t.companyId, t.batchId], foreignColumns: [batch.companyId, batch.id] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    foreignKey({ columns: [t.companyId, t.decisionId], foreignColumns: [decision.companyId, decision.id] }),
    index("batch_item_item").on(t.companyId, t.itemId),
  ],
);
