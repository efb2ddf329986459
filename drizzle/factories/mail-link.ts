import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { CompanyOptions, TestCompany, TestRole } from "#drizzle/factories/company.ts";
import { aCompany } from "#drizzle/factories/company.ts";
import type { TestItem } from "#drizzle/factories/item.ts";
import { type Database, withCompany } from "#lib/db/database.ts";
import { insertMailLinks } from "#lib/db/mail-links.ts";

/** A company that lets commitments up to 5,000.00 be accepted from mails, with a vendor that was linked long ago. For tests only. */
export async function aMailingCompany(owner: Database, options: CompanyOptions = {}): Promise<TestCompany> {
  const company = await aCompany(owner, {
    ...options,
    profile: { acceptsByMail: true, mailAcceptMost: "5000.00", mailAcceptTypes: ["commitment"], ...options.profile },
  });
  await owner.execute(
    sql`update vendor_link set created_at = clock_timestamp() - interval '30 days' where company_id = ${company.id}`,
  );
  return company;
}

type Linked = Pick<TestItem, "id" | "version" | "revisionId" | "documentSha256">;

/** A link to the item as it is, as a mail to the person would have it, with its secret. For tests only. */
export async function aMailLink(
  db: Database,
  company: TestCompany,
  item: Linked,
  { to = "accountant", mailKey = randomUUID() }: { readonly to?: TestRole; readonly mailKey?: string } = {},
): Promise<{ readonly linkId: string; readonly token: string }> {
  const [linkId, token] = [randomUUID(), randomBytes(32).toString("base64url")];
  const { id: itemId, version, revisionId, documentSha256 } = item;
  const personId = company.people[to].id;
  const link = { id: linkId, token, mailKey, personId, itemId, revisionId, version };
  await withCompany(db, company.id, (tx) =>
    insertMailLinks(tx, company.id, [{ ...link, documentSha256: documentSha256 ?? "" }]),
  );
  return { linkId, token };
}
