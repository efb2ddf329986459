import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anInvoice } from "#drizzle/factories/invoice.ts";
import { anItem, type TestItem } from "#drizzle/factories/item.ts";
import { sageShowsProved } from "#drizzle/factories/sage-shows.ts";
import { acceptRules } from "#drizzle/factories/signed-item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { holdItems } from "#lib/commands/hold-items.ts";
import { isZero, sum } from "#lib/core/money.ts";
import { fateIds, missing, type RehearsedMeasure, rehearsedMeasureIds } from "#lib/core/rehearsal.ts";
import { json, rows } from "#lib/db/database.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { reconcilePage } from "#lib/queries/reconcile-page.ts";
import { rehearsalItems } from "#lib/queries/rehearsal-items.ts";
import { rehearsalPage } from "#lib/queries/rehearsal-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const pageOf = async (company: TestCompany, input: object = {}) =>
  demand(await rehearsalPage.execute(bed.app, company.principal("auditor"), input));
const itemsOf = async (company: TestCompany, input: object = {}) =>
  demand(await rehearsalItems.execute(bed.app, company.principal("auditor"), input));
const fatesOf = async (company: TestCompany, input: object = {}) =>
  new Map((await itemsOf(company, { limit: 500, ...input })).rows.map((item) => [item.id, item.fate]));
const hold = async (company: TestCompany, { id }: TestItem) => {
  const [found] = await rows<{ version: number }>(bed.owner, sql`select version from item where id = ${id}`);
  const until = { kind: "lift" };
  const asked = { items: [{ itemId: id, seenVersion: found?.version }], until, note: "Owner asked" };
  demand(await holdItems.execute(bed.app, company.principal("accountant"), asked));
};
/** Everything that waits for a decision, accepted in one order. */
async function acceptAll(company: TestCompany) {
  const ready = await rows<{ id: string; version: number; revision_id: string; document_sha256: string | null }>(
    bed.owner,
    sql`select id, version, revision_id, document_sha256 from item where company_id = ${company.id} and state = 'ready' order by number`,
  );
  const asked = ready.map((item) => ({
    itemId: item.id,
    decisionId: randomUUID(),
    seenVersion: item.version,
    seenRevisionId: item.revision_id,
    // What could not be rendered was seen as no bytes: any hash is another one.
    seenSha256: item.document_sha256 ?? "0".repeat(64),
  }));
  return demand(await acceptItems.execute(bed.app, company.principal("accountant"), { rows: asked })).rows;
}
/** What must hold of every figure: the parts add up, and its items add up to it. */
async function demandWhole(company: TestCompany, input: object = {}) {
  const page = await pageOf(company, input);
  for (const row of page.rows)
    for (const measure of rehearsedMeasureIds) {
      const { opening, released, adds, closing, left } = row.cells[measure];
      expect([measure, sum([closing])]).toEqual([measure, sum([opening, released, ...Object.values(adds)])]);
      for (const fate of missing) {
        const items = await itemsOf(company, { ...input, projectId: row.id, measure, fate });
        const part = measure === "retainage" ? items.retainage : items.amount;
        expect([measure, fate, sum([part])]).toEqual([measure, fate, sum([left[fate as keyof typeof left]])]);
      }
    }
  const { fates = [] } = page.summary ?? {};
  expect(fates.map(({ fate }) => fate)).toEqual(fateIds);
  for (const { fate, items, amount } of fates) {
    const found = await itemsOf(company, { ...input, fate });
    expect([fate, found.count, sum([found.amount])]).toEqual([fate, items, sum([amount])]);
  }
  return page;
}

/** A month with one item of every kind. */
async function aMonth() {
  const company = await aCompany(bed.owner, { profile: { undoSeconds: 600, undoSecondsBulk: 600 } });
  const parent = await anItem(bed.app, company, { state: "synced", lines: [{ amount: "50000.00" }] });
  await sageShowsProved(bed.app, company);
  await anItem(bed.app, company, { lines: [{ amount: "3000.10" }] });
  await anItem(bed.app, company, { state: "outbox", lines: [{ amount: "400.00" }] });
  await anItem(bed.app, company, { state: "exporting", lines: [{ amount: "80.05" }] });
  await anItem(bed.app, company, { state: "failed", lines: [{ amount: "6.00" }] });
  await anItem(bed.app, company, { state: "unknown", lines: [{ amount: "11.00" }] });
  await hold(company, await anItem(bed.app, company, { lines: [{ amount: "90.00" }] }));
  await aChangeOrder(bed.app, company, parent, { state: "ready", lines: [{ amount: "-200.00" }] });
  await anInvoice(bed.app, company, parent, { lines: [{ thisPeriod: "700.00", retained: "70.00" }] });
  const next = await anItem(bed.app, company, { lines: [{ amount: "5000.00" }] });
  const behind = await aChangeOrder(bed.app, company, next, { state: "ready", lines: [{ amount: "250.00" }] });
  const blocked = await anItem(bed.app, company, { vendor: "unlinked", lines: [{ amount: "1000.00" }] });
  const stuck = await aChangeOrder(bed.app, company, blocked, { state: "ready", lines: [{ amount: "33.00" }] });
  await bed.run(checkItems, { companyId: company.id });
  return { company, behind, blocked, stuck };
}

