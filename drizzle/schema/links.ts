import { foreignKey, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { companyId, createdAt } from "#drizzle/schema/columns.ts";
import { project, vendor } from "#drizzle/schema/company.ts";

/** Ties between Procore records and Sage records, made and severed by people. One job for one project, one vendor for one company. */
export const projectLink = pgTable(
  "project_link",
  {
    companyId: companyId(),
    projectId: uuid("project_id").notNull(),
    job: text("job").notNull(),
    linkedBy: uuid("linked_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.projectId] }),
    unique("project_link_job").on(t.companyId, t.job),
    foreignKey({ columns: [t.companyId, t.projectId], foreignColumns: [project.companyId, project.id] }),
  ],
);

export const vendorLink = pgTable(
  "vendor_link",
  {
    companyId: companyId(),
    vendorId: uuid("vendor_id").notNull(),
    sageVendor: text("sage_vendor").notNull(),
    /** The names of both when the tie was made or confirmed; kept by a trigger, read by the drift list. */
    vendorName: text("vendor_name").notNull().default(""),
    sageName: text("sage_name").notNull().default(""),
    linkedBy: uuid("linked_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.vendorId] }),
    unique("vendor_link_sage").on(t.companyId, t.sageVendor),
    foreignKey({ columns: [t.companyId, t.vendorId], foreignColumns: [vendor.companyId, vendor.id] }),
  ],
);
