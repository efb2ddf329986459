import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBudget } from "#drizzle/factories/budget.ts";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anInvoice } from "#drizzle/factories/invoice.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { sageHas } from "#drizzle/factories/sage-has.ts";
import { sageRows } from "#drizzle/factories/sage-shows.ts";
import { aSubJob } from "#drizzle/factories/sub-job.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { linkDocuments } from "#lib/commands/link-documents.ts";
import { refuseRecord } from "#lib/commands/refuse-record.ts";
import { resolveExport } from "#lib/commands/resolve-export.ts";
import { unlinkItem } from "#lib/commands/unlink-item.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { sum } from "#lib/core/money.ts";
import { rows } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { watchDrift } from "#lib/jobs/watch-drift.ts";
import { documentMatch } from "#lib/queries/document-match.ts";
import { documentPage } from "#lib/queries/document-page.ts";
import { reconcileProject } from "#lib/queries/reconcile-project.ts";
import type { DocumentRow } from "#lib/views/adoption.ts";

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

const page = async (company: TestCompany) =>
  demand(await documentPage.execute(bed.app, company.principal("accountant"), { projectId: company.project.id }));
const rowOf = async (company: TestCompany, id: string): Promise<DocumentRow> => {
  const row = (await page(company)).rows.find((one) => one.id === id);
  if (!row) throw new Error("the document is not on the page");
  return row;
};
const askFor = (found: readonly DocumentRow[], isExact: boolean, projectId: string) => ({
  projectId,
  rows: found.map(({ id, version, record, seen }) => ({
    itemId: id,
    decisionId: randomUUID(),
    seenVersion: version,
    erpId: record?.erpId ?? "?",
    seen: seen ?? "0".repeat(64),
  })),
  count: found.length,
  amount: sum(found.map(({ amount }) => amount)),
  isExact,
});
const link = (company: TestCompany, found: readonly DocumentRow[], isExact = true) =>
  linkDocuments.execute(bed.app, company.principal("accountant"), askFor(found, isExact, company.project.id));

/** The sync client looks once: every offered export is driven, leased and answered alike. */
async function look(company: TestCompany, itemId: string, verdict: Verdict) {
  await bed.owner.execute(
    sql`update export set next_check_at = clock_timestamp() - interval '1 second' where item_id = ${itemId} and next_check_at is not null`,
  );
  await bed.drive(company, itemId);
  const { id } = await bed.exportOf(itemId);
  const given = (await store.leaseNext(company.syncClient.id, 9)).find((one) => one.exportId === id);
  if (!given) throw new Error("the export was not leased");
  const { exportId, fence, sha256 } = given;
  await store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
  return given;
}
/** Every table was read again after what was proved. */
async function readAgain(company: TestCompany) {
  for (const table of ["JCM_MASTER__COMMITMENT_CO", "APM_MASTER__INVOICE", "APM_MASTER__DISTRIBUTION"])
    await sageRows(bed.app, company, table, []);
  await bed.owner.execute(
    sql`update export set finished_at = clock_timestamp() - interval '1 minute' where company_id = ${company.id} and status = 'proved'`,
  );
  await bed.owner.execute(sql`update mirror_read set read_at = clock_timestamp() where company_id = ${company.id}`);
}
const lookOnly = async (itemId: string) =>
  (
    await rows<{ is_look_only: boolean; status: string }>(
      bed.owner,
      sql`select is_look_only, status from export where item_id = ${itemId} order by position desc limit 1`,
    )
  )[0];
const linked = async (company: TestCompany, options: Parameters<typeof anItem>[2] = {}) => {
  const item = await anItem(bed.app, company, { state: "not_sent", ...options });
  await sageHas(bed.app, company, item.contract);
  demand(await link(company, [await rowOf(company, item.id)]));
  await look(company, item.id, { kind: "proved" });
  return item;
};

