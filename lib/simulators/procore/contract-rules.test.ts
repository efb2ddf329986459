import { afterAll, beforeEach, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

const simulator = await new TestSimulator().start();
const CONTRACTS = "/rest/v1.0/work_order_contracts";

beforeEach(async () => {
  await simulator.call("POST", "/control/load", smallDataFile());
});
afterAll(() => simulator.stop());

const sync = (updates: unknown[]) => simulator.rest("PATCH", `${CONTRACTS}/sync`, { project_id: 77, updates });
const patch = (id: number, work_order_contract: unknown) =>
  simulator.rest("PATCH", `${CONTRACTS}/${id}`, { project_id: 77, work_order_contract });
const patchLine = (id: number, line: number, line_item: unknown) =>
  simulator.rest("PATCH", `${CONTRACTS}/${id}/line_items/${line}`, { project_id: 77, line_item });

test("a contract is created, changed and its fields are checked", async () => {
  const made = await simulator.rest("POST", CONTRACTS, {
    project_id: 77,
    work_order_contract: {
      number: "SC-0100",
      title: "Roof",
      vendor_id: 556,
      retainage_percent: 5,
      custom_field_12: "x",
    },
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    status: "Draft",
    retainage_percent: "5",
    vendor: { id: 556 },
    custom_fields: { custom_field_12: { value: "x" } },
    grand_total: "0.00",
  });
  const bad = await patch(made.body.id, { status: "Received", vendor_id: 1, contract_date: "soon" });
  expect(bad.status).toBe(422);
  expect(Object.keys(bad.body.errors).sort()).toEqual(["contract_date", "status"]);
  expect((await patch(made.body.id, { vendor_id: 1 })).body.errors).toEqual({ vendor_id: ["does not exist"] });
  expect((await patch(made.body.id, { status: "Approved" })).body.status).toBe("Approved");
  expect((await simulator.rest("PATCH", `${CONTRACTS}/${made.body.id}`, { project_id: 77 })).status).toBe(400);
});

test("lines are added, computed, changed and removed", async () => {
  const base = "/rest/v1.0/purchase_order_contracts/90201";
  expect((await simulator.rest("GET", `${base}?project_id=77`)).body.grand_total).toBe("7.01");
  const added = await simulator.rest("POST", `${base}/line_items`, {
    project_id: 77,
    line_item: { quantity: "2", unit_cost: "10.10", wbs_code_id: 31_000_008 },
  });
  expect(added.status).toBe(201);
  expect(added.body).toMatchObject({
    amount: "20.20",
    extended_type: "calculated",
    position: 2,
    cost_code: { id: 31 },
    line_item_type: { code: "S" },
  });
  expect(
    (await simulator.rest("POST", `${base}/line_items`, { project_id: 77, line_item: { cost_code_id: 4 } })).body
      .errors,
  ).toHaveProperty("cost_code_id");
  expect(
    (await simulator.rest("POST", `${base}/line_items`, { project_id: 77, line_item: { amount: "a lot" } })).status,
  ).toBe(422);
  expect((await simulator.rest("GET", `${base}/line_items?project_id=77`)).body).toHaveLength(2);
  expect((await simulator.rest("DELETE", `${base}/line_items/${added.body.id}?project_id=77`)).status).toBe(204);
  expect((await simulator.rest("GET", `${base}/line_items/${added.body.id}?project_id=77`)).status).toBe(404);
});

test("a synced contract is locked, its origin is not", async () => {
  const locked = { title: "Other", vendor_id: 556, status: "Void", retainage_percent: "5.0" };
  const refused = await patch(90102, locked);
  expect(refused.status).toBe(422);
  expect(Object.keys(refused.body.errors).sort()).toEqual(Object.keys(locked).sort());
  expect((await patch(90102, { title: "Lighting", retainage_percent: "10", origin_data: "{}" })).status).toBe(200);
  expect((await patchLine(90102, 7102, { amount: "1.00" })).body.errors).toHaveProperty("amount");
  expect((await patchLine(90102, 7102, { origin_id: "SC-0008/1" })).body.origin_id).toBe("SC-0008/1");
  expect(
    (await simulator.rest("POST", `${CONTRACTS}/90102/line_items`, { project_id: 77, line_item: { amount: "1" } }))
      .status,
  ).toBe(422);
  expect((await simulator.rest("DELETE", `${CONTRACTS}/90102/line_items/7102?project_id=77`)).status).toBe(422);
  expect((await simulator.rest("DELETE", `${CONTRACTS}/90102?project_id=77`)).status).toBe(422);
});

test("without an origin the same changes pass, also after the origin was cleared by id", async () => {
  expect(
    (await patch(90101, { title: "Other", vendor_id: 556, status: "Void", retainage_percent: "5.0" })).status,
  ).toBe(200);
  expect((await patchLine(90101, 7101, { amount: "1.00" })).status).toBe(200);
  expect((await sync([{ id: 90102, origin_id: null }])).body.entities[0].origin_id).toBeNull();
  expect((await patch(90102, { title: "Free again" })).status).toBe(200);
  expect((await simulator.rest("DELETE", `${CONTRACTS}/90102?project_id=77`)).status).toBe(204);
});

test("a sync matches by id, then by origin, and creates the rest", async () => {
  const { status, body } = await sync([
    { id: 90101, origin_id: "SC-0007", origin_code: "SC-0007" },
    { origin_id: "SC-0008", origin_data: "seen" },
    { origin_id: "SC-0009", title: "New" },
    { title: "Also new" },
  ]);
  expect([status, body.errors]).toEqual([200, []]);
  const [byId, byOrigin, fresh, plain] = body.entities;
  expect(byId).toMatchObject({ id: 90101, origin_id: "SC-0007", origin_code: "SC-0007" });
  expect(byOrigin).toMatchObject({ id: 90102, origin_data: "seen" });
  expect([fresh.title, plain.title]).toEqual(["New", "Also new"]);
  expect((await sync([{ id: 90102, origin_id: "SC-1008" }])).body.entities[0].origin_id).toBe("SC-1008");
});

test("a sync answers 200 with the rows it refused", async () => {
  const { status, body } = await sync([
    { id: 90101, origin_id: "SC-0008" },
    { id: 4, title: "x" },
    { id: 90102, title: "locked" },
    { id: 90101, description: "fine" },
  ]);
  expect(status).toBe(200);
  expect(body.entities).toHaveLength(1);
  expect(body.errors).toMatchObject([
    { id: 90101, errors: { origin_id: ["has already been taken"] } },
    { id: 4, title: "x", errors: { id: ["does not exist"] } },
    { id: 90102, errors: { title: [expect.any(String)] } },
  ]);
});

test("a sync takes 1000 updates and not one more", async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => ({ id: 90101, description: String(index) }));
  expect((await sync(rows)).body.entities).toHaveLength(1000);
  expect((await sync([...rows, { id: 90101 }])).status).toBe(413);
  expect((await simulator.rest("PATCH", `${CONTRACTS}/sync`, { project_id: 77 })).status).toBe(400);
  expect((await simulator.rest("PATCH", `${CONTRACTS}/sync`, { updates: [] })).status).toBe(404);
});

