import { request } from "node:http";
import { afterAll, beforeEach, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

const simulator = await new TestSimulator().start();

beforeEach(async () => {
  const content = smallDataFile();
  await simulator.call("POST", "/control/load", content);
});
afterAll(() => simulator.stop());

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  simulator.call("POST", path, new URLSearchParams(form).toString(), {
    "content-type": "application/x-www-form-urlencoded",
    ...headers,
  });
const record = async (id: number) => (await simulator.call("GET", `/control/records/work_order_contracts/${id}`)).body;

test("a project manager walks from projects to a contract and its lines", async () => {
  expect((await simulator.call("GET", "/")).body).toContain('<a href="/projects/77">Harbour School</a>');
  expect((await simulator.call("GET", "/projects/77?find=electrical")).body).toContain(
    "/contracts/work_order_contracts/90101",
  );
  expect((await simulator.call("GET", "/projects/77?find=electrical")).body).not.toContain(
    "/contracts/work_order_contracts/90102",
  );
  const page = (await simulator.call("GET", "/contracts/work_order_contracts/90101")).body;
  expect(page).toContain('value="26-050"');
  expect(page).toContain("Site electrical");
  expect((await simulator.call("GET", "/contracts/work_order_contracts/1")).status).toBe(404);
});

test("what people typed is escaped", async () => {
  await simulator.call("PATCH", "/control/records/work_order_contracts/90101", {
    title: `<script>alert("1")</script>`,
  });
  const page = (await simulator.call("GET", "/contracts/work_order_contracts/90101")).body;
  expect(page).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
  expect(page).not.toContain("<script>");
});

test("the forms change header and lines", async () => {
  const path = "/contracts/work_order_contracts/90101";
  const header = {
    number: "SC-7",
    title: "Power",
    status: "Complete",
    vendor: "556 Iron & Sons",
    retainage_percent: "5",
    description: "",
  };
  expect((await post(path, header)).status).toBe(303);
  expect(await record(90101)).toMatchObject({
    number: "SC-7",
    title: "Power",
    status: "Complete",
    vendor_id: 556,
    retainage_percent: "5",
  });
  expect(
    (
      await post(`${path}/lines/7101`, {
        code: "26-050",
        type: "S",
        description: "Rough-in",
        amount: "100",
        quantity: "1",
        uom: "ls",
        unit_cost: "0",
      })
    ).status,
  ).toBe(303);
  expect(
    (
      await post(`${path}/lines`, {
        code: "26-050",
        type: "",
        description: "Extra",
        amount: "5.5",
        quantity: "",
        uom: "",
        unit_cost: "",
      })
    ).status,
  ).toBe(303);
  const { line_items: lines, grand_total: total } = await record(90101);
  expect([lines.length, total, lines[0].uom]).toEqual([2, "105.50", "ls"]);
  expect((await post(`${path}/lines/7101`, { action: "remove" })).status).toBe(303);
  expect((await record(90101)).line_items).toHaveLength(1);
  const made = await post("/projects/77/purchase_order_contracts", {});
  expect(made.headers.get("location")).toMatch(/^\/contracts\/purchase_order_contracts\/\d+$/);
});

test("a wrong field and a locked contract are explained on the page", async () => {
  const wrong = await post("/contracts/work_order_contracts/90101/lines", { code: "99-999", amount: "1" });
  expect([wrong.status, wrong.body.includes("cost code id does not exist")]).toEqual([422, true]);
  const locked = await post("/contracts/work_order_contracts/90102", { title: "Other" });
  expect([locked.status, locked.body.includes("synced with the ERP system")]).toEqual([422, true]);
  expect((await post("/contracts/work_order_contracts/90102", { action: "delete" })).status).toBe(422);
  expect((await post("/contracts/work_order_contracts/90102/lines/7102", { action: "remove" })).status).toBe(422);
  expect((await post("/contracts/work_order_contracts/90101", { action: "delete" })).status).toBe(303);
  expect((await record(90101)).deleted_at).toBeTypeOf("string");
});

test("a foreign web page cannot reach the open doors", async () => {
  expect((await simulator.call("POST", "/control/limits", {}, { origin: simulator.url })).status).toBe(200);
  expect((await simulator.call("POST", "/control/reset", {}, { origin: "https://elsewhere.invalid" })).status).toBe(
    403,
  );
  const status = await new Promise((resolve) => {
    request(`${simulator.url}/control/export`, { headers: { host: "elsewhere.invalid" } }, (response) =>
      resolve(response.resume().statusCode),
    ).end();
  });
  expect(status).toBe(403);
});
