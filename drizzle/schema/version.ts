import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { companyId, moment, money } from "#drizzle/schema/columns.ts";

/** What an item showed from one instant to the next; written by a trigger on `item` alone, never changed once closed. */
export const itemVersion = pgTable(
  "item_version",
  {
    companyId: companyId(),
    itemId: uuid("item_id").notNull(),
    validFrom: moment("valid_from").notNull(),
    /** Null: what the item shows now. */
    validTo: moment("valid_to"),
    /** The instant of the transaction that wrote it: what one transaction does to an item is one version. */
    madeAt: moment("made_at").notNull(),
    recordType: text("record_type").notNull(),
    sourceKind: text("source_kind").notNull(),
    projectId: uuid("project_id"),
    vendorId: uuid("vendor_id"),
    parentSourceId: text("parent_source_id"),
    number: text("number").notNull(),
    title: text("title").notNull(),
    amount: money("amount").notNull(),
    /** For ordering: numeric does not compare leakproof. */
    amountKey: bigint("amount_key", { mode: "number" }).notNull().generatedAlwaysAs(sql`(amount * 100)::bigint`),
    sourceStatus: text("source_status").notNull(),
    state: text("state").notNull(),
    version: integer("version").notNull(),
    lane: text("lane").notNull(),
    blocks: integer("blocks").notNull(),
    warns: integer("warns").notNull(),
    note: text("note"),
    isReturned: boolean("is_returned").notNull(),
    isOnHold: boolean("is_on_hold").notNull(),
    revisionId: uuid("revision_id").notNull(),
    latestRevisionId: uuid("latest_revision_id").notNull(),
    fields: jsonb("fields").notNull(),
    erpId: text("erp_id").notNull(),
    documentSha256: text("document_sha256"),
    documentProblem: text("document_problem"),
    sentAt: moment("sent_at"),
    sentBy: text("sent_by"),
    assigneeId: uuid("assignee_id"),
    signatureId: uuid("signature_id"),
    stateAt: moment("state_at").notNull(),
    stateBy: text("state_by").notNull(),
    /** When the findings were first made as they stand here. */
    checkedAt: moment("checked_at"),
    /** As the checks left them; a list in their order. */
    findings: jsonb("findings").notNull(),
    /** The version stood for less than 2^span seconds: what stood at an instant began at most that long before it. */
    span: smallint("span").generatedAlwaysAs(
      sql`ceil(ln(extract(epoch from (valid_to - valid_from))::float8 + 1) / ln(2::float8))::smallint`,
    ),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.itemId, t.validFrom] }),
    index("item_version_by_sent").on(t.companyId, t.state, t.sentAt.desc().nullsLast(), t.itemId.desc()),
    index("item_version_by_amount").on(
      t.companyId,
      t.state,
      t.amountKey.desc().nullsLast(),
      t.itemId.desc().nullsLast(),
    ),
    index("item_version_by_number").on(t.companyId, t.state, t.number.desc().nullsLast(), t.itemId.desc().nullsLast()),
    index("item_version_by_moved").on(t.companyId, t.state, t.stateAt.desc().nullsLast(), t.itemId.desc().nullsLast()),
    index("item_version_of_project").on(t.companyId, t.projectId, t.state, t.span, t.validFrom),
    index("item_version_of_assignee")
      .on(t.companyId, t.assigneeId, t.state, t.span, t.validFrom)
      .where(sql`assignee_id is not null`),
    index("item_version_by_span").on(t.companyId, t.state, t.span, t.validFrom),
    index("item_version_by_time").on(t.companyId, t.validFrom),
  ],
);

/** By how much each hour (UTC) moved the counters of the tabs; kept by the trigger that keeps `item_counter`. */
export const itemCounterHour = pgTable(
  "item_counter_hour",
  {
    companyId: companyId(),
    hour: moment("hour").notNull(),
    state: text("state").notNull(),
    lane: text("lane").notNull(),
    isReturned: boolean("is_returned").notNull(),
    isOnHold: boolean("is_on_hold").notNull(),
    recordType: text("record_type").notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
    amount: money("amount").notNull(),
  },
  (t) => [
    primaryKey({
      name: "item_counter_hour_pk",
      columns: [t.companyId, t.hour, t.state, t.lane, t.isReturned, t.isOnHold, t.recordType],
    }),
  ],
);

/** Names and ties as they were: kinds `vendor`, `project`, `vendor_link`, `project_link`; append-only. */
export const nameVersion = pgTable(
  "name_version",
  {
    companyId: companyId(),
    kind: text("kind").notNull(),
    subjectId: uuid("subject_id").notNull(),
    validFrom: moment("valid_from").notNull(),
    /** Null: the tie was severed. */
    value: jsonb("value"),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.kind, t.subjectId, t.validFrom] })],
);
