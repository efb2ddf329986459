import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
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
import { companyId, createdAt, happenedAt, id, moment, money } from "#drizzle/schema/columns.ts";
import { membership, project } from "#drizzle/schema/company.ts";

const isSigned = sql`signature_id is not null`;

/** One business document that may go to Sage. `state` is written by lib/db/transition.ts alone. */
export const item = pgTable(
  "item",
  {
    companyId: companyId(),
    id: id(),
    recordType: text("record_type").notNull(),
    sourceKind: text("source_kind").notNull(),
    sourceId: text("source_id").notNull(),
    /** Null where it belongs to the company and to no project: a company of the directory. */
    projectId: uuid("project_id"),
    vendorId: uuid("vendor_id"),
    /** The source id of the document that this one belongs to, e.g. the contract that a change order changes. */
    parentSourceId: text("parent_source_id"),
    number: text("number").notNull(),
    title: text("title").notNull(),
    amount: money("amount").notNull(),
    sourceStatus: text("source_status").notNull(),
    isApproved: boolean("is_approved").notNull(),
    isGone: boolean("is_gone").notNull().default(false),
    state: text("state").notNull().default("not_sent"),
    version: integer("version").notNull().default(1),
    lane: text("lane").notNull().default("look"),
    blocks: integer("blocks").notNull().default(0),
    warns: integer("warns").notNull().default(0),
    note: text("note"),
    isReturned: boolean("is_returned").notNull().default(false),
    /** A person holds it: it has an open row in item_hold. */
    isOnHold: boolean("is_on_hold").notNull().default(false),
    /** The revision under decision or exported, and the newest that the source sent. */
    revisionId: uuid("revision_id").notNull(),
    latestRevisionId: uuid("latest_revision_id").notNull(),
    fields: jsonb("fields").notNull().default({}),
    erpId: text("erp_id").notNull().default(""),
    documentSha256: text("document_sha256"),
    documentProblem: text("document_problem"),
    /** When the findings were made; the sweep renews what is older than the mirror. */
    checkedAt: moment("checked_at"),
    sentAt: moment("sent_at"),
    sentBy: text("sent_by"),
    /** The member who is to decide on it; null: whoever comes first. */
    assigneeId: uuid("assignee_id"),
    /** Local persons who sent or last edited: closed to deciding. */
    ownPersonIds: uuid("own_person_ids").array().notNull().default(sql`'{}'::uuid[]`),
    stateAt: moment("state_at").notNull().default(sql`clock_timestamp()`),
    stateBy: text("state_by").notNull().default(""),
    search: text("search").notNull().default(""),
    /** What the search looks into: the words of the source and the Sage id. */
    searchAll: text("search_all").notNull().generatedAlwaysAs(sql`search || ' ' || lower(erp_id)`),
    /** The amount in cents, to page by: numeric is not leakproof, so row level security keeps its comparisons out of indexes. */
    amountKey: bigint("amount_key", { mode: "number" }).notNull().generatedAlwaysAs(sql`(amount * 100)::bigint`),
    /** The first of two signatures, while the item waits for the second; it stands only for the bytes that were signed. */
    signatureId: uuid("signature_id"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("item_source").on(t.companyId, t.sourceKind, t.sourceId),
    foreignKey({ columns: [t.companyId, t.projectId], foreignColumns: [project.companyId, project.id] }),
    foreignKey({ columns: [t.companyId, t.assigneeId], foreignColumns: [membership.companyId, membership.personId] }),
    index("item_by_sent").on(t.companyId, t.state, t.sentAt.desc().nullsLast(), t.id.desc()),
    index("item_by_lane").on(t.companyId, t.lane, t.sentAt.desc().nullsLast(), t.id.desc()).where(sql`state = 'ready'`),
    index("item_by_amount").on(t.companyId, t.state, t.amountKey.desc(), t.id.desc()),
    index("item_by_number").on(t.companyId, t.state, t.number.desc(), t.id.desc()),
    index("item_by_project").on(t.companyId, t.projectId, t.state, t.sentAt.desc().nullsLast(), t.id.desc()),
    index("item_lane_by_amount").on(t.companyId, t.lane, t.amountKey.desc(), t.id.desc()).where(sql`state = 'ready'`),
    index("item_lane_by_number").on(t.companyId, t.lane, t.number.desc(), t.id.desc()).where(sql`state = 'ready'`),
    index("item_returned_by_sent")
      .on(t.companyId, t.sentAt.desc(), t.id.desc())
      .where(sql`state = 'ready' and is_returned`),
    index("item_returned_by_amount")
      .on(t.companyId, t.amountKey.desc(), t.id.desc())
      .where(sql`state = 'ready' and is_returned`),
    index("item_returned_by_number")
      .on(t.companyId, t.number.desc(), t.id.desc())
      .where(sql`state = 'ready' and is_returned`),
    index("item_all_by_sent").on(t.companyId, t.sentAt.desc(), t.id.desc()).where(sql`state <> 'not_sent'`),
    index("item_all_by_amount").on(t.companyId, t.amountKey.desc(), t.id.desc()).where(sql`state <> 'not_sent'`),
    index("item_all_by_number").on(t.companyId, t.number.desc(), t.id.desc()).where(sql`state <> 'not_sent'`),
    index("item_by_moved").on(t.companyId, t.state, t.stateAt.desc().nullsLast(), t.id.desc()),
    index("item_lane_by_moved").on(t.companyId, t.lane, t.stateAt.desc(), t.id.desc()).where(sql`state = 'ready'`),
    index("item_returned_by_moved")
      .on(t.companyId, t.stateAt.desc(), t.id.desc())
      .where(sql`state = 'ready' and is_returned`),
    index("item_all_by_moved").on(t.companyId, t.stateAt.desc(), t.id.desc()).where(sql`state <> 'not_sent'`),
    index("item_assigned_by_sent")
      .on(t.companyId, t.assigneeId, t.state, t.sentAt.desc().nullsLast(), t.id.desc())
      .where(sql`assignee_id is not null`),
    index("item_assigned_by_amount")
      .on(t.companyId, t.assigneeId, t.state, t.amountKey.desc().nullsLast(), t.id.desc())
      .where(sql`assignee_id is not null`),
    index("item_assigned_by_number")
      .on(t.companyId, t.assigneeId, t.state, t.number.desc().nullsLast(), t.id.desc())
      .where(sql`assignee_id is not null`),
    index("item_assigned_by_moved")
      .on(t.companyId, t.assigneeId, t.state, t.stateAt.desc().nullsLast(), t.id.desc())
      .where(sql`assignee_id is not null`),
    index("item_signed_by_sent").on(t.companyId, t.state, t.sentAt.desc().nullsLast(), t.id.desc()).where(isSigned),
    index("item_signed_by_amount")
      .on(t.companyId, t.state, t.amountKey.desc().nullsLast(), t.id.desc())
      .where(isSigned),
    index("item_signed_by_number").on(t.companyId, t.state, t.number.desc().nullsLast(), t.id.desc()).where(isSigned),
    index("item_signed_by_moved").on(t.companyId, t.state, t.stateAt.desc().nullsLast(), t.id.desc()).where(isSigned),
    index("item_on_hold").on(t.companyId, t.state, t.sentAt.desc(), t.id.desc()).where(sql`is_on_hold`),
    index("item_by_vendor").on(t.companyId, t.vendorId),
    index("item_by_sender").on(t.companyId, t.sentBy, t.state, t.sentAt.desc().nullsLast(), t.id.desc()),
    index("item_held_up")
      .on(t.companyId, t.state, t.id)
      .where(sql`state = 'failed' or (state = 'ready' and lane = 'blocked')`),
    index("item_by_parent").on(t.companyId, t.parentSourceId).where(sql`parent_source_id is not null`),
    index("item_to_check").on(t.companyId, t.id).where(sql`checked_at is null`),
    index("item_erp_id").on(t.companyId, t.erpId).where(sql`erp_id <> ''`),
  ],
);

/** An immutable snapshot as the source sent it. */
export const itemRevision = pgTable(
  "item_revision",
  {
    companyId: companyId(),
    id: id(),
    itemId: uuid("item_id").notNull(),
    number: integer("number").notNull(),
    sha256: text("sha256").notNull(),
    body: jsonb("body").notNull(),
    head: jsonb("head").notNull(),
    sourceUpdatedAt: moment("source_updated_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("item_revision_number").on(t.companyId, t.itemId, t.number),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
  ],
);

/** A rendered export document by its hash: the canonical text whose SHA-256 a decision carries. */
export const exportDocument = pgTable(
  "export_document",
  {
    companyId: companyId(),
    sha256: text("sha256").notNull(),
    itemId: uuid("item_id").notNull(),
    revisionId: uuid("revision_id").notNull(),
    document: text("document").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.sha256] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
  ],
);

export const finding = pgTable(
  "finding",
  {
    companyId: companyId(),
    itemId: uuid("item_id").notNull(),
    position: integer("position").notNull(),
    code: text("code").notNull(),
    severity: text("severity").notNull(),
    sentence: text("sentence").notNull(),
    field: text("field").notNull(),
    asOf: moment("as_of"),
    fixer: text("fixer").notNull(),
    fix: jsonb("fix").notNull(),
    /** Whether two say the same, small enough for an index. */
    sentenceKey: uuid("sentence_key").generatedAlwaysAs(sql`md5(sentence)::uuid`),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.itemId, t.position] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    index("finding_code").on(t.companyId, t.code),
    index("finding_deciding")
      .on(t.companyId, t.itemId, t.position)
      .where(sql`severity = 'blocks' or code like '%.not\\_proved' or code like '%.period\\_closed'`),
  ],
);

