import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { procoreConnection, procoreSource } from "#lib/connectors/procore/procore-source.ts";
import { type SimulatorProcess, startSimulator } from "#lib/connectors/procore/simulator-process.ts";
import { rows, withCompany } from "#lib/db/database.ts";
import { inOneTurn } from "#lib/db/source-turn.ts";
import { webhookSecret } from "#lib/db/webhook-secret.ts";
import { pollPart } from "#lib/jobs/poll-part.ts";
import { startQueue } from "#lib/jobs/queue.ts";
import { WebhookDoor } from "#lib/server/webhooks.ts";

const KEY = "a-key-of-this-test-that-is-long-enough-for-it";
let bed: TestBed;
let simulator: SimulatorProcess;
const servers: Server[] = [];

beforeAll(async () => {
  [bed, simulator] = [await openTestBed(), await startSimulator()];
}, 60_000);
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await Promise.all([simulator.stop(), bed.close()]);
});

const AT = "2026-05-04T10:00:00Z";
const event = (id: string, more: object = {}) => {
  return { id, reason: "update", project_id: "77", resource_type: "Work Order Contracts", resource_id: "1", ...more };
};
const asked = (company: TestCompany, body: unknown, authorization?: string) =>
  new Request(`https://countersign.test/api/webhooks/procore/${company.id}`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...(authorization === undefined ? {} : { headers: { authorization } }),
  });
const bells = async (company: TestCompany) =>
  (
    await rows<{ key: string }>(
      bed.owner,
      sql`select key from graphile_worker.jobs where key like ${`source.%${company.id}:%`} order by key`,
    )
  ).map(({ key }) => key.split(`${company.id}:`)[1]);

test("an event with the company's secret rings for its list, once; without it nothing does", async () => {
  const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
  const door = new WebhookDoor();
  const own = webhookSecret(KEY, company.id);
  const take = async (body: unknown, authorization?: string) =>
    (await door.take(bed.app, KEY, company.id, asked(company, body, authorization))).status;
  for (const wrong of [undefined, "", "Bearer x", webhookSecret(KEY, other.id), `${own}x`])
    expect(await take(event("1"), wrong)).toBe(401);
  expect((await door.take(bed.app, undefined, company.id, asked(company, event("1"), own))).status).toBe(404);
  expect((await door.take(bed.app, KEY, "x", asked(company, event("1"), own))).status).toBe(404);
  expect(await bells(company)).toEqual([]);
  expect(await take(event("1"), own)).toBe(202);
  expect(await bells(company)).toEqual(["work_order_contracts/77"]);
  await bed.owner.execute(
    sql`select graphile_worker.remove_job(key) from graphile_worker.jobs where key like ${`%${company.id}%`}`,
  );
  expect(await take(event("1"), own)).toBe(202);
  for (const body of ["no json", {}, event("2", { resource_type: "RFIs" })]) expect(await take(body, own)).toBe(202);
  expect(await take("x".repeat(70_000), own)).toBe(413);
  expect([await bells(company), await bells(other)]).toEqual([[], []]);
});

test("a flood rings for one whole turn instead of a bell for every event", async () => {
  const company = await aCompany(bed.owner);
  const door = new WebhookDoor();
  const own = webhookSecret(KEY, company.id);
  for (let n = 0; n < 40; n += 1) {
    const body = event(`e${n}`, { project_id: String(100 + n) });
    expect((await door.take(bed.app, KEY, company.id, asked(company, body, own))).status).toBe(202);
  }
  const rung = await bells(company);
  expect(rung).toHaveLength(21);
  expect(rung).toContain("webhook");
});

/** A company whose Procore is the simulator, with one project and no contract. */
async function connected(procoreId: number) {
  const company = await aCompany(bed.owner);
  const projectId = procoreId * 10 + 7;
  await simulator.control("POST", "load", {
    merge: true,
    companies: [{ id: procoreId, name: "Lumen" }],
    projects: [{ id: projectId, company_id: procoreId, name: "Tower", project_number: "24-077", updated_at: AT }],
    vendors: [{ id: procoreId * 10 + 5, company_id: procoreId, name: "Lumen Works", updated_at: AT }],
  });
  const config = simulator.config(String(procoreId));
  const context = {
    db: bed.app,
    log: pino({ level: "silent" }),
    source: async () => procoreSource(config),
    imports: async () => null,
    mail: null,
    hooks: { send: async () => ({ kind: "later" as const, status: null, words: "nobody answers" }) },
    secretOf: () => "secret",
    linkTokenOf: () => "token",
    events: async () => null,
    sourceSecretOf: () => "secret",
    address: "https://countersign.test.example",
  };
  const read = (part: string) =>
    pollPart.run(context, { companyId: company.id, key: `source.poll_part:${company.id}:${part}` });
  const numbers = async () =>
    await withCompany(bed.app, company.id, async (tx) =>
      (await rows<{ number: string }>(tx, sql`select number from item where company_id = ${company.id}`)).map(
        ({ number }) => number,
      ),
    );
  return { company, config, projectId, context, read, numbers };
}

test("from the change in Procore over its webhook to the item", async () => {
  const { company, config, projectId, context, read, numbers } = await connected(31);
  await read(`projects/${projectId}`);
  const door = new WebhookDoor();
  const taken: number[] = [];
  const server = createServer(async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming) body += String(chunk);
    const { status } = await door.take(bed.app, KEY, company.id, asked(company, body, incoming.headers.authorization));
    taken.push(status);
    response.writeHead(status).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const to = { url, authorization: webhookSecret(KEY, company.id) };
  expect(await procoreConnection(config).events.register(to)).toContain("Work Order Contracts");
  // A second time the hook from before is gone: every change is told once.
  await procoreConnection(config).events.register(to);
  const contract = { project_id: projectId, number: "SC-1", title: "Cable", status: "Approved", vendor_id: 315 };
  await simulator.control("POST", "records/work_order_contracts", contract);
  await expect.poll(() => bells(company), { timeout: 5000 }).toContain(`work_order_contracts/${projectId}`);
  const queue = await startQueue(bed.owner.$client, context, 2);
  try {
    await expect.poll(numbers, { timeout: 10_000 }).toContain("SC-1");
  } finally {
    await queue.stop();
  }
  expect(new Set(taken)).toEqual(new Set([202]));
}, 30_000);

test("a project that is not read by turns is not read by bells; an unknown list asks for nothing", async () => {
  const { projectId, read, numbers } = await connected(32);
  const contract = { project_id: projectId, number: "SC-2", title: "Cable", status: "Approved" };
  await simulator.control("POST", "records/work_order_contracts", contract);
  await read(`work_order_contracts/${projectId}`);
  await read("nothing/company");
  expect(await numbers()).toEqual([]);
  await read("projects/company");
  await read(`work_order_contracts/${projectId}`);
  expect(await numbers()).toEqual(["SC-2"]);
});

test("while a whole turn is under way the bell rings again a moment later", async () => {
  const { company, projectId, read } = await connected(33);
  await inOneTurn(bed.app, company.id, async () => {
    await read(`work_order_contracts/${projectId}`);
    expect(await bells(company)).toEqual([]);
    await expect.poll(() => bells(company), { timeout: 5000 }).toEqual([`work_order_contracts/${projectId}`]);
  });
});
