import { afterAll, beforeAll, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

const simulator = new TestSimulator();
const CONTRACTS = "/rest/v1.0/work_order_contracts?project_id=77";

beforeAll(() => simulator.start());
afterAll(() => simulator.stop());

const windowOf = (from: string, until: string) => `&filters[updated_at]=${from}...${until}`;

test("a thin list has no lines; view=extended and the single record have them", async () => {
  const [thin] = (await simulator.rest("GET", CONTRACTS)).body;
  expect(thin).toMatchObject({
    id: 90101,
    grand_total: "48250.00",
    vendor: { id: 555, company: "Lumen Works", origin_id: "V-LUM" },
    project: { id: 77 },
  });
  expect(thin).not.toHaveProperty("line_items");
  const [extended] = (await simulator.rest("GET", `${CONTRACTS}&view=extended`)).body;
  expect(extended.line_items[0]).toMatchObject({
    id: 7101,
    amount: "48250.00",
    wbs_code: { flat_code: "26-050.S", description: "Electrical.Subcontract" },
  });
  expect(
    (await simulator.rest("GET", "/rest/v1.0/work_order_contracts/90101?project_id=77")).body.line_items,
  ).toHaveLength(1);
});

test("a child list without its project, of a hidden project or of another company is not found", async () => {
  expect((await simulator.rest("GET", "/rest/v1.0/work_order_contracts")).status).toBe(404);
  expect((await simulator.rest("GET", "/rest/v1.0/work_order_contracts/90101")).status).toBe(404);
  expect((await simulator.rest("GET", "/rest/v1.0/cost_codes?project_id=78")).status).toBe(404);
  expect((await simulator.rest("GET", "/rest/v1.0/projects/78")).status).toBe(404);
  expect((await simulator.rest("GET", "/rest/v1.1/projects?company_id=501")).body).toHaveLength(1);
});

test("following the next link reads every record once", async () => {
  await simulator.call("POST", "/control/load", {
    merge: true,
    vendors: Array.from({ length: 23 }, (_, index) => ({ id: 6000 + index, company_id: 501, name: `Vendor ${index}` })),
  });
  const seen: number[] = [];
  let address = "/rest/v1.0/vendors?company_id=501&per_page=10";
  let last = "";
  while (address) {
    const { body, headers } = await simulator.rest("GET", address);
    seen.push(...body.map((vendor: { id: number }) => vendor.id));
    expect([headers.get("total"), headers.get("per-page")]).toEqual(["25", "10"]);
    const links = headers.get("link") ?? "";
    expect(links).toContain('rel="first"');
    last = links;
    address = /<([^>]+)>; rel="next"/.exec(links)?.[1] ?? "";
    if (address) expect(address.startsWith(`${simulator.url}/rest/v1.0/vendors?company_id=501`)).toBe(true);
  }
  expect(new Set(seen).size).toBe(25);
  expect(seen).toHaveLength(25);
  expect(last).toContain('rel="prev"');
  expect((await simulator.rest("GET", "/rest/v1.0/vendors?company_id=501&page=0")).status).toBe(400);
});

test("projects answer at most 300 rows a page", async () => {
  const { headers } = await simulator.rest("GET", "/rest/v1.1/projects?company_id=501&per_page=2000");
  expect(headers.get("per-page")).toBe("300");
  expect((await simulator.rest("GET", "/rest/v1.1/projects?company_id=501")).headers.get("per-page")).toBe("100");
});

test("a window includes both of its ends and nothing beside them", async () => {
  const { updated_at: at } = (
    await simulator.call("PATCH", "/control/records/work_order_contracts/90101", { title: "Site power" })
  ).body;
  expect(at).toMatch(/\.\d{6}Z$/);
  const ids = async (from: string, until: string) =>
    (await simulator.rest("GET", CONTRACTS + windowOf(from, until))).body.map((row: { id: number }) => row.id);
  const micro = (offset: number) =>
    at.replace(/\d{6}Z$/, (tail: string) => `${String(Number(tail.slice(0, 6)) + offset).padStart(6, "0")}Z`);
  expect(await ids(at, "2030-01-01T00:00:00Z")).toEqual([90101]);
  expect(await ids("2026-06-01T00:00:00Z", at)).toEqual([90101]);
  expect(await ids(micro(1), "2030-01-01T00:00:00Z")).toEqual([]);
  expect(await ids("2026-05-04T10:11:12Z", "2026-05-04T10:11:12Z")).toEqual([90102]);
  expect((await simulator.rest("GET", `${CONTRACTS}&filters[updated_at]=2026-01-01`)).status).toBe(400);
});

test("two changes never share an updated_at, and a change of a line moves the contract", async () => {
  const moments: string[] = [];
  for (let round = 0; round < 20; round += 1) {
    moments.push(
      (await simulator.call("PATCH", "/control/records/vendors/556", { notes: String(round) })).body.updated_at,
    );
  }
  expect(new Set(moments).size).toBe(20);
  expect([...moments].sort()).toEqual(moments);
  const before = (await simulator.rest("GET", "/rest/v1.0/work_order_contracts/90101?project_id=77")).body;
  const { body: line } = await simulator.rest("PATCH", "/rest/v1.0/work_order_contracts/90101/line_items/7101", {
    project_id: 77,
    line_item: { amount: "50000.1" },
  });
  const after = (await simulator.rest("GET", "/rest/v1.0/work_order_contracts/90101?project_id=77")).body;
  expect(after.updated_at > before.updated_at && line.updated_at > before.updated_at).toBe(true);
  expect(after.grand_total).toBe("50000.10");
});

test("lists filter by origin, id and status, and sort both ways", async () => {
  const ids = async (query: string) =>
    (await simulator.rest("GET", CONTRACTS + query)).body.map((row: { id: number }) => row.id);
  expect(await ids("&filters[origin_id]=SC-0008")).toEqual([90102]);
  expect(await ids("&filters[origin_id]=none")).toEqual([]);
  expect(await ids("&filters[id]=90101")).toEqual([90101]);
  expect(await ids("&filters[id][]=90101&filters[id][]=90102")).toEqual([90101, 90102]);
  expect(await ids("&filters[status]=Draft")).toEqual([]);
  expect(await ids("&sort=-number")).toEqual([90102, 90101]);
  expect(await ids("&sort=updated_at")).toEqual([90102, 90101]);
  expect((await simulator.rest("GET", `${CONTRACTS}&sort=colour`)).status).toBe(400);
});

test("a deleted contract leaves the list and is found with include_deleted", async () => {
  await simulator.call("POST", "/control/records/work_order_contracts", {
    id: 90150,
    project_id: 77,
    title: "Gone soon",
  });
  expect((await simulator.rest("DELETE", "/rest/v1.0/work_order_contracts/90150?project_id=77")).status).toBe(204);
  expect((await simulator.rest("GET", "/rest/v1.0/work_order_contracts/90150?project_id=77")).status).toBe(404);
  const list = async (query: string) => (await simulator.rest("GET", CONTRACTS + query)).body;
  expect(await list("")).toHaveLength(2);
  const [deleted, ...others] = await list("&filters[include_deleted]=only");
  expect([deleted.id, typeof deleted.deleted_at, others.length]).toEqual([90150, "string", 0]);
  expect(await list("&filters[include_deleted]=with")).toHaveLength(3);
  expect((await simulator.rest("GET", `${CONTRACTS}&filters[include_deleted]=maybe`)).status).toBe(400);
});

test("codes, types and users answer; lists without a time filter pass it over", async () => {
  const [code] = (
    await simulator.rest("GET", `/rest/v1.0/cost_codes?project_id=77${windowOf("2030-01-01", "2030-01-02")}`)
  ).body;
  expect(code).toMatchObject({ id: 31, full_code: "26-050", biller_type: "Project" });
  expect((await simulator.rest("GET", "/rest/v1.0/line_item_types?company_id=501")).body).toMatchObject([
    { id: 8, code: "S", base_type: "commitment" },
  ]);
  expect((await simulator.rest("GET", "/rest/v1.0/standard_cost_code_lists?company_id=501")).body).toHaveLength(1);
  expect(
    (await simulator.rest("GET", "/rest/v1.0/standard_cost_codes?company_id=501&standard_cost_code_list_id=5")).body,
  ).toHaveLength(1);
  expect((await simulator.rest("GET", "/rest/v1.0/standard_cost_codes?company_id=501")).status).toBe(400);
  expect((await simulator.rest("GET", "/rest/v1.2/companies/501/users")).body).toMatchObject([
    { id: 9, erp_integrated_accountant: true },
  ]);
  expect((await simulator.rest("GET", "/rest/v1.2/companies/502/users")).status).toBe(403);
});

test("a window finds the one change among many contracts of one project, again and again", async () => {
  const base = smallDataFile();
  const [sample] = base.work_order_contracts;
  const many = Array.from({ length: 20_000 }, (_, index) => ({
    ...sample,
    id: 200_000 + index,
    line_items: [{ amount: "1.00" }],
  }));
  await simulator.call("POST", "/control/load", { ...base, work_order_contracts: many });
  await simulator.call("PATCH", "/control/records/work_order_contracts/210000", { title: "Changed" });
  for (let round = 0; round < 10; round += 1) {
    expect(
      (await simulator.rest("GET", `${CONTRACTS}${windowOf("2026-06-01T00:00:00Z", "2030-01-01T00:00:00Z")}`)).body,
    ).toHaveLength(1);
  }
});
