import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { mayAndJune } from "#drizzle/factories/periods.ts";
import { acceptRules } from "#drizzle/factories/signed-item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { startRun } from "#lib/commands/start-run.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { writePeriods } from "#lib/db/periods.ts";
import { acceptRunJob } from "#lib/jobs/accept-run.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { acceptRows } from "#lib/preflight/accept-rows.ts";
import { stepAcceptRun } from "#lib/preflight/step-accept-run.ts";
import { batchPage } from "#lib/queries/batch-page.ts";
import { runCheck } from "#lib/queries/run-check.ts";
import { runPage } from "#lib/queries/run-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const view = { tab: "ready" } as const;
const ask = (company: TestCompany, date?: string) =>
  runCheck.execute(bed.app, company.principal("accountant"), { ...view, ...(date === undefined ? {} : { date }) });
const check = async (company: TestCompany, date?: string) => demand(await ask(company, date));
const start = async (company: TestCompany, date: string, over: object = {}, role: TestRole = "accountant") => {
  const shown = await ask(company, date);
  const { count, hashTotal, dates } = shown.ok ? shown.value : { count: 1, hashTotal: null, dates: { changing: 1 } };
  const runId = randomUUID();
  const dating = { date, reason: "month end", changing: dates.changing };
  const input = { runId, view, seen: { count: Math.max(1, count), hashTotal }, dating, ...over };
  return { runId, outcome: await startRun.execute(bed.app, company.principal(role), input) };
};
const page = async (company: TestCompany, runId: string) =>
  demand(await runPage.execute(bed.app, company.principal("accountant"), { runId }));
const work = (company: TestCompany) => bed.run(acceptRunJob, { companyId: company.id });
const dateOf = async (company: TestCompany, itemId: string) => (await bed.view(company, itemId)).fields.date;
const savedBy = (itemId: string) =>
  rows<{ reason: string; before: string; after: string; by: string }>(
    bed.owner,
    sql`select data ->> 'reason' as reason, data -> 'before' ->> 'date' as before, data -> 'after' ->> 'date' as after, actor ->> 'name' as by
      from audit_event where item_id = ${itemId} and kind = 'item.fields_saved' order by seq`,
  );

