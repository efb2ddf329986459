import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { fillMirror, type SageContent } from "#drizzle/seed/sage-content.ts";
import type { Actor, Role } from "#lib/core/actors.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { type Database, json, list, type Tx, withCompany } from "#lib/db/database.ts";
import { recordTypes } from "#lib/records/registry.ts";

/** People of a test company: one for each role, and an accountant who may not push to accounting. */
export type TestRole = Role | "ungranted";
export type TestPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
};
export type Place = { readonly id: string; readonly sourceId: string; readonly name: string };
export type TestCompany = {
  readonly id: string;
  readonly name: string;
  readonly people: Readonly<Record<TestRole, TestPerson>>;
  /** Linked to job 24-01; the project manager is a member. */
  readonly project: Place & { readonly number: string; readonly job: string };
  /** Linked to LUMEN, active in Sage. */
  readonly vendor: Place & { readonly sageVendor: string };
  /** In Procore and, by the same name, in Sage as CEDARRIDGE; not linked. */
  readonly unlinkedVendor: Place;
  readonly syncClient: { readonly id: string; readonly name: string };
  /** Who acts and where, as commands and queries take it. */
  principal(role: TestRole): { readonly companyId: string; readonly actor: Extract<Actor, { kind: "person" }> };
};

export type CompanyOptions = {
  readonly name?: string;
  /** Over the defaults of a test company: no undo windows, nothing is sent by itself. */
  readonly profile?: Partial<CompanyProfile>;
  /** Left out for a company whose Sage was never read. */
  readonly hasMirror?: boolean;
  /** Hash for everybody's sign-in. */
  readonly passwordHash?: string;
};

/** Cost codes of the test job: 26-010, 26-020 ... 26-090; 26-100 and 26-110 are standard but not on the job; 26-000 is a group. */
export const onJob = Array.from({ length: 9 }, (_, n) => `26-0${n + 1}0`);
const standard = [...onJob, "26-100", "26-110"];
const categories = ["SUB", "MAT", "LAB"];
const roleNames: Readonly<Record<TestRole, string>> = {
  accountant: "Ada Kline",
  ungranted: "Noel Brandt",
  admin: "Iris Vance",
  project_manager: "Milo Santos",
  auditor: "Tess Arden",
};

/** A fresh company with people, one linked project and vendor, and a mirror of Sage. `db` is the owner's connection. */
export async function aCompany(db: Database, options: CompanyOptions = {}): Promise<TestCompany> {
  const companyId = randomUUID();
  const serial = companyId.slice(0, 8);
  const company: Omit<TestCompany, "principal"> = {
    id: companyId,
    name: options.name ?? `Company ${serial}`,
    people: peopleOf(serial),
    project: { id: randomUUID(), sourceId: "77", number: "24-01", name: "North Clinic", job: "24-01" },
    vendor: { id: randomUUID(), sourceId: "555", name: "Lumen Works", sageVendor: "LUMEN" },
    unlinkedVendor: { id: randomUUID(), sourceId: "556", name: "Cedar Ridge Drywall" },
    syncClient: { id: randomUUID(), name: "Sage server" },
  };
  const profile = CompanyProfile.parse({
    undoSeconds: 0,
    undoSecondsBulk: 0,
    sendWhenApproved: false,
    ...options.profile,
  });
  await db.execute(
    sql`insert into company (id, name, profile) values (${companyId}, ${company.name}, ${json(profile)})`,
  );
  await withCompany(db, companyId, async (tx) => {
    await insertPeople(tx, company, options.passwordHash ?? null);
    await insertPlaces(tx, company);
    if (options.hasMirror !== false) await fillMirror(tx, companyId, aSageContent());
  });
  return { ...company, principal: (role) => ({ companyId, actor: actorOf(company, role) }) };
}

function peopleOf(serial: string): Record<TestRole, TestPerson> {
  const person = (role: TestRole): TestPerson => {
    const name = roleNames[role];
    const email = `${name.split(" ")[0]?.toLowerCase()}.${serial}@test.example`;
    return { id: randomUUID(), name, email, roles: [role === "ungranted" ? "accountant" : role] };
  };
  const [accountant, ungranted, admin] = [person("accountant"), person("ungranted"), person("admin")];
  return { accountant, ungranted, admin, project_manager: person("project_manager"), auditor: person("auditor") };
}

