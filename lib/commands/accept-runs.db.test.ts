import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { aNewVersion, anItem } from "#drizzle/factories/item.ts";
import { acceptRules } from "#drizzle/factories/signed-item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { startRun } from "#lib/commands/start-run.ts";
import { stopRun } from "#lib/commands/stop-run.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { acceptRunJob } from "#lib/jobs/accept-run.ts";
import { stepAcceptRun } from "#lib/preflight/step-accept-run.ts";
import { runCheck } from "#lib/queries/run-check.ts";
import { runPage } from "#lib/queries/run-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const view = { tab: "ready" } as const;
const check = async (company: TestCompany) =>
  demand(await runCheck.execute(bed.app, company.principal("accountant"), view));
const start = async (company: TestCompany, over: object = {}, role: TestRole = "accountant") => {
  const { count, hashTotal } = await check(company);
  const runId = randomUUID();
  const input = { runId, view, seen: { count: Math.max(1, count), hashTotal }, ...over };
  return { runId, input, outcome: await startRun.execute(bed.app, company.principal(role), input) };
};
const page = async (company: TestCompany, runId: string) =>
  demand(await runPage.execute(bed.app, company.principal("accountant"), { runId }));
const step = (company: TestCompany) => withCompany(bed.app, company.id, (tx) => stepAcceptRun(tx, company.id));
const work = (company: TestCompany) => bed.run(acceptRunJob, { companyId: company.id });
const exportCount = async (company: TestCompany) =>
  Number(
    (await row<{ n: string }>(bed.owner, sql`select count(*) as n from export where company_id = ${company.id}`))?.n,
  );