describe("the rehearsal", () => {
  test("adds up to the cent, from what Reconcile says Sage has to what Sage would have", async () => {
    const { company } = await aMonth();
    const page = await demandWhole(company);
    const [row] = page.rows;
    const [now] = demand(await reconcilePage.execute(bed.app, company.principal("auditor"), {})).rows;
    expect(row?.cells.committed.opening).toBe(
      sum([now?.cells.committed.sage ?? "", now?.cells.changes.sage ?? ""]).concat(".00"),
    );
    expect(row?.cells.committed).toEqual({
      opening: "50000.00",
      released: "80.05",
      adds: { commitment: "8400.10", change_order: "50.00" },
      closing: "58530.15",
      left: {
        ...{ later: "0.00", closed: "0.00", blocked: "1000.00", failed: "6.00", waits: "33.00" },
        ...{ signature: "0.00", on_hold: "90.00", doubt: "11.00" },
      },
    });
    expect(row?.cells.invoiced).toMatchObject({ opening: "0.00", adds: { invoice: "700.00" }, closing: "700.00" });
    expect(row?.cells.retainage).toMatchObject({ adds: { invoice: "70.00" }, closing: "70.00" });
    expect(page.summary).toMatchObject({ behind: 1, unchecked: 0, signed: 0, period: null });
    expect(page.summary?.failures.map(({ key, items, amount }) => [key, items, amount])).toEqual([
      ["failed:vendor inactive", 1, "6.00"],
      [expect.stringMatching(/^finding:commitment\.vendor/), 1, "1000.00"],
    ]);
    const [, unlinked] = page.summary?.failures ?? [];
    expect((await itemsOf(company, { cause: unlinked?.key, fate: "blocked" })).count).toBe(1);
  });

  test("says of every item what Accept then says of it, also of those behind others", async () => {
    const { company, behind, blocked, stuck } = await aMonth();
    const fates = await fatesOf(company);
    expect([behind, blocked, stuck].map(({ id }) => fates.get(id))).toEqual(["goes", "blocked", "waits"]);
    const { rows: waiting } = await itemsOf(company, { fate: "waits" });
    expect(waiting[0]?.words).toBe(`Waits for ${blocked.contract.number}, which does not go.`);
    const answers = await acceptAll(company);
    expect(answers.length).toBe(8);
    expect(answers.map(({ itemId, isDone }) => [itemId, isDone])).toEqual(
      answers.map(({ itemId }) => [itemId, fates.get(itemId) === "goes"]),
    );
    const after = await demandWhole(company, { scope: "outbox" });
    expect(after.rows[0]?.cells.committed.closing).toBe("58530.15");
  });

  test("a scope has what was accepted, and of the rest only what it says", async () => {
    const { company } = await aMonth();
    const closing = async (scope: string) => (await demandWhole(company, { scope })).rows[0]?.cells.committed.closing;
    expect(await closing("outbox")).toBe("50480.05");
    expect(await closing("clean")).toBe("58280.15");
    expect((await pageOf(company, { q: "no such project" })).rows).toEqual([]);
    expect((await pageOf(company, { q: company.project.number })).projects).toBe(1);
  });
});

