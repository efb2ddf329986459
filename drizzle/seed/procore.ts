import { changeOrderFiles, contractFiles } from "#drizzle/seed/attachments.ts";
import { budgetChangeRows, budgetRows } from "#drizzle/seed/budget-rows.ts";
import { standardCategories, standardCodes, strayCodes } from "#drizzle/seed/codes.ts";
import { directoryRow } from "#drizzle/seed/directory-companies.ts";
import { dateFrom } from "#drizzle/seed/fates.ts";
import type { Entry } from "#drizzle/seed/ledger.ts";
import type { ContractKind, SeedChangeOrder, SeedContract, SeedLine } from "#drizzle/seed/model.ts";
import { procoreOnlyUsers } from "#drizzle/seed/people.ts";
import { isByUnit } from "#drizzle/seed/raw-contract.ts";
import { requisitionRows } from "#drizzle/seed/requisition-rows.ts";
import { busyProjects, type World } from "#drizzle/seed/world.ts";

type Row = Readonly<Record<string, unknown>>;
export type ProcoreData = Readonly<Record<string, readonly Row[]>>;
export type Filled = { readonly world: World; readonly entries: readonly Entry[] };

const projectCodes = [...standardCodes, ...strayCodes];
const baseTypes: Readonly<Record<string, string>> = { MAT: "materials", SUB: "commitment", EQP: "equipment" };

/** Everything that Procore holds of these companies, in the shape of the simulator's data file. */
export function procoreData(all: readonly Filled[]): ProcoreData {
  const parts = all.flatMap((filled) => [companyData(filled), ...otherData(filled)]);
  const kinds = new Set(parts.flatMap((part) => Object.keys(part)));
  return Object.fromEntries([...kinds].map((kind) => [kind, parts.flatMap((part) => part[kind] ?? [])]));
}

/** What documents bring along that are neither contracts nor change orders. */
function otherData({ entries }: Filled): ProcoreData[] {
  return entries.flatMap(({ story, state, erpId }) =>
    story.other?.rows ? [story.other.rows(state === "synced" ? erpId : null)] : [],
  );
}

/** The cost types of codes that were added to a project, by "<project>|<code>". */
function addedTypes(entries: readonly Entry[]): ReadonlyMap<string, readonly string[]> {
  type Added = { cost_codes: { code: string; line_item_types: { code: string }[] }[] };
  const found = entries.flatMap(({ story: { other, project } }) => {
    const rows = other?.kind === "cost_codes" ? (other.raw as Added).cost_codes : [];
    return rows.map((row) => [`${project.id}|${row.code}`, row.line_item_types.map(({ code }) => code)] as const);
  });
  return new Map(found);
}

function companyData({ world, entries }: Filled): ProcoreData {
  const company_id = world.procoreCompanyId;
  const madeAt = `${dateFrom(world.today, -460)}T15:00:00Z`;
  const stamps = { created_at: madeAt, updated_at: madeAt };
  const listId = world.idBase + 901;
  const added = addedTypes(entries);
  return {
    companies: [{ id: company_id, name: world.name, ...stamps }],
    projects: busyProjects(world).map(({ id, number, name, job }) => {
      return {
        id,
        company_id,
        name,
        project_number: number,
        active: true,
        is_erp_integrated: job !== null,
        origin_id: job?.job ?? null,
        ...stamps,
      };
    }),
    vendors: world.vendors_.map((vendor) => {
      return { ...directoryRow(vendor), company_id, origin_id: vendor.sageVendor, ...stamps };
    }),
    users: usersOf(world).map((user) => ({ ...user, company_id, ...stamps })),
    line_item_types: standardCategories.map(({ code, name }, n) => {
      return { id: typeId(world, n), company_id, code, name, base_type: baseTypes[code] ?? "other", ...stamps };
    }),
    project_templates: ["Ground-up building", "Interior fit-out"].map((name, n) => {
      return { id: world.idBase + 911 + n, company_id, name, ...stamps };
    }),
    standard_cost_code_lists: [{ id: listId, company_id, name: "Standard", ...stamps }],
    standard_cost_codes: standardCodes.map(({ code, name }, n) => {
      return {
        id: world.idBase + 20_001 + n,
        company_id,
        standard_cost_code_list_id: listId,
        code,
        full_code: code,
        name,
        ...stamps,
      };
    }),
    cost_codes: busyProjects(world).flatMap((project, at) =>
      projectCodes.map(({ code, name }, n) => ({
        id: codeId(world, at, n),
        project_id: project.id,
        code,
        full_code: code,
        name,
        line_item_type_ids: (added.get(`${project.id}|${code}`) ?? []).map((type) => typeIdOf(world, type)),
        ...stamps,
      })),
    ),
    ...documentsOf(world, entries),
  };
}