test("an origin is unique per company and type, not across types", async () => {
  expect((await patch(90101, { origin_id: "SC-0008" })).body.errors).toEqual({ origin_id: ["has already been taken"] });
  expect((await patch(90101, { origin_id: "V-LUM" })).status).toBe(200);
  expect((await patchLine(90101, 7101, { origin_id: "L-1" })).status).toBe(200);
  expect((await patchLine(90102, 7102, { origin_id: "L-1" })).status).toBe(422);
});

test("vendors and projects take origins; only the single PATCH of a project takes origin_code", async () => {
  const vendors = await simulator.rest("PATCH", "/rest/v1.0/vendors/sync", {
    company_id: 501,
    updates: [
      { id: 556, origin_id: "V-IRO", origin_code: "IRO" },
      { id: 556, origin_id: "V-LUM" },
    ],
  });
  expect(vendors.body.entities).toMatchObject([{ id: 556, origin_code: "IRO", synced_to_erp: true }]);
  expect(vendors.body.errors).toMatchObject([{ errors: { origin_id: ["has already been taken"] } }]);
  expect(
    (await simulator.rest("PATCH", "/rest/v1.0/vendors/556", { company_id: 501, vendor: { name: "" } })).status,
  ).toBe(422);
  expect((await simulator.rest("GET", "/rest/v1.0/vendors/556?company_id=501")).body.origin_id).toBe("V-IRO");
  const synced = await simulator.rest("PATCH", "/rest/v1.0/projects/sync", {
    company_id: 501,
    updates: [{ id: 77, origin_data: "d", origin_code: "lost" }],
  });
  expect(synced.body.entities).toMatchObject([
    { id: 77, origin_data: "d", origin_code: null, is_erp_integrated: true },
  ]);
  const single = await simulator.rest("PATCH", "/rest/v1.0/projects/77", {
    company_id: 501,
    project: { origin_code: "24-077" },
  });
  expect(single.body.origin_code).toBe("24-077");
  expect((await simulator.rest("GET", "/rest/v1.1/projects?company_id=501&filters[synced]=true")).body).toHaveLength(1);
});

test("the control surface passes by the locks and keeps the ids of lines", async () => {
  const changed = await simulator.call("PATCH", "/control/records/work_order_contracts/90102", {
    title: "Moved",
    line_items: [
      { id: 7102, amount: "50.00" },
      { amount: "7.00", cost_code_id: 31 },
    ],
  });
  expect(changed.body).toMatchObject({
    title: "Moved",
    origin_id: "SC-0008",
    grand_total: "57.00",
    line_items: [{ id: 7102, description: "Rough-in", position: 1 }, { position: 2 }],
  });
  expect(changed.body.line_items[1].id).toBeGreaterThan(90_000);
  expect((await simulator.call("PATCH", "/control/records/work_order_contracts/90102", { status: "Odd" })).status).toBe(
    422,
  );
  expect((await simulator.call("POST", "/control/records/vendors", { company_id: 4, name: "x" })).status).toBe(422);
  expect(
    (await simulator.call("POST", "/control/records/vendors", { company_id: 501, name: "x", origin_id: "V-LUM" }))
      .status,
  ).toBe(422);
  expect((await simulator.call("GET", "/control/records/work_order_contracts?number=SC-0007")).body).toHaveLength(1);
  expect((await simulator.call("GET", "/control/records/gadgets")).status).toBe(404);
  expect((await simulator.call("DELETE", "/control/records/vendors/556")).status).toBe(204);
  expect((await simulator.call("GET", "/control/records/vendors/556")).status).toBe(404);
});
