import { afterEach, describe, expect, test } from "vitest";
import { procoreConnection } from "#lib/connectors/procore/procore-source.ts";
import type { Reply, Seen } from "#lib/connectors/procore/test-server.ts";
import { closeServers, testServer } from "#lib/connectors/procore/test-server.ts";
import type { SourceRows } from "#lib/core/source-write.ts";

afterEach(closeServers);

type Held = { id: number; origin_id: string | null; [field: string]: unknown };

/** A list of sub jobs behind a server; `write` decides what becomes of a sync, `carryOut` is its effect. */
async function subJobs(start: Held[], write: (carryOut: () => Reply, nth: number) => Reply = (carryOut) => carryOut()) {
  const held = [...start];
  let writes = 0;
  const server = await testServer(({ method, body }: Seen) => {
    if (method === "GET") return { body: held };
    writes += 1;
    return write(() => {
      const entities = (JSON.parse(body) as { updates: Held[] }).updates.map((update) => {
        const found = held.find(({ id, origin_id }) => id === update.id || origin_id === update.origin_id);
        if (found) return Object.assign(found, update);
        const made = { ...update, id: 900 + held.length };
        held.push(made);
        return made;
      });
      return { body: { entities, errors: [] } };
    }, writes);
  });
  const { imports } = procoreConnection(server.config);
  const put = (rows: SourceRows["sub_jobs"][], existing: "keep" | "change" = "change") =>
    imports.put({ list: "sub_jobs", place: { projectId: "77" }, rows, existing });
  const methods = () => server.calls.map(({ method }) => method);
  return { ...server, held, imports, put, methods };
}

const garage = { originId: "24-077/GARAGE", code: "GARAGE", name: "Garage" };
const yard = { originId: "24-077/YARD", code: "YARD", name: "Yard" };
const asHeld = ({ originId, ...row }: typeof garage, id: number, more: object = {}): Held => {
  return { ...row, origin_id: originId, id, ...more };
};

