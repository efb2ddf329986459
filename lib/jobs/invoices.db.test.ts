import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anInvoice } from "#drizzle/factories/invoice.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aPipeline } from "#drizzle/factories/pipeline.ts";
import { until } from "#drizzle/factories/processes.ts";
import { sageHas } from "#drizzle/factories/sage-has.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { resolveExport } from "#lib/commands/resolve-export.ts";
import type { SourcePort } from "#lib/connectors/port.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { withCompany } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { mirrorPage, nextMirrorReads } from "#lib/db/mirror.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { itemView } from "#lib/queries/item-view.ts";

let bed: TestBed;
let store: ReturnType<typeof gatewayStore>;
beforeAll(async () => {
  bed = await openTestBed();
  store = gatewayStore(bed.app, bed.database.appUrl);
});
afterAll(async () => {
  await store.close();
  await bed.close();
});

const check = (company: TestCompany) => bed.run(checkItems, { companyId: company.id });
const codes = async (company: TestCompany, itemId: string, severity = "blocks") =>
  (await bed.view(company, itemId)).findings
    .filter((finding) => finding.severity === severity)
    .map(({ code, sentence }) => `${code}: ${sentence}`);
const report = async (company: TestCompany, verdict: Verdict) => {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  const { exportId, fence, sha256 } = given;
  await store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
  return JSON.parse(given.document) as { erpId: string; files: { step: string; text: string }[] };
};
const prove = (company: TestCompany) => report(company, { kind: "proved" });

describe("taking in", () => {
  test("an invoice knows its contract, its vendor's Sage id is in its own, and its lines bill the commitment's items", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    const invoice = await anInvoice(bed.app, company, parent, { number: "PA-7" });
    expect(await codes(company, invoice.id)).toEqual([]);
    expect(await bed.item(invoice.id)).toMatchObject({
      state: "ready",
      erp_id: "LUMEN/PA-7",
      blocks: 0,
      vendor_id: company.vendor.id,
      parent_source_id: String(parent.contract.id),
    });
    const text = (await bed.view(company, invoice.id)).document?.files[0]?.text ?? "";
    expect(text.split("\r\n")).toEqual([
      'API,"LUMEN","PA-7","Invoice 1, Site electrical",2000.00,,05/31/2026,,,05/31/2026,,,,,,',
      `APD,"${parent.contract.number}",1,"24-01",,"26-010","SUB",,,1000.00,100.00,,,"Rough-in, area 1",`,
      `APD,"${parent.contract.number}",2,"24-01",,"26-020","SUB",,,1000.00,100.00,,,"Rough-in, area 2",`,
      "",
    ]);
  });

  test("a number is used once per vendor: among items here, and as Sage shows it", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    await anInvoice(bed.app, company, parent, { number: "PA-1", state: "outbox" });
    const same = await anInvoice(bed.app, company, parent, { number: "pa-1" });
    expect(await codes(company, same.id)).toEqual([expect.stringContaining("invoice.sage_id.taken")]);
    const keyed = await anInvoice(bed.app, company, parent, { number: "PA-9" });
    expect(await codes(company, keyed.id)).toEqual([]);
    const row = { Vendor: "LUMEN", Invoice: "PA-9", Description: "Keyed by hand", Amount: "1.00" };
    await withCompany(bed.app, company.id, async (tx) => {
      await nextMirrorReads(tx, company.id);
      await mirrorPage(tx, company.id, { table: "APM_MASTER__INVOICE", rows: [row], cursor: "9", isLast: true });
    });
    await check(company);
    expect(await codes(company, keyed.id)).toEqual([
      "invoice.sage_id.taken: Vendor LUMEN has an invoice PA-9 already: “Keyed by hand” in Sage.",
    ]);
  });

  test("what was stored in the invoice before is known from it", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    const first = await anInvoice(bed.app, company, parent, { state: "synced" });
    const second = await anInvoice(bed.app, company, parent, {
      previous: first.source.id,
      sequence: 2,
      lines: [
        { before: "1000.00", retainedBefore: "100.00" },
        { before: "1000.00", retainedBefore: "100.00" },
      ],
    });
    expect(await codes(company, second.id)).toEqual([]);
    expect(await bed.item(second.id)).toMatchObject({ blocks: 0 });
  });

  test("of a commitment that a person found in Sage, lines bill the items that they are, not those of their number", async () => {
    const company = await aCompany(bed.owner);
    const lines = [
      { amount: "1000.00", costCode: "26-010" },
      { amount: "2500.50", costCode: "26-010" },
    ];
    const parent = await anItem(bed.app, company, { lines });
    demand(await bed.accept(company, parent.id));
    await bed.drive(company, parent.id);
    await report(company, { kind: "mismatch", differences: [] });
    const asked = { itemId: parent.id, seenVersion: (await bed.item(parent.id)).version, as: "adopt" };
    demand(await resolveExport.execute(bed.app, company.principal("accountant"), asked));
    const { contract } = parent;
    const turned = { ...contract, lines: contract.lines.toReversed() };
    await sageHas(bed.app, company, turned);
    const invoice = await anInvoice(bed.app, company, parent);
    const text = (await bed.view(company, invoice.id)).document?.files[0]?.text ?? "";
    const billed = text.split("\r\n").filter((one) => one.startsWith("APD"));
    expect(billed.map((one) => one.split(",")[2])).toEqual(["2", "1"]);
    await sageHas(bed.app, company, contract);
    await check(company);
    const again = (await bed.view(company, invoice.id)).document?.files[0]?.text ?? "";
    expect(again.split("\r\n").flatMap((one) => (one.startsWith("APD") ? [one.split(",")[2]] : []))).toEqual([
      "1",
      "2",
    ]);
  });

  test("a company in Canada exports none", async () => {
    const company = await aCompany(bed.owner, { profile: { country: "canada" } });
    const parent = await anItem(bed.app, company, { state: "synced" });
    const invoice = await anInvoice(bed.app, company, parent);
    expect(codeOf(await bed.accept(company, invoice.id))).toBe("item.blocked");
  });
});

