import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { importBed } from "#drizzle/factories/import-bed.ts";
import { MemoryImportPort } from "#drizzle/factories/import-port.ts";
import { aPrimeChangeOrder } from "#drizzle/factories/prime-change-order.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import { stageImports } from "#lib/jobs/stage-imports.ts";

let bed: TestBed;
let imports: ReturnType<typeof importBed>;
beforeAll(async () => {
  bed = await openTestBed();
  imports = importBed(bed, "prime_contract");
});
afterAll(() => bed.close());

const place = { projectId: "77" };
const head = (Contract: string, over: Record<string, string> = {}) => ({
  ...{ Contract, Job: "24-01", Description: "North Clinic", Status: "Open", Contract_Date: "2026-01-05" },
  ...{ Retainage_Percent: "10", Original_Amount: "1500.00", Approved_Changes: "0", Revised_Amount: "1500.00" },
  ...over,
});
const item = (Contract: string, Contract_Item: string, Amount: string, over: Record<string, string> = {}) => ({
  ...{ Contract, Contract_Item, Description: `Item ${Contract_Item}`, Extra: "", Cost_Code: "26-010", Category: "SUB" },
  Amount,
  ...over,
});

type World = { readonly company: TestCompany; readonly port: MemoryImportPort };
async function aWorld(profile: Partial<CompanyProfile> = {}): Promise<World> {
  return { company: await imports.company({ hasContracts: true, ...profile }), port: new MemoryImportPort() };
}
/** Contract 24-01-P with two items; the second has no code. */
async function withContract({ company, port }: World, contract = "24-01-P"): Promise<void> {
  await imports.sageHas(company, "CNM_MASTER__CONTRACT", head(contract));
  const loose = item(contract, "2000", "500.00", { Cost_Code: "", Category: "" });
  await imports.sageHas(company, "CNM_MASTER__CONTRACT_ITEM", item(contract, "1000", "1000.00"), loose);
  await imports.stage(company, port);
}
async function imported(world: World): Promise<void> {
  await withContract(world);
  expect(await imports.ask(world.company, "24-01-P")).toBeNull();
  await imports.write(world.company, world.port);
  await readAgain(world);
}
/** Procore's contracts are read as if ten minutes had gone by. */
async function readAgain({ company, port }: World): Promise<void> {
  await bed.owner.execute(
    sql`update import_cursor set staged_until = '2020-01-01' where company_id = ${company.id} and type like 'contracts/%'`,
  );
  await bed.run(stageImports, { companyId: company.id }, undefined, port);
}
async function sageMoves({ company, port }: World): Promise<void> {
  await imports.sageHas(company, "CNM_MASTER__CONTRACT_ITEM", item("24-01-P", "1000", "1100.00"));
  await imports.stage(company, port);
}
const again = async ({ company }: World) =>
  (await imports.one(company, "24-01-P")).actions.find(({ gesture }) => gesture === "import");
const lines = (port: MemoryImportPort) =>
  port.of("prime_contract_line_items").map(({ originId, fields }) => `${originId} ${String(fields.amount)}`);

test("a contract becomes an approved prime contract with its lines; codes where Sage has them", async () => {
  const world = await aWorld();
  await imported(world);
  const { company, port } = world;
  expect(port.of("prime_contracts")).toMatchObject([
    {
      originId: "24-01-P",
      fields: { number: "24-01-P", title: "North Clinic", status: "Approved", contractDate: "2026-01-05" },
    },
  ]);
  expect(lines(port)).toEqual(["24-01-P/1000 1000.00", "24-01-P/2000 500.00"]);
  expect(port.of("prime_contract_line_items").map(({ fields }) => fields.budgetCode ?? null)).toEqual([
    { subJob: null, costCode: "26-010", costType: "SUB" },
    null,
  ]);
  expect(await imports.one(company, "24-01-P")).toMatchObject({ state: "imported", amount: "1500.00", job: "24-01" });
});

test("several contracts go into one project", async () => {
  const world = await aWorld();
  await withContract(world);
  await withContract(world, "24-01-P2");
  for (const code of ["24-01-P", "24-01-P2"]) {
    expect(await imports.ask(world.company, code)).toBeNull();
    await imports.write(world.company, world.port);
    expect(await imports.one(world.company, code)).toMatchObject({ state: "imported" });
  }
  expect(world.port.of("prime_contracts").map(({ place: at }) => at)).toEqual([
    JSON.stringify(place),
    JSON.stringify(place),
  ]);
});

