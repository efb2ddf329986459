import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem, type TestItem } from "#drizzle/factories/item.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";
import { brokenInvariants } from "#lib/db/invariants.ts";

let bed: TestBed;
let company: TestCompany;
const items = {} as Record<ItemState, TestItem>;
beforeAll(async () => {
  bed = await openTestBed(4);
  company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
  for (const state of Object.keys(itemStates) as ItemState[]) items[state] = await anItem(bed.app, company, { state });
});
afterAll(() => bed.close());

/** What the check says about a company in which somebody got past every wall; nothing of it stays. */
async function afterPlanting(...planted: readonly SQL[]): Promise<string[]> {
  let found: string[] = [];
  await bed.owner
    .transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      for (const statement of planted) await tx.execute(statement);
      found = await brokenInvariants(tx, company.id);
      tx.rollback();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.constructor.name !== "TransactionRollbackError") throw error;
    });
  return found;
}
const of = (state: ItemState) => sql`company_id = ${company.id} and item_id = ${items[state].id}`;
const one = (state: ItemState) => sql`company_id = ${company.id} and id = ${items[state].id}`;
const attempt = (state: ItemState, fence: number, mode: string, verdict: object | null) =>
  sql`insert into export_attempt (company_id, export_id, fence, mode, sync_client_id, deadline, reported_at, verdict)
    values (${company.id}, ${items[state].exportId}, ${fence}, ${mode}, ${company.syncClient.id}, clock_timestamp(), clock_timestamp(), ${JSON.stringify(verdict)}::jsonb)`;

test("says nothing about a company with an item in every state, as the application and as the owner", async () => {
  expect(await bed.broken(company)).toEqual([]);
  expect(await afterPlanting()).toEqual([]);
});

const planted: readonly (readonly [string, () => readonly SQL[]])[] = [
  ["I01", () => [sql`delete from export where ${of("outbox")}`]],
  [
    "I01",
    () => [
      sql`update decision set voided_at = null where ${of("rejected")}`,
      sql`update decision set verdict = 'accept' where ${of("rejected")}`,
    ],
  ],
  ["I02", () => [sql`update export set document_sha256 = ${"0".repeat(64)} where ${of("synced")}`]],
  ["I02", () => [sql`update decision set voided_at = clock_timestamp() where ${of("exporting")}`]],
  ["I05", () => [attempt("unknown", 2, "deliver", null), sql`update export set fence = 2 where ${of("unknown")}`]],
  ["I06", () => [sql`update export_document set document = document || ' ' where ${of("outbox")}`]],
  ["I06", () => [sql`delete from export_document where ${of("outbox")}`]],
  ["I06", () => [sql`update export_attempt set wrote_sha256 = 'x' where export_id = ${items.synced.exportId}`]],
  ["I07", () => [sql`update item set latest_revision_id = ${items.ready.revisionId} where ${one("outbox")}`]],
  ["I07", () => [sql`update item set latest_revision_id = ${items.outbox.revisionId} where ${one("ready")}`]],
  ["I08", () => [sql`update decision set person_id = ${company.people.project_manager.id} where ${of("outbox")}`]],
  [
    "I08",
    () => [
      sql`update membership set procore_user_id = '99' where company_id = ${company.id} and person_id = ${company.people.accountant.id}`,
    ],
  ],
  [
    "I09",
    () => [
      sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id)
        select company_id, ${randomUUID()}::uuid, item_id, ${items.synced.revisionId}::uuid, verdict, person_id from decision where ${of("outbox")}`,
    ],
  ],
  ["I11", () => [sql`update export set next_check_at = null where ${of("outbox")}`]],
  [
    "I11",
    () => [sql`update export set next_check_at = clock_timestamp() - interval '6 minutes' where ${of("unknown")}`],
  ],
  ["I11", () => [sql`update export set write_back_at = null where ${of("synced")}`]],
  ["I13", () => [sql`update item set company_id = ${randomUUID()} where ${one("outbox")}`]],
  ["I13", () => [sql`update item set revision_id = ${items.outbox.revisionId} where ${one("synced")}`]],
  ["I13", () => [sql`update export_attempt set sync_client_id = ${randomUUID()} where company_id = ${company.id}`]],
  ["I16", () => [sql`update export set fence = 7 where ${of("synced")}`]],
  ["I16", () => [attempt("synced", 2, "probe", { kind: "proved" })]],
  [
    "I16",
    () => [
      attempt("unknown", 2, "probe", null),
      sql`update export_attempt set leased_at = clock_timestamp() - interval '1 day' where fence = 2`,
    ],
  ],
  ["I17", () => [sql`update item set state = 'ready' where ${one("synced")}`]],
  ["I17", () => [sql`update export set status = 'queued' where ${of("failed")}`]],
  ["I17", () => [sql`update item_counter set count = count + 1 where company_id = ${company.id} and state = 'ready'`]],
  [
    "I17",
    () => [sql`update project_counter set count = count + 1 where company_id = ${company.id} and state = 'ready'`],
  ],
  ["I17", () => [sql`update vendor_counter set amount = amount + 1 where company_id = ${company.id}`]],
  ["I17", () => [sql`update item set amount = amount + 1 where ${one("ready")}`]],
];

test.each(planted.map(([name, statements], n) => ({ name, statements, n })))(
  "$name is found when it is broken ($n)",
  async ({ name, statements }) => {
    const found = await afterPlanting(...statements());
    expect(
      found.some((problem) => problem.startsWith(name)),
      found.join("\n"),
    ).toBe(true);
    expect(await bed.broken(company)).toEqual([]);
  },
);