/** Accept or reject of one revision by one person; the id is made when the form is drawn. */
export const decision = pgTable(
  "decision",
  {
    companyId: companyId(),
    id: uuid("id").notNull(),
    itemId: uuid("item_id").notNull(),
    revisionId: uuid("revision_id").notNull(),
    /** accept, reject; sign: the first of two signatures. */
    verdict: text("verdict").notNull(),
    personId: uuid("person_id").notNull(),
    /** For whom the person stood in; null in their own right. */
    onBehalfOf: uuid("on_behalf_of"),
    /** The first signature that this acceptance completes. */
    signatureId: uuid("signature_id"),
    seenSha256: text("seen_sha256"),
    fields: jsonb("fields").notNull().default({}),
    reasons: text("reasons").array().notNull().default(sql`'{}'::text[]`),
    text: text("text").notNull().default(""),
    /** Set when a take-back or a new version voided the decision. */
    voidedAt: moment("voided_at"),
    createdAt: happenedAt("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    uniqueIndex("decision_one_accept")
      .on(t.companyId, t.itemId, t.revisionId)
      .where(sql`verdict = 'accept' and voided_at is null`),
    index("decision_item").on(t.companyId, t.itemId, t.createdAt.desc().nullsFirst()),
    foreignKey({ columns: [t.companyId, t.signatureId], foreignColumns: [t.companyId, t.id] }),
  ],
);

/** An item that a person holds until a time, an event or a person ends it; ended once, otherwise never changed. */
export const itemHold = pgTable(
  "item_hold",
  {
    companyId: companyId(),
    id: id(),
    itemId: uuid("item_id").notNull(),
    personId: uuid("person_id").notNull(),
    personName: text("person_name").notNull(),
    untilKind: text("until_kind").notNull(),
    untilAt: moment("until_at"),
    note: text("note").notNull(),
    createdAt: happenedAt("created_at"),
    endedAt: moment("ended_at"),
    endedBy: text("ended_by"),
    endReason: text("end_reason"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    uniqueIndex("item_hold_open").on(t.companyId, t.itemId).where(sql`ended_at is null`),
  ],
);

/** Items and money per company, state, lane and type; kept by a trigger, read by the tabs. */
export const itemCounter = pgTable(
  "item_counter",
  {
    companyId: companyId(),
    state: text("state").notNull(),
    lane: text("lane").notNull(),
    isReturned: boolean("is_returned").notNull(),
    isOnHold: boolean("is_on_hold").notNull().default(false),
    recordType: text("record_type").notNull(),
    count: bigint("count", { mode: "number" }).notNull().default(0),
    amount: money("amount").notNull().default("0"),
  },
  (t) => [
    primaryKey({
      name: "item_counter_pk",
      columns: [t.companyId, t.state, t.lane, t.isReturned, t.isOnHold, t.recordType],
    }),
  ],
);

/** Items and money per project and state, and of what waits for a vendor's link; kept by the same trigger. */
export const projectCounter = pgTable(
  "project_counter",
  {
    companyId: companyId(),
    projectId: uuid("project_id").notNull(),
    state: text("state").notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
    amount: money("amount").notNull(),
  },
  (t) => [primaryKey({ name: "project_counter_pk", columns: [t.companyId, t.projectId, t.state] })],
);
export const vendorCounter = pgTable(
  "vendor_counter",
  {
    companyId: companyId(),
    vendorId: uuid("vendor_id").notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
    amount: money("amount").notNull(),
  },
  (t) => [primaryKey({ name: "vendor_counter_pk", columns: [t.companyId, t.vendorId] })],
);
