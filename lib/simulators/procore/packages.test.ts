import { afterAll, beforeAll, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

let simulator: TestSimulator;
const base = "/rest/v1.0/change_order_packages";
const AT = "2026-05-06T10:11:12Z";

beforeAll(async () => {
  const line = { id: 7901, description: "More", amount: "1850", cost_code: { id: 31 }, line_item_type: { id: 8 } };
  const one = (id: number, more: Record<string, unknown>) => {
    return { id, project_id: 77, contract_id: 90101, number: "001", status: "approved", updated_at: AT, ...more };
  };
  simulator = await new TestSimulator().start({
    ...smallDataFile(),
    change_order_packages: [
      one(60001, { title: "More outlets", line_items: [line], created_by_id: 9 }),
      one(60002, { contract_id: 90102, type: "PrimeContractChangeOrder" }),
      one(60003, { contract_id: 90102, origin_id: "SC-0008/001", title: "Synced" }),
      one(60004, { deleted_at: AT }),
    ],
  });
});
afterAll(() => simulator.stop());

const ids = (body: { id: number }[]) => body.map(({ id }) => id);
const patch = (id: number, contract_id: number | undefined, change_order: object) =>
  simulator.rest("PATCH", `${base}/${id}`, { project_id: 77, contract_id, change_order });

test("the list has no lines, knows its contract, and shows deleted ones when asked", async () => {
  const listed = await simulator.rest("GET", `${base}?project_id=77`);
  expect(ids(listed.body)).toEqual([60001, 60002, 60003]);
  expect(listed.body[0]).toMatchObject({ contract_id: 90101, grand_total: "1850.00", creator: { id: 9 } });
  expect(listed.body[0]).not.toHaveProperty("line_items");
  expect(ids((await simulator.rest("GET", `${base}?project_id=77&contract_id=90101`)).body)).toEqual([60001]);
  const all = await simulator.rest("GET", `${base}?project_id=77&filters[include_deleted]=with`);
  expect(ids(all.body)).toHaveLength(4);
  const window = "filters[updated_at]=2026-06-01T00:00:00Z...2026-07-01T00:00:00Z";
  expect((await simulator.rest("GET", `${base}?project_id=77&${window}`)).body).toEqual([]);
});

test("a package by itself has its lines with codes and amounts", async () => {
  const { body } = await simulator.rest("GET", `${base}/60001?project_id=77`);
  expect(body.line_items).toMatchObject([
    { total_amount: "1850.00", wbs_code: { flat_code: "26-050.S" }, cost_code: { full_code: "26-050" } },
  ]);
  expect((await simulator.rest("GET", `${base}/60004?project_id=77`)).status).toBe(404);
  expect((await simulator.rest("GET", `${base}/60001`)).status).toBe(404);
});

test("there is no sync; the record takes its origin by itself, once in the company", async () => {
  expect((await simulator.rest("PATCH", `${base}/sync`, { project_id: 77, updates: [] })).status).toBe(404);
  expect((await patch(60001, undefined, { origin_id: "SC-0007/001" })).status).toBe(400);
  expect((await patch(60001, 90102, { origin_id: "SC-0007/001" })).status).toBe(404);
  const taken = await patch(60001, 90101, { origin_id: "SC-0008/001" });
  expect([taken.status, JSON.stringify(taken.body)]).toEqual([422, expect.stringContaining("has already been taken")]);
  const written = await patch(60001, 90101, { origin_id: "SC-0007/001", origin_code: "SC-0007/001" });
  expect(written).toMatchObject({ status: 200, body: { id: 60001, origin_id: "SC-0007/001" } });
});

test("a synced one is locked until its origin is taken off", async () => {
  for (const change of [{ title: "Other" }, { status: "void" }, { number: "9" }]) {
    expect((await patch(60003, 90102, change)).status).toBe(422);
  }
  expect((await patch(60003, 90102, { title: "Synced", executed: true })).status).toBe(200);
  expect((await patch(60003, 90102, { origin_id: null })).status).toBe(200);
  expect((await patch(60003, 90102, { title: "Other" })).body.title).toBe("Other");
});
