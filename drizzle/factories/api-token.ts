import { randomUUID } from "node:crypto";
import type { TestCompany, TestRole } from "#drizzle/factories/company.ts";
import { makeApiToken } from "#lib/commands/make-api-token.ts";
import { can, type Permission, tokenRights } from "#lib/core/permissions.ts";
import type { Database } from "#lib/db/database.ts";
import type { MadeToken } from "#lib/views/tokens.ts";

/** A token of the company's person in the role, with all that they can lend unless `rights` say less. For tests only. */
export async function anApiToken(
  app: Database,
  company: TestCompany,
  role: TestRole,
  { rights, days = null }: { readonly rights?: readonly Permission[]; readonly days?: number | null } = {},
): Promise<MadeToken> {
  const principal = company.principal(role);
  const made = await makeApiToken.execute(app, principal, {
    name: `Export ${randomUUID().slice(0, 8)}`,
    rights: rights ?? tokenRights.filter((right) => can(principal.actor, right).ok),
    days,
  });
  if (!made.ok) throw new Error(`no token: ${made.refusal.code}`);
  return made.value;
}
