import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { smallDataFile, TestSimulator, until } from "#lib/simulators/procore/test-simulator.ts";

type Received = { authorization: string | undefined; payload: Record<string, string> };

const HOOKS = "/rest/v1.0/webhooks/hooks";
const received: Received[] = [];
let answers: number[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    received.push({ authorization: request.headers.authorization, payload: JSON.parse(body) });
    const status = answers.shift() ?? 202;
    if (status > 0) response.writeHead(status).end();
  });
});
const simulator = new TestSimulator({ webhookPace: { firstBackoffMs: 10, timeoutMs: 150, giveUpMs: 60_000 } });

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  await simulator.start();
});
beforeEach(async () => {
  await simulator.call("POST", "/control/load", smallDataFile());
  received.length = 0;
  answers = [];
});
afterAll(async () => {
  await simulator.stop();
  receiver.closeAllConnections();
  receiver.close();
});

async function hook(scope: Record<string, number>, resource: string, event: string): Promise<number> {
  const destination_url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const made = await simulator.rest("POST", HOOKS, {
    ...scope,
    hook: {
      api_version: "v4.0",
      namespace: "countersign",
      destination_url,
      destination_headers: { Authorization: "Bearer shared" },
    },
  });
  expect(made.status).toBe(201);
  const trigger = await simulator.rest("POST", `${HOOKS}/${made.body.id}/triggers`, {
    api_version: "v4.0",
    trigger: { resource_name: resource, event_type: event },
  });
  expect(trigger.status).toBe(201);
  return made.body.id;
}

const deliveries = async (id: number) => (await simulator.rest("GET", `${HOOKS}/${id}/deliveries`)).body;

test("a change reaches the hook with its authorization and no record body", async () => {
  const id = await hook({ project_id: 77 }, "Work Order Contracts", "update");
  await simulator.rest("PATCH", "/rest/v1.0/work_order_contracts/90101", {
    project_id: 77,
    work_order_contract: { description: "x" },
  });
  await until(
    () => received.length,
    (count) => count === 1,
  );
  expect(received[0]?.authorization).toBe("Bearer shared");
  expect(received[0]?.payload).toMatchObject({
    reason: "update",
    company_id: "501",
    project_id: "77",
    user_id: "900",
    resource_type: "Work Order Contracts",
    resource_id: "90101",
  });
  expect(received[0]?.payload.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(
    await until(
      () => deliveries(id),
      (rows) => rows[0]?.status === "ok",
    ),
  ).toHaveLength(1);
});

test("what no trigger names is not sent", async () => {
  const id = await hook({ project_id: 77 }, "Work Order Contract Line Items", "update");
  await simulator.call("PATCH", "/control/records/vendors/556", { notes: "x" });
  await simulator.call("PATCH", "/control/records/work_order_contracts/90101", { description: "x" });
  await simulator.call("PATCH", "/control/records/work_order_contracts/90101", {
    line_items: [{ id: 7101, amount: "2.00" }],
  });
  await until(
    () => received.length,
    (count) => count === 1,
  );
  expect(received[0]?.payload.resource_id).toBe("7101");
  expect(await deliveries(id)).toHaveLength(1);
});

test("a failure and a slow answer pause the queue, later ones keep their order", async () => {
  const id = await hook({ company_id: 501 }, "Company Vendors", "update");
  answers = [500, 0];
  await simulator.call("PATCH", "/control/records/vendors/555", { notes: "x" });
  await simulator.call("PATCH", "/control/records/vendors/556", { notes: "x" });
  await until(
    () => received.length,
    (count) => count === 4,
  );
  expect(received.map(({ payload }) => payload.resource_id)).toEqual(["555", "555", "555", "556"]);
  const rows = await until(
    () => deliveries(id),
    (all) => all.every((row: { status: string }) => row.status === "ok"),
  );
  expect(rows[0].attempts.map((attempt: { response_status: number }) => attempt.response_status)).toEqual([
    500,
    null,
    202,
  ]);
});

test("hooks and triggers are checked, listed and removed", async () => {
  const id = await hook({ company_id: 501 }, "Company Vendors", "create");
  expect(
    (
      await simulator.rest("POST", HOOKS, {
        company_id: 501,
        hook: { namespace: "Not Good", destination_url: "nowhere" },
      })
    ).status,
  ).toBe(422);
  expect(
    (
      await simulator.rest("POST", `${HOOKS}/${id}/triggers`, {
        trigger: { resource_name: "Gadgets", event_type: "create" },
      })
    ).status,
  ).toBe(422);
  const bulk = [
    { resource_name: "Projects", event_type: "update" },
    { resource_name: "Projects", event_type: "create" },
  ];
  expect((await simulator.rest("POST", `${HOOKS}/${id}/triggers/bulk`, bulk)).status).toBe(201);
  expect(
    (
      await simulator.rest(
        "POST",
        `${HOOKS}/${id}/triggers/bulk`,
        Array.from({ length: 501 }, () => bulk[0]),
      )
    ).status,
  ).toBe(413);
  const triggers = (await simulator.rest("GET", `${HOOKS}/${id}/triggers`)).body;
  expect(triggers).toHaveLength(3);
  expect((await simulator.rest("DELETE", `${HOOKS}/${id}/triggers/${triggers[0].id}`)).status).toBe(204);
  expect((await simulator.rest("GET", HOOKS)).body).toMatchObject([{ id, namespace: "countersign" }]);
  expect((await simulator.rest("DELETE", `${HOOKS}/${id}`)).status).toBe(204);
  expect((await simulator.rest("GET", `${HOOKS}/${id}`)).status).toBe(404);
  expect((await simulator.rest("GET", "/rest/v1.0/webhooks/resources")).body).toContainEqual({
    name: "Projects",
    actions: ["create", "update"],
    payload_version: "v4.0",
  });
});
