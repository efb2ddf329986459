import type { TestCompany } from "#drizzle/factories/company.ts";
import type { Period } from "#lib/core/periods.ts";
import { type Database, withCompany } from "#lib/db/database.ts";
import { writePeriods } from "#lib/db/periods.ts";

/** May and June 2026 as the company's periods, June open; May open in AP, and in JC where it says so. For tests only. */
export async function mayAndJune(db: Database, company: TestCompany, isMayOpen = false): Promise<void> {
  const periods: readonly Period[] = [
    { name: "2026-05", firstDay: "2026-05-01", lastDay: "2026-05-31", isApOpen: true, isJcOpen: isMayOpen },
    { name: "2026-06", firstDay: "2026-06-01", lastDay: "2026-06-30", isApOpen: true, isJcOpen: true },
  ];
  await withCompany(db, company.id, (tx) => writePeriods(tx, company.id, periods));
}
