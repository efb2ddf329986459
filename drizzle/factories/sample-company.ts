import { sql } from "drizzle-orm";
import type { Role } from "#lib/core/actors.ts";
import { type Database, row, rows } from "#lib/db/database.ts";

/** The seeded company whose sync client runs, as the browser tests need it; read past row level security by the owner. */
export type SampleCompany = {
  readonly id: string;
  readonly people: Readonly<Record<Role, { readonly id: string; readonly name: string }>>;
  readonly project: {
    readonly id: string;
    readonly sourceId: string;
    readonly number: string;
    readonly name: string;
    readonly job: string;
  };
  readonly vendors: readonly { readonly sourceId: string; readonly name: string; readonly sageVendor: string }[];
  /** Cost codes of the project's job that are no group and have an estimate for subcontracts. */
  readonly costCodes: readonly string[];
};

export async function sampleCompany(db: Database, name: string): Promise<SampleCompany> {
  const company = await row<{ id: string }>(db, sql`select id from company where name = ${name}`);
  if (!company) throw new Error(`the sample company ${name} is not there`);
  const { id } = company;
  const project = await row<SampleCompany["project"]>(
    db,
    sql`select p.id, p.source_id as "sourceId", p.number, p.name, l.job from project p
      join project_link l on l.company_id = p.company_id and l.project_id = p.id
      join sage_job j on j.company_id = p.company_id and j.job = l.job and lower(j.status) <> 'closed'
      where p.company_id = ${id} and p.is_active order by p.number limit 1`,
  );
  if (!project) throw new Error("the sample company has no project with a job");
  const vendors = await rows<SampleCompany["vendors"][number]>(
    db,
    sql`select v.source_id as "sourceId", v.name, l.sage_vendor as "sageVendor" from vendor v
      join vendor_link l on l.company_id = v.company_id and l.vendor_id = v.id
      join sage_vendor s on s.company_id = v.company_id and s.vendor = l.sage_vendor and s.status = 'Active'
      where v.company_id = ${id} and v.is_active order by v.name limit 20`,
  );
  const codes = await rows<{ cost_code: string }>(
    db,
    sql`select cost_code from sage_category where company_id = ${id} and job = ${project.job} and extra = '' and category = 'SUB'
      order by cost_code limit 20`,
  );
  return {
    id,
    people: await peopleOf(db, id, project.id),
    project,
    vendors,
    costCodes: codes.map((code) => code.cost_code),
  };
}

/** One person per role: accountants with the grant, the project manager of that project. */
async function peopleOf(db: Database, companyId: string, projectId: string): Promise<SampleCompany["people"]> {
  const found = await rows<{ id: string; name: string; role: Role }>(
    db,
    sql`select distinct on (role) p.id, p.name, role from membership m join person p on p.id = m.person_id, unnest(m.roles) as role
      where m.company_id = ${companyId} and not m.is_disabled
        and (role <> 'accountant' or exists (select 1 from push_grant g where g.company_id = m.company_id and g.person_id = p.id))
        and (role <> 'project_manager' or exists
          (select 1 from project_member q where q.company_id = m.company_id and q.person_id = p.id and q.project_id = ${projectId}))
      order by role, p.name`,
  );
  const people = Object.fromEntries(found.map(({ role, id, name }) => [role, { id, name }]));
  return people as SampleCompany["people"];
}
