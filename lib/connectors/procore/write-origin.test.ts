import { afterEach, describe, expect, test } from "vitest";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import type { Reply, Seen } from "#lib/connectors/procore/test-server.ts";
import { closeServers, contract, testServer } from "#lib/connectors/procore/test-server.ts";

afterEach(closeServers);

const ORIGIN = { id: "SC-1001", code: "SC-1001", data: '{"run":"K7Q2M9XA"}' };

/** A contract behind a server: `write` decides what happens to a PATCH, `set` is the effect. */
async function behind(
  start: string | null,
  write: (set: () => Reply, nth: number) => Reply = (set) => set(),
  more: Record<string, unknown> = {},
) {
  const held = { origin: start };
  let writes = 0;
  const server = await testServer((seen: Seen) => {
    if (seen.method === "GET") return { body: contract(7, { origin_id: held.origin, ...more }) };
    writes += 1;
    return write(() => {
      held.origin =
        (JSON.parse(seen.body) as { updates: { origin_id: string | null }[] }).updates[0]?.origin_id ?? null;
      return { body: { entities: [contract(7, { origin_id: held.origin })], errors: [] } };
    }, writes);
  });
  const source = procoreSource(server.config);
  return {
    ...server,
    held,
    methods: () => server.calls.map(({ method }) => method),
    send: (origin = ORIGIN as { id: string | null; code: string | null; data: string | null; was?: string }) =>
      source.writeOrigin("work_order_contracts", "77", "7", origin),
  };
}

