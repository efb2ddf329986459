import { afterAll, beforeEach, expect, test } from "vitest";
import { RateLimits } from "#lib/simulators/procore/rate-limits.ts";
import { TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

const simulator = await new TestSimulator().start();
const VENDORS = "/rest/v1.0/vendors?company_id=501";

beforeEach(async () => {
  await simulator.call("POST", "/control/limits", { hourly: 36_000, spike: 500 });
  await simulator.call("DELETE", "/control/faults");
});
afterAll(() => simulator.stop());

test("the headers describe the window nearer exhaustion", () => {
  const limits = new RateLimits({ hourly: 5, spike: 3 });
  const start = 1_000_000_000;
  expect(limits.take(start).headers).toEqual({
    "X-Rate-Limit-Limit": "3",
    "X-Rate-Limit-Remaining": "2",
    "X-Rate-Limit-Reset": String((start + 10_000) / 1000),
  });
  for (const offset of [11_000, 22_000, 33_000]) limits.take(start + offset);
  expect(limits.take(start + 44_000).headers).toEqual({
    "X-Rate-Limit-Limit": "5",
    "X-Rate-Limit-Remaining": "0",
    "X-Rate-Limit-Reset": String((start + 3_600_000) / 1000),
  });
  expect(limits.take(start + 55_000).isAllowed).toBe(false);
  expect(limits.take(start + 3_600_000).isAllowed).toBe(true);
});

test("over the limit is 429 with the time to wait, and failed calls count", async () => {
  await simulator.call("POST", "/control/limits", { spike: 2 });
  expect((await simulator.rest("GET", "/rest/v1.0/vendors")).status).toBe(400);
  const allowed = await simulator.rest("GET", VENDORS);
  expect([allowed.status, allowed.headers.get("x-rate-limit-remaining")]).toEqual([200, "0"]);
  const refused = await simulator.rest("GET", VENDORS);
  expect([refused.status, refused.headers.get("x-rate-limit-limit")]).toEqual([429, "2"]);
  expect(Number(refused.headers.get("x-rate-limit-reset"))).toBeGreaterThan(Date.now() / 1000);
  expect(refused.body.errors).toContain("hourly");
  expect((await simulator.call("POST", "/control/limits", { spike: 0 })).status).toBe(422);
});

test("a fault answers its status as often as asked, on its path and method alone", async () => {
  await simulator.call("POST", "/control/faults", {
    status: 503,
    times: 2,
    path: "/vendors",
    method: "GET",
    retryAfterSeconds: 3,
  });
  expect((await simulator.rest("GET", "/rest/v1.1/projects?company_id=501")).status).toBe(200);
  const first = await simulator.rest("GET", VENDORS);
  expect([first.status, first.headers.get("retry-after")]).toEqual([503, "3"]);
  expect((await simulator.rest("GET", VENDORS)).status).toBe(503);
  expect((await simulator.rest("GET", VENDORS)).status).toBe(200);
  expect((await simulator.call("POST", "/control/faults", { status: 200, times: 1 })).status).toBe(422);
});

test("a dropped answer is carried out, a dropped request is not", async () => {
  const change = (notes: string) =>
    simulator.rest("PATCH", "/rest/v1.0/vendors/556", { company_id: 501, vendor: { notes } });
  const notes = async () => (await simulator.call("GET", "/control/records/vendors/556")).body.notes;
  await simulator.call("POST", "/control/faults", { dropAnswer: true, times: 1 });
  await expect(change("done")).rejects.toThrow();
  expect(await notes()).toBe("done");
  await simulator.call("POST", "/control/faults", { dropRequest: true, times: 1 });
  await expect(change("lost")).rejects.toThrow();
  expect(await notes()).toBe("done");
});

test("a fault delays, and the log tells what happened", async () => {
  const { last } = (await simulator.call("GET", "/control/requests")).body;
  await simulator.call("POST", "/control/faults", { delayMs: 60, times: 1 });
  await simulator.rest("GET", VENDORS);
  const { requests } = (await simulator.call("GET", `/control/requests?since=${last}`)).body;
  expect(requests).toMatchObject([
    { method: "GET", path: "/rest/v1.0/vendors", query: "?company_id=501", status: 200, isDropped: false },
  ]);
  expect(requests[0].durationMs).toBeGreaterThanOrEqual(55);
});
