import { sql } from "drizzle-orm";
import type { Clock } from "#lib/core/clock.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { codeKey, type Facts, type FactsQuery, noTotals, type ParentFacts, type SageLookup } from "#lib/core/facts.ts";
import { isZero, type Money } from "#lib/core/money.ts";
import type { Period } from "#lib/core/periods.ts";
import { wantedJob, withPrerequisites } from "#lib/core/prerequisites.ts";
import { iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { readMakers } from "#lib/db/makers.ts";
import { readDocuments, readTakenInvoices } from "#lib/db/named-documents.ts";
import { readParentFacts } from "#lib/db/parent-facts.ts";
import { readPeriods } from "#lib/db/periods.ts";
import {
  isImported,
  readCarried,
  readContractChanges,
  readSageRows,
  readTotalsUnderWay,
  readVendorFacts,
} from "#lib/db/sage-facts.ts";

export type CompanyBasics = {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly profile: CompanyProfile;
  readonly today: string;
};

/** The company's settings and today's date in its own time zone. */
export async function readCompany(tx: Tx, companyId: string): Promise<CompanyBasics> {
  const found = await row<{ name: string; time_zone: string; currency: string; profile: unknown; today: string }>(
    tx,
    sql`select name, time_zone, currency, profile, to_char(clock_timestamp() at time zone time_zone, 'YYYY-MM-DD') as today from company where id = ${companyId}`,
  );
  if (!found) throw new Error("the company is not there");
  return {
    id: companyId,
    name: found.name,
    timeZone: found.time_zone,
    currency: found.currency,
    profile: CompanyProfile.parse(found.profile),
    today: found.today,
  };
}

/** The company's clock: its zone, and how it writes days. */
export function companyClock({ timeZone, profile }: Pick<CompanyBasics, "timeZone" | "profile">): Clock {
  return { timeZone, dateFormat: profile.shownDateFormat };
}

type MirrorTimes = Facts["asOf"];
/** When the tables that preflight looks at were last read completely. */
async function readMirrorTimes(tx: Tx, companyId: string): Promise<MirrorTimes> {
  const found = await rows<{ table_name: string; read_at: string | null }>(
    tx,
    sql`select table_name, read_at from mirror_read where company_id = ${companyId}`,
  );
  const at = (table: string) => iso(found.find((entry) => entry.table_name === table)?.read_at ?? null);
  const oldest = (tables: readonly string[]) => {
    const times = tables.map(at).toSorted((a, b) => (a ?? "").localeCompare(b ?? ""));
    return times[0] ?? null;
  };
  return {
    jobs: at("JCM_MASTER__JOB"),
    codes: oldest([
      "JCM_MASTER__COST_CODE",
      "JCM_MASTER__CATEGORY",
      "JCM_MASTER__STANDARD_COST_CODE",
      "JCM_MASTER__STANDARD_CATEGORY",
      "JCM_MASTER__EXTRA",
    ]),
    vendors: at("APM_MASTER__VENDOR"),
    commitments: oldest(["JCM_MASTER__COMMITMENT", "JCM_MASTER__COMMITMENT_ITEM"]),
    changeOrders: at("JCM_MASTER__COMMITMENT_CO"),
    invoices: oldest(["APM_MASTER__INVOICE", "APM_MASTER__DISTRIBUTION"]),
  };
}

/** What many assessments of one company share: read once, handed to `readFacts` for each record. */
export type FactsBase = {
  readonly company: CompanyBasics;
  readonly asOf: MirrorTimes;
  readonly periods: readonly Period[];
};
export async function readFactsBase(tx: Tx, companyId: string): Promise<FactsBase> {
  return {
    company: await readCompany(tx, companyId),
    asOf: await readMirrorTimes(tx, companyId),
    periods: await readPeriods(tx, companyId),
  };
}

const noProject: Facts["project"] = { id: "", number: "", name: "" };

type FactsRow = {
  project: { id: string; number: string; name: string } | null;
  job: {
    job: string;
    linked_at: string;
    description: string | null;
    status: string | null;
    is_estimate_finalized: boolean | null;
    contract_changes: string | null;
  } | null;
  vendor: {
    id: string;
    name: string;
    is_active: boolean;
    link: string | null;
    sage_name: string | null;
    sage_status: string | null;
  } | null;
  cost_codes: { extra: string; cost_code: string; description: string; is_group: boolean }[] | null;
  categories:
    | {
        extra: string;
        cost_code: string;
        category: string;
        original_estimate: string;
        approved_changes: string;
        misc_1: string;
        misc_2: string;
      }[]
    | null;
  jobs: { job: string; description: string; status: string }[] | null;
  extras: { extra: string; description: string }[] | null;
  standard_codes: { cost_code: string; description: string; is_group: boolean }[] | null;
  standard_categories: { category: string; description: string }[] | null;
  taken_in_sage: { commitment: string; words: string }[] | null;
  taken_here: { erp_id: string; number: string }[] | null;
};

/**
 * Everything the rules of one record of this type need: one statement, and one each for its parent, for tables that are
 * mirrored whole and for totals under way. `itemId` is the item itself, whose own id is not "taken".
 */
export async function readFacts(
  tx: Tx,
  base: FactsBase,
  recordType: string,
  query: FactsQuery,
  itemId: string | null,
): Promise<Facts> {
  const company = base.company.id;
  const codes = [...new Set(query.codes.map((code) => code.costCode))];
  const extras = [...new Set(query.codes.map((code) => code.extra))];
  const parent = query.parent ? await readParentFacts(tx, company, query.parent, itemId) : null;
  const { takenIn } = query;
  const above = takenIn === "job" ? await readJob(tx, company, query.projectSourceId ?? "") : null;
  const erpIds =
    takenIn === "change_orders" || takenIn === "job"
      ? query.erpIds.map((id) => `${above ?? parent?.erpId ?? ""}/${id}`)
      : query.erpIds;
  const vendorSourceId = query.vendorSourceId ?? parent?.vendorSourceId ?? "";
  const wanted = query.codes.map((code) => ({ e: code.extra, c: code.costCode, k: code.category }));
  const found = await row<FactsRow>(
    tx,
    sql`
    with p as (select id, number, name from project where company_id = ${company} and source_id = ${query.projectSourceId}),
    l as (select k.job, k.created_at as linked_at, j.description, j.status, j.is_estimate_finalized, j.approved_contract_changes::text as contract_changes from p join project_link k on k.company_id = ${company} and k.project_id = p.id
      left join sage_job j on j.company_id = ${company} and j.job = k.job and not j.is_gone),
    v as (select v.id, v.name, v.is_active, k.sage_vendor as link, s.name as sage_name, s.status as sage_status from vendor v
      left join vendor_link k on k.company_id = ${company} and k.vendor_id = v.id
      left join sage_vendor s on s.company_id = ${company} and s.vendor = k.sage_vendor and not s.is_gone
      where v.company_id = ${company} and v.source_id = ${vendorSourceId})
    select (select to_json(p) from p) as project, (select to_json(l) from l) as job, (select to_json(v) from v) as vendor,
      (select json_agg(c) from (select c.extra, c.cost_code, c.description, c.is_group from l join sage_cost_code c on c.company_id = ${company} and c.job = l.job
        where not c.is_gone and c.extra = any(${list(extras, "text")}) and c.cost_code = any(${list(codes, "text")})) c) as cost_codes,
      (select json_agg(c) from (select c.extra, c.cost_code, c.category, c.original_estimate::text, c.approved_estimate_changes::text as approved_changes, c.misc_amount_1::text as misc_1, c.misc_amount_2::text as misc_2 from l, jsonb_to_recordset(${json(wanted)}) as w(e text, c text, k text)
        join sage_category c on c.company_id = ${company} and c.extra = w.e and c.cost_code = w.c and c.category = w.k where c.job = l.job and not c.is_gone) c) as categories,
      (select json_agg(e) from (select e.extra, e.description from l join sage_extra e on e.company_id = ${company} and e.job = l.job
        where not e.is_gone and e.extra = any(${list(extras, "text")})) e) as extras,
      (select json_agg(j) from (select job, description, status from sage_job where company_id = ${company} and not is_gone and job = any(${list(query.jobs ?? [], "text")})) j) as jobs,
      (select json_agg(s) from (select cost_code, description, is_group from sage_standard_cost_code
        where company_id = ${company} and not is_gone and cost_code = any(${list(codes, "text")})) s) as standard_codes,
      (select json_agg(s) from (select category, description from sage_standard_category where company_id = ${company} and not is_gone) s) as standard_categories,
      (select json_agg(s) from (select commitment, case when is_gone then 'it was used in Sage before, and Sage takes an id once' else '“' || description || '” in Sage' end as words from sage_commitment
        where company_id = ${company} and commitment = any(${list(takenIn === "commitments" ? erpIds : [], "text")})
        union all select commitment || '/' || commitment_co, '“' || description || '” in Sage' from sage_commitment_co
        where company_id = ${company} and not is_gone and commitment = ${takenIn === "change_orders" ? (parent?.erpId ?? "") : ""} and commitment || '/' || commitment_co = any(${list(erpIds, "text")})
        union all select vendor, '“' || name || '” in Sage' from sage_vendor where company_id = ${company} and not is_gone and vendor = any(${list(takenIn === "vendors" ? erpIds : [], "text")})) s) as taken_in_sage,
      (select json_agg(i) from (select erp_id, number from item where company_id = ${company} and record_type = ${recordType} and erp_id <> '' and erp_id = any(${list(erpIds, "text")})
        and id is distinct from ${itemId}::uuid and state <> 'not_sent') i) as taken_here`,
  );
  if (!found || (query.projectSourceId !== null && !found.project))
    throw new Error(`project ${query.projectSourceId} is not known`);
  const makers = query.standsOn ? await readMakers(tx, company, query, vendorSourceId, itemId, base.asOf) : [];
  const onJob = wantedJob(found.job?.job, makers);
  const underWay = query.estimates && onJob !== "" ? await readTotalsUnderWay(tx, company, onJob, itemId) : {};
  const sage = await readSageRows(tx, company, lookupsOf(query, parent));
  const carried = query.carried ? { carried: await readCarried(tx, company, itemId) } : {};
  const own = found.job?.job ?? "";
  const isOurs = query.imported !== undefined && (await isImported(tx, company, own, query.imported));
  const vendors =
    query.vendorName === undefined ? {} : { vendors: await readVendorFacts(tx, company, query.vendorName) };
  const documents = await readDocuments(tx, company, query.documents ?? []);
  const plain = toFacts(base, found, parent);
  const job = withTotals(plain.job, await readJobTotals(tx, company, found, query, itemId));
  const categories = totalsOf(found, underWay);
  const shown: Facts = {
    ...plain,
    job,
    categories,
    sage,
    documents,
    ...carried,
    ...vendors,
    ...(isOurs ? { isImported: true } : {}),
  };
  const facts = query.standsOn ? withPrerequisites(shown, makers, query) : shown;
  const vendor = facts.vendor?.link?.vendor;
  if (takenIn !== "invoices" || vendor === undefined) return facts;
  const invoices = await readTakenInvoices(tx, company, recordType, vendor, query.erpIds, itemId);
  return { ...facts, takenErpIds: { ...facts.takenErpIds, ...invoices } };
}

/** A vendor's id has no slash, an invoice's may: the first one parts the key. */
function lookupsOf({ sage = [] }: FactsQuery, parent: ParentFacts | null): readonly SageLookup[] {
  const key = (parent?.erpId ?? "").replace("/", "|");
  return sage.map((lookup) => (lookup.ofParent ? { table: lookup.table, keys: key === "" ? [] : [key] } : lookup));
}

/** The job that the project is linked to; null while it is not. */
async function readJob(tx: Tx, companyId: string, projectSourceId: string): Promise<string | null> {
  const found = await row<{ job: string }>(
    tx,
    sql`select k.job from project p join project_link k on k.company_id = p.company_id and k.project_id = p.id
      where p.company_id = ${companyId} and p.source_id = ${projectSourceId}`,
  );
  return found?.job ?? null;
}

function totalsOf(found: FactsRow, underWay: Awaited<ReturnType<typeof readTotalsUnderWay>>): Facts["categories"] {
  const inSage = (found.categories ?? []).map((row) => {
    const key = codeKey({ extra: row.extra, costCode: row.cost_code, category: row.category });
    const misc = {
      ...(isZero(row.misc_1) ? {} : { miscAmount1: row.misc_1 }),
      ...(isZero(row.misc_2) ? {} : { miscAmount2: row.misc_2 }),
    };
    return [key, { originalEstimate: row.original_estimate, approvedChanges: row.approved_changes, ...misc }] as const;
  });
  const totals: Record<string, Facts["categories"][string]> = Object.fromEntries(inSage);
  for (const [key, later] of Object.entries(underWay)) totals[key] = { ...noTotals, ...totals[key], ...later };
  return totals;
}

const finalized = (job: { is_estimate_finalized: boolean | null }) =>
  job.is_estimate_finalized ? { isEstimateFinalized: true } : {};

/** The job's contract changes where the query asks for them, as documents under way will leave them. */
async function readJobTotals(
  tx: Tx,
  company: string,
  { job }: FactsRow,
  query: FactsQuery,
  itemId: string | null,
): Promise<{ approvedContractChanges?: Money }> {
  if (!query.contractChanges || !job || job.contract_changes === null) return {};
  const later = await readContractChanges(tx, company, job.job, itemId);
  return { approvedContractChanges: later ?? job.contract_changes };
}

function withTotals(job: Facts["job"], totals: { approvedContractChanges?: Money }): Facts["job"] {
  return job?.inSage ? { ...job, inSage: { ...job.inSage, ...totals } } : job;
}

function toFacts(base: FactsBase, found: FactsRow, parent: ParentFacts | null): Omit<Facts, "categories" | "sage"> {
  const taken = [
    ...(found.taken_here ?? []).map((entry) => [entry.erp_id, `item ${entry.number} in this inbox`] as const),
    ...(found.taken_in_sage ?? []).map((entry) => [entry.commitment, entry.words] as const),
  ];
  const { job, vendor } = found;
  return {
    companyId: base.company.id,
    profile: base.company.profile,
    today: base.company.today,
    periods: base.periods,
    asOf: base.asOf,
    project: found.project ?? noProject,
    job: job && {
      job: job.job,
      linkedAt: new Date(job.linked_at).toISOString(),
      inSage:
        job.status === null ? null : { description: job.description ?? "", status: job.status, ...finalized(job) },
    },
    vendor: vendor && {
      id: vendor.id,
      name: vendor.name,
      isActive: vendor.is_active,
      link:
        vendor.link === null
          ? null
          : {
              vendor: vendor.link,
              inSage: vendor.sage_status === null ? null : { name: vendor.sage_name ?? "", status: vendor.sage_status },
            },
    },
    costCodes: Object.fromEntries(
      (found.cost_codes ?? []).map((code) => [
        `${code.extra}|${code.cost_code}`,
        { description: code.description, isGroup: code.is_group },
      ]),
    ),
    jobs: Object.fromEntries(
      (found.jobs ?? []).map(({ job: id, description, status }) => [id, { description, status }]),
    ),
    extras: Object.fromEntries((found.extras ?? []).map((extra) => [extra.extra, { description: extra.description }])),
    standardCostCodes: Object.fromEntries(
      (found.standard_codes ?? []).map((code) => [
        code.cost_code,
        { description: code.description, isGroup: code.is_group },
      ]),
    ),
    standardCategories: Object.fromEntries(
      (found.standard_categories ?? []).map((entry) => [entry.category, { description: entry.description }]),
    ),
    parent,
    takenErpIds: Object.fromEntries(taken),
  };
}
