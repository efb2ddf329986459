import { type SQL, sql } from "drizzle-orm";
import { list } from "#lib/db/database.ts";
import { otherHere, type StagedSource } from "#lib/db/staged-source.ts";

/** The company that a vendor is linked to, and one that is not linked and has its name: found by name in one pass over each list. */
const vendorHere = (
  companyId: string,
  only: SQL,
) => sql`select s.vendor as key, jsonb_build_object('companySourceId', v.source_id,
    'twin', case when v.id is null then t.name end) as here
  from sage_vendor s left join vendor_link l on l.company_id = s.company_id and l.sage_vendor = s.vendor
    left join vendor v on v.company_id = l.company_id and v.id = l.vendor_id
    left join (select lower(f.name) as folded, min(f.name) as name from vendor f where f.company_id = ${companyId} and f.is_active
      and not exists (select 1 from vendor_link o where o.company_id = f.company_id and o.vendor_id = f.id) group by 1) t on t.folded = lower(s.name)
  where s.company_id = ${companyId} and not s.is_gone and ${only}`;

export const vendors: StagedSource = {
  tables: ["APM_MASTER__VENDOR"],
  keys: (c) => sql`select vendor as key from sage_vendor where company_id = ${c} and not is_gone`,
  moved: (c, since, type) =>
    since === null
      ? sql`select vendor as key from sage_vendor where company_id = ${c}`
      : sql`select vendor as key from sage_vendor where company_id = ${c} and seen_at > ${since}::timestamptz
          union ${otherHere(c, vendorHere(c, sql`true`), type)}`,
  rows: (
    c,
    keys,
  ) => sql`select s.vendor as key, n.here, jsonb_build_object('vendor', s.vendor, 'name', s.name, 'type', s.type, 'status', s.status,
      'address', to_jsonb(array_remove(array[s.address_1, s.address_2], '')), 'city', s.city, 'state', s.state, 'zip', s.zip,
      'phone', s.phone, 'fax', s.fax, 'email', s.email) as row
    from sage_vendor s join (${vendorHere(c, sql`s.vendor = any(${list(keys, "text")})`)}) n on n.key = s.vendor
    where s.company_id = ${c} and s.vendor = any(${list(keys, "text")}) and not s.is_gone`,
};

/** Columns of each kind of insurance on the vendor: insurer, policy, expiration, whether proof is required. */
const kinds = sql`(values ('general', 'GL_Ins_Company', 'GL_Ins_Policy_Number', 'GL_Ins_Expiration_Dt', 'Gen_Liab_Ins_Proof_Req'),
  ('workers', 'Work_Comp_Ins_Cmpany', 'Work_Comp_Policy_Num', 'Work_Comp_Expir_Dt', 'Work_Comp_Ins_Proof_Req'),
  ('umbrella', 'Umbrella_Ins_Company', 'Umb_Ins_Policy_Num', 'Umb_Ins_Expir_Dt', 'Umbrella_Ins_Proof_Req'),
  ('auto', 'Auto_Ins_Company', 'Auto_Ins_Policy_Num', 'Auto_Ins_Expir_Dt', 'Auto_Ins_Proof_Req')) k(kind, insurer, policy, expires, proof)`;

/** Insurances that say anything: an insurer, a policy or a date. */
const insured = (
  companyId: string,
  only: SQL,
) => sql`select s.vendor || '/' || k.kind as key, s.vendor, s.name, s.seen_at, k.kind,
    coalesce(s.insurance ->> k.insurer, '') as insurer, coalesce(s.insurance ->> k.policy, '') as policy,
    coalesce(left(s.insurance ->> k.expires, 10), '') as expires, coalesce(s.insurance ->> k.proof, '') in ('1', 'true', 't') as is_proof_required
  from sage_vendor s cross join ${kinds}
  where s.company_id = ${companyId} and not s.is_gone and s.insurance <> '{}'::jsonb and ${only}
    and (s.insurance ? k.insurer or s.insurance ? k.policy or s.insurance ? k.expires)`;

const insuranceHere = (
  companyId: string,
  only: SQL,
) => sql`select i.key, jsonb_build_object('vendorName', i.name, 'companySourceId', v.source_id) as here
  from (${insured(companyId, only)}) i left join vendor_link l on l.company_id = ${companyId} and l.sage_vendor = i.vendor
    left join vendor v on v.company_id = l.company_id and v.id = l.vendor_id`;

export const insurances: StagedSource = {
  tables: ["APM_MASTER__VENDOR"],
  keys: (c) => sql`select i.key from (${insured(c, sql`true`)}) i`,
  moved: (c, since, type) =>
    since === null
      ? sql`select i.key from (${insured(c, sql`true`)}) i`
      : sql`select i.key from (${insured(c, sql`s.seen_at > ${since}::timestamptz`)}) i
          union ${otherHere(c, insuranceHere(c, sql`true`), type)}`,
  rows: (c, keys) => {
    const only = sql`s.vendor = any(${list([...new Set(keys.map((key) => key.slice(0, key.lastIndexOf("/"))))], "text")})`;
    return sql`select i.key, n.here, jsonb_build_object('vendor', i.vendor, 'kind', i.kind, 'insurer', i.insurer, 'policy', i.policy, 'expires', i.expires,
        'isProofRequired', i.is_proof_required) as row
      from (${insured(c, only)}) i join (${insuranceHere(c, only)}) n on n.key = i.key where i.key = any(${list(keys, "text")})`;
  },
};
