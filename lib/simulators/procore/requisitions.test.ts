import { afterAll, beforeAll, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

let simulator: TestSimulator;
const base = "/rest/v1.1/requisitions";
const AT = "2026-05-06T10:11:12Z";

beforeAll(async () => {
  const item = {
    id: 9001,
    line_item_id: 7101,
    cost_code_id: 31,
    line_item_type_id: 8,
    description_of_work: "Rough-in",
    scheduled_value: "48250.00",
    work_completed_this_period: "10000.00",
    work_completed_retainage_retained_this_period: "1000.00",
  };
  const second = {
    ...item,
    id: 9002,
    work_completed_from_previous_application: "10000.00",
    work_completed_this_period: "5000.00",
    work_completed_retainage_from_previous_application: "1000.00",
    work_completed_retainage_retained_this_period: "500.00",
    materials_presently_stored: "2000.00",
    materials_stored_retainage_currently_retained: "200.00",
  };
  const change = { ...item, id: 9003, item_type: "change_order_item", change_order_package_id: 60001 };
  const one = (id: number, more: Record<string, unknown>) => {
    return { id, project_id: 77, commitment_id: 90101, status: "approved", updated_at: AT, ...more };
  };
  simulator = await new TestSimulator().start({
    ...smallDataFile(),
    requisitions: [
      one(4401, { number: 1, invoice_number: "LW-1", billing_date: "2026-04-30", items: [item], created_by_id: 9 }),
      one(4402, { number: 2, invoice_number: "LW-2", previous_requisition_id: 4401, items: [second, change] }),
      one(4403, { origin_id: "LUMEN/LW-3", invoice_number: "LW-3", status: "approved" }),
    ],
  });
});
afterAll(() => simulator.stop());

const ids = (body: { id: number }[]) => body.map(({ id }) => id);
const patch = (id: number, commitment_id: number | undefined, requisition: object) =>
  simulator.rest("PATCH", `${base}/${id}`, { project_id: 77, commitment_id, requisition });

test("the list has items in the extended view only, in both versions", async () => {
  const thin = await simulator.rest("GET", `${base}?project_id=77`);
  expect(ids(thin.body)).toEqual([4401, 4402, 4403]);
  expect(thin.body[0]).toMatchObject({
    commitment_id: 90101,
    commitment_type: "WorkOrderContract",
    contract_name: "Site electrical",
    vendor_id: 555,
    vendor_name: "Lumen Works",
    created_by: { id: 9 },
  });
  expect(thin.body[0]).not.toHaveProperty("items");
  const full = await simulator.rest("GET", `/rest/v1.0/requisitions?project_id=77&view=extended`);
  expect(full.body[0].items).toMatchObject([
    { line_item_id: 7101, work_completed_this_period: "10000.00", wbs_code: { flat_code: "26-050.S" } },
  ]);
  const window = "filters[updated_at]=2026-06-01T00:00:00Z...2026-07-01T00:00:00Z";
  expect((await simulator.rest("GET", `${base}?project_id=77&${window}`)).body).toEqual([]);
});

test("the cover sheet follows from the items and the invoice before", async () => {
  const { body: first } = await simulator.rest("GET", `${base}/4401?project_id=77`);
  expect(first.summary).toMatchObject({
    total_completed_and_stored_to_date: "10000.00",
    total_retainage: "1000.00",
    less_previous_certificates_for_payment: "0.00",
    current_payment_due: "9000.00",
  });
  const { body: second } = await simulator.rest("GET", `${base}/4402?project_id=77`);
  expect(second.summary).toMatchObject({
    total_completed_and_stored_to_date: "27000.00",
    total_retainage: "2700.00",
    less_previous_certificates_for_payment: "9000.00",
    current_payment_due: "15300.00",
  });
});

test("items are offered by their kind", async () => {
  const list = async (name: string) =>
    ids((await simulator.rest("GET", `/rest/v1.0/requisitions/4402/${name}?project_id=77`)).body);
  expect([await list("contract_items"), await list("contract_detail_items"), await list("change_order_items")]).toEqual(
    [[9002], [], [9003]],
  );
});

test("the record takes its origin by itself, once in the company, and has no code", async () => {
  expect((await patch(4401, undefined, { origin_id: "LUMEN/LW-1" })).status).toBe(400);
  expect((await patch(4401, 90102, { origin_id: "LUMEN/LW-1" })).status).toBe(404);
  expect((await patch(4401, 90101, { origin_id: "LUMEN/LW-3" })).status).toBe(422);
  const written = await patch(4401, 90101, { origin_id: "LUMEN/LW-1", origin_code: "x", origin_data: "{}" });
  expect(written).toMatchObject({ status: 200, body: { origin_id: "LUMEN/LW-1", origin_data: "{}" } });
  expect(written.body).not.toHaveProperty("origin_code");
});

test("a synced one is locked until its origin is taken off", async () => {
  expect((await patch(4403, 90101, { status: "draft" })).status).toBe(422);
  expect((await patch(4403, 90101, { origin_id: null })).status).toBe(200);
  expect((await patch(4403, 90101, { status: "draft" })).body.status).toBe("draft");
});

test("on the project's page number and status are changed, but not of a synced one", async () => {
  const post = (body: string) =>
    simulator.call("POST", "/projects/77/requisitions", body, { "content-type": "application/x-www-form-urlencoded" });
  expect(String((await simulator.call("GET", "/projects/77")).body)).toContain("Number of invoice 4402");
  expect((await post("id=4402&number=LW-2B&status=under_review")).status).toBe(303);
  const shown = async (id: number) => (await simulator.rest("GET", `${base}/${id}?project_id=77`)).body;
  expect(await shown(4402)).toMatchObject({ invoice_number: "LW-2B", status: "under_review" });
  await post("id=4401&number=OTHER&status=draft");
  expect(await shown(4401)).toMatchObject({ invoice_number: "LW-1", origin_id: "LUMEN/LW-1" });
});
