import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { companyId, createdAt, id, moment } from "#drizzle/schema/columns.ts";

export const company = pgTable("company", {
  id: uuid("id").primaryKey().defaultRandom(),
  name: text("name").notNull(),
  timeZone: text("time_zone").notNull().default("America/Chicago"),
  currency: text("currency").notNull().default("USD"),
  profile: jsonb("profile").notNull().default({}),
  /** Rises when a restored or failed-over database is taken into use; sync clients refuse a server behind their journal. */
  serverEpoch: integer("server_epoch").notNull().default(1),
  createdAt: createdAt(),
});

/** Connection to the company's Procore account; the secret is sealed with COUNTERSIGN_KEY. */
export const procoreConnection = pgTable("procore_connection", {
  companyId: uuid("company_id")
    .primaryKey()
    .references(() => company.id),
  apiBase: text("api_base").notNull(),
  loginBase: text("login_base").notNull(),
  procoreCompanyId: text("procore_company_id").notNull(),
  clientId: text("client_id").notNull(),
  sealedSecret: text("sealed_secret").notNull(),
  lastReadAt: moment("last_read_at"),
  lastProblem: text("last_problem"),
  /** Somebody wants the source to tell us what happens; null as soon as that was tried. */
  hookAskedAt: moment("hook_asked_at"),
  /** Where the source sends to, of how many kinds of records, since when; null while it was never registered. */
  hookUrl: text("hook_url"),
  hookResources: integer("hook_resources").notNull().default(0),
  hookAt: moment("hook_at"),
  /** Why the last registration did not come about. */
  hookProblem: text("hook_problem"),
  hookRangAt: moment("hook_rang_at"),
});

/** How far each list of the source has been read; advanced only after the whole window is stored. */
export const sourceCursor = pgTable(
  "source_cursor",
  {
    companyId: companyId().references(() => company.id),
    list: text("list").notNull(),
    readUntil: moment("read_until").notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.list] })],
);

export const person = pgTable("person", {
  id: uuid("id").primaryKey().defaultRandom(),
  email: text("email").notNull().unique(),
  name: text("name").notNull(),
  passwordHash: text("password_hash"),
  oidcSubject: text("oidc_subject").unique(),
  isDisabled: boolean("is_disabled").notNull().default(false),
  createdAt: createdAt(),
});

export const session = pgTable(
  "session",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    companyId: uuid("company_id"),
    createdAt: createdAt(),
    seenAt: moment("seen_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
  },
  (t) => [index("session_person").on(t.personId)],
);

/** Failed sign-ins by account and network, so that a restart does not forget a guesser. */
export const signInFailure = pgTable("sign_in_failure", {
  key: text("key").primaryKey(),
  count: integer("count").notNull(),
  lastAt: moment("last_at").notNull(),
});

export const membership = pgTable(
  "membership",
  {
    companyId: companyId().references(() => company.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    roles: text("roles").array().notNull(),
    /** The person's user in Procore: who sends or edits there must not decide here. */
    procoreUserId: text("procore_user_id"),
    isDisabled: boolean("is_disabled").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.personId] }),
    unique("membership_procore_user").on(t.companyId, t.procoreUserId),
  ],
);

/** A link with which one person sets a password, once; kept as a hash. */
export const passwordLink = pgTable(
  "password_link",
  {
    tokenHash: text("token_hash").primaryKey(),
    companyId: companyId().references(() => company.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    madeBy: uuid("made_by"),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (t) => [index("password_link_person").on(t.companyId, t.personId)],
);

/** A month of the books as accounting keeps it: open or closed for invoices (AP) and for job cost (JC). Both days belong to it. */
export const accountingPeriod = pgTable(
  "accounting_period",
  {
    companyId: companyId().references(() => company.id),
    id: id(),
    name: text("name").notNull(),
    firstDay: date("first_day", { mode: "string" }).notNull(),
    lastDay: date("last_day", { mode: "string" }).notNull(),
    isApOpen: boolean("is_ap_open").notNull().default(true),
    isJcOpen: boolean("is_jc_open").notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] }), unique("accounting_period_first").on(t.companyId, t.firstDay)],
);

/** "Can push to accounting", per record type. */
export const pushGrant = pgTable(
  "push_grant",
  {
    companyId: companyId(),
    personId: uuid("person_id").notNull(),
    recordType: text("record_type").notNull(),
    grantedBy: uuid("granted_by"),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.personId, t.recordType] })],
);

export const project = pgTable(
  "project",
  {
    companyId: companyId().references(() => company.id),
    id: id(),
    sourceId: text("source_id").notNull(),
    number: text("number").notNull(),
    name: text("name").notNull(),
    isActive: boolean("is_active").notNull().default(true),
    sourceUpdatedAt: moment("source_updated_at"),
    /** Job cost transactions of its job flow in as direct costs; and when that was switched last. */
    importsCosts: boolean("imports_costs").notNull().default(false),
    importsCostsAt: moment("imports_costs_at"),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] }), unique("project_source").on(t.companyId, t.sourceId)],
);

export const projectMember = pgTable(
  "project_member",
  { companyId: companyId(), projectId: uuid("project_id").notNull(), personId: uuid("person_id").notNull() },
  (t) => [primaryKey({ columns: [t.companyId, t.projectId, t.personId] })],
);

/** A company of Procore's directory: a vendor to be. */
export const vendor = pgTable(
  "vendor",
  {
    companyId: companyId().references(() => company.id),
    id: id(),
    sourceId: text("source_id").notNull(),
    name: text("name").notNull(),
    isActive: boolean("is_active").notNull().default(true),
    address: text("address").notNull().default(""),
    city: text("city").notNull().default(""),
    state: text("state").notNull().default(""),
    zip: text("zip").notNull().default(""),
    phone: text("phone").notNull().default(""),
    email: text("email").notNull().default(""),
    taxId: text("tax_id").notNull().default(""),
    sourceUpdatedAt: moment("source_updated_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("vendor_source").on(t.companyId, t.sourceId),
    index("vendor_name").on(t.companyId, t.name, t.id),
  ],
);