test("without Contracts the job and its miscellaneous worksheet are the contract", async () => {
  const world = await aWorld({ hasContracts: false });
  const { company, port } = world;
  const job = { Job: "24-01", Description: "North Clinic", Status: "In progress", Original_Contract_Amount: "900.00" };
  await imports.sageHas(company, "JCM_MASTER__JOB", { ...job, Contract_Retainage_Percent: "5" });
  await imports.stage(company, port);
  expect((await imports.view(company, "24-01")).details).toContainEqual({
    ...{ label: "Item 1", value: "Original contract · 900.00", kind: "text" },
  });
  const sheet = (Line: string, Amount: string) => ({ Job: "24-01", Line, Description: `Line ${Line}`, Amount });
  await imports.sageHas(company, "JCM_MASTER__JOB_MISC_WORKSHEET", sheet("1", "800.00"), sheet("2", "50.00"));
  await imports.stage(company, port);
  expect((await imports.view(company, "24-01")).findings).toMatchObject([
    { code: "prime_contract.items.total", severity: "warns" },
  ]);
  expect(await imports.ask(company, "24-01")).toBeNull();
  await imports.write(company, port);
  expect(port.of("prime_contracts")).toMatchObject([{ originId: "24-01", fields: { retainagePercent: "5" } }]);
  expect(lines(port)).toEqual(["24-01/1 800.00", "24-01/2 50.00"]);
});

test("what Procore has tied to the contract counts as imported; a twin without a tie stands in the way", async () => {
  const world = await aWorld();
  const { company, port } = world;
  port.has("prime_contracts", place, { number: "24-01-P", title: "By hand", status: "Approved" });
  const tied = port.has("prime_contracts", place, { number: "P-7", title: "Earlier", status: "Approved" });
  tied.originId = "24-01-P2";
  await withContract(world);
  await withContract(world, "24-01-P2");
  await readAgain(world);
  expect(await imports.one(company, "24-01-P2")).toMatchObject({ state: "imported" });
  const twin = await imports.one(company, "24-01-P");
  expect(twin).toMatchObject({ state: "refused" });
  expect(twin.note).toContain("Prime contract 24-01-P “By hand” is in the project already");
});

test("a twin that was made a moment ago is met before anything is written", async () => {
  const world = await aWorld();
  await withContract(world);
  await imports.ask(world.company, "24-01-P");
  world.port.has("prime_contracts", place, { number: "24-01-P", title: "By hand", status: "Draft" });
  await imports.write(world.company, world.port);
  expect(world.port.of("prime_contracts")).toHaveLength(1);
  expect((await imports.one(world.company, "24-01-P")).note).toContain("importing would make a second one");
});

