import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { verifyChainCommand } from "#lib/commands/verify-chain.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { stepChainCheck } from "#lib/db/chain-check.ts";
import { rows, withCompany } from "#lib/db/database.ts";
import { chainView } from "#lib/queries/chain-view.ts";
import { historyPage } from "#lib/queries/history-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

async function aRecord(events: number): Promise<TestCompany> {
  const company = await aCompany(bed.owner);
  const worker = { kind: "worker", name: "Worker" } as const;
  const entries = Array.from({ length: events }, (_, n) => ({
    event: { kind: "seeded", words: `event ${n}` } as const,
  }));
  await withCompany(bed.app, company.id, (tx) => appendAudit(tx, company.id, worker, entries));
  return company;
}
const check = async (company: TestCompany) =>
  demand(await chainView.execute(bed.app, company.principal("auditor"), {})).check;
const step = (company: TestCompany, count: number) =>
  withCompany(bed.app, company.id, (tx) => stepChainCheck(tx, company.id, count));
const ask = (company: TestCompany) => verifyChainCommand.execute(bed.app, company.principal("auditor"), {});
async function tamper(company: TestCompany, seq: number): Promise<void> {
  await bed.owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(
      sql`update audit_event set data = '{"words": "other"}' where company_id = ${company.id} and seq = ${seq}`,
    );
  });
}

test("a verification goes on slice by slice, its progress is kept, and its end is in the record", async () => {
  const company = await aRecord(9);
  expect(await check(company)).toBeNull();
  expect(demand(await ask(company))).toEqual({ isNew: true });
  expect(demand(await ask(company))).toEqual({ isNew: false });
  expect(await step(company, 4)).toBe(true);
  expect(await check(company)).toMatchObject({
    done: 4,
    of: 10,
    finishedAt: null,
    firstBreak: null,
    head: expect.any(String),
  });
  while (await step(company, 4));
  expect(await check(company)).toMatchObject({
    done: 10,
    firstBreak: null,
    askedBy: "Tess Arden",
    head: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect((await check(company))?.finishedAt).not.toBeNull();
  expect(await step(company, 4)).toBe(false);
  const { rows: events } = demand(
    await historyPage.execute(bed.app, company.principal("auditor"), { kind: "chain.verified" }),
  );
  expect(events.map(({ words }) => words)).toEqual(["Chain verified: 10 events, every hash is right"]);
  expect(codeOf(await verifyChainCommand.execute(bed.app, company.principal("project_manager"), {}))).toBe(
    "access.role",
  );
});

test("a changed event is found in whatever slice it is, and named", async () => {
  for (const seq of [1, 4, 5, 9]) {
    const company = await aRecord(9);
    await tamper(company, seq);
    demand(await ask(company));
    while (await step(company, 4));
    expect(await check(company)).toMatchObject({
      firstBreak: seq,
      done: seq - 1,
      head: "",
      broken: { kind: "seeded", who: "Worker" },
    });
  }
});

test("the command verifies every company, ends with 1 at a broken one and names the first break", async () => {
  const [whole, broken] = [await aRecord(3), await aRecord(5)];
  await tamper(broken, 3);
  const run = async (...args: string[]) =>
    await promisify(execFile)(process.execPath, ["--import", "tsx", "bin/verify-chain.ts", ...args], {
      env: { ...process.env, DATABASE_URL: bed.database.ownerUrl },
    }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => error,
    );
  const one = await run("--name", whole.name);
  expect([one.code, one.stdout]).toEqual([
    0,
    expect.stringMatching(/: 3 events, every hash is right, last [0-9a-f]{64}\n$/),
  ]);
  const all = await run();
  expect(all.code).toBe(1);
  expect(all.stdout).toContain(`${broken.name}: BROKEN at event 3 (seeded by Worker`);
  expect(all.stdout).toContain(`${whole.name}: 3 events, every hash is right`);
  expect((await run("--name", "No such company")).code).toBe(1);
});

test("the history narrows by day of the company, by project, by record type, and pages by key without a double", async () => {
  const company = await aRecord(7);
  const who = company.principal("auditor");
  const ask = async (input: object) => demand(await historyPage.execute(bed.app, who, input));
  const today =
    (
      await rows<{ day: string }>(
        bed.owner,
        sql`select to_char(now() at time zone (select time_zone from company where id = ${company.id}), 'YYYY-MM-DD') as day`,
      )
    )[0]?.day ?? "";
  expect((await ask({ from: today, to: today })).rows).toHaveLength(7);
  expect((await ask({ to: "2001-01-01" })).rows).toEqual([]);
  expect((await ask({ project: company.project.id })).rows).toEqual([]);
  const worker = { kind: "worker", name: "Worker" } as const;
  const linked = { kind: "project.linked", projectId: company.project.id, name: "North Clinic", job: "24-01" } as const;
  await withCompany(bed.app, company.id, (tx) => appendAudit(tx, company.id, worker, [{ event: linked }]));
  expect((await ask({ project: company.project.id })).rows).toMatchObject([
    { kind: "project.linked", project: "24-01 North Clinic", facts: { sageId: "24-01", amount: null } },
  ]);
  const seen: number[] = [];
  for (let after: string | null = null; ; ) {
    const page = await ask({ limit: 3, ...(after === null ? {} : { after }) });
    seen.push(...page.rows.map(({ seq }) => seq));
    after = page.next;
    if (after === null) break;
  }
  expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  expect(codeOf(await historyPage.execute(bed.app, who, { from: "31.05.2026" }))).toBe("input.invalid");
});
