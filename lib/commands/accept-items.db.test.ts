import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { type TestDatabase, testDatabase } from "#drizzle/factories/test-database.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { takeBackItems } from "#lib/commands/take-back-items.ts";
import { connect, type Database, rows } from "#lib/db/database.ts";
import { itemView } from "#lib/queries/item-view.ts";
import type { ItemView } from "#lib/views/item.ts";

let database: TestDatabase;
let owner: Database;
let app: Database;
beforeAll(async () => {
  database = await testDatabase();
  owner = connect(database.ownerUrl);
  app = connect(database.appUrl, 24);
});
afterAll(async () => {
  await Promise.all([owner.$client.end(), app.$client.end()]);
  await database.drop();
});

async function view(company: TestCompany, itemId: string, role: TestRole = "accountant"): Promise<ItemView> {
  const outcome = await itemView.execute(app, company.principal(role), { itemId });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}
function rowOf(seen: ItemView, decisionId: string = randomUUID()) {
  return {
    itemId: seen.id,
    decisionId,
    seenVersion: seen.version,
    seenRevisionId: seen.revision.id,
    seenSha256: seen.document?.sha256 ?? "",
  };
}
const exportsOf = (company: TestCompany) =>
  rows<{ id: string; status: string; document_sha256: string }>(
    owner,
    sql`select id, status, document_sha256 from export where company_id = ${company.id}`,
  );
const kinds = async (company: TestCompany, itemId: string) =>
  (
    await rows<{ kind: string }>(
      owner,
      sql`select kind from audit_event where company_id = ${company.id} and item_id = ${itemId} order by seq`,
    )
  ).map((entry) => entry.kind);
const bells = async (exportId: string) =>
  (
    await rows<{ n: string }>(
      owner,
      sql`select count(*) as n from graphile_worker.jobs where task_identifier = 'export.drive' and key like ${`${exportId}%`}`,
    )
  )[0]?.n;

