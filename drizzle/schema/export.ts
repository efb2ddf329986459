import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { companyId, createdAt, happenedAt, id, moment, money } from "#drizzle/schema/columns.ts";
import { decision, item } from "#drizzle/schema/item.ts";

/** The order to bring one accepted revision into Sage: the ledger that the queue only rings for. */
export const exportOrder = pgTable(
  "export",
  {
    companyId: companyId(),
    id: id(),
    itemId: uuid("item_id").notNull(),
    revisionId: uuid("revision_id").notNull(),
    operation: text("operation").notNull().default("create"),
    decisionId: uuid("decision_id").notNull(),
    documentSha256: text("document_sha256").notNull(),
    erpId: text("erp_id").notNull(),
    /** Record type and Sage id: taken by at most one live export. */
    erpKey: text("erp_key").notNull(),
    familyKey: text("family_key").notNull(),
    /** Order of acceptance within a family. */
    position: bigserial("position", { mode: "number" }).notNull(),
    status: text("status").notNull(),
    fence: integer("fence").notNull().default(0),
    leaseMode: text("lease_mode"),
    leaseDeadline: moment("lease_deadline"),
    leaseClientId: uuid("lease_client_id"),
    releaseAt: moment("release_at").notNull(),
    nextCheckAt: moment("next_check_at"),
    /** The gateway may lease it now: set by the machine's offer, cleared by the lease. */
    isOffered: boolean("is_offered").notNull().default(false),
    /** Linked to a record that Sage had before: it is looked for and never sent. */
    isLookOnly: boolean("is_look_only").notNull().default(false),
    hasOpenIntent: boolean("has_open_intent").notNull().default(false),
    attempts: integer("attempts").notNull().default(0),
    probes: integer("probes").notNull().default(0),
    /** The look that last found nothing of the record in Sage; 0 when none did. */
    goneFence: integer("gone_fence").notNull().default(0),
    note: text("note"),
    verdict: jsonb("verdict"),
    writeBack: text("write_back").notNull().default("not_yet"),
    writeBackNote: text("write_back_note"),
    writeBackAt: moment("write_back_at"),
    createdAt: happenedAt("created_at"),
    finishedAt: moment("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("export_once").on(t.companyId, t.itemId, t.revisionId, t.operation),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    foreignKey({ columns: [t.companyId, t.decisionId], foreignColumns: [decision.companyId, decision.id] }),
    uniqueIndex("export_erp_key")
      .on(t.companyId, t.erpKey)
      .where(sql`status not in ('taken_back', 'failed', 'unlinked')`),
    index("export_due").on(t.nextCheckAt).where(sql`next_check_at is not null`),
    index("export_write_back").on(t.writeBackAt).where(sql`write_back = 'due'`),
    index("export_offer").on(t.companyId, t.position).where(sql`is_offered`),
    index("export_family").on(t.companyId, t.familyKey, t.position),
    index("export_item").on(t.companyId, t.itemId),
    index("export_failed").on(t.companyId, t.position.desc().nullsFirst()).where(sql`status = 'failed'`),
    index("export_proved_item")
      .on(t.companyId, t.itemId, t.position.desc().nullsFirst())
      .where(sql`status in ('proved', 'unlinking')`),
    index("export_proved").on(t.companyId, t.finishedAt).where(sql`status = 'proved'`),
    index("export_open")
      .on(t.companyId, t.position.desc().nullsFirst())
      .where(sql`status not in ('proved', 'failed', 'taken_back', 'unlinked')`),
  ],
);

/** Records of Sage that a person said are not the document; they are not proposed for it again. */
export const documentRefusal = pgTable(
  "document_refusal",
  {
    companyId: companyId(),
    itemId: uuid("item_id").notNull(),
    erpId: text("erp_id").notNull(),
    refusedBy: text("refused_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.itemId, t.erpId] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
  ],
);

/** One lease of an export and what came of it; every fence may testify, also late. */
export const exportAttempt = pgTable(
  "export_attempt",
  {
    companyId: companyId(),
    exportId: uuid("export_id").notNull(),
    fence: integer("fence").notNull(),
    mode: text("mode").notNull(),
    syncClientId: uuid("sync_client_id").notNull(),
    leasedAt: happenedAt("leased_at"),
    deadline: moment("deadline").notNull(),
    reportedAt: moment("reported_at"),
    verdict: jsonb("verdict"),
    evidence: jsonb("evidence"),
    wroteSha256: text("wrote_sha256"),
    isLate: boolean("is_late").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.exportId, t.fence] }),
    foreignKey({ columns: [t.companyId, t.exportId], foreignColumns: [exportOrder.companyId, exportOrder.id] }),
    index("export_attempt_newest")
      .on(t.companyId, t.leasedAt.desc().nullsFirst(), t.exportId, t.fence)
      .where(sql`mode <> 'watch'`),
  ],
);

/** What Sage has paid of a synced invoice, and what the source was told of it; one row for each invoice that was ever paid. */
export const sagePayment = pgTable(
  "sage_payment",
  {
    companyId: companyId(),
    itemId: uuid("item_id").notNull(),
    paid: money("paid").notNull(),
    paidOn: date("paid_on"),
    /** Null until the source was told for the first time. */
    told: money("told"),
    toldAt: moment("told_at"),
    state: text("state").notNull(),
    note: text("note"),
    dueAt: moment("due_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.itemId] }),
    foreignKey({ columns: [t.companyId, t.itemId], foreignColumns: [item.companyId, item.id] }),
    index("sage_payment_due").on(t.dueAt).where(sql`state = 'due'`),
  ],
);

export const syncClient = pgTable(
  "sync_client",
  {
    companyId: companyId(),
    id: id(),
    name: text("name").notNull(),
    publicKey: text("public_key").notNull(),
    host: text("host"),
    clientVersion: text("client_version"),
    epoch: integer("epoch").notNull().default(0),
    connectionId: text("connection_id"),
    isSageReadable: boolean("is_sage_readable").notNull().default(false),
    connectedAt: moment("connected_at"),
    seenAt: moment("seen_at"),
    revokedAt: moment("revoked_at"),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] }), unique("sync_client_id").on(t.id)],
);

/** Enrolment codes by their hash: ten minutes, once. */
export const enrolmentCode = pgTable("enrolment_code", {
  codeHash: text("code_hash").primaryKey(),
  companyId: companyId(),
  name: text("name").notNull(),
  madeBy: uuid("made_by"),
  expiresAt: moment("expires_at").notNull(),
  usedAt: moment("used_at"),
});

export const syncClientEvent = pgTable(
  "sync_client_event",
  {
    companyId: companyId(),
    id: bigserial("id", { mode: "number" }).notNull(),
    syncClientId: uuid("sync_client_id").notNull(),
    at: moment("at").notNull().default(sql`clock_timestamp()`),
    level: text("level").notNull(),
    words: text("words").notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);

/** Per-company hash chain of everything that happened; the trigger fills seq, prev_hash and hash, and refuses changes. */
export const auditEvent = pgTable(
  "audit_event",
  {
    companyId: companyId(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: happenedAt("at"),
    actor: jsonb("actor").notNull(),
    kind: text("kind").notNull(),
    itemId: uuid("item_id"),
    data: jsonb("data").notNull(),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.seq] }),
    index("audit_item").on(t.companyId, t.itemId, t.seq.desc().nullsFirst()),
  ],
);

export const auditHead = pgTable("audit_head", {
  companyId: uuid("company_id").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
});
