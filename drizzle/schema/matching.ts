import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { companyId, createdAt, moment } from "#drizzle/schema/columns.ts";
import { vendor } from "#drizzle/schema/company.ts";

/**
 * One end of a possible link: a company of the directory (`party` is its id) or a Sage vendor (`party` is Sage's id). Made
 * by triggers on both tables; the job that matches vendors works through what is not `done`.
 */
export const linkParty = pgTable(
  "link_party",
  {
    companyId: companyId(),
    side: text("side").notNull(),
    party: text("party").notNull(),
    name: text("name").notNull(),
    /** "new": its names are to be written; "named": its proposals are to be looked for; "done". */
    state: text("state").notNull().default("new"),
    /** The list that it stands in while it is not linked; null where it stands in none. */
    lane: text("lane"),
    archivedAt: moment("archived_at"),
    archivedBy: text("archived_by"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.side, t.party] }),
    index("link_party_lane").on(t.companyId, t.side, t.lane, t.name, t.party),
    index("link_party_to_do").on(t.companyId, t.state, t.side, t.party),
  ],
);

/** Every comparable name of a party, found by trigrams through `link_candidates`. */
export const linkName = pgTable(
  "link_name",
  { companyId: companyId(), side: text("side").notNull(), party: text("party").notNull(), key: text("key").notNull() },
  (t) => [
    primaryKey({ columns: [t.companyId, t.side, t.party, t.key] }),
    foreignKey({
      columns: [t.companyId, t.side, t.party],
      foreignColumns: [linkParty.companyId, linkParty.side, linkParty.party],
    }).onDelete("cascade"),
  ],
);

/** What else two parties may share, as it is compared: "phone:3035550144". */
export const linkFact = pgTable(
  "link_fact",
  {
    companyId: companyId(),
    side: text("side").notNull(),
    party: text("party").notNull(),
    fact: text("fact").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.side, t.party, t.fact] }),
    index("link_fact_by_fact").on(t.companyId, t.side, t.fact),
    foreignKey({
      columns: [t.companyId, t.side, t.party],
      foreignColumns: [linkParty.companyId, linkParty.side, linkParty.party],
    }).onDelete("cascade"),
  ],
);

/** In how many names a word stands; "" holds how many names there are. */
export const linkWord = pgTable(
  "link_word",
  { companyId: companyId(), word: text("word").notNull(), count: integer("count").notNull() },
  (t) => [primaryKey({ columns: [t.companyId, t.word] })],
);

/** Up to three proposals of a party, and every certain one also where its other end is taken; `side` is whose list it is. */
export const linkProposal = pgTable(
  "link_proposal",
  {
    companyId: companyId(),
    side: text("side").notNull(),
    vendorId: uuid("vendor_id").notNull(),
    sageVendor: text("sage_vendor").notNull(),
    score: integer("score").notNull(),
    isCertain: boolean("is_certain").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.side, t.vendorId, t.sageVendor] }),
    foreignKey({ columns: [t.companyId, t.vendorId], foreignColumns: [vendor.companyId, vendor.id] }),
    index("link_proposal_by_sage").on(t.companyId, t.sageVendor),
  ],
);

/** Pairs that a person said are two companies; they are not proposed again. */
export const vendorRefusal = pgTable(
  "vendor_refusal",
  {
    companyId: companyId(),
    vendorId: uuid("vendor_id").notNull(),
    sageVendor: text("sage_vendor").notNull(),
    refusedBy: text("refused_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.vendorId, t.sageVendor] }),
    foreignKey({ columns: [t.companyId, t.vendorId], foreignColumns: [vendor.companyId, vendor.id] }),
  ],
);

/** Names under which a Sage vendor was linked before and that are not its own: learned with each link, unlearned by a refusal. */
export const vendorAlias = pgTable(
  "vendor_alias",
  {
    companyId: companyId(),
    sageVendor: text("sage_vendor").notNull(),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.sageVendor, t.name] })],
);
