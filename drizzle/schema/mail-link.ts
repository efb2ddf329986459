import { foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { companyId, createdAt, moment } from "#drizzle/schema/columns.ts";
import { company, membership } from "#drizzle/schema/company.ts";
import { item } from "#drizzle/schema/item.ts";

/** A link in a mail: one person's acceptance of one item as it was then, once; kept as a hash. */
export const mailLink = pgTable(
  "mail_link",
  {
    companyId: companyId().references(() => company.id),
    id: uuid("id").notNull(),
    tokenHash: text("token_hash").notNull(),
    /** The mail that has it, and no other one. */
    mailKey: text("mail_key").notNull(),
    personId: uuid("person_id").notNull(),
    itemId: uuid("item_id").notNull(),
    revisionId: uuid("revision_id").notNull(),
    itemVersion: integer("item_version").notNull(),
    documentSha256: text("document_sha256").notNull(),
    /** The decision that comes of it: using the link again is the same decision. */
    decisionId: uuid("decision_id").notNull().defaultRandom(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    releaseAt: moment("release_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("mail_link_token").on(t.tokenHash),
    foreignKey({
      name: "mail_link_member_fk",
      columns: [t.companyId, t.personId],
      foreignColumns: [membership.companyId, membership.personId],
    }),
    foreignKey({
      name: "mail_link_item_fk",
      columns: [t.companyId, t.itemId],
      foreignColumns: [item.companyId, item.id],
    }),
    index("mail_link_of_mail").on(t.companyId, t.mailKey),
    index("mail_link_over").on(t.companyId, t.expiresAt),
  ],
);