function actorOf(company: Omit<TestCompany, "principal">, role: TestRole): Extract<Actor, { kind: "person" }> {
  const { id: personId, name, roles } = company.people[role];
  const grants = role === "accountant" ? recordTypes.map(({ id }) => id) : [];
  return {
    kind: "person",
    personId,
    name,
    roles,
    grants,
    projectIds: role === "project_manager" ? [company.project.id] : [],
  };
}

async function insertPeople(
  tx: Tx,
  { id, people, project }: Omit<TestCompany, "principal">,
  passwordHash: string | null,
): Promise<void> {
  for (const person of Object.values(people)) {
    const procoreUserId = person.roles.includes("project_manager") ? "31" : null;
    await tx.execute(
      sql`insert into person (id, email, name, password_hash) values (${person.id}, ${person.email}, ${person.name}, ${passwordHash})`,
    );
    await tx.execute(sql`insert into membership (company_id, person_id, roles, procore_user_id)
      values (${id}, ${person.id}, ${list(person.roles, "text")}, ${procoreUserId})`);
  }
  await tx.execute(
    sql`insert into push_grant (company_id, person_id, record_type, granted_by) select ${id}, ${people.accountant.id}, t, ${people.admin.id}
      from unnest(${list(
        recordTypes.map((type) => type.id),
        "text",
      )}) t`,
  );
  await tx.execute(
    sql`insert into project (company_id, id, source_id, number, name) values (${id}, ${project.id}, ${project.sourceId}, ${project.number}, ${project.name})`,
  );
  await tx.execute(
    sql`insert into project_member (company_id, project_id, person_id) values (${id}, ${project.id}, ${people.project_manager.id})`,
  );
}

async function insertPlaces(
  tx: Tx,
  { id, project, vendor, unlinkedVendor, people, syncClient }: Omit<TestCompany, "principal">,
): Promise<void> {
  for (const entry of [vendor, unlinkedVendor]) {
    await tx.execute(
      sql`insert into vendor (company_id, id, source_id, name) values (${id}, ${entry.id}, ${entry.sourceId}, ${entry.name})`,
    );
  }
  await tx.execute(
    sql`insert into vendor_link (company_id, vendor_id, sage_vendor, linked_by) values (${id}, ${vendor.id}, ${vendor.sageVendor}, ${people.admin.id})`,
  );
  await tx.execute(
    sql`insert into project_link (company_id, project_id, job, linked_by) values (${id}, ${project.id}, ${project.job}, ${people.admin.id})`,
  );
  await tx.execute(
    sql`insert into sync_client (company_id, id, name, public_key) values (${id}, ${syncClient.id}, ${syncClient.name}, 'none')`,
  );
}

/** Sage as the test company's mirror shows it: job 24-01 with its codes, the standard lists, four vendors, no commitments. */
export function aSageContent(): SageContent {
  const jobCodes = onJob.map((code) => ({
    job: "24-01",
    cost_code: code,
    description: `Electrical ${code}`,
    group_cost_code: false,
  }));
  return {
    jobs: [{ job: "24-01", description: "North Clinic", status: "In progress" }],
    extras: [{ job: "24-01", extra: "PARKING", description: "Parking deck", status: "In progress" }],
    costCodes: [
      ...jobCodes,
      { job: "24-01", extra: "PARKING", cost_code: "26-010", description: "Electrical 26-010", group_cost_code: false },
    ],
    categories: [
      ...onJob.flatMap((code) => categories.map((category) => categoryRow(code, category))),
      { ...categoryRow("26-010", "SUB"), extra: "PARKING" },
    ],
    vendors: [
      { vendor: "LUMEN", name: "Lumen Works", type: "Subcontractor", status: "Active" },
      { vendor: "CEDARRIDGE", name: "Cedar Ridge Drywall", type: "Subcontractor", status: "Active" },
      { vendor: "OAKFIELD", name: "Oakfield Supply", type: "Supplier", status: "Active" },
      { vendor: "DORMANT", name: "Dormant Roofing", type: "Subcontractor", status: "Inactive" },
    ],
    standardCostCodes: [
      { cost_code: "26-000", description: "Electrical", group_cost_code: true },
      ...standard.map((code) => ({ cost_code: code, description: `Electrical ${code}`, group_cost_code: false })),
    ],
    standardCategories: categories.map((category) => ({ category, description: category })),
    commitments: [],
  };
}

function categoryRow(costCode: string, category: string) {
  return {
    job: "24-01",
    cost_code: costCode,
    category,
    description: category,
    original_estimate: "100000.00",
    revised_commitment: "0.00",
    jtd_cost: "0.00",
  };
}
