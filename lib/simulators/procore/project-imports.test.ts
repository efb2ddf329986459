import { afterAll, beforeAll, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

let simulator: TestSimulator;
/** Of cost code 31 and cost type 8. */
const WBS = 31_000_008;

beforeAll(async () => {
  const data = smallDataFile();
  const cost_codes = data.cost_codes.map((code) => ({ ...code, line_item_type_ids: [8] }));
  simulator = await new TestSimulator().start({ ...data, cost_codes });
});
afterAll(() => simulator.stop());

const rest = (method: string, path: string, body?: object) => simulator.rest(method, `/rest/${path}`, body);
const errorsOf = ({ errors }: { errors: { errors: object }[] }) => errors.map((row) => row.errors);

test("a budget gets its lines one by one, each code once, as long as it is not locked", async () => {
  const add = (more: object) =>
    rest("POST", "v1.1/budget_line_items", {
      project_id: 77,
      budget_line_item: { wbs_code_id: WBS, original_budget_amount: 100.5, calculation_strategy: "manual", ...more },
    });
  const made = await add({});
  expect([made.status, made.body]).toMatchObject([201, { original_budget_amount: 100.5, wbs_code: { id: WBS } }]);
  const line = `v1.1/budget_line_items/${made.body.id}?project_id=77`;
  expect((await rest("GET", line)).body).toMatchObject({ id: made.body.id });
  expect((await add({})).body.errors).toEqual({ wbs_code_id: ["has already been taken"] });
  expect((await add({ wbs_code_id: 31_000_009 })).body.errors).toEqual({ wbs_code_id: ["does not exist"] });
  expect((await add({ original_budget_amount: "much" })).status).toBe(422);
  expect(String((await simulator.call("GET", "/projects/77")).body)).toContain("Budget lines");
  const removal = `v2.0/companies/501/projects/77/budget_line_items/${made.body.id}`;
  await rest("POST", "v1.0/projects/77/budget/lock");
  expect((await add({})).body.errors).toEqual({ base: ["The budget is locked."] });
  expect((await rest("DELETE", removal)).status).toBe(422);
  await rest("DELETE", "v1.0/projects/77/budget/lock");
  const change = {
    number: 1,
    project_id: 77,
    adjustment_line_items: [{ cost_code_id: 31, line_item_type_id: 8, amount: "1" }],
  };
  const { body } = await simulator.call("POST", "/control/records/budget_changes", change);
  expect((await rest("DELETE", removal)).body.errors.base[0]).toContain("budget changes");
  await simulator.call("DELETE", `/control/records/budget_changes/${body.id}`);
  expect((await rest("DELETE", removal)).status).toBe(204);
  expect((await rest("DELETE", removal)).status).toBe(404);
});

test("a prime contract is made under one path, its lines are synced under another", async () => {
  const contract = { number: "C-1", title: "School", status: "Approved", origin_id: "C-1" };
  const made = await rest("POST", "v1.0/prime_contract", { project_id: 77, prime_contract: contract });
  expect([made.status, made.body]).toMatchObject([201, { origin_id: "C-1", grand_total: "0.00" }]);
  const id = made.body.id as number;
  const again = { project_id: 77, prime_contract: { origin_id: "C-1" } };
  expect((await rest("POST", "v1.0/prime_contract", again)).body.errors).toHaveProperty("origin_id");
  const path = `v1.0/prime_contract/${id}?project_id=77`;
  expect((await rest("PATCH", path, { prime_contract: { status: "Void" } })).body.errors).toHaveProperty("status");
  expect((await rest("PATCH", path, { prime_contract: { executed: true } })).body).toMatchObject({ executed: true });
  const lines = `v1.0/prime_contracts/${id}/line_items`;
  const line = { origin_id: "C-1/1", amount: "1000.50", wbs_code_id: WBS, description: "Site" };
  const synced = await rest("PATCH", `${lines}/sync?project_id=77`, { updates: [line, { ...line, amount: "2000" }] });
  expect(synced.body).toMatchObject({
    entities: [{ amount: "1000.50" }, { amount: "2000.00", wbs_code: { id: WBS } }],
  });
  const bad = await rest("PATCH", `${lines}/sync?project_id=77`, { updates: [{ amount: "x" }, { wbs_code_id: 1 }] });
  expect(errorsOf(bad.body)).toMatchObject([{ amount: {} }, { cost_code_id: {} }]);
  const [listed] = (await rest("GET", `${lines}?project_id=77`)).body;
  expect((await rest("DELETE", `${lines}/${listed.id}?project_id=77`)).status).toBe(422);
  expect((await rest("DELETE", path)).status).toBe(422);
  await rest("PATCH", `${lines}/sync?project_id=77`, { updates: [{ id: listed.id, origin_id: null }] });
  await rest("PATCH", path, { prime_contract: { origin_id: null } });
  expect((await rest("DELETE", `${lines}/${listed.id}?project_id=77`)).status).toBe(204);
  expect((await rest("DELETE", path)).status).toBe(204);
  expect((await rest("GET", path)).status).toBe(404);
});

test("a direct cost is made with all of its lines or not at all", async () => {
  const base = "v1.1/projects/77/direct_costs";
  const cost = { direct_cost_type: "expense", direct_cost_date: "2026-05-01", origin_id: "JC-1" };
  const line = { wbs_code_id: WBS, manual_amount: "10.10", origin_id: "JC-1/1" };
  const make = (direct_cost: object) => rest("POST", base, { direct_cost });
  expect((await make({ ...cost, line_items: [line, { manual_amount: "1" }] })).body.errors).toHaveProperty(
    "wbs_code_id",
  );
  expect((await rest("GET", base)).body).toEqual([]);
  const made = await make({ ...cost, line_items: [line] });
  expect([made.status, made.body]).toMatchObject([201, { grand_total: "10.10", line_items_count: 1 }]);
  expect((await make(cost)).body.errors).toEqual({ origin_id: ["has already been taken"] });
  expect((await make({ direct_cost_type: "invoice" })).body.errors).toEqual({
    invoice_number: ["can't be blank"],
    vendor_id: ["can't be blank"],
  });
  const many = Array.from({ length: 101 }, () => ({ wbs_code_id: WBS, manual_amount: "1" }));
  expect((await make({ direct_cost_type: "expense", line_items: many })).status).toBe(413);
  expect((await rest("GET", `${base}?filters[origin_id]=JC-1`)).body).toMatchObject([{ id: made.body.id }]);
  expect((await rest("DELETE", `${base}/${made.body.id}`)).status).toBe(422);
});

test("direct costs and their lines are synced, and a synced one is never changed", async () => {
  const base = "v1.0/projects/77/direct_costs";
  const cost = { direct_cost_type: "payroll", direct_cost_date: "2026-05-02", origin_id: "JC-2" };
  const sync = async (path: string, ...updates: object[]) =>
    (await rest("PATCH", `${base}${path}/sync`, { updates })).body;
  const { entities } = await sync("", cost, { direct_cost_date: "2026-05-02" });
  expect(entities).toMatchObject([{ origin_id: "JC-2", grand_total: "0.00" }]);
  const id = entities[0].id as number;
  const line = { direct_cost_id: id, wbs_code_id: WBS, amount: 5.05, origin_id: "JC-2/1" };
  expect(await sync("/line_items", line)).toMatchObject({ entities: [{ amount: "5.05", holder: { id } }], errors: [] });
  expect(await sync("/line_items", line)).toMatchObject({ entities: [{}], errors: [] });
  expect((await rest("GET", `${base}/${id}/line_items`)).body).toHaveLength(1);
  expect(errorsOf(await sync("/line_items", { ...line, amount: 6 }))).toMatchObject([{ amount: {} }]);
  expect(errorsOf(await sync("/line_items", { amount: 6 }))).toEqual([{ direct_cost_id: ["does not exist"] }]);
  expect(errorsOf(await sync("", { ...cost, direct_cost_date: "2026-06-01" }))).toMatchObject([
    { direct_cost_date: {} },
  ]);
  expect(await sync("", { id, origin_id: null })).toMatchObject({ entities: [{ origin_id: null }] });
  expect((await rest("DELETE", `${base}/${id}`)).status).toBe(204);
  expect((await rest("GET", `${base}/${id}`)).status).toBe(404);
});
