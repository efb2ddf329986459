import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { type Database, withCompany } from "#lib/db/database.ts";
import { matchParties, writeNames } from "#lib/db/link-matching.ts";

export type TestPair = {
  readonly vendorId: string;
  readonly sageVendor: string;
  readonly sourceId: string;
  readonly name: string;
};
let serial = 0;

type Options = {
  readonly name?: string;
  readonly sageName?: string;
  /** Both have it: a pair of one name is then certain. Left out: one of its own; "" for none. */
  readonly phone?: string;
  readonly isLinked?: boolean;
};

/** A company of the directory and a Sage vendor that may be the same, compared with all others. For tests only. */
export async function aVendorPair(db: Database, company: TestCompany, options: Options = {}): Promise<TestPair> {
  serial += 1;
  const name = options.name ?? `Quarrystone ${serial} Paving`;
  const phone = options.phone ?? `(303) 555-${String(2000 + serial)}`;
  const pair = { vendorId: randomUUID(), sageVendor: `QP${serial}`, sourceId: `p${serial}`, name };
  await withCompany(db, company.id, async (tx) => {
    await tx.execute(
      sql`insert into vendor (company_id, id, source_id, name, phone) values (${company.id}, ${pair.vendorId}, ${pair.sourceId}, ${name}, ${phone})`,
    );
    await tx.execute(sql`insert into sage_vendor (company_id, vendor, name, type, status, city, phone, seen_at)
      values (${company.id}, ${pair.sageVendor}, ${options.sageName ?? name.toUpperCase()}, 'Subcontractor', 'Active', '', ${phone}, clock_timestamp())`);
    if (options.isLinked)
      await tx.execute(
        sql`insert into vendor_link (company_id, vendor_id, sage_vendor) values (${company.id}, ${pair.vendorId}, ${pair.sageVendor})`,
      );
    while ((await writeNames(tx, company.id, 500)) > 0);
    if (options.isLinked) return;
    await matchParties(tx, company.id, "company", [pair.vendorId]);
    await matchParties(tx, company.id, "sage", [pair.sageVendor]);
  });
  return pair;
}
