import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SourceImportPort } from "#lib/connectors/port.ts";
import { procoreConnection } from "#lib/connectors/procore/procore-source.ts";
import type { SimulatorProcess } from "#lib/connectors/procore/simulator-process.ts";
import { hasSimulator, startSimulator } from "#lib/connectors/procore/simulator-process.ts";
import type { BudgetCode, SourceWrite } from "#lib/core/source-write.ts";

const AT = "2026-05-04T10:00:00Z";
const content = {
  companies: [{ id: 10, name: "Lumen" }],
  projects: [{ id: 77, company_id: 10, name: "Tower", origin_id: "24-077", updated_at: AT }],
  vendors: [{ id: 555, company_id: 10, name: "Lumen Works", updated_at: AT }],
  project_templates: [{ id: 61, company_id: 10, name: "School" }],
  standard_cost_code_lists: [{ id: 5, company_id: 10, name: "Sage 300 CRE Standard Cost Codes" }],
  line_item_types: [{ id: 8, company_id: 10, name: "Subcontract", code: "SUB", updated_at: AT }],
  cost_codes: [{ id: 31, project_id: 77, name: "Electrical", code: "26-050", line_item_type_ids: [8], updated_at: AT }],
};
const PROJECT = { projectId: "77" };
const code = (costCode: string, costType = "SUB", subJob: string | null = null): BudgetCode => {
  return { subJob, costCode, costType };
};