describe("accept", () => {
  test("writes decision, export, state, record and bell together", async () => {
    const company = await aCompany(owner);
    const item = await anItem(app, company, { state: "ready" });
    const seen = await view(company, item.id);
    const outcome = await acceptItems.execute(app, company.principal("accountant"), { rows: [rowOf(seen)] });
    expect(outcome).toMatchObject({ ok: true, value: { done: 1 } });
    const [order] = await exportsOf(company);
    expect(order).toMatchObject({ status: "outbox", document_sha256: seen.document?.sha256 });
    expect((await view(company, item.id)).state).toBe("outbox");
    expect(await kinds(company, item.id)).toContain("item.accepted");
    expect(await bells(order?.id ?? "")).toBe("1");
  });

  test("answers a repeated decision as the first time and makes no second export", async () => {
    const company = await aCompany(owner);
    const item = await anItem(app, company, { state: "ready" });
    const wanted = rowOf(await view(company, item.id));
    const first = await acceptItems.execute(app, company.principal("accountant"), { rows: [wanted] });
    const again = await acceptItems.execute(app, company.principal("accountant"), { rows: [wanted] });
    expect(first).toMatchObject({ ok: true, value: { done: 1 } });
    expect(again).toMatchObject({ ok: true, value: { done: 1 } });
    expect(await exportsOf(company)).toHaveLength(1);
    const other = await acceptItems.execute(app, company.principal("accountant"), {
      rows: [{ ...wanted, seenSha256: "0".repeat(64) }],
    });
    expect(other).toMatchObject({ ok: true, value: { done: 0, rows: [{ code: "decision.reused" }] } });
  });

  test("lets one of twenty racing clicks win; the others are told who was first", async () => {
    const company = await aCompany(owner);
    const item = await anItem(app, company, { state: "ready" });
    const seen = await view(company, item.id);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        acceptItems.execute(app, company.principal("accountant"), { rows: [rowOf(seen)] }),
      ),
    );
    const rowsOf = answers.flatMap((answer) => (answer.ok ? answer.value.rows : []));
    expect(rowsOf.filter((row) => row.isDone)).toHaveLength(1);
    const losers = rowsOf.filter((row) => !row.isDone);
    expect(losers).toHaveLength(19);
    expect(losers[0]?.sentence).toContain(company.people.accountant.name);
    expect(await exportsOf(company)).toHaveLength(1);
  });

  test("accept against reject: exactly one verdict stands", async () => {
    const company = await aCompany(owner);
    for (let round = 0; round < 10; round += 1) {
      const item = await anItem(app, company, { state: "ready" });
      const seen = await view(company, item.id);
      const [accepted, rejected] = await Promise.all([
        acceptItems.execute(app, company.principal("accountant"), { rows: [rowOf(seen)] }),
        rejectItems.execute(app, company.principal("accountant"), {
          rows: [{ itemId: item.id, decisionId: randomUUID(), seenVersion: seen.version }],
          reasons: ["codes"],
          text: "",
        }),
      ]);
      const done = [accepted, rejected].map((answer) => (answer.ok ? answer.value.done : 0));
      expect((done[0] as number) + (done[1] as number)).toBe(1);
    }
  });

  test.each(["admin", "auditor", "project_manager", "ungranted"] as const)("is refused to %s", async (role) => {
    const company = await aCompany(owner);
    const item = await anItem(app, company, { state: "ready" });
    const seen = await view(company, item.id);
    const outcome = await acceptItems.execute(app, company.principal(role), { rows: [rowOf(seen)] });
    const code = outcome.ok ? outcome.value.rows[0]?.code : outcome.refusal.code;
    expect(code).toMatch(/^access\./);
    expect(await exportsOf(company)).toHaveLength(0);
  });

  test("is refused to whoever last edited the item, by the command and by the database", async () => {
    const company = await aCompany(owner);
    const item = await anItem(app, company, { state: "ready" });
    const seen = await view(company, item.id);
    const personId = company.people.accountant.id;
    await owner.execute(
      sql`update item set own_person_ids = array[${personId}::uuid] where company_id = ${company.id} and id = ${item.id}`,
    );
    const outcome = await acceptItems.execute(app, company.principal("accountant"), { rows: [rowOf(seen)] });
    expect(outcome).toMatchObject({ ok: true, value: { rows: [{ code: "access.own" }] } });
    const forced = owner.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id)
      values (${company.id}, ${randomUUID()}, ${item.id}, ${seen.revision.id}, 'accept', ${personId})`);
    await expect(forced).rejects.toThrow();
  });

  test("is refused for another hash, another version and an unknown item", async () => {
    const company = await aCompany(owner);
    const other = await aCompany(owner);
    const item = await anItem(app, company, { state: "ready" });
    const foreign = await anItem(app, other, { state: "ready" });
    const wanted = rowOf(await view(company, item.id));
    const outcome = await acceptItems.execute(app, company.principal("accountant"), {
      rows: [
        { ...wanted, seenSha256: "f".repeat(64) },
        { ...wanted, decisionId: randomUUID(), itemId: foreign.id },
      ],
    });
    expect(outcome).toMatchObject({
      ok: true,
      value: { done: 0, rows: [{ code: "item.changed" }, { code: "item.unknown" }] },
    });
  });

  test("gives one Sage id to one of two items accepted together", async () => {
    const company = await aCompany(owner);
    const [a, b] = [await anItem(app, company, { state: "ready" }), await anItem(app, company, { state: "ready" })];
    await owner.execute(sql`update item set erp_id = 'SAME-1' where company_id = ${company.id}`);
    const outcome = await acceptItems.execute(app, company.principal("accountant"), {
      rows: [rowOf(await view(company, a.id)), rowOf(await view(company, b.id))],
    });
    expect(outcome).toMatchObject({
      ok: true,
      value: { done: 1, rows: [{ isDone: true }, { isDone: false, code: "item.blocked" }] },
    });
  });

  test("is taken back before release and accepted again under the same export", async () => {
    const company = await aCompany(owner, { profile: { undoSeconds: 60 } });
    const item = await anItem(app, company, { state: "ready" });
    await acceptItems.execute(app, company.principal("accountant"), { rows: [rowOf(await view(company, item.id))] });
    const accepted = await view(company, item.id);
    const back = await takeBackItems.execute(app, company.principal("accountant"), {
      items: [{ itemId: item.id, seenVersion: accepted.version }],
    });
    expect(back).toMatchObject({ ok: true, value: { done: 1 } });
    const ready = await view(company, item.id);
    expect(ready.state).toBe("ready");
    const again = await acceptItems.execute(app, company.principal("accountant"), { rows: [rowOf(ready)] });
    expect(again).toMatchObject({ ok: true, value: { done: 1 } });
    expect(await exportsOf(company)).toMatchObject([{ status: "outbox" }]);
  });
});
