import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { companyId, createdAt, id, moment } from "#drizzle/schema/columns.ts";

/** An address outside that is told what happens here; its secret is made from COUNTERSIGN_KEY and its id. */
export const webhook = pgTable(
  "webhook",
  {
    companyId: companyId(),
    id: id(),
    url: text("url").notNull(),
    /** countersign, slack, teams. */
    form: text("form").notNull().default("countersign"),
    events: text("events").array().notNull(),
    isOn: boolean("is_on").notNull().default(true),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);

/** One event for one address: the body as it is sent, and how far it came. */
export const webhookDelivery = pgTable(
  "webhook_delivery",
  {
    companyId: companyId(),
    id: id(),
    position: bigint("position", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    webhookId: uuid("webhook_id").notNull(),
    key: text("key").notNull(),
    event: text("event").notNull(),
    body: text("body").notNull(),
    /** due, sent, failed. */
    state: text("state").notNull(),
    attempts: integer("attempts").notNull().default(0),
    dueAt: moment("due_at"),
    status: integer("status"),
    note: text("note"),
    createdAt: createdAt(),
    doneAt: moment("done_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.webhookId], foreignColumns: [webhook.companyId, webhook.id] }),
    unique("webhook_delivery_once").on(t.companyId, t.webhookId, t.key),
    index("webhook_delivery_by_position").on(t.companyId, t.position),
    index("webhook_delivery_of_hook").on(t.companyId, t.webhookId, t.position.desc().nullsFirst()),
    index("webhook_delivery_open").on(t.companyId, t.webhookId, t.state).where(sql`state <> 'sent'`),
    index("webhook_delivery_due").on(t.dueAt).where(sql`due_at is not null`),
    index("webhook_delivery_over").on(t.companyId, t.createdAt).where(sql`due_at is null`),
  ],
);
