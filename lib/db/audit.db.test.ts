import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { verifyChain } from "#lib/db/chain.ts";
import { sqlState, withCompany } from "#lib/db/database.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const verify = (company: TestCompany) => withCompany(bed.app, company.id, (tx) => verifyChain(tx, company.id));
const worker = { kind: "worker" as const, name: "Worker" };
const append = (company: TestCompany, words: string) =>
  withCompany(bed.app, company.id, (tx) => appendAudit(tx, company.id, worker, [{ event: { kind: "seeded", words } }]));
async function aRecord(events: number): Promise<TestCompany> {
  const company = await aCompany(bed.owner);
  for (let n = 0; n < events; n += 1) await append(company, `event ${n}`);
  return company;
}
/** Somebody with the database in the hand, past every trigger. */
async function tamper(statement: SQL): Promise<void> {
  await bed.owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(statement);
  });
}

describe("the record", () => {
  test("is a whole chain after real work, and empty for a company where nothing happened", async () => {
    const company = await aCompany(bed.owner);
    expect(await verify(company)).toMatchObject({ events: 0, firstBreak: null });
    for (const state of ["synced", "failed", "rejected"] as const) await anItem(bed.app, company, { state });
    const chain = await verify(company);
    expect(chain).toMatchObject({ firstBreak: null, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(chain.events).toBeGreaterThan(15);
  });

  test("keeps one chain under two hundred appends at once in two companies", async () => {
    const companies = [await aCompany(bed.owner), await aCompany(bed.owner)] as const;
    await Promise.all(Array.from({ length: 200 }, (_, n) => append(companies[n % 2] ?? companies[0], `event ${n}`)));
    for (const company of companies) expect(await verify(company)).toMatchObject({ events: 100, firstBreak: null });
  });

  test.each([
    ["update", sql`update audit_event set kind = 'x'`],
    ["delete", sql`delete from audit_event`],
    ["truncate", sql`truncate audit_event`],
    ["update of the head", sql`update audit_head set hash = 'x'`],
    ["update of a revision", sql`update item_revision set body = '{}'`],
    ["delete of a revision", sql`delete from item_revision`],
    ["update of a document", sql`update export_document set document = ''`],
    ["update of a decision", sql`update decision set verdict = 'accept'`],
    ["delete of a decision", sql`delete from decision`],
    ["delete of an item", sql`delete from item`],
    ["delete of an export", sql`delete from export`],
  ])("refuses %s by the application", async (_, statement) => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "synced" });
    const attempt = withCompany(bed.app, company.id, (tx) => tx.execute(statement));
    expect(sqlState(await attempt.catch((error: unknown) => error))).toBe("42501");
  });

  test.each([
    ["update", sql`update audit_event set kind = 'x'`],
    ["delete", sql`delete from audit_event`],
    ["truncate", sql`truncate audit_event`],
    ["update of a revision", sql`update item_revision set body = '{}'`],
    ["delete of a document", sql`delete from export_document`],
  ])("refuses %s by the owner", async (_, statement) => {
    await anItem(bed.app, await aCompany(bed.owner), { state: "synced" });
    expect(sqlState(await bed.owner.execute(statement).catch((error: unknown) => error))).toBe("42501");
  });

  test("the application cannot choose the place or the hash of an event", async () => {
    const company = await aRecord(1);
    await withCompany(bed.app, company.id, (tx) =>
      tx.execute(
        sql`insert into audit_event (company_id, seq, actor, kind, data, prev_hash, hash) values (${company.id}, 900, '{}', 'x', '{}', 'p', 'h')`,
      ),
    );
    expect(await verify(company)).toMatchObject({ events: 2, firstBreak: null });
  });
});

describe("a change behind the back of the database's walls is found", () => {
  const at = (company: TestCompany, seq: number) => sql`company_id = ${company.id} and seq = ${seq}`;
  test.each<[string, (company: TestCompany) => SQL, number]>([
    [
      "the words of an event",
      (company) => sql`update audit_event set data = '{"words": "other"}' where ${at(company, 3)}`,
      3,
    ],
    [
      "who did it",
      (company) => sql`update audit_event set actor = '{"kind": "worker", "name": "Nobody"}' where ${at(company, 2)}`,
      2,
    ],
    [
      "when it was",
      (company) => sql`update audit_event set at = at - interval '1 microsecond' where ${at(company, 4)}`,
      4,
    ],
    [
      "what it was about",
      (company) => sql`update audit_event set item_id = gen_random_uuid() where ${at(company, 1)}`,
      1,
    ],
    ["an event removed in the middle", (company) => sql`delete from audit_event where ${at(company, 3)}`, 4],
    ["the last event removed", (company) => sql`delete from audit_event where ${at(company, 5)}`, 5],
    ["all events removed", (company) => sql`delete from audit_event where company_id = ${company.id}`, 1],
    ["the head removed", (company) => sql`delete from audit_head where company_id = ${company.id}`, 5],
    ["the head set back", (company) => sql`update audit_head set seq = 4 where company_id = ${company.id}`, 5],
    [
      "an event rewritten with a hash that fits",
      (company) =>
        sql`update audit_event set data = '{}', hash = audit_hash(prev_hash, seq, at, actor, kind, item_id, '{}') where ${at(company, 3)}`,
      4,
    ],
    [
      "the last event rewritten with a hash that fits",
      (company) =>
        sql`update audit_event set data = '{}', hash = audit_hash(prev_hash, seq, at, actor, kind, item_id, '{}') where ${at(company, 5)}`,
      5,
    ],
  ])("%s", async (_, statement, firstBreak) => {
    const company = await aRecord(5);
    expect(await verify(company)).toMatchObject({ events: 5, firstBreak: null });
    await tamper(statement(company));
    expect((await verify(company)).firstBreak).toBe(firstBreak);
  });
});
