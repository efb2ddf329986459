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
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { companyId, createdAt, id, moment, money } from "#drizzle/schema/columns.ts";

/** One record of Sage that can be brought into Procore, or was. Its content is validated by its type's model (lib/imports). */
export const stagedRecord = pgTable(
  "staged_record",
  {
    companyId: companyId(),
    id: id(),
    type: text("type").notNull(),
    /** Sage's own key. */
    key: text("key").notNull(),
    /** Written by lib/db/staged.ts alone. */
    state: text("state").notNull(),
    version: integer("version").notNull().default(1),
    code: text("code").notNull(),
    name: text("name").notNull(),
    job: text("job").notNull().default(""),
    amount: money("amount"),
    row: jsonb("row").notNull(),
    /** What links and Procore's lists say about it here; a change of these is no change in Sage. */
    here: jsonb("here").notNull().default({}),
    /** The row before its last change, and as it was written to Procore. */
    rowBefore: jsonb("row_before"),
    rowImported: jsonb("row_imported"),
    findings: jsonb("findings").notNull().default([]),
    /** What the person chose at Import. */
    options: jsonb("options").notNull().default({}),
    /** The record of Procore that it is; null as long as it is none. */
    sourceId: text("source_id"),
    note: text("note"),
    news: text("news"),
    newsAt: moment("news_at"),
    firstSeenAt: moment("first_seen_at").notNull().default(sql`clock_timestamp()`),
    changedAt: moment("changed_at"),
    goneAt: moment("gone_at"),
    stateAt: moment("state_at").notNull().default(sql`clock_timestamp()`),
    stateBy: text("state_by").notNull().default(""),
    runId: uuid("run_id"),
    attempts: integer("attempts").notNull().default(0),
    /** When its writing goes on; null while nothing is to be written. */
    nextTryAt: moment("next_try_at"),
    search: text("search").notNull().generatedAlwaysAs(sql`lower(code || ' ' || name || ' ' || job)`),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("staged_record_key").on(t.companyId, t.type, t.key),
    index("staged_record_list").on(t.companyId, t.type, t.state, t.code, t.id),
    index("staged_record_by_job").on(t.companyId, t.type, t.job, t.state).where(sql`job <> ''`),
    index("staged_record_all").on(t.companyId, t.type, t.code, t.id),
    index("staged_record_news").on(t.companyId, t.type, t.code, t.id).where(sql`news is not null`),
    index("staged_record_due").on(t.nextTryAt).where(sql`next_try_at is not null`),
    index("staged_record_run").on(t.companyId, t.runId).where(sql`run_id is not null`),
  ],
);

/** One write into Procore: stored before it is sent, so that a lost answer is looked up and never written twice. */
export const importWrite = pgTable(
  "import_write",
  {
    companyId: companyId(),
    recordId: uuid("record_id").notNull(),
    step: text("step").notNull(),
    /** What Procore's record carries for ever: its tie to Sage, and how a lost answer is found. */
    originId: text("origin_id").notNull(),
    values: jsonb("values").notNull(),
    state: text("state").notNull(),
    sourceId: text("source_id"),
    words: text("words"),
    intendedAt: moment("intended_at").notNull().default(sql`clock_timestamp()`),
    settledAt: moment("settled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.recordId, t.step, t.originId] }),
    foreignKey({ columns: [t.companyId, t.recordId], foreignColumns: [stagedRecord.companyId, stagedRecord.id] }),
  ],
);

/** One pass of staging that found differences, or one Import of a person, with its progress. */
export const importRun = pgTable(
  "import_run",
  {
    companyId: companyId(),
    id: id(),
    kind: text("kind").notNull(),
    type: text("type").notNull(),
    by: text("by").notNull(),
    total: integer("total").notNull().default(0),
    done: integer("done").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    added: integer("added").notNull().default(0),
    changed: integer("changed").notNull().default(0),
    gone: integer("gone").notNull().default(0),
    startedAt: createdAt(),
    endedAt: moment("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    index("import_run_newest").on(t.companyId, t.type, t.kind, t.startedAt.desc().nullsFirst()),
  ],
);

/** How far each type was staged, and by which settings; other settings stage everything anew. */
export const importCursor = pgTable(
  "import_cursor",
  {
    companyId: companyId(),
    type: text("type").notNull(),
    stagedUntil: moment("staged_until").notNull(),
    settings: text("settings").notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.type] })],
);

/** Short lists of Procore from which a person chooses at Import, as last read. */
export const importChoice = pgTable(
  "import_choice",
  {
    companyId: companyId(),
    list: text("list").notNull(),
    sourceId: text("source_id").notNull(),
    name: text("name").notNull(),
    seenAt: moment("seen_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.list, t.sourceId] })],
);

/** How many records each type has in each state, kept by triggers: lists count nothing. */
export const stagedCounter = pgTable(
  "staged_counter",
  {
    companyId: companyId(),
    type: text("type").notNull(),
    state: text("state").notNull(),
    news: text("news").notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.type, t.state, t.news] })],
);

/** Prime contracts of Procore as they were read last, with their tie to Sage where they have one. */
export const sourceContract = pgTable(
  "source_contract",
  {
    companyId: companyId(),
    sourceId: text("source_id").notNull(),
    projectSourceId: text("project_source_id").notNull(),
    number: text("number").notNull(),
    title: text("title").notNull(),
    status: text("status").notNull(),
    originId: text("origin_id"),
    seenAt: moment("seen_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.sourceId] }),
    index("source_contract_origin").on(t.companyId, t.originId).where(sql`origin_id is not null`),
    index("source_contract_project").on(t.companyId, t.projectSourceId, t.number),
  ],
);
