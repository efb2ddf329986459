import { sql } from "drizzle-orm";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { type TestItem, takeIn } from "#drizzle/factories/item.ts";
import { demand } from "#drizzle/factories/test-bed.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Database } from "#lib/db/database.ts";
import { row, withCompany } from "#lib/db/database.ts";
import { ingestDirectory } from "#lib/preflight/ingest.ts";

type Options = {
  readonly state?: "not_sent" | "ready";
  readonly name?: string;
  readonly raw?: Readonly<Record<string, Json>>;
  /** What the accountant fills in once it is ready; left out: an id of its own and the type of the test company's vendors. */
  readonly fields?: Readonly<Record<string, string>>;
};
export type TestDirectoryCompany = Omit<TestItem, "contract"> & {
  readonly sourceId: string;
  readonly vendorId: string;
  readonly name: string;
  readonly sageId: string;
};

let serial = 0;

/** The vendors of the source as it lists this company. */
export function rawCompany(id: number, name: string, over: Readonly<Record<string, Json>> = {}): Json {
  const place = { address: "1200 Harbor Road\nSuite 4", city: "Denver", state_code: "CO", zip: "80205" };
  const at = "2026-05-12T10:11:12Z";
  return { id, name, is_active: true, ...place, business_phone: "(303) 555-0144", updated_at: at, ...over };
}

/** A company of the directory that Sage does not have, taken in by the real ingest; sent and with its fields by default. */
export async function aDirectoryCompany(
  db: Database,
  company: TestCompany,
  { state = "ready", name, raw, fields = {} }: Options = {},
): Promise<TestDirectoryCompany> {
  serial += 1;
  const [id, called] = [70_000 + serial, name ?? `Quarry Lane ${serial}`];
  const [vendorId = ""] = await withCompany(db, company.id, (tx) =>
    ingestDirectory(tx, company.id, "vendor", [
      { sourceId: String(id), number: "", name: called, isActive: true, city: "", phone: "", updatedAt: null },
    ]),
  );
  const source = { kind: "vendors", id, raw: rawCompany(id, called, raw) };
  const item = await takeIn(db, company, source, state);
  const sageId = fields.sageId ?? `QL${serial}`;
  const taken = { sourceId: String(id), vendorId, name: called, sageId };
  if (state === "not_sent") return { ...item, ...taken };
  demand(
    await saveFields.execute(db, company.principal("accountant"), {
      itemId: item.id,
      seenVersion: item.version,
      fields: { sageId, vendorType: "Subcontractor", ...fields },
    }),
  );
  const seen = await withCompany(db, company.id, (tx) =>
    row<{ version: number; documentSha256: string | null }>(
      tx,
      sql`select version, document_sha256 as "documentSha256" from item where company_id = ${company.id} and id = ${item.id}`,
    ),
  );
  return { ...item, ...seen, ...taken };
}
