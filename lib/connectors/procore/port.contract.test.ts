import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SourcePort } from "#lib/connectors/port.ts";
import type { ProcoreConfig } from "#lib/connectors/procore/config.ts";
import { procoreConnection, procoreSource } from "#lib/connectors/procore/procore-source.ts";
import type { SimulatorProcess } from "#lib/connectors/procore/simulator-process.ts";
import { hasSimulator, startSimulator } from "#lib/connectors/procore/simulator-process.ts";
import { all } from "#lib/connectors/procore/test-server.ts";

const KINDS = ["work_order_contracts", "purchase_order_contracts"] as const;
const PACKAGES = "change_order_packages";
const INVOICES = "requisitions";
const WIDE = { since: "2026-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z" };
const ORIGIN = { id: "SC-1001", code: "SC-1001", data: "K7Q2M9XA" };
const NONE = { id: null, code: null, data: null };

const said = ({ id, isDeleted }: { id: string; isDeleted: boolean }) => (isDeleted ? `${id} deleted` : id);
const at = (day: number) => `2026-05-${String(day).padStart(2, "0")}T10:00:00Z`;
const line = { description: "Rough-in", amount: "48250.10" };
const packageOf = (id: number, day: number, more: object = {}) => {
  const title = `Change ${id}`;
  const own = { id, project_id: 77, contract_id: 1000, number: "001", title, status: "approved", updated_at: at(day) };
  return { ...own, line_items: [{ ...line, amount: "1850.25" }], ...more };
};
const invoiceOf = (id: number, day: number, more: object = {}) => {
  const own = { id, project_id: 77, commitment_id: 1000, invoice_number: `PA-${id}`, status: "approved" };
  const items = [{ line_item_id: 1, work_completed_this_period: "1000.00" }];
  return { ...own, updated_at: at(day), items, ...more };
};
const content = {
  companies: [
    { id: 10, name: "Lumen" },
    { id: 20, name: "Other" },
    { id: 30, name: "Cut", permitted: false },
  ],
  projects: [
    { id: 77, company_id: 10, name: "Tower", updated_at: at(1) },
    { id: 78, company_id: 10, name: "Closed", active: false, updated_at: at(9) },
    { id: 90, company_id: 20, name: "Foreign", updated_at: at(1) },
  ],
  vendors: [
    { id: 555, company_id: 10, name: "Lumen Works", updated_at: at(2) },
    { id: 556, company_id: 10, name: "Late Works", updated_at: at(8) },
  ],
  work_order_contracts: Array.from({ length: 230 }, (_, index) => ({
    id: 1000 + index,
    project_id: 77,
    vendor_id: 555,
    number: `SC-${index}`,
    title: `Work ${index}`,
    status: "Approved",
    updated_at: at(1 + (index % 20)),
    line_items: [line],
  })),
  purchase_order_contracts: [
    {
      id: 2000,
      project_id: 77,
      vendor_id: 555,
      number: "PO-1",
      title: "Cable",
      status: "Approved",
      updated_at: at(3),
      line_items: [line],
    },
  ],
  change_order_packages: [
    packageOf(3000, 3),
    packageOf(3001, 4, { contract_id: 2000 }),
    packageOf(3002, 5, { type: "PrimeContractChangeOrder" }),
    packageOf(3003, 6, { deleted_at: at(6) }),
  ],
  requisitions: [invoiceOf(4000, 3), invoiceOf(4001, 4), invoiceOf(4002, 5, { deleted_at: at(5) })],
};