describe("import again", () => {
  test("brings new amounts, keeps what people wrote, and empties lines that Sage has no more", async () => {
    const world = await aWorld();
    await imported(world);
    const { company, port } = world;
    const [, loose] = port.of("prime_contract_line_items");
    const own = { subJob: null, costCode: "26-020", costType: "MAT" };
    if (loose) loose.fields = { ...loose.fields, description: "In their words", budgetCode: own };
    const [contract] = port.of("prime_contracts");
    if (contract) contract.fields = { ...contract.fields, status: "Complete" };
    await sageMoves(world);
    expect(await again(world)).toMatchObject({ label: "Import again", isAllowed: true });
    expect(await imports.ask(company, "24-01-P")).toBeNull();
    await imports.write(company, port);
    expect(await imports.one(company, "24-01-P")).toMatchObject({ state: "imported", news: null });
    expect(lines(port)).toEqual(["24-01-P/1000 1100.00", "24-01-P/2000 500.00"]);
    expect(loose?.fields).toMatchObject({ description: "In their words", budgetCode: own });
    expect(contract?.fields.status).toBe("Complete");
    await bed.owner.execute(
      sql`update sage_row set is_gone = true, gone_at = clock_timestamp() where company_id = ${company.id} and row_key = '24-01-P|2000'`,
    );
    await imports.stage(company, port);
    expect(await imports.ask(company, "24-01-P")).toBeNull();
    await imports.write(company, port);
    expect(lines(port)).toEqual(["24-01-P/1000 1100.00", "24-01-P/2000 0.00"]);
  });

  test("is closed where there is nothing new", async () => {
    const world = await aWorld();
    await imported(world);
    expect(await again(world)).toMatchObject({ isAllowed: false });
    expect((await again(world))?.reason).toContain("24-01-P is in Procore as Sage has it.");
  });

  test("is closed while the contract is not approved, also when that is not known here yet", async () => {
    const world = await aWorld();
    await imported(world);
    await sageMoves(world);
    const [contract] = world.port.of("prime_contracts");
    if (contract) contract.fields = { ...contract.fields, status: "Draft" };
    expect(await imports.ask(world.company, "24-01-P")).toBeNull();
    await imports.write(world.company, world.port);
    expect(lines(world.port)).toContain("24-01-P/1000 1000.00");
    expect(await imports.one(world.company, "24-01-P")).toMatchObject({ state: "failed" });
    await readAgain(world);
    expect((await imports.one(world.company, "24-01-P")).state).toBe("imported");
    expect((await again(world))?.reason).toContain("Prime contract 24-01-P is “Draft” in Procore");
    expect(await imports.ask(world.company, "24-01-P")).toBe("import.again");
  });

  test("is closed while its job is no project", async () => {
    const world = await aWorld();
    await imported(world);
    await sageMoves(world);
    await bed.owner.execute(sql`delete from project_link where company_id = ${world.company.id}`);
    await imports.stage(world.company, world.port);
    expect((await again(world))?.reason).toContain("Job 24-01 is no project in Procore");
    expect(await imports.ask(world.company, "24-01-P")).toBe("import.blocked");
  });

  test("is closed where it would come into a second project, or is in two already", async () => {
    const world = await aWorld();
    await imported(world);
    await sageMoves(world);
    const { company } = world;
    await bed.owner.execute(
      sql`insert into project (company_id, source_id, number, name) values (${company.id}, '88', '24-02', 'Annex')`,
    );
    await bed.owner.execute(
      sql`update project_link set project_id = (select id from project where company_id = ${company.id} and source_id = '88') where company_id = ${company.id}`,
    );
    await imports.stage(company, world.port);
    expect((await again(world))?.reason).toContain("one contract never goes to two projects");
    await bed.owner.execute(sql`insert into source_contract (company_id, source_id, project_source_id, number, title, status, origin_id, seen_at)
      values (${company.id}, '99999', '88', 'X', 'X', 'Approved', '24-01-P', clock_timestamp())`);
    await imports.stage(company, world.port);
    expect((await again(world))?.reason).toContain("is in two projects, North Clinic and Annex");
    expect(await imports.ask(company, "24-01-P")).toBe("import.again");
  });
});

test("is unlinked with its lines; not while a change order of it is in Sage", async () => {
  const world = await aWorld();
  await imported(world);
  const { company, port } = world;
  const contractSourceId = Number(port.of("prime_contracts")[0]?.id);
  const change = await aPrimeChangeOrder(bed.app, company, { state: "ready", contractSourceId });
  await bed.owner.execute(sql`update item set state = 'synced' where company_id = ${company.id} and id = ${change.id}`);
  expect(await imports.undo(company, "24-01-P")).toBe("import.undo_below");
  await bed.owner.execute(sql`update item set state = 'ready' where company_id = ${company.id} and id = ${change.id}`);
  expect(await imports.undo(company, "24-01-P")).toBeNull();
  await imports.write(company, port);
  await readAgain(world);
  const tied = [...port.of("prime_contracts"), ...port.of("prime_contract_line_items")].filter(
    ({ originId }) => originId,
  );
  expect(tied).toEqual([]);
  expect(await imports.one(company, "24-01-P")).toMatchObject({ state: "refused" });
});

test("needs Sage 17.1.4 or newer", async () => {
  const world = await aWorld({ sageVersion: "17.1.3" });
  await imports.sageHas(world.company, "CNM_MASTER__CONTRACT", head("24-01-P"));
  await imports.stage(world.company);
  await expect(imports.one(world.company, "24-01-P")).rejects.toThrow();
});