describe.runIf(hasSimulator)("imports against the simulator", () => {
  let simulator: SimulatorProcess;
  let imports: SourceImportPort;

  beforeAll(async () => {
    simulator = await startSimulator();
  }, 30_000);
  afterAll(() => simulator.stop());
  beforeEach(async () => {
    await simulator.control("POST", "reset");
    await simulator.control("POST", "load", content);
    imports = procoreConnection(simulator.config("10")).imports;
  });

  const records = async (kind: string) =>
    (await simulator.control("GET", `records/${kind}`)) as Record<string, unknown>[];
  const fault = (more: object) => simulator.control("POST", "faults", { times: 1, path: "/rest/", ...more });
  /** Puts one write, then the same again, which has to find everything there. */
  async function putTwice(write: SourceWrite): Promise<string[]> {
    const first = await imports.put(write);
    expect(first.map(({ kind }) => kind)).not.toContain("refused");
    const second = await imports.put(write);
    expect(second.map(({ kind }) => kind)).toEqual(write.rows.map(() => "existed"));
    expect((await imports.look(write)).map(({ kind }) => kind)).toEqual(write.rows.map(() => "equal"));
    return first.map((answer) => ("id" in answer ? answer.id : ""));
  }

  test("a vendor becomes a company with its insurances, which follow Sage and are given back", async () => {
    const vendor = {
      originId: "IRON",
      originCode: "IRON",
      name: "Iron & Sons",
      address: "1 Mill Road",
      city: "Austin",
      stateCode: "TX",
      zip: "78701",
      phone: "512 555 0101",
    };
    const [id = ""] = await putTwice({ list: "vendors", place: null, rows: [vendor], existing: "keep" });
    expect(await records("vendors")).toMatchObject([{}, { name: "Iron & Sons", origin_id: "IRON", city: "Austin" }]);
    const insurance = {
      originId: "IRON/GL",
      name: "Harbor Mutual",
      insuranceType: "General",
      policyNumber: "GL-7",
      effectiveDate: "2026-01-01",
      expirationDate: "2026-12-31",
      limit: "1000000.00",
    };
    const place = { vendorId: id };
    await putTwice({ list: "insurances", place, rows: [insurance], existing: "change" });
    const renewed = { ...insurance, policyNumber: "GL-8" };
    const write = { list: "insurances", place, rows: [renewed], existing: "change" } as const;
    expect(await imports.look(write)).toMatchObject([{ kind: "different", differs: ["policyNumber"] }]);
    expect(await imports.put(write)).toMatchObject([{ kind: "changed" }]);
    expect(await imports.untie("vendors", null, [{ id, originId: "IRON" }])).toEqual([{ kind: "written" }]);
    expect((await records("vendors"))[1]).toMatchObject({ origin_id: null, origin_code: null });
  });

  test("a job becomes a project from a template, with its sub jobs, codes and cost types", async () => {
    expect(await imports.projectTemplates()).toEqual([{ id: "61", name: "School" }]);
    const row = { originId: "24-109", originCode: "24-109", name: "South", number: "24-109" };
    const whole = { ...row, isErpIntegrated: true, templateId: "61" };
    const [projectId = ""] = await putTwice({ list: "projects", place: null, rows: [whole], existing: "keep" });
    expect((await records("projects"))[1]).toMatchObject({ is_erp_integrated: true, from_project_template_id: 61 });
    const place = { projectId };
    const extra = { originId: "24-109/GAR", code: "GAR", name: "Garage" };
    const [subJobId = ""] = await putTwice({ list: "sub_jobs", place, rows: [extra], existing: "change" });
    const division = { originId: "24-109/26", code: "26", name: "Electrical" };
    const [parentId = ""] = await putTwice({ list: "cost_codes", place, rows: [division], existing: "change" });
    const child = { originId: "24-109/26-050", code: "050", name: "Rough-in", parentId };
    await putTwice({ list: "cost_codes", place, rows: [child], existing: "change" });
    const own = { originId: "24-109/GAR/26-050", code: "26-050", name: "Rough-in" };
    await putTwice({ list: "cost_codes", place: { ...place, subJobId }, rows: [own], existing: "change" });
    const rows = [{ budgetCode: code("26-050") }, { budgetCode: code("26-050", "SUB", "GAR") }];
    await putTwice({ list: "wbs_codes", place, rows, existing: "keep" });
    const codes = (await records("cost_codes")).filter(({ project_id }) => project_id === Number(projectId));
    expect(codes.map(({ full_code, line_item_type_ids }) => [full_code, line_item_type_ids])).toEqual([
      ["26", []],
      ["26-050", [8]],
      ["26-050", [8]],
    ]);
    const lacking = [{ budgetCode: code("99-999") }, { budgetCode: code("26-050", "XX") }];
    const refused = await imports.put({ list: "wbs_codes", place, rows: lacking, existing: "keep" });
    expect(refused).toMatchObject([
      { kind: "refused", words: expect.stringContaining("no cost code 99-999") },
      { kind: "refused", words: expect.stringContaining("no cost type XX") },
    ]);
  });

  test.each([
    ["projects", "POST", { originId: "24-109", name: "South", number: "24-109" }],
    ["vendors", "PATCH", { originId: "IRON", name: "Iron & Sons" }],
  ] as const)("a lost answer is found: %s", async (list, method, row) => {
    const write = { list, place: null, rows: [row], existing: "keep" } as SourceWrite;
    await fault({ dropAnswer: true, method });
    expect(await imports.put(write)).toMatchObject([{ kind: "created" }]);
    expect((await records(list)).filter(({ origin_id }) => origin_id === row.originId)).toHaveLength(1);
    await simulator.control("DELETE", `records/${list}/${(await records(list))[1]?.id}`);
    await fault({ dropRequest: true, method });
    expect(await imports.put(write)).toMatchObject([{ kind: "later" }]);
    expect(await imports.put(write)).toMatchObject([{ kind: "created" }]);
  });

  test("standard codes, cost types and tax codes follow Sage", async () => {
    const [list] = await imports.standardCodeLists();
    const place = { listId: list?.id ?? "" };
    const division = { originId: "26", code: "26", name: "Electrical" };
    const [parentId = ""] = await putTwice({
      list: "standard_cost_codes",
      place,
      rows: [division],
      existing: "change",
    });
    const child = { originId: "26-050", code: "26-050", name: "Rough-in", parentId };
    await putTwice({ list: "standard_cost_codes", place, rows: [child], existing: "change" });
    const renamed = { ...child, name: "Rough-in, all" };
    const write = { list: "standard_cost_codes", place, rows: [renamed], existing: "change" } as const;
    expect(await imports.put(write)).toMatchObject([{ kind: "changed" }]);
    expect((await records("standard_cost_codes"))[1]).toMatchObject({ code: "050", full_code: "26-050" });
    // A cost type that is in Procore already is tied; the code of another cannot be taken.
    const tied = { originId: "SUB", id: "8", code: "SUB", name: "Subcontract" };
    const types = { list: "line_item_types", place: null, existing: "change" } as const;
    expect(await imports.put({ ...types, rows: [tied] })).toEqual([{ kind: "changed", id: "8" }]);
    const twin = { originId: "OTHER", code: "SUB", name: "Twin", baseType: "other" as const };
    expect(await imports.put({ ...types, rows: [twin] })).toMatchObject([
      { kind: "refused", words: "csv_import_code has already been taken" },
    ]);
    const tax = { originId: "TX", code: "TX", description: "Texas, cumulated", rate: "8.25" };
    await putTwice({ list: "tax_codes", place: null, rows: [tax], existing: "change" });
    expect(await records("tax_codes")).toMatchObject([{ rate1: "8.25" }]);
  });

  test("an estimate becomes budget lines: kept or overridden, removed, and not while the budget is locked", async () => {
    const lines = { list: "budget_line_items", place: PROJECT } as const;
    const row = { budgetCode: code("26-050"), amount: "1250.10" };
    const [id = ""] = await putTwice({ ...lines, rows: [row], existing: "keep" });
    const other = [{ ...row, amount: "99.00" }];
    expect(await imports.put({ ...lines, rows: other, existing: "keep" })).toEqual([{ kind: "existed", id }]);
    expect(await imports.put({ ...lines, rows: other, existing: "change" })).toEqual([{ kind: "changed", id }]);
    expect(await imports.put({ ...lines, rows: [{ ...row, budgetCode: code("27") }], existing: "keep" })).toMatchObject(
      [{ kind: "refused", code: "code.unknown" }],
    );
    expect(await imports.list("budget_line_items", PROJECT)).toMatchObject([{ id, originId: null }]);
    await simulator.control("PATCH", `records/budgets/${(await records("budgets"))[0]?.id}`, { locked: true });
    expect(await imports.isBudgetLocked("77")).toBe(true);
    expect(await imports.put({ ...lines, rows: [row], existing: "change" })).toMatchObject([{ code: "record.locked" }]);
    expect(await imports.remove("budget_line_items", PROJECT, [id])).toMatchObject([{ code: "record.locked" }]);
    await simulator.control("PATCH", `records/budgets/${(await records("budgets"))[0]?.id}`, { locked: false });
    expect(await imports.remove("budget_line_items", PROJECT, [id, id])).toEqual([
      { kind: "written" },
      { kind: "written" },
    ]);
    expect(await imports.look({ ...lines, rows: [row], existing: "keep" })).toEqual([{ kind: "absent" }]);
  });

  test("a budget line whose answer was lost is found, and none is made twice", async () => {
    const rows = [{ budgetCode: code("26-050"), amount: "5.00" }];
    const write = { list: "budget_line_items", place: PROJECT, rows, existing: "keep" } as const;
    await fault({ dropAnswer: true, method: "POST" });
    expect(await imports.put(write)).toMatchObject([{ kind: "created" }]);
    await fault({ dropRequest: true, method: "PATCH" });
    const more = { ...write, rows: [{ budgetCode: code("26-050"), amount: "6.00" }], existing: "change" } as const;
    expect(await imports.put(more)).toMatchObject([{ kind: "later" }]);
    expect(await imports.put(more)).toMatchObject([{ kind: "changed" }]);
    expect((await records("budgets"))[0]?.line_items).toHaveLength(1);
  });

  test("a prime contract comes with its lines, again with what is new, and is given back before it is deleted", async () => {
    const contract = { originId: "C-1", number: "C-1", title: "School", status: "Approved" as const, isExecuted: true };
    const [contractId = ""] = await putTwice({
      list: "prime_contracts",
      place: PROJECT,
      rows: [contract],
      existing: "change",
    });
    const place = { ...PROJECT, contractId };
    const line = { originId: "C-1/1", description: "Site", amount: "1000.50", budgetCode: code("26-050") };
    const plain = { originId: "C-1/2", description: "General", amount: "9.00" };
    await putTwice({ list: "prime_contract_line_items", place, rows: [line, plain], existing: "change" });
    const again = { list: "prime_contract_line_items", place, existing: "change" } as const;
    const moved = [{ ...line, amount: "1100.00" }, plain, { ...plain, originId: "C-1/3" }];
    expect((await imports.put({ ...again, rows: moved })).map(({ kind }) => kind)).toEqual([
      "changed",
      "existed",
      "created",
    ]);
    const unknown = { ...line, budgetCode: code("99") };
    expect(await imports.look({ ...again, rows: [unknown] })).toMatchObject([{ differs: ["amount", "budgetCode"] }]);
    const [contractTie, lines] = [
      { id: contractId, originId: "C-1" },
      (await imports.list("prime_contract_line_items", place)).map(({ id, originId }) => ({
        id,
        originId: originId ?? "",
      })),
    ];
    expect(await imports.remove("prime_contracts", PROJECT, [contractId])).toMatchObject([{ kind: "refused" }]);
    expect(new Set((await imports.untie("prime_contract_line_items", place, lines)).map(({ kind }) => kind))).toEqual(
      new Set(["written"]),
    );
    expect(await imports.untie("prime_contracts", PROJECT, [contractTie])).toEqual([{ kind: "written" }]);
    expect(await imports.remove("prime_contracts", PROJECT, [contractId])).toEqual([{ kind: "written" }]);
  });

  test("direct costs come with their lines, and stay as they are", async () => {
    const costOf = (at: number, amount: string) => ({
      originId: `JC-${at}`,
      type: "expense" as const,
      date: "2026-05-01",
      description: `Cost ${at}`,
      lines: [{ originId: `JC-${at}/1`, budgetCode: code("26-050"), amount, description: "Cable" }],
    });
    const costs = { list: "direct_costs", place: PROJECT, existing: "keep" } as const;
    await putTwice({ ...costs, rows: [costOf(1, "10.10"), costOf(2, "-3.00")] });
    expect(await records("direct_costs")).toMatchObject([
      { status: "approved", line_items: [{ amount: "10.10", cost_code_id: 31, line_item_type_id: 8 }] },
      { line_items: [{ amount: "-3.00" }] },
    ]);
    expect(await imports.put({ ...costs, rows: [costOf(1, "11.00")] })).toMatchObject([{ code: "record.changed" }]);
    const other = { ...costOf(3, "1.00"), lines: [{ originId: "X", budgetCode: code("99"), amount: "1.00" }] };
    expect(await imports.put({ ...costs, rows: [other] })).toMatchObject([{ code: "code.unknown" }]);
    const invoice = { ...costOf(4, "1.00"), type: "invoice" as const };
    expect(await imports.put({ ...costs, rows: [invoice] })).toMatchObject([{ code: "value.invalid" }]);
  });

  test("a direct cost whose lines did not arrive gets them the next time", async () => {
    const lines = [{ originId: "JC-1/1", budgetCode: code("26-050"), amount: "10.00" }];
    const cost = { originId: "JC-1", type: "expense" as const, date: "2026-05-01", lines };
    const write = { list: "direct_costs", place: PROJECT, rows: [cost], existing: "keep" } as const;
    await fault({ dropRequest: true, method: "PATCH", path: "/line_items/sync" });
    expect(await imports.put(write)).toMatchObject([{ kind: "later" }]);
    expect(await imports.look(write)).toMatchObject([{ kind: "different", differs: ["lines"] }]);
    await fault({ dropAnswer: true, method: "PATCH", path: "/line_items/sync" });
    expect(await imports.put(write)).toMatchObject([{ kind: "later" }]);
    expect(await imports.put(write)).toMatchObject([{ kind: "existed" }]);
    expect((await records("direct_costs"))[0]?.line_items).toHaveLength(1);
  });

  test("without the right to write, with a project of somebody else and over the limit nothing is written", async () => {
    const write = { list: "sub_jobs", rows: [{ originId: "X", code: "X", name: "X" }], existing: "keep" } as const;
    await simulator.control("PATCH", "records/companies/10", { denied_writes: ["/sub_jobs"] });
    expect(await imports.put({ ...write, place: PROJECT })).toMatchObject([{ code: "access.denied" }]);
    expect(await imports.put({ ...write, place: { projectId: "78" } })).toMatchObject([{ code: "record.gone" }]);
    await simulator.control("POST", "limits", { hourly: 1 });
    expect(await imports.put({ ...write, place: PROJECT })).toMatchObject([{ kind: "later" }]);
    expect(
      await imports.put({ list: "wbs_codes", place: PROJECT, rows: [{ budgetCode: code("1") }], existing: "keep" }),
    ).toMatchObject([{ kind: "later" }]);
    expect(await records("sub_jobs")).toEqual([]);
  });
});