describe("the way to Sage", () => {
  test("waits for its commitment, is offered after its proof, proved, and written back", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company);
    const invoice = await anInvoice(bed.app, company, parent);
    expect(codeOf(await bed.accept(company, invoice.id))).toBe("item.blocked");
    expect(demand(await bed.accept(company, invoice.id, parent.id)).rows.map(({ isDone }) => isDone)).toEqual([
      true,
      true,
    ]);
    await bed.drive(company, invoice.id);
    const words = `Waiting for ${parent.contract.number} to be Synced`;
    expect(await bed.exportOf(invoice.id)).toMatchObject({ status: "waiting", note: words });
    await bed.drive(company, parent.id);
    expect((await prove(company)).erpId).toBe(parent.contract.number);
    await bed.drive(company, invoice.id);
    expect(await bed.exportOf(invoice.id)).toMatchObject({ status: "queued" });
    const document = await prove(company);
    expect(document).toMatchObject({
      erpId: `LUMEN/${invoice.source.number}`,
      files: [{ step: "ApInvoices", extension: "txt" }],
    });
    expect(await bed.item(invoice.id)).toMatchObject({ state: "synced" });
    const calls: unknown[][] = [];
    await bed.run(writeBack, { companyId: company.id }, sourceOf(calls));
    expect(calls).toContainEqual([
      "requisitions",
      company.project.sourceId,
      String(invoice.source.id),
      expect.objectContaining({ id: `LUMEN/${invoice.source.number}` }),
    ]);
    expect((await bed.kinds(invoice.id)).at(-1)).toBe("export.written_back");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a line of a change order needs it in Sage, and is free again when it is proved", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    const change = await aChangeOrder(bed.app, company, parent, { number: "001" });
    const lines = [{}, { changeOrder: change.source.id, contractLine: 0, costCode: "26-010" }];
    const invoice = await anInvoice(bed.app, company, parent, { lines });
    const blocked =
      "invoice.change_order.not_proved: Line 2 bills change order 001, which is “Ready to Export”; it has to be Synced first.";
    expect(await codes(company, invoice.id)).toEqual([blocked]);
    expect(codeOf(await bed.accept(company, invoice.id))).toBe("item.blocked");
    demand(await bed.accept(company, change.id));
    await bed.drive(company, change.id);
    await prove(company);
    await check(company);
    expect(await codes(company, invoice.id)).toEqual([]);
    const text = (await bed.view(company, invoice.id)).document?.files[0]?.text ?? "";
    expect(text.match(/APD,"[^"]+",1,/g)).toHaveLength(2);
  });

  test("invoices of one commitment do not wait for each other", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    const [one, two] = [await anInvoice(bed.app, company, parent), await anInvoice(bed.app, company, parent)];
    demand(await bed.accept(company, one.id, two.id));
    for (const { id } of [one, two]) await bed.drive(company, id);
    for (const { id } of [one, two]) expect(await bed.exportOf(id)).toMatchObject({ status: "queued" });
  });
});

test("through real processes into the simulated Sage: commitment, then its invoice, each once", async () => {
  const pipeline = await aPipeline();
  try {
    await pipeline.startWorker();
    await pipeline.enrol();
    await pipeline.startSyncClient();
    const parent = await anItem(pipeline.app, pipeline.company);
    const invoice = await anInvoice(pipeline.app, pipeline.company, parent);
    await pipeline.accept([parent, { ...invoice, contract: parent.contract }]);
    await until("both to be synced", async () => (await pipeline.states()).synced === 2, 40_000).catch(
      async (error) => {
        throw new Error(`${String(error)}\n${await pipeline.account()}`);
      },
    );
    const kinds = (await pipeline.effects(`LUMEN/${invoice.source.number}`)).map(({ kind }) => kind);
    expect(kinds).toEqual(["invoice.imported", "invoice.posted"]);
    await pipeline.control("POST", `invoices/LUMEN/${invoice.source.number}/pay`);
    await until(
      "the payment to be shown",
      async () => {
        const seen = await itemView.execute(pipeline.app, pipeline.company.principal("accountant"), {
          itemId: invoice.id,
        });
        return seen.ok && seen.value.details.some(({ value }) => value === "In full, but for the retainage");
      },
      60_000,
    );
    const id = parent.contract.number;
    expect(await pipeline.control("GET", `commitments?commitment=${id}`)).toMatchObject({
      commitments: [{ amount_invoiced: "2000.00" }],
    });
  } finally {
    await pipeline.close();
  }
}, 150_000);

function sourceOf(calls: unknown[][]): SourcePort {
  const none = async function* () {};
  return {
    projects: none,
    vendors: none,
    documents: none,
    document: async () => null,
    writeOrigin: async (...call) => {
      calls.push(call);
      return { kind: "written" };
    },
  };
}
