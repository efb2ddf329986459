import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { aNewVersion, anItem, type ItemOptions } from "#drizzle/factories/item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { sendItems } from "#lib/commands/send-items.ts";
import { rows } from "#lib/db/database.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

async function anItemOf(company: TestCompany, options: ItemOptions = {}) {
  const item = await anItem(bed.app, company, options);
  const row = { itemId: item.id, decisionId: randomUUID(), seenVersion: item.version };
  return { item, order: { rows: [row], reasons: ["codes"], text: "Use the codes of the job." } };
}

describe("reject", () => {
  test("gives the item back with reasons and text, in the record too", async () => {
    const company = await aCompany(bed.owner);
    const { item, order } = await anItemOf(company);
    expect(demand(await rejectItems.execute(bed.app, company.principal("accountant"), order)).done).toBe(1);
    expect(await bed.view(company, item.id)).toMatchObject({
      state: "rejected",
      rejection: {
        reasons: [{ code: "codes" }],
        text: "Use the codes of the job.",
        by: company.people.accountant.name,
      },
    });
    expect(await bed.item(item.id)).toMatchObject({ note: "Use the codes of the job.", version: item.version + 1 });
    expect((await bed.kinds(item.id)).at(-1)).toBe("item.rejected");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("answers a repeated decision as the first time, also after the item moved on; others may not use its id", async () => {
    const company = await aCompany(bed.owner);
    const { item, order } = await anItemOf(company);
    await rejectItems.execute(bed.app, company.principal("accountant"), order);
    const { version } = await bed.view(company, item.id);
    const again = { items: [{ itemId: item.id, seenVersion: version }] };
    demand(await sendItems.execute(bed.app, company.principal("project_manager"), again));
    const replay = await rejectItems.execute(bed.app, company.principal("accountant"), order);
    expect(replay).toMatchObject({ ok: true, value: { done: 1 } });
    expect((await bed.item(item.id)).state).toBe("ready");
    const stranger = { ...company.principal("accountant").actor, personId: company.people.auditor.id };
    expect(codeOf(await rejectItems.execute(bed.app, { companyId: company.id, actor: stranger }, order))).toBe(
      "decision.reused",
    );
    const accept = { rows: [acceptRow(await bed.view(company, item.id), order.rows[0]?.decisionId)] };
    expect(codeOf(await acceptItems.execute(bed.app, company.principal("accountant"), accept))).toBe("decision.reused");
  });

  test("from failed: the acceptance no longer counts and the same revision can be accepted again", async () => {
    const company = await aCompany(bed.owner);
    const { item, order } = await anItemOf(company, { state: "failed" });
    demand(await rejectItems.execute(bed.app, company.principal("accountant"), order));
    const voided = await rows(
      bed.owner,
      sql`select 1 from decision where item_id = ${item.id} and verdict = 'accept' and voided_at is not null`,
    );
    expect(voided).toHaveLength(1);
    const { version } = await bed.view(company, item.id);
    demand(
      await sendItems.execute(bed.app, company.principal("project_manager"), {
        items: [{ itemId: item.id, seenVersion: version }],
      }),
    );
    expect(await bed.item(item.id)).toMatchObject({ state: "ready", is_returned: true });
    const accept = { rows: [acceptRow(await bed.view(company, item.id))] };
    expect(demand(await acceptItems.execute(bed.app, company.principal("accountant"), accept)).done).toBe(1);
    expect(await bed.exportOf(item.id)).toMatchObject({ id: item.exportId, status: "outbox", fence: 1, attempts: 0 });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("from failed: what was changed at the source meanwhile is what the project sees and sends", async () => {
    const company = await aCompany(bed.owner);
    const { item, order } = await anItemOf(company, { state: "failed" });
    const changed = { ...item.contract, title: "Site electrical, corrected" };
    await aNewVersion(bed.app, company, changed);
    expect((await bed.view(company, item.id)).hasNewerRevision).toBe(true);
    const answer = demand(await rejectItems.execute(bed.app, company.principal("accountant"), order));
    const seen = await bed.view(company, item.id);
    expect(seen).toMatchObject({ title: changed.title, hasNewerRevision: false, version: answer.rows[0]?.version });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("needs a reason or a text, and answers an item that is asked for twice once", async () => {
    const company = await aCompany(bed.owner);
    const { item, order } = await anItemOf(company);
    const empty = await rejectItems.execute(bed.app, company.principal("accountant"), {
      ...order,
      reasons: [],
      text: "  ",
    });
    expect(codeOf(empty)).toBe("reject.reason");
    const twice = { ...order, rows: [...order.rows, { ...order.rows[0], decisionId: randomUUID() }] };
    const answer = demand(await rejectItems.execute(bed.app, company.principal("accountant"), twice));
    expect(answer).toMatchObject({ done: 1, rows: [{ itemId: item.id, isDone: true }] });
    expect((await bed.kinds(item.id)).filter((kind) => kind === "item.rejected")).toHaveLength(1);
  });

  test("twenty at once: one rejects, the others are told who was first", async () => {
    const company = await aCompany(bed.owner);
    const { order } = await anItemOf(company);
    const one = () =>
      rejectItems.execute(bed.app, company.principal("accountant"), {
        ...order,
        rows: [{ ...order.rows[0], decisionId: randomUUID() }],
      });
    const codes = (await Promise.all(Array.from({ length: 20 }, one))).map(codeOf);
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === "item.moved")).toHaveLength(19);
  });

  test.each(["admin", "auditor", "project_manager", "ungranted"] as const)("is refused to %s", async (role) => {
    const company = await aCompany(bed.owner);
    const { item, order } = await anItemOf(company);
    expect(codeOf(await rejectItems.execute(bed.app, company.principal(role), order))).toMatch(/^access\./);
    expect(await bed.item(item.id)).toMatchObject({ state: "ready", version: item.version });
  });
});
