import { afterAll, beforeAll, expect, test } from "vitest";
import { CREDENTIALS, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

const START = Date.parse("2026-11-24T08:00:00Z");
let nowMs = START;
const simulator = new TestSimulator({ now: () => nowMs });
const grant = {
  grant_type: "client_credentials",
  client_id: CREDENTIALS.clientId,
  client_secret: CREDENTIALS.clientSecret,
};

beforeAll(() => simulator.start());
afterAll(() => simulator.stop());

test("a service account gets a token for 90 minutes", async () => {
  const { status, body } = await simulator.call("POST", "/oauth/token", grant);
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: "Bearer", expires_in: 5400, created_at: START / 1000 });
});

test("the token endpoint reads URL-encoded and multipart forms", async () => {
  const encoded = await fetch(`${simulator.url}/oauth/token`, { method: "POST", body: new URLSearchParams(grant) });
  expect(encoded.status).toBe(200);
  const form = new FormData();
  for (const [name, value] of Object.entries(grant)) form.set(name, value);
  expect((await fetch(`${simulator.url}/oauth/token`, { method: "POST", body: form })).status).toBe(200);
});

test("a wrong secret and the grants of people are refused in the OAuth error shape", async () => {
  const wrong = await simulator.call("POST", "/oauth/token", { ...grant, client_secret: "no" });
  expect([wrong.status, wrong.body.error]).toEqual([401, "invalid_client"]);
  const refresh = await simulator.call("POST", "/oauth/token", { ...grant, grant_type: "refresh_token" });
  expect([refresh.status, refresh.body.error]).toEqual([400, "invalid_grant"]);
  expect(refresh.body.error_description).toBeTypeOf("string");
  const unknown = await simulator.call("POST", "/oauth/token", { ...grant, grant_type: "password" });
  expect([unknown.status, unknown.body.error]).toEqual([400, "unsupported_grant_type"]);
});

test("a token is described, works, and ends after 90 minutes or when revoked", async () => {
  const token = (await simulator.call("POST", "/oauth/token", grant)).body.access_token;
  const headers = { authorization: `Bearer ${token}`, "procore-company-id": "501" };
  nowMs = START + 60_000;
  expect((await simulator.call("GET", "/oauth/token/info", undefined, headers)).body.expires_in).toBe(5340);
  expect((await simulator.call("GET", "/rest/v1.0/me", undefined, headers)).status).toBe(200);
  nowMs = START + 5_400_000;
  expect((await simulator.call("GET", "/rest/v1.0/me", undefined, headers)).status).toBe(401);
  expect((await simulator.call("GET", "/oauth/token/info", undefined, headers)).body.error).toBe("invalid_token");
  nowMs = START;
  const revoke = { token, client_id: CREDENTIALS.clientId, client_secret: CREDENTIALS.clientSecret };
  expect((await simulator.call("POST", "/oauth/revoke", revoke)).status).toBe(200);
  expect((await simulator.call("GET", "/rest/v1.0/me", undefined, headers)).status).toBe(401);
  expect((await simulator.call("POST", "/oauth/revoke", { ...revoke, token: "nobody knows it" })).status).toBe(200);
  expect((await simulator.call("POST", "/oauth/revoke", { ...revoke, client_secret: "no" })).status).toBe(401);
});

test("the company header is required, known and permitted", async () => {
  const path = "/rest/v1.1/projects?company_id=501";
  expect((await simulator.rest("GET", path)).status).toBe(200);
  const missing = await simulator.rest("GET", path, undefined, { "procore-company-id": "" });
  expect([missing.status, missing.body]).toEqual([400, { errors: "Missing Procore-Company-Id header!" }]);
  expect((await simulator.rest("GET", path, undefined, { "procore-company-id": "502" })).status).toBe(403);
  expect((await simulator.rest("GET", path, undefined, { "procore-company-id": "999" })).status).toBe(404);
  expect((await simulator.rest("GET", path, undefined, { "procore-company-id": "abc" })).status).toBe(400);
  expect((await simulator.rest("GET", "/rest/v1.1/projects?company_id=502")).status).toBe(403);
  expect((await simulator.rest("GET", "/rest/v1.1/projects")).status).toBe(400);
});

test("companies and the own user need no company header", async () => {
  const companies = await simulator.rest("GET", "/rest/v1.0/companies", undefined, { "procore-company-id": "" });
  expect(companies.body).toEqual([{ id: 501, name: "Alder Builders", is_active: true }]);
  expect((await simulator.rest("GET", "/rest/v1.0/me", undefined, { "procore-company-id": "" })).body.id).toBe(900);
});

test("every answer carries a request id; unknown paths are 404 and wrong methods 405", async () => {
  const lost = await simulator.rest("GET", "/rest/v1.0/nothing");
  expect(lost.status).toBe(404);
  expect(lost.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  const wrong = await simulator.rest("DELETE", "/rest/v1.0/vendors/555");
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, PATCH"]);
  expect((await simulator.rest("PATCH", "/rest/v1.0/vendors/sync", "{no json")).status).toBe(400);
});
