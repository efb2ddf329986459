import { z } from "zod";
import { toCsv } from "#lib/core/csv.ts";
import { ok } from "#lib/core/outcome.ts";
import { iso } from "#lib/db/database.ts";
import { readLinkTable } from "#lib/db/vendor-match.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { VendorLinkFile } from "#lib/views/vendors.ts";

const mostRows = 100_000;
const head = [
  "procore_company_id",
  "procore_company",
  "sage_vendor",
  "sage_vendor_name",
  "sage_status",
  "linked_by",
  "linked_at",
];

/** Every company of the directory with its Sage vendor as CSV; times in UTC. The same columns are what the import reads. */
export const vendorLinkFile = defineQuery({
  name: "vendor.link_file",
  needs: "vendor.read",
  open: { about: "Every link of a company of Procore and a vendor of Sage." },
  input: z.object({}),
  async run({ tx, companyId }) {
    const rows = await readLinkTable(tx, companyId, mostRows);
    const cells = rows.map(({ sourceId, name, vendor, sageName, status, by, at }) => [
      sourceId,
      name,
      vendor,
      sageName,
      status,
      by,
      iso(at) ?? "",
    ]);
    const file: VendorLinkFile = { csv: toCsv([head, ...cells]), rows: rows.length, name: "vendor-links.csv" };
    return ok(file);
  },
});
