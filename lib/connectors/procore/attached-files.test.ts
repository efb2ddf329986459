import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SourceDocument } from "#lib/connectors/port.ts";
import { procoreConnection } from "#lib/connectors/procore/procore-source.ts";
import { type SimulatorProcess, startSimulator } from "#lib/connectors/procore/simulator-process.ts";
import { sourceFileLimits } from "#lib/core/source-files.ts";

const at = "2026-05-04T10:11:12Z";
const long = `${"Subcontract with exhibits and every addendum ".repeat(6)}.pdf`;
const attachments = [
  { id: 1, filename: "executed.pdf", content_type: "application/pdf", pages: ["First page", "Second page"] },
  { id: 2, filename: "empty.pdf" },
  { id: 3, filename: "drawings.pdf", size: sourceFileLimits.bytes + 1 },
  { id: 4, filename: "metadata.pdf", leads_to: "http://169.254.169.254/latest/meta-data" },
  { id: 5, filename: "intranet.pdf", leads_to: "https://10.1.2.3/file.pdf" },
  { id: 6, filename: "local.pdf", leads_to: "file:///etc/passwd" },
  { id: 7, filename: long, pages: ["Long"] },
];
const contract = (id: number, more: object = {}) => ({
  ...{ id, project_id: 77, number: `SC-${id}`, title: "Electrical", status: "Approved", updated_at: at },
  ...{ vendor_id: 555, attachments },
  ...more,
});
const data = {
  companies: [{ id: 501, name: "Alder Builders" }],
  projects: [{ id: 77, company_id: 501, name: "Harbour School", project_number: "24-077", updated_at: at }],
  vendors: [{ id: 555, company_id: 501, name: "Lumen Works", updated_at: at }],
  work_order_contracts: [contract(90101), contract(90102, { attachments: [] })],
  change_order_packages: [
    {
      ...{ id: 91, project_id: 77, contract_id: 90101, number: "001", title: "Outlets", status: "approved" },
      ...{ updated_at: at, attachments: [{ id: 9, filename: "proposal.pdf", pages: ["Proposal"] }] },
    },
  ],
  requisitions: [
    {
      ...{ id: 92, project_id: 77, commitment_id: 90101, status: "approved", updated_at: at },
      attachments: [{ id: 8, filename: "application.pdf", content_type: "application/pdf", pages: ["Application"] }],
    },
  ],
};

let simulator: SimulatorProcess;
beforeAll(async () => {
  simulator = await startSimulator();
}, 60_000);
afterAll(async () => await simulator.stop());
beforeEach(async () => {
  await simulator.control("DELETE", "faults");
  await simulator.control("POST", "load", data);
});

const of = (id: string, kind = "work_order_contracts"): SourceDocument => ({ kind, projectId: "77", id });
/** A connection of its own, so that nothing is kept from the test before. */
const files = (tuning: object = {}) => {
  const config = simulator.config("501");
  return procoreConnection({ ...config, tuning: { ...config.tuning, maxRetries: 0, ...tuning } }).files;
};
const fault = (one: object) => simulator.control("POST", "faults", { times: 1, ...one });
const refusal = async (asked: Promise<{ readonly ok: boolean }>) => {
  const answer = (await asked) as { readonly ok: boolean; readonly refusal?: { readonly code: string } };
  return answer.ok ? "no refusal" : answer.refusal?.code;
};
const calls = async (part: string): Promise<number> => {
  const { requests } = (await simulator.control("GET", "requests")) as {
    readonly requests: readonly { readonly path: string }[];
  };
  return requests.filter(({ path }) => path.includes(part)).length;
};