describe("rows of a list that syncs", () => {
  test("what is not there is made in one call, by its origin; a second time nothing is sent", async () => {
    const { put, calls, methods } = await subJobs([]);
    expect(await put([garage, yard])).toEqual([
      { kind: "created", id: "900" },
      { kind: "created", id: "901" },
    ]);
    expect(calls[1]?.method).toBe("PATCH");
    const sent = (code: string, name: string) => `{"origin_id":"24-077/${code}","name":"${name}","code":"${code}"}`;
    const updates = `${sent("GARAGE", "Garage")},${sent("YARD", "Yard")}`;
    expect(calls[1]?.body).toBe(`{"project_id":77,"updates":[${updates}]}`);
    expect(calls[1]?.url.href).toMatch(/\/rest\/v1\.0\/sub_jobs\/sync\?project_id=77$/);
    expect(calls[1]?.headers["idempotency-token"]).toMatch(/^[0-9a-f-]{36}/);
    expect(await put([garage])).toEqual([{ kind: "existed", id: "900" }]);
    expect(methods()).toEqual(["GET", "PATCH", "GET"]);
  });

  test("only what differs goes out, and nothing where it shall be kept", async () => {
    const { put, calls, held } = await subJobs([asHeld(garage, 41, { name: "Old" })]);
    expect(await put([garage], "keep")).toEqual([{ kind: "existed", id: "41" }]);
    expect(await put([garage])).toEqual([{ kind: "changed", id: "41" }]);
    expect(JSON.parse(calls.at(-1)?.body ?? "").updates).toEqual([
      { id: 41, origin_id: "24-077/GARAGE", name: "Garage" },
    ]);
    expect(held[0]).toMatchObject({ name: "Garage" });
  });

  test("a record that is named is tied; one that belongs to somebody else or is gone is not", async () => {
    const { put, held } = await subJobs([
      asHeld(garage, 41, { origin_id: null, name: "Other" }),
      asHeld(yard, 42, { origin_id: "OTHER" }),
    ]);
    expect(await put([{ ...garage, id: "41" }], "keep")).toEqual([{ kind: "changed", id: "41" }]);
    expect(held[0]).toMatchObject({ origin_id: "24-077/GARAGE", name: "Other" });
    expect(await put([{ ...yard, id: "42" }])).toMatchObject([{ kind: "refused", code: "origin.taken" }]);
    expect(await put([{ ...yard, id: "43" }])).toMatchObject([{ kind: "refused", code: "record.gone" }]);
    expect(held[1]).toMatchObject({ origin_id: "OTHER" });
  });

  test.each<[string, (carryOut: () => Reply) => Reply]>([
    ["the connection", (carryOut) => ({ ...carryOut(), isDropped: true })],
    ["the answer of a proxy", (carryOut) => ({ ...carryOut(), status: 502, text: "<html>" })],
  ])("an answer that %s lost is found by looking, and nothing is made twice", async (_, lose) => {
    const { put, held, methods } = await subJobs([], lose);
    expect(await put([garage])).toEqual([{ kind: "created", id: "900" }]);
    expect(held).toHaveLength(1);
    expect(methods()).toEqual(["GET", "PATCH", "GET"]);
  });

  test("a creation that did not arrive waits, because it may be on its way; a change is repeated", async () => {
    const lost = await subJobs([], () => ({ status: 503 }));
    expect(await lost.put([garage])).toMatchObject([{ kind: "later", retryAfterMs: 60_000 }]);
    expect(lost.methods()).toEqual(["GET", "PATCH", "GET"]);
    const again = await subJobs([asHeld(garage, 41, { name: "Old" })], (carryOut, nth) =>
      nth === 1 ? { status: 503 } : carryOut(),
    );
    expect(await again.put([garage])).toEqual([{ kind: "changed", id: "41" }]);
    expect(again.methods()).toEqual(["GET", "PATCH", "GET", "PATCH"]);
  });

  test("the row of a 200 says what was refused, and only that row is", async () => {
    const { put } = await subJobs([], (carryOut) => {
      const { body } = carryOut() as { body: { entities: Held[] } };
      const errors = [{ origin_id: yard.originId, code: "YARD", errors: { code: ["has already been taken"] } }];
      return { body: { entities: body.entities.slice(0, 1), errors } };
    });
    expect(await put([garage, yard])).toEqual([
      { kind: "created", id: "900" },
      { kind: "refused", code: "value.invalid", words: "code has already been taken" },
    ]);
  });

  test("an origin that our own late write has taken is found; one that somebody else has is refused", async () => {
    const taken = { origin_id: garage.originId, errors: { origin_id: ["has already been taken"] } };
    const own = await subJobs([], (carryOut) => {
      carryOut();
      return { body: { entities: [], errors: [taken] } };
    });
    expect(await own.put([garage])).toEqual([{ kind: "created", id: "900" }]);
    const other = await subJobs([], () => ({ body: { entities: [], errors: [taken] } }));
    expect(await other.put([garage])).toMatchObject([{ kind: "refused", code: "origin.in_use" }]);
  });

  test("no right and no more calls are told for all rows; a broken connection is thrown", async () => {
    const barred = await subJobs([], () => ({ status: 403, body: { errors: "You do not have permission" } }));
    expect(await barred.put([garage, yard])).toMatchObject([{ code: "access.denied" }, { code: "access.denied" }]);
    const { config } = await testServer(() => ({ status: 429, headers: { "retry-after": "3600" }, body: {} }));
    const { imports } = procoreConnection(config);
    const write = { list: "sub_jobs", place: { projectId: "77" }, rows: [garage], existing: "keep" } as const;
    expect(await imports.put(write)).toMatchObject([{ kind: "later", retryAfterMs: 3_600_000 }]);
    const cut = await testServer(() => ({ status: 401, body: {} }));
    await expect(procoreConnection(cut.config).imports.put(write)).rejects.toMatchObject({ kind: "reconnect" });
  });

  test("more rows than a sync takes go in batches", async () => {
    const { put, methods, held } = await subJobs([]);
    const rows = Array.from({ length: 1001 }, (_, at) => ({ originId: `E${at}`, code: `E${at}`, name: "Extra" }));
    expect(new Set((await put(rows)).map(({ kind }) => kind))).toEqual(new Set(["created"]));
    expect([methods(), held.length]).toEqual([["GET", "PATCH", "PATCH"], 1001]);
  });

  test("the same origin twice is a mistake of the caller", async () => {
    const { put } = await subJobs([]);
    await expect(put([garage, garage])).rejects.toThrow(TypeError);
  });
});

test("reading back compares and writes nothing", async () => {
  const { imports, methods } = await subJobs([asHeld(garage, 41), asHeld(yard, 42, { name: "Old" })]);
  const other = { originId: "24-077/ROAD", code: "ROAD", name: "Road" };
  const write = { list: "sub_jobs", place: { projectId: "77" }, existing: "keep" } as const;
  expect(await imports.look({ ...write, rows: [garage, yard, other] })).toEqual([
    { kind: "equal", id: "41" },
    { kind: "different", id: "42", differs: ["name"] },
    { kind: "absent" },
  ]);
  expect(methods()).toEqual(["GET"]);
});

test("a tie of ours is taken away, one of somebody else stays", async () => {
  const { imports, held } = await subJobs([asHeld(garage, 41), asHeld(yard, 42, { origin_id: "OTHER" })]);
  const ties = [
    { id: "41", originId: garage.originId },
    { id: "42", originId: yard.originId },
    { id: "43", originId: "GONE" },
  ];
  expect(await imports.untie("sub_jobs", { projectId: "77" }, ties)).toMatchObject([
    { kind: "written" },
    { kind: "refused", code: "origin.taken" },
    { kind: "written" },
  ]);
  expect(held.map(({ origin_id }) => origin_id)).toEqual([null, "OTHER"]);
});
