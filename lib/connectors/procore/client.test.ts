import { inspect } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ProcoreLogEntry } from "#lib/connectors/procore/config.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import { closeServers, contract, SECRET, testServer } from "#lib/connectors/procore/test-server.ts";

afterEach(closeServers);

const read = (config: Parameters<typeof procoreSource>[0], id = "7") =>
  procoreSource(config).document("work_order_contracts", "77", id);

/** The clock of this process goes on by so many milliseconds, without waiting for them. */
function letPass(ms: number): void {
  ahead += ms;
  vi.spyOn(performance, "now").mockImplementation(() => now() + ahead);
}
const now = performance.now.bind(performance);
let ahead = 0;
afterEach(() => {
  ahead = 0;
  vi.restoreAllMocks();
});

async function failure(promise: Promise<unknown>): Promise<ProcoreError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ProcoreError);
  return error as ProcoreError;
}

describe("the token", () => {
  test("is asked for once by many calls, with the company on every call", async () => {
    const { config, calls, tokenCalls } = await testServer((seen) => ({
      body: contract(Number(seen.url.pathname.split("/").at(-1))),
    }));
    const source = procoreSource(config);
    await Promise.all(["1", "2", "3", "4", "5", "6"].map((id) => source.document("work_order_contracts", "77", id)));
    expect(tokenCalls.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toEqual([
      { grant_type: "client_credentials", client_id: "client", client_secret: SECRET },
    ]);
    for (const { headers, url } of calls) {
      expect(headers).toMatchObject({ authorization: "Bearer token-1", "procore-company-id": config.companyId });
      expect(url.searchParams.get("project_id")).toBe("77");
    }
  });

  test("is renewed at 80 % of its life; the old one serves while the renewal fails, and is renewed a while later", async () => {
    const { config, calls } = await testServer(
      () => ({ body: contract(7) }),
      (_, nth) => (nth === 2 ? { status: 503 } : { body: { access_token: `token-${nth}`, expires_in: 1000 } }),
    );
    const source = procoreSource(config);
    await source.document("work_order_contracts", "77", "7");
    letPass(850_000);
    await source.document("work_order_contracts", "77", "7");
    await source.document("work_order_contracts", "77", "7");
    letPass(60_000);
    await source.document("work_order_contracts", "77", "7");
    expect(calls.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer token-1",
      "Bearer token-1",
      "Bearer token-1",
      "Bearer token-3",
    ]);
  });

  test("that expires under several calls is renewed once", async () => {
    const { config, calls, tokenCalls } = await testServer(async (seen, nth) => {
      if (nth <= 3) await new Promise((resolve) => setTimeout(resolve, nth * 15));
      return seen.headers.authorization === "Bearer token-1" ? { status: 401 } : { body: contract(7) };
    });
    const source = procoreSource(config);
    await Promise.all([1, 2, 3].map(() => source.document("work_order_contracts", "77", "7")));
    expect(tokenCalls).toHaveLength(2);
    expect(calls).toHaveLength(6);
  });

  test("refused twice means reconnect, without a loop", async () => {
    const { config, calls, tokenCalls } = await testServer(() => ({
      status: 401,
      body: { errors: "The access token is invalid" },
    }));
    expect(await failure(read(config))).toMatchObject({
      kind: "reconnect",
      status: 401,
      code: "access.token",
      requestId: "r-2",
    });
    expect([calls.length, tokenCalls.length]).toEqual([2, 2]);
  });

  test("refused credentials mean reconnect, and no secret is in the error", async () => {
    const echo = { error: "invalid_client", error_description: `no client ${SECRET} / ${encodeURIComponent(SECRET)}` };
    const { config, calls, tokenCalls } = await testServer(
      () => ({}),
      () => ({ status: 401, body: echo }),
    );
    const error = await failure(read(config));
    expect(error).toMatchObject({ kind: "reconnect", code: "access.credentials" });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/s3cret/);
    expect([calls.length, tokenCalls.length]).toEqual([0, 1]);
  });

  test.each([400, 403, 404])("a token refused with %i means reconnect too; 503 passes", async (status) => {
    const { config } = await testServer(
      () => ({}),
      () => ({ status, body: { error: "invalid_grant" } }),
    );
    expect(await failure(read(config))).toMatchObject({ kind: "reconnect", code: "access.credentials", status });
    const down = await testServer(
      () => ({ body: contract(7) }),
      (_, nth) => (nth === 1 ? { status: 503 } : { body: { access_token: "t", expires_in: 5400 } }),
    );
    expect(await read(down.config)).toMatchObject({ id: "7" });
  });

  test("and secrets stay out of errors and logs, whatever Procore echoes", async () => {
    const lines: ProcoreLogEntry[] = [];
    const { config } = await testServer((seen) => ({
      status: 422,
      body: { errors: { base: [`got ${seen.headers.authorization} and ${SECRET}`] } },
    }));
    const error = await failure(read({ ...config, log: (entry) => lines.push(entry) }));
    expect(error.fields.base).toEqual(["got Bearer [secret] and [secret]"]);
    expect(inspect([error, lines], { depth: 9, showHidden: true })).not.toMatch(/token-1|s3cret/);
    expect(lines).toMatchObject([
      { method: "GET", path: "/rest/v1.0/work_order_contracts/7", status: 422, requestId: "r-1" },
    ]);
  });
});