describe("a run", () => {
  test("accepts what was in view, parents first, and leaves out what is blocked; its batches say what went", async () => {
    const company = await aCompany(bed.owner);
    const parent = await anItem(bed.app, company);
    const change = await aChangeOrder(bed.app, company, parent);
    const blocked = await anItem(bed.app, company, { vendor: "unlinked" });
    const shown = await check(company);
    expect(shown).toMatchObject({ count: 2, behind: 1, left: { count: 1 } });
    const { runId, input } = await start(company);
    await work(company);
    const run = await page(company, runId);
    expect(run).toMatchObject({ status: "done", accepted: 2, refused: 0, leftOut: 1, hashTotal: shown.hashTotal });
    expect(run.rows).toMatchObject([{ itemId: blocked.id, why: expect.stringContaining("not linked") }]);
    for (const { id } of [parent, change]) expect((await bed.item(id)).state).toBe("outbox");
    const members = await rows<{ item_id: string; hash_total: string }>(
      bed.owner,
      sql`select m.item_id, b.hash_total from batch b join batch_item m on m.company_id = b.company_id and m.batch_id = b.id where b.run_id = ${runId} order by m.position`,
    );
    expect(members).toEqual([
      { item_id: parent.id, hash_total: shown.hashTotal },
      { item_id: change.id, hash_total: shown.hashTotal },
    ]);
    const again = await startRun.execute(bed.app, company.principal("accountant"), input);
    expect(again).toMatchObject({ ok: true, value: { number: 1 } });
    await work(company);
    expect(await exportCount(company)).toBe(2);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("what changed since the decision stays, with the reason, and nothing is accepted twice by two workers", async () => {
    const company = await aCompany(bed.owner);
    const items = [await anItem(bed.app, company), await anItem(bed.app, company), await anItem(bed.app, company)];
    const { runId } = await start(company);
    const [changed, taken] = items;
    await aNewVersion(bed.app, company, { ...(changed?.contract ?? ({} as never)), title: "Another title" });
    demand(
      await acceptItems.execute(bed.app, company.principal("accountant"), {
        rows: [acceptRow(await bed.view(company, taken?.id ?? ""))],
      }),
    );
    await Promise.all([work(company), work(company), work(company)]);
    await work(company);
    const run = await page(company, runId);
    expect(run).toMatchObject({ status: "done", accepted: 1, refused: 2 });
    expect(run.rows.map(({ itemId }) => itemId).toSorted()).toEqual([changed?.id, taken?.id].toSorted());
    expect(run.rows.every(({ why }) => why.length > 10)).toBe(true);
    expect(await exportCount(company)).toBe(2);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a part that is lost in the middle has accepted nothing; the next worker goes on", async () => {
    const company = await aCompany(bed.owner);
    const items = [await anItem(bed.app, company), await anItem(bed.app, company)];
    const { runId } = await start(company);
    await expect(
      withCompany(bed.app, company.id, async (tx) => {
        await stepAcceptRun(tx, company.id);
        throw new Error("the worker was killed");
      }),
    ).rejects.toThrow("killed");
    expect(await page(company, runId)).toMatchObject({ status: "running", accepted: 0 });
    expect(await exportCount(company)).toBe(0);
    expect(await step(company)).toBe(true);
    expect(await page(company, runId)).toMatchObject({ status: "running", accepted: items.length });
    expect(await step(company)).toBe(false);
    expect(await page(company, runId)).toMatchObject({ status: "done", accepted: items.length });
    expect(await exportCount(company)).toBe(items.length);
  });

  test("stops before its next part, by any accountant; an ended one is not stopped", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    const { runId } = await start(company);
    const second = await start(company);
    expect(codeOf(second.outcome)).toBe("run.under_way");
    expect(codeOf(await stopRun.execute(bed.app, company.principal("admin"), { runId }))).toBe("access.role");
    demand(await stopRun.execute(bed.app, company.principal("accountant"), { runId }));
    await work(company);
    expect(await page(company, runId)).toMatchObject({
      status: "stopped",
      accepted: 0,
      endedBy: `Stopped by ${company.people.accountant.name}`,
    });
    expect((await bed.item(item.id)).state).toBe("ready");
    expect(codeOf(await stopRun.execute(bed.app, company.principal("accountant"), { runId }))).toBe("run.over");
    const { runId: next } = await start(company);
    await work(company);
    expect(await page(company, next)).toMatchObject({ number: 2, status: "done", accepted: 1 });
  });

  test("is refused when the view is not as it was shown, when nothing can go, and to who may not decide", async () => {
    const company = await aCompany(bed.owner);
    const nothing = { count: 1, hashTotal: null };
    expect((await check(company)).count).toBe(0);
    expect(codeOf((await start(company, { seen: nothing })).outcome)).toBe("run.empty");
    await anItem(bed.app, company);
    const { count, hashTotal } = await check(company);
    await anItem(bed.app, company);
    const seen = { seen: { count, hashTotal } };
    expect(codeOf((await start(company, seen)).outcome)).toBe("run.moved");
    expect(codeOf((await start(company, {}, "admin")).outcome)).toBe("access.role");
    expect(codeOf((await start(company, {}, "ungranted")).outcome)).toBe("access.grant");
    const past = { releaseAt: new Date(Date.now() - 60_000).toISOString() };
    expect(codeOf((await start(company, past)).outcome)).toBe("accept.release_time");
    expect(await exportCount(company)).toBe(0);
  });

  test("gives first signatures where a rule asks for two, and goes on with the rights of now", async () => {
    const company = await aCompany(bed.owner);
    await acceptRules(bed.app, company, [{ recordType: null, projectId: null, atLeast: null }]);
    await anItem(bed.app, company);
    expect(await check(company)).toMatchObject({ count: 1, signing: 1, hashTotal: null });
    const { runId } = await start(company);
    await work(company);
    expect(await page(company, runId)).toMatchObject({ status: "done", accepted: 0, signed: 1, batches: [] });

    const other = await aCompany(bed.owner);
    await anItem(bed.app, other);
    const { runId: lost } = await start(other);
    await bed.owner.execute(
      sql`update membership set is_disabled = true where company_id = ${other.id} and person_id = ${other.people.accountant.id}`,
    );
    await work(other);
    const run = demand(await runPage.execute(bed.app, other.principal("auditor"), { runId: lost }));
    expect(run).toMatchObject({ status: "stopped", accepted: 0, endedBy: expect.stringContaining("no member") });
    expect(await exportCount(other)).toBe(0);
  });
});