describe.runIf(hasSimulator)("the port against the simulator", () => {
  let simulator: SimulatorProcess;
  let config: ProcoreConfig;
  let source: SourcePort;

  const control = (method: string, path: string, body?: unknown) => simulator.control(method, path, body);
  const recordOf = async (kind: string, id: number) =>
    (await control("GET", `records/${kind}/${id}`)) as Record<string, unknown>;
  const calls = async (method: string) => {
    const { requests } = (await control("GET", "requests")) as { requests: { method: string; path: string }[] };
    return requests.filter((request) => request.method === method && request.path.includes("/sync")).length;
  };

  beforeAll(async () => {
    simulator = await startSimulator();
  }, 30_000);

  afterAll(() => simulator.stop());

  beforeEach(async () => {
    await control("POST", "reset");
    await control("POST", "load", content);
    config = { ...simulator.config("10"), kinds: [...KINDS, PACKAGES, INVOICES, "vendors"] };
    source = procoreSource(config);
  });

  test("projects and vendors of the company, all of them or those changed since", async () => {
    const ids = async (records: AsyncIterable<{ id: string }>) => (await all(records)).map(({ id }) => id);
    expect(await ids(source.projects(null))).toEqual(["77", "78"]);
    expect(await ids(source.projects(at(5)))).toEqual(["78"]);
    expect(await ids(source.vendors(null))).toEqual(["555", "556"]);
    expect(await ids(source.vendors(at(8)))).toEqual(["556"]);
  });

  test("companies as documents of no project: within the window, by themselves, with the ERP id written for the company", async () => {
    const found = await all(source.documents("vendors", null, { since: at(1), until: at(7) }));
    expect(found.map(({ id, isDeleted }) => [id, isDeleted])).toEqual([["555", false]]);
    expect(await source.document("vendors", null, "999")).toBeNull();
    const origin = { id: "LUMEN", code: "LUMEN", data: null };
    expect(await source.writeOrigin("vendors", null, "555", origin)).toEqual({ kind: "written" });
    expect(await source.writeOrigin("vendors", null, "555", origin)).toEqual({ kind: "written" });
    expect(await calls("PATCH")).toBe(1);
    expect((await source.document("vendors", null, "555"))?.raw).toMatchObject({
      origin_id: "LUMEN",
      synced_to_erp: true,
    });
    expect(await source.writeOrigin("vendors", null, "555", { ...origin, id: "OTHER" })).toMatchObject({
      kind: "refused",
      code: "origin.taken",
    });
  });

  test("documents over several pages, within the closed window, with lines and exact amounts", async () => {
    const found = await all(source.documents("work_order_contracts", "77", WIDE));
    expect(found).toHaveLength(230);
    expect(new Set(found.map(({ id }) => id)).size).toBe(230);
    expect(found[0]?.raw).toMatchObject({
      grand_total: "48250.10",
      line_items: [{ amount: "48250.10" }],
      vendor: { id: 555 },
      project: { id: 77 },
    });
    const day = await all(source.documents("work_order_contracts", "77", { since: at(3), until: at(4) }));
    expect(new Set(day.map(({ updatedAt }) => Date.parse(updatedAt)))).toEqual(
      new Set([Date.parse(at(3)), Date.parse(at(4))]),
    );
    expect(await all(source.documents("purchase_order_contracts", "77", { since: null, until: at(3) }))).toHaveLength(
      1,
    );
  });

  test("a deleted document comes as deleted, and its single record is null or deleted", async () => {
    await control("DELETE", "records/work_order_contracts/1005?soft=true");
    const found = await all(source.documents("work_order_contracts", "77", WIDE));
    expect(found.filter(({ isDeleted }) => isDeleted).map(({ id }) => id)).toEqual(["1005"]);
    expect((await source.document("work_order_contracts", "77", "1005"))?.isDeleted ?? true).toBe(true);
  });

  test("a record that changes while the list is read makes no other one vanish", async () => {
    const until = new Date(Date.now() - 1000).toISOString();
    const seen = new Set<string>();
    for await (const { id } of source.documents("work_order_contracts", "77", { since: null, until })) {
      if (seen.size === 0) await control("PATCH", "records/work_order_contracts/1003", { title: "Changed meanwhile" });
      seen.add(id);
    }
    expect(seen.size).toBe(230);
  });

  test("one document; null when it is gone or belongs to somebody else", async () => {
    expect(await source.document("work_order_contracts", "77", "1000")).toMatchObject({ id: "1000", isDeleted: false });
    expect(await source.document("work_order_contracts", "77", "999999")).toBeNull();
    expect(await source.document("work_order_contracts", "90", "1000")).toBeNull();
  });

  test.each(KINDS)("the origin is written once, kept, severed: %s", async (kind) => {
    const id = kind === "work_order_contracts" ? "1000" : "2000";
    expect(await source.writeOrigin(kind, "77", id, ORIGIN)).toEqual({ kind: "written" });
    expect(await recordOf(kind, Number(id))).toMatchObject({
      origin_id: "SC-1001",
      origin_code: "SC-1001",
      origin_data: "K7Q2M9XA",
    });
    expect(await source.writeOrigin(kind, "77", id, ORIGIN)).toEqual({ kind: "written" });
    expect(await source.writeOrigin(kind, "77", id, { ...ORIGIN, id: "SC-2" })).toMatchObject({
      kind: "refused",
      code: "origin.taken",
    });
    expect(await source.writeOrigin(kind, "77", id, NONE)).toEqual({ kind: "written" });
    expect((await recordOf(kind, Number(id))).origin_id ?? null).toBeNull();
  });

  test("an id that another document carries is refused by name", async () => {
    expect(await source.writeOrigin("work_order_contracts", "77", "1000", ORIGIN)).toEqual({ kind: "written" });
    expect(await source.writeOrigin("work_order_contracts", "77", "1001", ORIGIN)).toMatchObject({
      kind: "refused",
      code: "origin.in_use",
    });
    expect(await source.writeOrigin("work_order_contracts", "77", "999999", ORIGIN)).toMatchObject({
      kind: "refused",
      code: "record.gone",
    });
  });

  test.each([
    [{ dropAnswer: true }, 1],
    [{ dropRequest: true }, 2],
    [{ status: 502 }, 2],
  ])("a write that ends in %j is settled by reading", async (fault, writes) => {
    const before = await calls("PATCH");
    await control("POST", "faults", { ...fault, times: 1, method: "PATCH", path: "/sync" });
    expect(await source.writeOrigin("work_order_contracts", "77", "1000", ORIGIN)).toEqual({ kind: "written" });
    expect(await recordOf("work_order_contracts", 1000)).toMatchObject({ origin_id: "SC-1001" });
    expect((await calls("PATCH")) - before).toBe(writes);
  });

  test("change orders of commitments come with their lines, deleted ones too, those of prime contracts not", async () => {
    const found = await all(source.documents(PACKAGES, "77", WIDE));
    expect(found.map(said)).toEqual(["3000", "3001", "3003 deleted"]);
    expect(found[0]?.raw).toMatchObject({ contract_id: 1000, line_items: [{ total_amount: "1850.25" }] });
    const later = await all(source.documents(PACKAGES, "77", { since: at(4), until: at(5) }));
    expect(later.map(({ id }) => id)).toEqual(["3001"]);
    expect((await source.document(PACKAGES, "77", "3000"))?.raw).toEqual(found[0]?.raw);
    expect(await source.document(PACKAGES, "77", "3003")).toBeNull();
  });

  test("a change order that is deleted between the list and its own reading is left for the next time", async () => {
    const seen: string[] = [];
    for await (const { id } of source.documents(PACKAGES, "77", WIDE)) {
      if (seen.length === 0) await control("DELETE", `records/${PACKAGES}/3001?soft=true`);
      seen.push(id);
    }
    expect(seen).toEqual(["3000", "3003"]);
    const next = await all(source.documents(PACKAGES, "77", { since: at(7), until: WIDE.until }));
    expect(next.map(said)).toEqual(["3001 deleted"]);
  });

  test("the origin of a change order goes to the record itself with its contract, and survives a lost answer", async () => {
    const first = { id: "SC-1/001", code: "SC-1/001", data: null };
    await control("POST", "faults", { dropAnswer: true, times: 1, method: "PATCH", path: `/${PACKAGES}/3000` });
    expect(await source.writeOrigin(PACKAGES, "77", "3000", first)).toEqual({ kind: "written" });
    expect(await recordOf(PACKAGES, 3000)).toMatchObject({ origin_id: "SC-1/001", origin_code: "SC-1/001" });
    expect(await source.writeOrigin(PACKAGES, "77", "3000", ORIGIN)).toMatchObject({ code: "origin.taken" });
    expect(await source.writeOrigin(PACKAGES, "77", "3001", first)).toMatchObject({ code: "origin.in_use" });
    expect(await source.writeOrigin(PACKAGES, "77", "3003", first)).toMatchObject({ kind: "refused" });
    expect(await source.writeOrigin(PACKAGES, "77", "3000", NONE)).toEqual({ kind: "written" });
    expect((await recordOf(PACKAGES, 3000)).origin_id ?? null).toBeNull();
  });

  test("invoices come with their items and their cover sheet; a deleted one is not told by the list", async () => {
    const found = await all(source.documents(INVOICES, "77", WIDE));
    expect(found.map(said)).toEqual(["4000", "4001"]);
    const whole = { summary: { current_payment_due: "1000.00" }, items: [{ work_completed_this_period: "1000.00" }] };
    expect(found[0]?.raw).toMatchObject({ commitment_id: 1000, ...whole });
    const later = await all(source.documents(INVOICES, "77", { since: at(4), until: at(5) }));
    expect(later.map(({ id }) => id)).toEqual(["4001"]);
    expect((await source.document(INVOICES, "77", "4000"))?.raw).toMatchObject(whole);
    expect(await source.document(INVOICES, "77", "4002")).toBeNull();
  });

  test("the origin of an invoice goes to the record itself with its commitment, and survives a lost answer", async () => {
    const first = { id: "LUMEN/PA-4000", code: "LUMEN/PA-4000", data: "K7Q2M9XA" };
    await control("POST", "faults", { dropAnswer: true, times: 1, method: "PATCH", path: `/${INVOICES}/4000` });
    expect(await source.writeOrigin(INVOICES, "77", "4000", first)).toEqual({ kind: "written" });
    expect(await recordOf(INVOICES, 4000)).toMatchObject({ origin_id: "LUMEN/PA-4000", origin_data: "K7Q2M9XA" });
    expect(await source.writeOrigin(INVOICES, "77", "4001", first)).toMatchObject({ code: "origin.in_use" });
    expect(await source.writeOrigin(INVOICES, "77", "4002", first)).toMatchObject({ kind: "refused" });
    expect(await source.writeOrigin(INVOICES, "77", "4000", NONE)).toEqual({ kind: "written" });
  });

  test("what Sage has paid is made once as a payment of the invoice, also after a lost answer, and corrected", async () => {
    const { imports } = procoreConnection(config);
    const row = { originId: "LUMEN/PA-4000/paid", requisitionId: "4000", amount: "800.00", date: "2026-06-03" };
    const place = { projectId: "77", contractId: "1000" };
    const put = (amount = row.amount) =>
      imports.put({ list: "contract_payments", place, rows: [{ ...row, amount }], existing: "change" });
    await control("POST", "faults", { dropAnswer: true, times: 1, method: "POST", path: "/contract_payments" });
    expect(await put()).toMatchObject([{ kind: "created" }]);
    expect(await put()).toMatchObject([{ kind: "existed" }]);
    expect(await put("1800.00")).toMatchObject([{ kind: "changed" }]);
    const held = await imports.list("contract_payments", place);
    expect(held.map(({ originId, raw }) => [originId, raw])).toEqual([
      [row.originId, expect.objectContaining({ amount: "1800.00", requisition_id: 4000, date: "2026-06-03" })],
    ]);
    const foreign = { ...row, originId: "LUMEN/PA-9/paid", requisitionId: "9" };
    expect(await imports.put({ list: "contract_payments", place, rows: [foreign], existing: "change" })).toMatchObject([
      { kind: "refused", words: expect.stringContaining("requisition_id") },
    ]);
  });

  test("reads get through 500, 429 and cut connections", async () => {
    for (const fault of [
      { status: 500 },
      { status: 503, retryAfterSeconds: 0 },
      { status: 429, retryAfterSeconds: 0 },
      { dropAnswer: true },
    ]) {
      await control("POST", "faults", { ...fault, times: 1, path: "/rest/v1.0/work_order_contracts" });
    }
    expect(await all(source.documents("work_order_contracts", "77", WIDE))).toHaveLength(230);
  });

  test("the hourly limit ends as rate, with the time to wait", async () => {
    await control("POST", "limits", { hourly: 2 });
    await expect(all(source.documents("work_order_contracts", "77", WIDE))).rejects.toMatchObject({
      kind: "rate",
      code: "rate.limited",
    });
    expect(await source.writeOrigin("work_order_contracts", "77", "1000", ORIGIN)).toMatchObject({ kind: "later" });
  });

  test("a company or project that is not ours is refused, wrong credentials mean reconnect", async () => {
    await expect(all(source.documents("work_order_contracts", "90", WIDE))).rejects.toMatchObject({
      kind: "not_found",
    });
    await expect(all(procoreSource({ ...config, companyId: "30" }).projects(null))).rejects.toMatchObject({
      kind: "permission",
      code: "access.not_connected",
    });
    await expect(all(procoreSource({ ...config, clientSecret: "wrong" }).projects(null))).rejects.toMatchObject({
      kind: "reconnect",
      code: "access.credentials",
    });
  });
});