describe("faults", () => {
  test("a read survives dropped answers, 503, cut and foreign bodies; then it gives up", async () => {
    const replies = [{ isDropped: true }, { status: 503 }, { text: "<html>" }, { text: '[{"id":' }];
    const { config, calls } = await testServer((_, nth) => replies[nth - 1] ?? { body: contract(7) });
    expect(await read(config)).toMatchObject({ id: "7" });
    expect(calls).toHaveLength(5);
    const broken = await testServer(() => ({ isDropped: true }));
    expect(await failure(read(broken.config))).toMatchObject({
      kind: "transient",
      code: "network.failed",
      status: null,
    });
    expect(broken.calls).toHaveLength(5);
  });

  test("a silent server is left after the time limit", async () => {
    const { config } = await testServer(() => ({ afterMs: 400, body: contract(7) }));
    const tuning = { ...config.tuning, timeoutMs: 40, maxRetries: 1 };
    expect(await failure(read({ ...config, tuning }))).toMatchObject({ kind: "transient", code: "network.timeout" });
  });

  test("nobody listening is a passing fault", async () => {
    const { config } = await testServer(() => ({}));
    const tuning = { ...config.tuning, maxRetries: 0 };
    expect(await failure(read({ ...config, loginBase: "http://127.0.0.1:9", tuning }))).toMatchObject({
      kind: "transient",
      message: expect.stringMatching(/\((ECONNREFUSED|no code)\)/),
    });
  });

  test("an answer without end is cut, a redirect is not followed", async () => {
    const large = await testServer(() => ({ text: `"${"x".repeat(5000)}"` }));
    expect(await failure(read({ ...large.config, tuning: { maxAnswerBytes: 1000 } }))).toMatchObject({
      kind: "too_large",
      code: "answer.too_large",
      requestId: "r-1",
    });
    const away = await testServer(() => ({ status: 302, headers: { location: "http://127.0.0.1:9/steal" } }));
    expect(await failure(read(away.config))).toMatchObject({ kind: "permanent", code: "answer.redirect", status: 302 });
  });

  test("a document that is gone or hidden is null; a cut connection of the company is not", async () => {
    const { config } = await testServer((_, nth) => ({
      status: nth === 1 ? 404 : 403,
      body: { errors: nth === 3 ? ["App is not connected to this company."] : "no" },
    }));
    const source = procoreSource(config);
    expect(await source.document("work_order_contracts", "77", "7")).toBeNull();
    expect(await source.document("work_order_contracts", "77", "7")).toBeNull();
    expect(await failure(source.document("work_order_contracts", "77", "7"))).toMatchObject({
      kind: "permission",
      code: "access.not_connected",
    });
  });
});

