import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { type TestDatabase, testDatabase } from "#drizzle/factories/test-database.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";
import { verifyChain } from "#lib/db/chain.ts";
import { connect, type Database, row, withCompany } from "#lib/db/database.ts";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await testDatabase();
  db = connect(database.ownerUrl, 4);
});
afterAll(async () => {
  await db.$client.end();
  await database.drop();
});

test("an item reaches every state by the real verbs, and the record is whole", async () => {
  const company = await aCompany(db);
  for (const state of Object.keys(itemStates) as ItemState[]) {
    const item = await anItem(db, company, { state, lines: 3 });
    const read = () =>
      row<{ state: string; blocks: number }>(
        db,
        sql`select state, blocks from item where company_id = ${company.id} and id = ${item.id}`,
      );
    expect(await withCompany(db, company.id, read)).toEqual({ state, blocks: 0 });
    expect(item.documentSha256).toHaveLength(64);
  }
  const chain = await withCompany(db, company.id, (tx) => verifyChain(tx, company.id));
  expect(chain.firstBreak).toBeNull();
});

test("a company without a mirror, an item with a problem", async () => {
  const unread = await anItem(db, await aCompany(db, { hasMirror: false }), { state: "ready" });
  const unlinked = await anItem(db, await aCompany(db), { vendor: "unlinked" });
  expect(unread.documentSha256).toBe(null);
  expect(unlinked.documentSha256).toBe(null);
});
