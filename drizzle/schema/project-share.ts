import { bigint, boolean, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { companyId, createdAt, moment } from "#drizzle/schema/columns.ts";
import { company, membership, project } from "#drizzle/schema/company.ts";

/** A link that shows the status of a project without a sign-in, in the name of whoever made it; kept as a hash. */
export const projectShare = pgTable(
  "project_share",
  {
    companyId: companyId().references(() => company.id),
    id: uuid("id").notNull().defaultRandom(),
    projectId: uuid("project_id").notNull(),
    /** Who made it: it shows what they may see, as long as they may. */
    personId: uuid("person_id").notNull(),
    /** For whom it is, in words. */
    name: text("name").notNull(),
    tokenHash: text("token_hash").notNull(),
    hasMoney: boolean("has_money").notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
    revokedBy: text("revoked_by"),
    openedCount: bigint("opened_count", { mode: "number" }).notNull().default(0),
    openedAt: moment("opened_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("project_share_token").on(t.tokenHash),
    foreignKey({
      name: "project_share_project_fk",
      columns: [t.companyId, t.projectId],
      foreignColumns: [project.companyId, project.id],
    }),
    foreignKey({
      name: "project_share_member_fk",
      columns: [t.companyId, t.personId],
      foreignColumns: [membership.companyId, membership.personId],
    }),
    index("project_share_newest").on(t.companyId, t.projectId, t.createdAt.desc(), t.id.desc()),
    index("project_share_over").on(t.companyId, t.expiresAt),
  ],
);
