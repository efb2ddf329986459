import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import type { AcceptRule } from "#lib/core/accept-rules.ts";
import { type Database, json, withCompany } from "#lib/db/database.ts";

/** The accept rules of a company, in force without anybody's confirmation. For tests only. */
export async function acceptRules(
  app: Database,
  company: TestCompany,
  rules: readonly AcceptRule[],
  { version = 1, status = "in_force" }: { version?: number; status?: "in_force" | "proposed" } = {},
): Promise<void> {
  const { id, name } = company.people.admin;
  await withCompany(app, company.id, async (tx) => {
    if (status === "in_force")
      await tx.execute(
        sql`update accept_rules set status = 'replaced' where company_id = ${company.id} and status = 'in_force'`,
      );
    await tx.execute(sql`insert into accept_rules (company_id, version, rules, status, note, made_by, made_by_name)
      values (${company.id}, ${version}, ${json(rules)}, ${status}, 'as agreed', ${id}, ${name})`);
  });
}

/** An item with the accountant's first signature, by a rule that nothing else fits. For tests only. */
export async function aSignedItem(app: Database, company: TestCompany) {
  const lines = [{ amount: "987654.32" }];
  const item = await anItem(app, company, { lines });
  await acceptRules(app, company, [{ recordType: null, projectId: null, atLeast: "900000.00" }]);
  const row = {
    itemId: item.id,
    decisionId: randomUUID(),
    seenVersion: item.version,
    seenRevisionId: item.revisionId,
    seenSha256: item.documentSha256,
  };
  const signed = await acceptItems.execute(app, company.principal("accountant"), { rows: [row] });
  if (!signed.ok || signed.value.signed !== 1) throw new Error(`not signed: ${JSON.stringify(signed)}`);
  return { itemId: item.id, seenVersion: item.version };
}
