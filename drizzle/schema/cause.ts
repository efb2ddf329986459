import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { companyId, id, moment, money } from "#drizzle/schema/columns.ts";
import { membership } from "#drizzle/schema/company.ts";

/** One time in which a cause held items up, from the first look that found it to the first one that did not. */
export const causeEpisode = pgTable(
  "cause_episode",
  {
    companyId: companyId(),
    id: id(),
    key: text("key").notNull(),
    words: text("words").notNull(),
    items: integer("items").notNull(),
    amount: money("amount").notNull(),
    /** The most items that it held up at once. */
    peakItems: integer("peak_items").notNull(),
    openedAt: moment("opened_at").notNull(),
    closedAt: moment("closed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("cause_episode_open").on(t.companyId, t.key).where(sql`closed_at is null`),
    index("cause_episode_history").on(t.companyId, t.key, t.openedAt.desc().nullsFirst()),
    index("cause_episode_closed").on(t.companyId, t.closedAt).where(sql`closed_at is not null`),
  ],
);

/** What people say of a cause: whose it is, and until when it is kept out of the list. */
export const causeMark = pgTable(
  "cause_mark",
  {
    companyId: companyId(),
    key: text("key").notNull(),
    ownerId: uuid("owner_id"),
    mutedUntil: moment("muted_until"),
    muteNote: text("mute_note").notNull().default(""),
    mutedBy: text("muted_by").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.key] }),
    foreignKey({ columns: [t.companyId, t.ownerId], foreignColumns: [membership.companyId, membership.personId] }),
  ],
);