describe("rate limits", () => {
  const resetIn = (seconds: number) => ({
    "x-rate-limit-limit": "25",
    "x-rate-limit-remaining": "0",
    "x-rate-limit-reset": String(Math.floor(Date.now() / 1000) + seconds),
  });

  test("a 429 is waited out, all calls together", async () => {
    let open = Number.POSITIVE_INFINITY;
    const { config, calls } = await testServer((_, nth) => {
      if (nth === 1) {
        open = (Math.floor(Date.now() / 1000) + 1) * 1000;
        return { status: 429, headers: resetIn(1), body: { errors: "limit" } };
      }
      expect(Date.now()).toBeGreaterThanOrEqual(open - 5);
      return { body: contract(7) };
    });
    const source = procoreSource(config);
    await source.document("work_order_contracts", "77", "7");
    expect(calls).toHaveLength(2);
  });

  test("an exhausted window stops the next call before it is sent; a far reset ends as rate at once", async () => {
    const { config, calls } = await testServer(() => ({ body: contract(7), headers: resetIn(1800) }));
    const source = procoreSource(config);
    await source.document("work_order_contracts", "77", "7");
    const error = await failure(source.document("work_order_contracts", "77", "7"));
    expect(error).toMatchObject({ kind: "rate", code: "rate.limited", status: null });
    expect(error.retryAfterMs).toBeGreaterThan(1_700_000);
    expect(
      await source.writeOrigin("work_order_contracts", "77", "7", { id: "SC-1", code: null, data: null }),
    ).toMatchObject({ kind: "later", retryAfterMs: expect.any(Number) });
    expect(calls).toHaveLength(1);
  });

  test("a Retry-After beyond the bound ends at once, within it is kept; a 429 without a word is waited out", async () => {
    const far = await testServer(() => ({ status: 503, headers: { "retry-after": "600" } }));
    expect(await failure(read(far.config))).toMatchObject({ kind: "transient", status: 503, retryAfterMs: 600_000 });
    expect(far.calls).toHaveLength(1);
    const times: number[] = [];
    const near = await testServer((_, nth) => {
      times.push(performance.now());
      return nth === 1
        ? { status: 503, headers: { "retry-after": "1" } }
        : nth === 2
          ? { status: 429 }
          : { body: contract(7) };
    });
    await read(near.config);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(19);
  });

  test("at most three reads run, and a write-back passes the reads that wait", async () => {
    let running = 0;
    let most = 0;
    const { config, calls } = await testServer(async (seen) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 25));
      running -= 1;
      return { body: contract(Number(seen.url.pathname.split("/").at(-1)), { origin_id: "SC-1" }) };
    });
    const source = procoreSource(config);
    const reads = Array.from({ length: 12 }, (_, index) =>
      source.document("work_order_contracts", "77", String(100 + index)),
    );
    const write = source.writeOrigin("work_order_contracts", "77", "5", { id: "SC-1", code: null, data: null });
    await Promise.all([...reads, write]);
    expect(most).toBe(4);
    expect(calls.findIndex(({ url }) => url.pathname.endsWith("/5"))).toBeLessThan(4);
  });

  test("when all places are taken, a write-back that comes last goes before the reads that wait", async () => {
    const { config, calls } = await testServer((seen) => ({
      afterMs: 30,
      body: contract(Number(seen.url.pathname.split("/").at(-1)), { origin_id: "SC-1" }),
    }));
    const source = procoreSource(config);
    const write = (id: string) =>
      source.writeOrigin("work_order_contracts", "77", id, { id: "SC-1", code: null, data: null });
    const busy = ["1", "2", "3", "4"].map(write);
    const reads = ["11", "12", "13"].map((id) => source.document("work_order_contracts", "77", id));
    await Promise.all([...busy, ...reads, write("5")]);
    expect(calls[4]?.url.pathname).toMatch(/\/5$/);
  });

  test("a reset is measured on the clock of the answer", async () => {
    const procore = Date.now() + 3_600_000;
    const headers = {
      date: new Date(procore).toUTCString(),
      "x-rate-limit-limit": "25",
      "x-rate-limit-remaining": "0",
      "x-rate-limit-reset": String(Math.floor(procore / 1000) + 1),
    };
    const { config, calls } = await testServer((_, nth) =>
      nth === 1 ? { status: 429, headers } : { body: contract(7) },
    );
    expect(await read(config)).toMatchObject({ id: "7" });
    expect(calls).toHaveLength(2);
  });
});