describe("the list", () => {
  test("has every file by id and name, for each kind of document that shows them", async () => {
    const port = files();
    const listed = await port.list(of("90101"));
    expect(listed).toEqual({
      ok: true,
      value: attachments.map(({ id, filename }) => ({ id: String(id), name: filename })),
    });
    expect(await port.list(of("91", "change_order_packages"))).toEqual({
      ok: true,
      value: [{ id: "9", name: "proposal.pdf" }],
    });
    const prime = of("91", "prime_contract_change_orders");
    expect(await port.list(prime)).toEqual({ ok: true, value: [{ id: "9", name: "proposal.pdf" }] });
    expect(await port.list(of("92", "requisitions"))).toEqual({
      ok: true,
      value: [{ id: "8", name: "application.pdf" }],
    });
    expect(await port.list(of("90102"))).toEqual({ ok: true, value: [] });
  });

  test("is one call for everybody who asks within the time that its addresses hold", async () => {
    const port = files();
    const before = await calls("/rest/v1.0/work_order_contracts/90101");
    await Promise.all([port.list(of("90101")), port.list(of("90101"))]);
    expect((await port.read(of("90101"), "1")).ok).toBe(true);
    expect(await calls("/rest/v1.0/work_order_contracts/90101")).toBe(before + 1);
  });

  test("that could not be read is refused in words, never empty, and asked for again", async () => {
    const port = files();
    await fault({ path: "work_order_contracts", status: 500 });
    expect(await refusal(port.list(of("90101")))).toBe("source.silent");
    await fault({ path: "work_order_contracts", status: 429, retryAfterSeconds: 1 });
    expect(await refusal(files({ maxWaitMs: 10 }).list(of("90101")))).toBe("source.busy");
    await fault({ path: "work_order_contracts", status: 403 });
    expect(await refusal(port.list(of("90101")))).toBe("source.denied");
    expect(await refusal(port.list(of("90199")))).toBe("source.gone");
    expect(await refusal(port.list(of("../../oauth")))).toBe("source.gone");
    // A record that does not speak of files has an unknown number of them.
    expect(await refusal(port.list({ kind: "projects", projectId: null, id: "77" }))).toBe("source.shape");
    expect((await port.list(of("90101"))).ok).toBe(true);
  });
});

describe("the bytes of a file", () => {
  test("come from the storage; the token stays with Procore, which asks for it", async () => {
    const read = await files().read(of("90101"), "1");
    if (!read.ok) throw new Error(read.refusal.code);
    expect(read.value.name).toBe("executed.pdf");
    expect(Buffer.from(read.value.bytes).toString("latin1")).toMatch(/^%PDF-1\.4[\s\S]*First page[\s\S]*%%EOF\n$/);
  });

  test("may be none, under a name of any length", async () => {
    const port = files();
    const empty = await port.read(of("90101"), "2");
    expect(empty.ok && empty.value.bytes.length).toBe(0);
    const named = await port.read(of("90101"), "7");
    expect(named.ok && named.value.name).toBe(long);
  });

  test("whose address has run out are asked for once more under another one", async () => {
    const port = files();
    expect((await port.list(of("90101"))).ok).toBe(true);
    await fault({ path: "/storage/", status: 403 });
    expect((await port.read(of("90101"), "1")).ok).toBe(true);
    await fault({ path: "/storage/", status: 403, times: 2 });
    expect(await refusal(port.read(of("90101"), "1"))).toBe("source.file_refused");
  });

  test("are given with another token where Procore ended the first one early", async () => {
    const port = files();
    await fault({ path: "/fas/", status: 401 });
    expect((await port.read(of("90101"), "1")).ok).toBe(true);
  });

  test("that are too many are not read, and the refusal says how large the file is", async () => {
    const read = await files().read(of("90101"), "3");
    expect(read).toMatchObject({
      ok: false,
      refusal: { code: "source.file_large", params: { name: "drawings.pdf", limit: "25 MB" } },
    });
  });

  test.each(["4", "5", "6"])("are not read where the answer leads inside a network or off the web (%s)", async (id) => {
    expect(await refusal(files().read(of("90101"), id))).toBe("source.file_elsewhere");
  });

  test("of a file that was taken off, or while the storage is silent or busy, are refused in words", async () => {
    expect(await refusal(files().read(of("90101"), "77"))).toBe("source.file_gone");
    await fault({ path: "/storage/", dropRequest: true });
    expect(await refusal(files().read(of("90101"), "1"))).toBe("source.silent");
    await fault({ path: "/fas/", status: 429 });
    expect(await refusal(files().read(of("90101"), "1"))).toBe("source.busy");
    await fault({ path: "/storage/", delayMs: 1500 });
    expect(await refusal(files({ timeoutMs: 300 }).read(of("90101"), "1"))).toBe("source.silent");
  });
});
