import { type SQL, sql } from "drizzle-orm";
import type { Party } from "#lib/core/matching/party.ts";
import type { Side } from "#lib/core/matching/side.ts";
import { list, rows, type Tx } from "#lib/db/database.ts";

/** One end of a possible link with everything that is compared, and where it stands. */
export type StoredParty = Party & {
  /** The id of the company, or Sage's id of the vendor. */
  readonly id: string;
  readonly side: Side;
  /** In Sage's or our own words: "Active", "Inactive". */
  readonly status: string;
  readonly type: string;
  readonly isGone: boolean;
  /** What it is linked to. */
  readonly linkedTo: { readonly id: string; readonly name: string } | null;
};

/** The status words under which Sage takes invoices of a vendor; Sage leaves it empty where nobody set one. */
export const activeInSage = sql`s.status ~* '^(active)?$'`;

const columns: Readonly<Record<Side, (companyId: string, ids: SQL) => SQL>> = {
  company: (
    companyId,
    ids,
  ) => sql`select v.id::text as id, v.name, '[]'::json as aliases, v.is_active as "isActive", v.address, v.city, v.state, v.zip, v.phone,
      v.email, v.tax_id as "taxId", case when v.is_active then 'Active' else 'Inactive' end as status, '' as type, false as "isGone",
      case when k.sage_vendor is not null then json_build_object('id', k.sage_vendor, 'name', coalesce(s.name, '')) end as "linkedTo"
    from vendor v left join vendor_link k on k.company_id = v.company_id and k.vendor_id = v.id
      left join sage_vendor s on s.company_id = k.company_id and s.vendor = k.sage_vendor
    where v.company_id = ${companyId} and v.id = any(${ids}::uuid[])`,
  sage: (
    companyId,
    ids,
  ) => sql`select s.vendor as id, s.name, (select coalesce(json_agg(a.name order by a.name), '[]') from vendor_alias a
        where a.company_id = s.company_id and a.sage_vendor = s.vendor) as aliases, ${activeInSage} and not s.is_gone as "isActive", s.address_1 as address, s.city,
      s.state, s.zip, s.phone, s.email, s.tax_id as "taxId", case when s.is_gone then 'gone from Sage' else s.status end as status, s.type, s.is_gone as "isGone",
      case when k.vendor_id is not null then json_build_object('id', k.vendor_id, 'name', v.name) end as "linkedTo"
    from sage_vendor s left join vendor_link k on k.company_id = s.company_id and k.sage_vendor = s.vendor
      left join vendor v on v.company_id = k.company_id and v.id = k.vendor_id
    where s.company_id = ${companyId} and s.vendor = any(${ids})`,
};

/** Parties of one side by their ids; what the company does not have is left out. */
export async function readParties(
  tx: Tx,
  companyId: string,
  side: Side,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredParty>> {
  if (ids.length === 0) return new Map();
  const found = await rows<Omit<StoredParty, "side">>(tx, columns[side](companyId, list(ids, "text")));
  return new Map(found.map((party) => [party.id, { ...party, side }]));
}
