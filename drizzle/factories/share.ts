import { sql } from "drizzle-orm";
import type { TestCompany, TestRole } from "#drizzle/factories/company.ts";
import { makeShare } from "#lib/commands/make-share.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import { type Database, json, withCompany } from "#lib/db/database.ts";

type Wanted = { readonly by?: TestRole; readonly name?: string; readonly hasMoney?: boolean; readonly days?: number };

/** A link to the status of the company's project, with its secret; turns the company's links on. For tests only. */
export async function aShare(
  db: Database,
  company: TestCompany,
  { by = "project_manager", name = "Owner's architect", hasMoney = false, days = 30 }: Wanted = {},
): Promise<{ readonly shareId: string; readonly token: string }> {
  await setStatusLinks(db, company, { statusLinks: true });
  const input = { projectId: company.project.id, name, days, hasMoney };
  const made = await makeShare.execute(db, company.principal(by), input);
  if (!made.ok) throw new Error(`no link: ${made.refusal.code}`);
  return { shareId: made.value.shareId, token: made.value.path.replace(/^.*#/, "") };
}

/** Changes what the company lets outsiders see, without a record of it. For tests only. */
export async function setStatusLinks(
  db: Database,
  company: TestCompany,
  changes: Partial<Pick<CompanyProfile, "statusLinks" | "statusFrames">>,
): Promise<void> {
  await withCompany(db, company.id, (tx) =>
    tx.execute(sql`update company set profile = profile || ${json(changes)} where id = ${company.id}`),
  );
}
