import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { retrieveItems } from "#lib/commands/retrieve-items.ts";
import { sendItems } from "#lib/commands/send-items.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const ref = (item: { id: string; version: number }) => ({ items: [{ itemId: item.id, seenVersion: item.version }] });
/** The project manager of another project of the same company. */
const elsewhere = (company: TestCompany) => {
  const { actor } = company.principal("project_manager");
  return { companyId: company.id, actor: { ...actor, projectIds: [randomUUID()] } };
};

describe("send", () => {
  test("brings the item to accounting, by name, closed to the sender, with findings as they are now", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "not_sent" });
    const answer = demand(await sendItems.execute(bed.app, company.principal("project_manager"), ref(item)));
    expect(answer).toMatchObject({ done: 1, rows: [{ version: item.version + 1 }] });
    const sender = company.people.project_manager;
    expect(await bed.view(company, item.id)).toMatchObject({
      state: "ready",
      lane: "clean",
      sentBy: sender.name,
      version: item.version + 1,
    });
    expect(await bed.item(item.id)).toMatchObject({ is_returned: false, own_person_ids: [sender.id] });
    expect((await bed.kinds(item.id)).at(-1)).toBe("item.sent");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("re-send marks it as returned; the sender cannot decide afterwards, whatever rights they get", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "rejected" });
    demand(await sendItems.execute(bed.app, company.principal("project_manager"), ref(item)));
    expect(await bed.item(item.id)).toMatchObject({ state: "ready", is_returned: true, note: null });
    const both = {
      ...company.principal("project_manager").actor,
      roles: ["accountant" as const, "project_manager" as const],
      grants: ["commitment"],
    };
    const seen = await bed.view(company, item.id);
    const accepted = await acceptItems.execute(
      bed.app,
      { companyId: company.id, actor: both },
      { rows: [acceptRow(seen)] },
    );
    expect(codeOf(accepted)).toBe("access.own");
    const row = { itemId: item.id, decisionId: randomUUID(), seenVersion: seen.version };
    const order = { rows: [row], reasons: ["codes"], text: "" };
    expect(codeOf(await rejectItems.execute(bed.app, { companyId: company.id, actor: both }, order))).toBe(
      "access.own",
    );
    const forced = bed.owner.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id)
      values (${company.id}, ${randomUUID()}, ${item.id}, ${item.revisionId}, 'accept', ${both.personId})`);
    await expect(forced).rejects.toThrow();
  });

  test("is for the project's own manager and for administrators", async () => {
    const company = await aCompany(bed.owner);
    const [item, other] = [
      await anItem(bed.app, company, { state: "not_sent" }),
      await anItem(bed.app, company, { state: "not_sent" }),
    ];
    expect(codeOf(await sendItems.execute(bed.app, elsewhere(company), ref(item)))).toBe("access.project");
    expect((await bed.item(item.id)).state).toBe("not_sent");
    expect(codeOf(await sendItems.execute(bed.app, company.principal("admin"), ref(other)))).toBeNull();
  });

  test.each(["accountant", "auditor", "ungranted"] as const)("and retrieve are refused to %s", async (role) => {
    const company = await aCompany(bed.owner);
    const [unsent, ready] = [await anItem(bed.app, company, { state: "not_sent" }), await anItem(bed.app, company)];
    expect(codeOf(await sendItems.execute(bed.app, company.principal(role), ref(unsent)))).toBe("access.role");
    expect(codeOf(await retrieveItems.execute(bed.app, company.principal(role), ref(ready)))).toBe("access.role");
  });

  test("twenty at once send once; twice in one order as well; an old version is refused", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "not_sent" });
    const one = () =>
      sendItems.execute(bed.app, company.principal("project_manager"), {
        items: [...ref(item).items, ...ref(item).items],
      });
    const done = (await Promise.all(Array.from({ length: 20 }, one))).map((outcome) => demand(outcome).done);
    expect(done.reduce((all, n) => all + n, 0)).toBe(1);
    expect((await bed.kinds(item.id)).filter((kind) => kind === "item.sent")).toHaveLength(1);
    const unsent = await anItem(bed.app, company, { state: "not_sent" });
    const stale = ref({ id: unsent.id, version: unsent.version - 1 });
    expect(codeOf(await sendItems.execute(bed.app, company.principal("project_manager"), stale))).toBe("item.changed");
  });
});

describe("retrieve", () => {
  test("takes the item back before accounting decided; sent again it is not marked as returned", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    expect(demand(await retrieveItems.execute(bed.app, company.principal("project_manager"), ref(item))).done).toBe(1);
    expect((await bed.kinds(item.id)).at(-1)).toBe("item.retrieved");
    const { version } = await bed.item(item.id);
    demand(await sendItems.execute(bed.app, company.principal("project_manager"), ref({ id: item.id, version })));
    expect(await bed.item(item.id)).toMatchObject({ state: "ready", is_returned: false });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("against accept: exactly one of them wins", async () => {
    const company = await aCompany(bed.owner);
    for (let round = 0; round < 10; round += 1) {
      const item = await anItem(bed.app, company);
      const accept = { rows: [acceptRow(await bed.view(company, item.id))] };
      const codes = (
        await Promise.all([
          acceptItems.execute(bed.app, company.principal("accountant"), accept),
          retrieveItems.execute(bed.app, company.principal("project_manager"), ref(item)),
        ])
      ).map(codeOf);
      expect(codes.toSorted()).toEqual(["item.moved", null].toSorted());
    }
    expect(await bed.broken(company)).toEqual([]);
  });

  test("is refused elsewhere, on an old version, and after the decision with who was first", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const [item, accepted] = [await anItem(bed.app, company), await anItem(bed.app, company, { state: "outbox" })];
    expect(codeOf(await retrieveItems.execute(bed.app, elsewhere(company), ref(item)))).toBe("access.project");
    const stale = ref({ id: item.id, version: item.version - 1 });
    expect(codeOf(await retrieveItems.execute(bed.app, company.principal("project_manager"), stale))).toBe(
      "item.changed",
    );
    const late = demand(await retrieveItems.execute(bed.app, company.principal("project_manager"), ref(accepted)));
    expect(late.rows[0]).toMatchObject({
      code: "item.moved",
      sentence: expect.stringContaining(company.people.accountant.name),
    });
  });
});
