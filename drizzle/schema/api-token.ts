import { foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { companyId, createdAt, id, moment } from "#drizzle/schema/columns.ts";
import { company, membership } from "#drizzle/schema/company.ts";

/** What a program shows to ask in a person's name; kept as a hash. It never changes, and can be revoked. */
export const apiToken = pgTable(
  "api_token",
  {
    companyId: companyId().references(() => company.id),
    id: id(),
    personId: uuid("person_id").notNull(),
    name: text("name").notNull(),
    /** By which people recognise it; no part of the secret. */
    prefix: text("prefix").notNull(),
    tokenHash: text("token_hash").notNull(),
    /** Rights of the person that it was given. */
    rights: text("rights").array().notNull(),
    createdAt: createdAt(),
    /** Null: it does not end by itself. */
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
    revokedBy: text("revoked_by"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("api_token_hash").on(t.tokenHash),
    foreignKey({
      name: "api_token_member_fk",
      columns: [t.companyId, t.personId],
      foreignColumns: [membership.companyId, membership.personId],
    }),
    index("api_token_newest").on(t.companyId, t.createdAt.desc(), t.id.desc()),
    index("api_token_person").on(t.companyId, t.personId, t.createdAt.desc(), t.id.desc()),
  ],
);

/** How often a token asked in the minute that began at `windowAt`, counted for all processes together. */
export const apiTokenUse = pgTable(
  "api_token_use",
  {
    companyId: companyId(),
    tokenId: uuid("token_id").notNull(),
    windowAt: moment("window_at").notNull(),
    count: integer("count").notNull(),
    /** Written once a minute at most. */
    lastUsedAt: moment("last_used_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.tokenId] }),
    foreignKey({
      name: "api_token_use_token_fk",
      columns: [t.companyId, t.tokenId],
      foreignColumns: [apiToken.companyId, apiToken.id],
    }),
  ],
);
