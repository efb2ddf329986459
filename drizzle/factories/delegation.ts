import type { TestCompany } from "#drizzle/factories/company.ts";
import { makeDelegation } from "#lib/commands/make-delegation.ts";
import type { Database } from "#lib/db/database.ts";

/** The accountant without rights stands in for the other one, by default for ever. For tests only. */
export async function aDelegation(
  app: Database,
  company: TestCompany,
  days: { readonly firstDay: string; readonly lastDay: string } = { firstDay: "2026-01-01", lastDay: "2039-12-31" },
): Promise<string> {
  const [fromPersonId, toPersonId] = [company.people.accountant.id, company.people.ungranted.id];
  const input = { fromPersonId, toPersonId, ...days, note: "on leave" };
  const made = await makeDelegation.execute(app, company.principal("accountant"), input);
  if (!made.ok) throw new Error(`no delegation: ${made.refusal.code}`);
  return made.value.delegationId;
}
