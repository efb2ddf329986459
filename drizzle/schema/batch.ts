import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { companyId, createdAt, id, moment, money } from "#drizzle/schema/columns.ts";
import { decision, item } from "#drizzle/schema/item.ts";

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
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] }), unique("batch_number").on(t.companyId, t.number)],
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