describe("what misses the period", () => {
  test("is dated after its end, or in a closed one; the next open day is said", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, {
      state: "synced",
      date: "2026-04-02",
      lines: [{ amount: "9000.00" }],
    });
    await sageShowsProved(bed.app, company);
    const inTime = await anItem(bed.app, company, { date: "2026-05-04", lines: [{ amount: "100.00" }] });
    const later = await anItem(bed.app, company, { date: "2026-06-03", lines: [{ amount: "20.00" }] });
    const billing = { billingDate: "2026-04-30", lines: [{ thisPeriod: "500.00", retained: "50.00" }] };
    const invoice = await anInvoice(bed.app, company, parent, billing);
    const months = [
      { n: "April 2026", f: "2026-04-01", l: "2026-04-30", o: false },
      { n: "May 2026", f: "2026-05-01", l: "2026-05-31", o: true },
      { n: "Later", f: "2026-06-01", l: "2030-12-31", o: true },
    ];
    await bed.owner.execute(sql`insert into accounting_period (company_id, name, first_day, last_day, is_ap_open, is_jc_open)
      select ${company.id}::uuid, n, f, l, o, o from jsonb_to_recordset(${json(months)}) x(n text, f date, l date, o boolean)`);
    await bed.owner.execute(sql`update item set checked_at = null where company_id = ${company.id}`);
    expect((await pageOf(company)).summary?.unchecked).toBe(3);
    await bed.run(checkItems, { companyId: company.id });
    const page = await demandWhole(company, { upTo: "2026-05-31" });
    const fates = await fatesOf(company, { upTo: "2026-05-31" });
    expect([inTime.id, later.id, invoice.id].map((id) => fates.get(id))).toEqual(["goes", "later", "closed"]);
    expect(page.rows[0]?.cells.committed).toMatchObject({ opening: "9000.00", closing: "9100.00" });
    expect(page.rows[0]?.cells.committed.left.later).toBe("20.00");
    expect(page.rows[0]?.cells.retainage.left.closed).toBe("50.00");
    expect(page.summary?.period).toMatchObject({ name: "May 2026", isApOpen: true });
    expect((await itemsOf(company, { fate: "closed" })).rows).toMatchObject([
      { booked: "2026-04-30", nextOpen: page.summary?.period?.nextAp },
    ]);
    expect((await pageOf(company)).rows[0]?.cells.committed.closing).toBe("9120.00");
  });
});

describe("what waits for a person", () => {
  test("needs a second signature where the accept rules say so, and only there", async () => {
    const company = await aCompany(bed.owner);
    const small = await anItem(bed.app, company, { lines: [{ amount: "899.99" }] });
    const large = await anItem(bed.app, company, { lines: [{ amount: "900.00" }] });
    const other = randomUUID();
    await acceptRules(bed.app, company, [
      { recordType: null, projectId: null, atLeast: "900.00" },
      { recordType: "commitment", projectId: other, atLeast: null },
      { recordType: "budget", projectId: null, atLeast: null },
    ]);
    const fates = await fatesOf(company);
    expect([small.id, large.id].map((id) => fates.get(id))).toEqual(["goes", "signature"]);
    const answers = await acceptAll(company);
    expect(answers.map(({ code }) => code !== null)).toEqual([false, true]);
    expect((await pageOf(company)).summary?.signed).toBe(1);
  });

  test("what is held keeps back what is behind it", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const parent = await anItem(bed.app, company, { state: "outbox", lines: [{ amount: "100.00" }] });
    const child = await aChangeOrder(bed.app, company, parent, { state: "ready", lines: [{ amount: "7.00" }] });
    expect((await fatesOf(company)).get(child.id)).toBe("goes");
    await hold(company, parent);
    const fates = await fatesOf(company);
    expect([parent.id, child.id].map((id) => fates.get(id))).toEqual(["on_hold", "waits"]);
    expect((await pageOf(company)).summary?.fates.find(({ fate }) => fate === "waits")).toMatchObject({ items: 1 });
  });
});

describe("pages and doors", () => {
  test("items and projects come page by page, each once; what is not of the company is not there", async () => {
    const company = await aCompany(bed.owner);
    const twin = await aCompany(bed.owner);
    for (let n = 0; n < 5; n += 1) await anItem(bed.app, company);
    const first = await itemsOf(company, { limit: 3 });
    const second = await itemsOf(company, { limit: 3, after: first.next });
    expect([first.rows.length, first.count, second.rows.length, second.next]).toEqual([3, 5, 2, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(5);
    expect(await itemsOf(twin, { projectId: company.project.id })).toMatchObject({ count: 0 });
    expect((await pageOf(twin)).rows).toEqual([]);
    expect(codeOf(await rehearsalPage.execute(bed.app, company.principal("project_manager"), {}))).toBe("access.role");
  });

  test("the figures of a project without anything pending are not asked for", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "rejected" });
    const page = await pageOf(company);
    expect([page.projects, page.summary?.fates.every(({ amount }) => isZero(amount))]).toEqual([0, true]);
    const measure: RehearsedMeasure = "committed";
    expect((await itemsOf(company, { measure })).count).toBe(0);
  });
});