test("the origin is written through sync, with the ids as numbers", async () => {
  const { send, calls, held } = await behind(null);
  expect(await send()).toEqual({ kind: "written" });
  expect(held.origin).toBe("SC-1001");
  expect(calls[1]).toMatchObject({
    method: "PATCH",
    body: `{"project_id":77,"updates":[{"id":7,"origin_id":"SC-1001","origin_code":"SC-1001","origin_data":"{\\"run\\":\\"K7Q2M9XA\\"}"}]}`,
  });
  expect(calls[1]?.url.pathname).toBe("/rest/v1.0/work_order_contracts/sync");
  expect(calls[1]?.headers["idempotency-token"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("a document of the company is written for the company", async () => {
  const { config, calls } = await behind(null);
  const answer = await procoreSource(config).writeOrigin("vendors", null, "7", { ...ORIGIN, data: null });
  expect(answer).toEqual({ kind: "written" });
  expect(Object.fromEntries(calls[0]?.url.searchParams ?? [])).toEqual({ company_id: config.companyId });
  expect(calls[1]?.body).toMatch(new RegExp(`^\\{"company_id":${config.companyId},"updates":\\[\\{"id":7,`));
});

test("a second time nothing is sent", async () => {
  const { send, methods } = await behind("SC-1001");
  expect(await send()).toEqual({ kind: "written" });
  expect(methods()).toEqual(["GET"]);
});

test("a value of somebody else stays, and both values are named", async () => {
  const { send, methods } = await behind("OTHER-9");
  const answer = await send();
  expect(answer).toMatchObject({ kind: "refused", code: "origin.taken" });
  expect(answer).toMatchObject({ words: expect.stringMatching(/OTHER-9.*SC-1001/) });
  expect(methods()).toEqual(["GET"]);
});

test("null severs the tie; without a tie nothing is sent", async () => {
  const tied = await behind("SC-1001");
  expect(await tied.send({ id: null, code: null, data: null })).toEqual({ kind: "written" });
  expect(tied.held.origin).toBeNull();
  const free = await behind(null);
  expect(await free.send({ id: null, code: null, data: null })).toEqual({ kind: "written" });
  expect(free.methods()).toEqual(["GET"]);
});

test("a tie to somebody else's record is not severed", async () => {
  const { send, methods } = await behind("OTHER-9");
  const answer = await send({ id: null, code: null, data: null, was: "SC-1001" });
  expect(answer).toMatchObject({ kind: "refused", code: "origin.taken" });
  expect(methods()).toEqual(["GET"]);
});

test("a tie that was severed and not taken away is replaced", async () => {
  const { send, held } = await behind("SC-1001");
  expect(await send({ id: "SC-1001R", code: "SC-1001R", data: null, was: "SC-1001" })).toEqual({ kind: "written" });
  expect(held.origin).toBe("SC-1001R");
});

test("a deleted document is not written", async () => {
  const { send, methods } = await behind(null, undefined, { deleted_at: "2026-05-01T00:00:00Z" });
  expect(await send()).toMatchObject({ kind: "refused", code: "record.gone" });
  expect(methods()).toEqual(["GET"]);
});

describe("a refusal", () => {
  test.each<[string, Reply, object]>([
    [
      "in the row of a 200",
      {
        body: {
          entities: [],
          errors: [{ id: 7, origin_id: "SC-1001", errors: { origin_id: ["has already been taken"] } }],
        },
      },
      { code: "origin.in_use", words: "origin_id has already been taken" },
    ],
    [
      "of the right",
      { status: 403, body: { errors: "You do not have permission" } },
      { code: "access.denied", words: "You do not have permission (request r-2)" },
    ],
    ["of the value", { status: 422, body: { errors: { origin_id: ["is too long"] } } }, { code: "value.invalid" }],
  ])("%s is given back, not repeated", async (_, reply, expected) => {
    const { send, methods } = await behind(null, () => reply);
    expect(await send()).toMatchObject({ kind: "refused", ...expected });
    expect(methods()).toEqual(["GET", "PATCH"]);
  });

  test("because the document is gone", async () => {
    const { config } = await testServer(() => ({
      status: 404,
      body: { errors: ["The requested resource was not found."] },
    }));
    expect(await procoreSource(config).writeOrigin("work_order_contracts", "77", "7", ORIGIN)).toMatchObject({
      kind: "refused",
      code: "record.gone",
    });
  });
});

describe("an unknown outcome is settled by reading", () => {
  test("the write had happened: no second write", async () => {
    const { send, methods } = await behind(null, (set) => {
      set();
      return { isDropped: true };
    });
    expect(await send()).toEqual({ kind: "written" });
    expect(methods()).toEqual(["GET", "PATCH", "GET"]);
  });

  test("it had not: it is made", async () => {
    const { send, methods } = await behind(null, (set, nth) =>
      nth === 1 ? { status: 502 } : nth === 2 ? { status: 409 } : set(),
    );
    expect(await send()).toEqual({ kind: "written" });
    expect(methods()).toEqual(["GET", "PATCH", "GET", "PATCH", "GET", "PATCH"]);
  });

  test("meanwhile somebody else wrote: refused, not overwritten", async () => {
    const server = await behind(null, () => {
      server.held.origin = "OTHER-9";
      return { isDropped: true };
    });
    expect(await server.send()).toMatchObject({ kind: "refused", code: "origin.taken" });
    expect(server.held.origin).toBe("OTHER-9");
  });

  test("an answer that does not name the row is not believed", async () => {
    const { send, methods } = await behind(null, (set, nth) =>
      nth === 1 ? { body: { entities: [], errors: [] } } : set(),
    );
    expect(await send()).toEqual({ kind: "written" });
    expect(methods()).toEqual(["GET", "PATCH", "GET", "PATCH"]);
  });

  test("an answer that names the row with another value is not believed either", async () => {
    const { send, methods } = await behind(null, (set, nth) =>
      nth === 1 ? { body: { entities: [contract(7, { origin_id: null })], errors: [] } } : set(),
    );
    expect(await send()).toEqual({ kind: "written" });
    expect(methods()).toEqual(["GET", "PATCH", "GET", "PATCH"]);
  });

  test("it never ends: later, after three writes and a last look", async () => {
    const { send, methods } = await behind(null, () => ({ isDropped: true }));
    expect(await send()).toMatchObject({ kind: "later", retryAfterMs: 60_000 });
    expect(methods().filter((method) => method === "PATCH")).toHaveLength(3);
    expect(methods().at(-1)).toBe("GET");
  });
});

test("passing faults mean later; a connection to repair is thrown", async () => {
  const down = await testServer(() => ({
    status: 503,
    headers: { "retry-after": "900" },
    body: { errors: "maintenance" },
  }));
  expect(await procoreSource(down.config).writeOrigin("work_order_contracts", "77", "7", ORIGIN)).toEqual({
    kind: "later",
    retryAfterMs: 900_000,
    words: "maintenance (request r-1)",
  });
  const cut = await testServer(
    () => ({}),
    () => ({ status: 401, body: { error: "invalid_client" } }),
  );
  await expect(procoreSource(cut.config).writeOrigin("work_order_contracts", "77", "7", ORIGIN)).rejects.toMatchObject({
    kind: "reconnect",
  });
});

test("an invoice takes its origin by itself, with its commitment and without a code, in its own version", async () => {
  const held = { origin: null as string | null };
  const invoice = () => ({ ...contract(7, { origin_id: held.origin }), commitment_id: 90101 });
  const server = await testServer((seen: Seen) => {
    if (seen.method === "PATCH")
      held.origin = (JSON.parse(seen.body) as { requisition: { origin_id: string } }).requisition.origin_id;
    return { body: invoice() };
  });
  const source = procoreSource(server.config);
  expect(await source.writeOrigin("requisitions", "77", "7", { ...ORIGIN, id: "LUMEN/PA-7" })).toEqual({
    kind: "written",
  });
  expect(server.calls.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
    "GET /rest/v1.1/requisitions/7",
    "PATCH /rest/v1.1/requisitions/7",
  ]);
  expect(server.calls[1]?.body).toBe(
    `{"project_id":77,"commitment_id":90101,"requisition":{"origin_id":"LUMEN/PA-7","origin_data":"{\\"run\\":\\"K7Q2M9XA\\"}"}}`,
  );
});