const typeId = (world: World, n: number) => world.idBase + 11 + n;
export const typeIdOf = (world: World, category: string) =>
  typeId(
    world,
    standardCategories.findIndex(({ code }) => code === category),
  );
/** The code of one of the world's projects. */
export const codeIdOf = (world: World, projectId: number, code: string) =>
  codeId(
    world,
    busyProjects(world).findIndex(({ id }) => id === projectId),
    projectCodes.findIndex((one) => one.code === code),
  );
const codeId = (world: World, project: number, n: number) => world.idBase + 30_001 + project * 150 + n;

function usersOf({ people, idBase }: World): Row[] {
  const known = people.filter(({ procoreUserId }) => procoreUserId !== null);
  return [
    ...known.map(({ procoreUserId, name, email }) => ({
      id: idBase + (procoreUserId ?? 0),
      name,
      email_address: email,
      job_title: "Project manager",
    })),
    ...procoreOnlyUsers.map(({ id, name }) => ({ id: idBase + id, name, job_title: "Project engineer" })),
  ];
}

function documentsOf(world: World, entries: readonly Entry[]): ProcoreData {
  const places = new Map(busyProjects(world).map((project, at) => [project.id, at]));
  const codes = new Map(projectCodes.map(({ code }, n) => [code, n]));
  const types = new Map(standardCategories.map(({ code }, n) => [code, typeId(world, n)]));
  const codedAt = (projectId: number, { costCode, category }: { costCode: string; category: string }) => ({
    cost_code_id: codeId(world, places.get(projectId) ?? 0, codes.get(costCode) ?? 0),
    line_item_type_id: types.get(category) ?? null,
  });
  const lineRow = (line: SeedLine, index: number, projectId: number): Row => ({
    id: line.id,
    position: index + 1,
    description: line.description,
    amount: line.amount,
    quantity: line.quantity,
    unit_cost: line.unitCost,
    uom: line.unit,
    ...codedAt(projectId, line),
    tax_code_id: line.taxCodeId ?? null,
  });
  const own = (entry: Entry, { project, lines }: SeedContract | SeedChangeOrder) => {
    const origin = entry.state === "synced" ? entry.erpId : null;
    const rows = lines.map((line, index) => lineRow(line, index, project.id));
    return { project_id: project.id, origin_id: origin, origin_code: origin, line_items: rows };
  };
  const contractRow = (entry: Entry): Row => {
    const { contract } = entry.story;
    return {
      id: contract.id,
      vendor_id: contract.vendor?.id ?? null,
      number: contract.number,
      title: contract.title,
      status: contract.status,
      accounting_method: isByUnit(contract) ? "unit" : "amount",
      executed: contract.status === "Approved",
      retainage_percent: contract.retainage,
      contract_date: contract.date,
      attachments: contractFiles(contract),
      created_by_id: contract.createdBy,
      created_at: contract.createdAt,
      updated_at: contract.updatedAt,
      ...own(entry, contract),
    };
  };
  const of = (kind: ContractKind) =>
    entries.filter(({ story }) => !story.changeOrder && !story.other && story.contract.kind === kind).map(contractRow);
  return {
    work_order_contracts: of("work_order_contracts"),
    purchase_order_contracts: of("purchase_order_contracts"),
    change_order_packages: entries.flatMap((entry) => {
      const { changeOrder } = entry.story;
      return changeOrder ? [{ ...packageRow(changeOrder), ...own(entry, changeOrder) }] : [];
    }),
    requisitions: requisitionRows(entries, codedAt),
    budgets: budgetRows(entries, codedAt),
    budget_changes: budgetChangeRows(entries, codedAt),
  };
}

function packageRow(one: SeedChangeOrder): Row {
  return {
    id: one.id,
    contract_id: one.contract.id,
    type: "CommitmentContractChangeOrder",
    number: one.number,
    title: one.title,
    description: one.description,
    status: one.status,
    executed: false,
    attachments: changeOrderFiles(one),
    created_by_id: one.createdBy,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
  };
}

/** Puts the data into the Procore simulator; what it held before is gone. */
export async function loadProcore(address: string, data: ProcoreData): Promise<void> {
  const response = await fetch(`${address}/control/load`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(data),
  });
  if (!response.ok)
    throw new Error(
      `the Procore simulator did not take the data: ${response.status} ${(await response.text()).slice(0, 500)}`,
    );
}