describe("a record that is exactly the document", () => {
  test("is linked with its control totals, looked for and never sent, and becomes Synced with Sage's id", async () => {
    const company = await aCompany(bed.owner);
    const items = [
      await anItem(bed.app, company, { state: "not_sent" }),
      await anItem(bed.app, company, { state: "rejected" }),
    ];
    for (const { contract } of items) await sageHas(bed.app, company, contract);
    const seen = await page(company);
    expect(seen.rows.map(({ degree, differences, reason }) => [degree, differences, reason])).toEqual([
      ["exact", 0, null],
      ["exact", 0, null],
    ]);
    expect(seen.counts).toMatchObject({ open: 2, linked: 0 });
    expect(demand(await link(company, seen.rows)).done).toBe(2);
    for (const { id, contract } of items) {
      expect(await bed.item(id)).toMatchObject({ state: "unknown", erp_id: contract.number });
      const given = await look(company, id, { kind: "proved" });
      expect(given.mode).toBe("probe");
      expect(JSON.parse(given.document)).toMatchObject({ door: "none", files: [], erpId: contract.number });
      expect(await bed.item(id)).toMatchObject({ state: "synced", note: null });
      expect(await bed.exportOf(id)).toMatchObject({ status: "proved", write_back: "due", attempts: 0 });
      expect((await bed.kinds(id)).slice(-2)).toEqual(["export.reported", "export.proved"]);
    }
    expect((await page(company)).counts).toMatchObject({ open: 0, looking: 0, linked: 2 });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("counts as linked in Reconcile: nothing is left unexplained", async () => {
    const company = await aCompany(bed.owner);
    await linked(company);
    await bed.owner.execute(
      sql`update export set finished_at = clock_timestamp() - interval '1 minute' where company_id = ${company.id}`,
    );
    await bed.owner.execute(sql`update mirror_read set read_at = clock_timestamp() where company_id = ${company.id}`);
    const figures = demand(
      await reconcileProject.execute(bed.app, company.principal("accountant"), {
        projectId: company.project.id,
        upTo: "2026-12-31",
      }),
    );
    expect(figures.project.cells.committed).toMatchObject({
      procore: "3501.00",
      sage: "3501.00",
      difference: "0.00",
      unexplained: "0.00",
    });
  });

  test("with other control totals, a stale look or an older version: nothing is linked", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "not_sent" });
    await sageHas(bed.app, company, item.contract);
    const seen = await rowOf(company, item.id);
    const asked = askFor([seen], true, company.project.id);
    const execute = (input: object) => linkDocuments.execute(bed.app, company.principal("accountant"), input);
    expect(codeOf(await execute({ ...asked, count: 2 }))).toBe("link.totals");
    expect(codeOf(await execute({ ...asked, amount: "1.00" }))).toBe("link.totals");
    expect(codeOf(await link(company, [{ ...seen, version: seen.version - 1 }]))).toBe("item.changed");
    expect(codeOf(await link(company, [{ ...seen, seen: "0".repeat(64) }]))).toBe("item.changed");
    await sageHas(bed.app, company, item.contract, { amounts: ["1.00", "2.00"] });
    expect(codeOf(await link(company, [seen]))).toBe("link.not_exact");
    expect(codeOf(await link(company, [seen], false))).toBe("item.changed");
    expect((await bed.item(item.id)).state).toBe("not_sent");
    expect(await lookOnly(item.id)).toBeUndefined();
  });

  test("is not linked by whoever sent it, and by nobody without the grant", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "not_sent" });
    await sageHas(bed.app, company, item.contract);
    const seen = await rowOf(company, item.id);
    const asked = askFor([seen], true, company.project.id);
    for (const role of ["admin", "auditor", "project_manager", "ungranted"] as const)
      expect(codeOf(await linkDocuments.execute(bed.app, company.principal(role), asked))).toMatch(/^access\./);
    await bed.owner.execute(
      sql`update item set own_person_ids = array[${company.people.accountant.id}::uuid] where id = ${item.id}`,
    );
    expect(codeOf(await link(company, [seen]))).toBe("access.own");
  });

  test("goes to one document, also when two people link at once", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "not_sent" });
    await sageHas(bed.app, company, item.contract);
    const seen = await rowOf(company, item.id);
    const answers = await Promise.all([link(company, [seen]), link(company, [seen])]);
    expect(answers.map(codeOf).filter((code) => code === null)).toHaveLength(1);
    const twin = await anItem(bed.app, company, { state: "not_sent", number: item.contract.number });
    expect(await rowOf(company, twin.id)).toMatchObject({ degree: "none", record: null });
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("a record that differs", () => {
  const differing = async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "not_sent" });
    await sageHas(bed.app, company, item.contract, { amounts: ["1250.50", "2000.00"] });
    return { company, item };
  };

  test("is likely, shown field by field and line by line, and linked only by itself", async () => {
    const { company, item } = await differing();
    const seen = await rowOf(company, item.id);
    expect(seen).toMatchObject({ degree: "likely", differences: 2 });
    const match = demand(await documentMatch.execute(bed.app, company.principal("accountant"), { itemId: item.id }));
    expect(match.points.filter(({ isSame }) => !isSame).map(({ name }) => name)).toEqual(["amount", "date", "name"]);
    expect(match.differences.map(({ column, expected, found }) => [column, expected, found])).toEqual([
      ["Amount", "3501.00", "3250.50"],
      ["Amount", "2250.50", "2000.00"],
    ]);
    expect(codeOf(await link(company, [seen], true))).toBe("link.not_exact");
    expect(demand(await link(company, [seen], false)).done).toBe(1);
  });

  test("is held when it is read back, and a person says that it is the same: Synced, with nothing sent", async () => {
    const { company, item } = await differing();
    demand(await link(company, [await rowOf(company, item.id)], false));
    await look(company, item.id, { kind: "mismatch", differences: [] });
    const { state, version } = await bed.item(item.id);
    expect(state).toBe("held");
    const settle = (as: string) =>
      resolveExport.execute(bed.app, company.principal("accountant"), { itemId: item.id, seenVersion: version, as });
    expect(codeOf(await settle("send_again"))).toBe("item.moved");
    demand(await settle("adopt"));
    expect((await bed.item(item.id)).state).toBe("synced");
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "proved", write_back: "due", attempts: 0 });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("that a person took as it is differs from what was accepted: drift watch says so, until Sage is corrected", async () => {
    const { company, item } = await differing();
    demand(await link(company, [await rowOf(company, item.id)], false));
    await look(company, item.id, { kind: "mismatch", differences: [] });
    const { version } = await bed.item(item.id);
    const asked = { itemId: item.id, seenVersion: version, as: "adopt" };
    demand(await resolveExport.execute(bed.app, company.principal("accountant"), asked));
    await readAgain(company);
    await bed.run(watchDrift, { companyId: company.id });
    const { difference } = await bed.view(company, item.id);
    expect(difference?.columns.map(({ column, row, accepted, found }) => [column, row, accepted, found])).toEqual([
      ["Amount", "", "3501.00", "3250.50"],
      ["Amount", "2", "2250.50", "2000.00"],
    ]);
    await sageHas(bed.app, company, item.contract);
    await readAgain(company);
    await bed.run(watchDrift, { companyId: company.id });
    expect((await bed.view(company, item.id)).difference).toBeNull();
    const events = (await bed.kinds(item.id)).filter((kind) => kind.startsWith("difference."));
    expect(events).toEqual(["difference.opened", "difference.closed"]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("that is not the same is remembered: not proposed again, until somebody takes that back", async () => {
    const { company, item } = await differing();
    const refuse = (isRefused: boolean) =>
      refuseRecord.execute(bed.app, company.principal("accountant"), {
        itemId: item.id,
        erpId: item.contract.number,
        isRefused,
      });
    demand(await refuse(true));
    expect(await rowOf(company, item.id)).toMatchObject({ degree: "none", record: null });
    demand(await refuse(false));
    expect(await rowOf(company, item.id)).toMatchObject({ degree: "likely" });
    expect((await bed.kinds(item.id)).slice(-2)).toEqual(["item.record_refused", "item.refusal_withdrawn"]);
  });

  test("that Sage does not have at all is held, and is never sent", async () => {
    const { company, item } = await differing();
    demand(await link(company, [await rowOf(company, item.id)], false));
    await look(company, item.id, { kind: "absent" });
    const { state, version, note } = await bed.item(item.id);
    expect([state, note]).toEqual(["held", "Sage does not have the record"]);
    const asked = { itemId: item.id, seenVersion: version, as: "give_up" };
    demand(await resolveExport.execute(bed.app, company.principal("accountant"), asked));
    expect((await bed.item(item.id)).state).toBe("not_sent");
    expect(await lookOnly(item.id)).toEqual({ is_look_only: true, status: "unlinked" });
    expect(await rowOf(company, item.id)).toMatchObject({ degree: "none", state: "open" });
    expect(await store.leaseNext(company.syncClient.id, 9)).toEqual([]);
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("what belongs to a document", () => {
  test("waits until that one is Synced, then finds its own record", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "not_sent" });
    const order = await aChangeOrder(bed.app, company, item, { state: "not_sent", number: "001" });
    const invoice = await anInvoice(bed.app, company, item, { state: "not_sent" });
    const commitment = await sageHas(bed.app, company, item.contract);
    await sageRows(bed.app, company, "JCM_MASTER__COMMITMENT_CO", [
      {
        ...{ Commitment: commitment, Commitment_CO: "001", Description: "Added outlets", Status: "Approved" },
        ...{ Amount: "1000.00", CO_Date: "2026-05-12" },
      },
    ]);
    const { sageVendor: Vendor } = company.vendor;
    const key = { Vendor, Invoice: invoice.source.number };
    await sageRows(bed.app, company, "APM_MASTER__INVOICE", [
      {
        ...key,
        Description: "May",
        Amount: "2000.00",
        Retainage: "200.00",
        Invoice_Date: "2026-05-31",
        Accounting_Date: "2026-05-31",
      },
    ]);
    const distributions = item.contract.lines.map((line, n) => ({
      ...key,
      Dist_Seq: String(n + 1),
      Commitment: commitment,
      Commitment_Line_Item: String(n + 1),
      Job: company.project.job,
      Extra: "",
      Cost_Code: line.costCode,
      Category: line.category,
      Amount: "1000.00",
      Retainage: "100.00",
    }));
    await sageRows(bed.app, company, "APM_MASTER__DISTRIBUTION", distributions);
    const before = [await rowOf(company, order.id), await rowOf(company, invoice.id)];
    const words = `It belongs to ${item.contract.number}, which is linked first.`;
    expect(before.map(({ degree, reason }) => [degree, reason])).toEqual([
      ["none", words],
      ["none", words],
    ]);
    expect(codeOf(await link(company, [before[0] as DocumentRow]))).toBe("link.waits");
    demand(await link(company, [await rowOf(company, item.id)]));
    expect((await rowOf(company, order.id)).reason).toBe(words);
    await look(company, item.id, { kind: "proved" });
    const found = [await rowOf(company, order.id), await rowOf(company, invoice.id)];
    expect(found.map(({ degree, record, differences }) => [degree, record?.erpId, differences])).toEqual([
      ["exact", `${commitment}/001`, 0],
      ["exact", `${Vendor}/${invoice.source.number}`, 0],
    ]);
    expect(demand(await link(company, found)).done).toBe(2);
    for (const { id } of found) await look(company, id, { kind: "proved" });
    expect((await page(company)).counts).toMatchObject({ open: 0, linked: 3 });
    const { version } = await bed.item(item.id);
    const unlinked = await unlinkItem.execute(bed.app, company.principal("accountant"), {
      itemId: item.id,
      seenVersion: version,
    });
    expect(codeOf(unlinked), "its children first").toBe("unlink.children");
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("other records", () => {
  test("the budget is the job's original estimate", async () => {
    const company = await aCompany(bed.owner);
    const planned = [{}, { costCode: "26-010", category: "MAT" }];
    const budget = await aBudget(bed.app, company, { state: "not_sent", lines: planned });
    const seen = await rowOf(company, budget.id);
    expect(seen).toMatchObject({ degree: "likely", record: { erpId: company.project.job } });
    await bed.owner.execute(
      sql`update sage_category set original_estimate = 0 where company_id = ${company.id} and job = ${company.project.job}`,
    );
    const lines = demand(
      await documentMatch.execute(bed.app, company.principal("accountant"), { itemId: budget.id }),
    ).lines;
    for (const { extra, costCode, category, amount } of lines)
      await bed.owner.execute(sql`update sage_category set original_estimate = original_estimate + ${amount}::numeric
        where company_id = ${company.id} and (job, extra, cost_code, category) = (${company.project.job}, ${extra}, ${costCode}, ${category})`);
    const exact = await rowOf(company, budget.id);
    expect(exact).toMatchObject({ degree: "exact", differences: 0 });
    demand(await link(company, [exact]));
    await look(company, budget.id, { kind: "proved" });
    expect(await bed.item(budget.id)).toMatchObject({ state: "synced", erp_id: company.project.job });
    await readAgain(company);
    await bed.run(watchDrift, { companyId: company.id });
    expect((await bed.view(company, budget.id)).difference, "its totals are in several categories").toBeNull();
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("a sub job", () => {
  const keyed = async () => {
    const company = await aCompany(bed.owner);
    const item = await aSubJob(bed.app, company, { state: "not_sent", code: "GARAGE", name: "Parking garage" });
    await sageRows(bed.app, company, "JCM_MASTER__EXTRA", [
      { Job: company.project.job, Extra: "GARAGE", Description: "Garage, keyed by hand", Status: "In progress" },
    ]);
    return { company, item };
  };

  test("is the extra of its code, whatever it is called there: linked, looked for, Synced", async () => {
    const { company, item } = await keyed();
    const seen = await rowOf(company, item.id);
    expect(seen).toMatchObject({ degree: "exact", differences: 0, record: { erpId: `${company.project.job}/GARAGE` } });
    demand(await link(company, [seen]));
    const given = await look(company, item.id, { kind: "proved" });
    expect([given.mode, JSON.parse(given.document)]).toMatchObject(["probe", { door: "none", files: [] }]);
    expect(await bed.item(item.id)).toMatchObject({ state: "synced", erp_id: `${company.project.job}/GARAGE` });
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "proved", write_back: "due", attempts: 0 });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("without an extra of its code has no record, also where another extra is called the same", async () => {
    const { company } = await keyed();
    const other = await aSubJob(bed.app, company, { state: "not_sent", code: "DECK", name: "Viewing deck" });
    expect(await rowOf(company, other.id)).toMatchObject({ degree: "none", record: null });
    await sageRows(bed.app, company, "JCM_MASTER__EXTRA", [
      { Job: "99-999", Extra: "DECK", Description: "Viewing deck", Status: "In progress" },
    ]);
    expect(await rowOf(company, other.id), "the extra of another job").toMatchObject({ degree: "none", record: null });
  });
});

describe("the link is taken off", () => {
  test("at once, the record stays in Sage, and the document may be linked or sent like any other", async () => {
    const company = await aCompany(bed.owner);
    const item = await linked(company);
    const { version } = await bed.item(item.id);
    const ref = { itemId: item.id, seenVersion: version };
    demand(await unlinkItem.execute(bed.app, company.principal("accountant"), ref));
    expect((await bed.item(item.id)).state).toBe("not_sent");
    expect(await lookOnly(item.id)).toEqual({ is_look_only: true, status: "unlinked" });
    expect((await bed.kinds(item.id)).at(-1)).toBe("item.unlinked");
    expect(await bed.exportOf(item.id)).toMatchObject({ write_back: "due" });
    const again = await rowOf(company, item.id);
    expect(again).toMatchObject({ degree: "exact", state: "open" });
    demand(await link(company, [again]));
    const given = await look(company, item.id, { kind: "proved" });
    expect([given.mode, given.fence]).toEqual(["probe", 2]);
    expect((await bed.item(item.id)).state).toBe("synced");
    expect(await bed.broken(company)).toEqual([]);
  });
});