describe("one accounting date for a run", () => {
  test("is shown in its totals, given by its parts with the reason, and is in the proof; what has that date is left alone", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company);
    const change = await aChangeOrder(bed.app, company, parent);
    const same = await anItem(bed.app, company, { date: "2026-05-20" });
    const before = await check(company);
    expect(before.dates).toMatchObject({ targets: 3, changing: 0, freed: 0, without: 0, books: ["jc"] });
    const shown = await check(company, "2026-05-20");
    expect(shown).toMatchObject({ count: 3, hashTotal: before.hashTotal });
    expect(shown.dates).toMatchObject({ changing: 2, days: [{ day: "2026-05-20", ledger: "jc", count: 3 }] });
    const { runId, outcome } = await start(company, "2026-05-20");
    demand(outcome);
    expect(await page(company, runId)).toMatchObject({ bookedDay: "2026-05-20", dateReason: "month end", dated: 0 });
    await work(company);
    const run = await page(company, runId);
    expect(run).toMatchObject({ status: "done", accepted: 3, refused: 0, dated: 2 });
    for (const { id, documentSha256 } of [parent, change]) {
      expect(await bed.item(id)).toMatchObject({ state: "outbox" });
      expect((await bed.item(id)).document_sha256).not.toBe(documentSha256);
      expect(await savedBy(id)).toMatchObject([
        { reason: "month end", after: "2026-05-20", by: company.people.accountant.name },
      ]);
    }
    expect((await bed.item(same.id)).document_sha256).toBe(same.documentSha256);
    expect(await savedBy(same.id)).toEqual([]);
    const batchId = run.batches[0]?.id ?? "";
    const proof = demand(await batchPage.execute(bed.app, company.principal("auditor"), { batchId }));
    expect(proof).toMatchObject({ isWhole: true, run: { bookedDay: "2026-05-20", dateReason: "month end" } });
    expect(proof.rows.map(({ bookedDay }) => bookedDay)).toEqual(["2026-05-20", "2026-05-20", "2026-05-20"]);
    expect(proof.hashTotal).not.toBe(shown.hashTotal);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a closed period is refused before the decision with the next open date, which takes along what its own kept out", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    const change = await aChangeOrder(bed.app, company, parent);
    await mayAndJune(bed.app, company);
    await bed.owner.execute(sql`update item set checked_at = null where company_id = ${company.id}`);
    await bed.run(checkItems, { companyId: company.id });
    const alone = await check(company);
    expect(alone).toMatchObject({ count: 0, left: { count: 1 }, dates: { targets: 1, freed: 1 } });
    expect(codeOf(await ask(company, "2026-05-31"))).toBe("redate.closed");
    const refused = await start(company, "2026-05-31");
    expect(refused.outcome).toMatchObject({
      ok: false,
      refusal: { code: "redate.closed", params: { next: expect.stringContaining("2026-06-01") } },
    });
    expect(codeOf(await ask(company, "31 May"))).toBe("redate.date");
    expect(await check(company, "2026-06-01")).toMatchObject({ count: 1, dates: { changing: 1, freed: 1 } });
    const { runId, outcome } = await start(company, "2026-06-01");
    demand(outcome);
    await work(company);
    expect(await page(company, runId)).toMatchObject({ status: "done", accepted: 1, dated: 1 });
    expect((await bed.item(change.id)).state).toBe("outbox");
  });

  test("a period that closes between the decision and a part leaves its items as they were, with the reason", async () => {
    const company = await aCompany(bed.owner);
    const items = [await anItem(bed.app, company), await anItem(bed.app, company)];
    await mayAndJune(bed.app, company, true);
    const { runId, outcome } = await start(company, "2026-06-10");
    demand(outcome);
    const june = { name: "2026-06", firstDay: "2026-06-01", lastDay: "2026-06-30", isApOpen: true, isJcOpen: false };
    await withCompany(bed.app, company.id, (tx) => writePeriods(tx, company.id, [june]));
    await work(company);
    const run = await page(company, runId);
    expect(run).toMatchObject({ status: "done", accepted: 0, refused: 2, dated: 0 });
    expect(run.rows.map(({ why }) => why)).toEqual([
      expect.stringContaining("2026-06-10 lies in 2026-06, which is closed in JC"),
      expect.stringContaining("2026-06-10 lies in 2026-06, which is closed in JC"),
    ]);
    for (const { id, version } of items) {
      expect(await bed.item(id)).toMatchObject({ state: "ready", version });
      expect(await dateOf(company, id)).toBe("2026-05-04");
    }
    expect(await bed.broken(company)).toEqual([]);
  });

  test("what the date blocks stays out, in the totals and in the part, with its own date", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company, { state: "synced" });
    const change = await aChangeOrder(bed.app, company, parent);
    const shown = await check(company, "2099-01-05");
    expect(shown).toMatchObject({ count: 0, left: { reasons: [{ why: expect.stringContaining("is after today") }] } });
    const seen = acceptRow(await bed.view(company, change.id));
    const accept = (date: string) =>
      withCompany(bed.app, company.id, (tx) =>
        acceptRows({ tx, companyId: company.id, actor: company.principal("accountant").actor }, [seen], {
          releaseAt: new Date().toISOString(),
          dating: { date, reason: "month end" },
        }),
      );
    const answer = await accept("2099-01-05");
    expect(answer).toMatchObject({ done: 0, dated: 0, rows: [{ code: "redate.blocked" }] });
    expect(answer.rows[0]?.sentence).toContain("is after today");
    expect(await bed.item(change.id)).toMatchObject({ state: "ready", version: change.version });
    expect(await accept("2026-05-20")).toMatchObject({ done: 1, dated: 1 });
  });

  test("what blocks it meanwhile otherwise is left out undated, and a lost part has dated nothing", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    const { runId, outcome } = await start(company, "2026-05-20");
    demand(outcome);
    await expect(
      withCompany(bed.app, company.id, async (tx) => {
        await stepAcceptRun(tx, company.id);
        throw new Error("the worker was killed");
      }),
    ).rejects.toThrow("killed");
    expect(await bed.item(item.id)).toMatchObject({ state: "ready", version: item.version });
    expect(await page(company, runId)).toMatchObject({ status: "running", dated: 0 });
    await bed.owner.execute(sql`delete from vendor_link where company_id = ${company.id}`);
    await bed.owner.execute(sql`update item set checked_at = null where company_id = ${company.id}`);
    await work(company);
    expect(await page(company, runId)).toMatchObject({ status: "done", accepted: 0, refused: 1, dated: 0 });
    expect((await page(company, runId)).rows[0]?.why).toContain("not linked");
    expect(await bed.item(item.id)).toMatchObject({ version: item.version });
    expect(await dateOf(company, item.id)).toBe("2026-05-04");
  });

  test("is refused when other dates change than were shown, without a reason, and to who may not decide", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company);
    const { count, hashTotal } = await check(company, "2026-05-20");
    const over = (dating: object) => ({ seen: { count, hashTotal }, dating });
    const day = { date: "2026-05-20", reason: "month end", changing: 1 };
    expect(codeOf((await start(company, "", over({ ...day, changing: 0 }))).outcome)).toBe("run.moved");
    expect(codeOf((await start(company, "", over({ ...day, reason: " " }))).outcome)).toBe("input.invalid");
    expect(codeOf((await start(company, "", over(day), "ungranted")).outcome)).toBe("access.grant");
    demand((await start(company, "", over(day))).outcome);
  });

  test("new bytes have no first signature: what somebody else signed is signed first again", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    await acceptRules(bed.app, company, [{ recordType: null, projectId: null, atLeast: null }]);
    const first = { rows: [acceptRow(await bed.view(company, item.id))] };
    expect(demand(await acceptItems.execute(bed.app, company.principal("accountant"), first)).signed).toBe(1);
    expect(await check(company)).toMatchObject({ count: 0 });
    expect(await check(company, "2026-05-20")).toMatchObject({ count: 1, signing: 1, hashTotal: null });
    const { runId, outcome } = await start(company, "2026-05-20");
    demand(outcome);
    await work(company);
    expect(await page(company, runId)).toMatchObject({ status: "done", accepted: 0, signed: 1, dated: 1 });
    expect(await dateOf(company, item.id)).toBe("2026-05-20");
    const signed = await row<{ n: number }>(
      bed.owner,
      sql`select count(*)::int as n from item i join decision d on d.id = i.signature_id and d.seen_sha256 = i.document_sha256 where i.id = ${item.id}`,
    );
    expect(signed?.n).toBe(1);
  });
});
