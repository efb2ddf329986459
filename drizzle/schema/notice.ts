import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
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
import { companyId, createdAt, id, moment } from "#drizzle/schema/columns.ts";
import { company } from "#drizzle/schema/company.ts";
import { item } from "#drizzle/schema/item.ts";

/** Up to which event of the company's record everybody was told. */
export const noticeCursor = pgTable("notice_cursor", {
  companyId: uuid("company_id")
    .primaryKey()
    .references(() => company.id),
  seq: bigint("seq", { mode: "number" }).notNull(),
});

/** Something that one person is told, once for each key. */
export const notice = pgTable(
  "notice",
  {
    companyId: companyId(),
    id: bigint("id", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    personId: uuid("person_id").notNull(),
    key: text("key").notNull(),
    kind: text("kind").notNull(),
    /** Null where it is about a file. */
    itemId: uuid("item_id"),
    who: text("who").notNull(),
    words: text("words").notNull(),
    at: moment("at").notNull(),
    readAt: moment("read_at"),
    /** Waits for the person's next daily summary. */
    isForSummary: boolean("is_for_summary").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("notice_once").on(t.companyId, t.personId, t.key),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    index("notice_of_person").on(t.companyId, t.personId, t.id),
    index("notice_unread").on(t.companyId, t.personId).where(sql`read_at is null`),
    index("notice_read").on(t.companyId, t.readAt).where(sql`read_at is not null`),
  ],
);

/** How a person wants to be told, where it is not as for everybody. */
export const noticeSetting = pgTable(
  "notice_setting",
  {
    companyId: companyId(),
    personId: uuid("person_id").notNull(),
    /** Kind of notice → screen, mail, daily, off. */
    channels: jsonb("channels").notNull().default({}),
    hasSummary: boolean("has_summary").notNull().default(true),
    /** The hour of the day, in the company's time zone, from which the summary is written. */
    summaryHour: integer("summary_hour").notNull().default(7),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.personId] })],
);

/** The day for which a person's summary was last looked at, whether or not there was anything to write. */
export const noticeSummary = pgTable(
  "notice_summary",
  { companyId: companyId(), personId: uuid("person_id").notNull(), day: date("day", { mode: "string" }).notNull() },
  (t) => [primaryKey({ columns: [t.companyId, t.personId] })],
);

/** A mail as it was written: sent once, or kept here where no mail server is set. */
export const mail = pgTable(
  "mail",
  {
    companyId: companyId(),
    id: id(),
    position: bigint("position", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    /** What it was written for; there is one mail for each. */
    key: text("key").notNull(),
    personId: uuid("person_id").notNull(),
    address: text("address").notNull(),
    kind: text("kind").notNull(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    html: text("html").notNull(),
    /** due, sending, sent, kept, failed. */
    state: text("state").notNull(),
    attempts: integer("attempts").notNull().default(0),
    dueAt: moment("due_at"),
    /** An answer of the mail server was lost: it may have arrived more than once, under one Message-ID. */
    isDoubtful: boolean("is_doubtful").notNull().default(false),
    note: text("note"),
    createdAt: createdAt(),
    sentAt: moment("sent_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("mail_once").on(t.companyId, t.key),
    index("mail_by_position").on(t.companyId, t.position),
    index("mail_due").on(t.dueAt).where(sql`due_at is not null`),
    index("mail_over").on(t.companyId, t.createdAt).where(sql`due_at is null`),
  ],
);
