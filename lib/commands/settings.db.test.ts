import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { saveGrants } from "#lib/commands/save-grants.ts";
import { saveProfile } from "#lib/commands/save-profile.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { checkItems } from "#lib/jobs/check-items.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const save = (company: TestCompany, profile: Record<string, unknown>, note = "as agreed") =>
  saveProfile.execute(bed.app, company.principal("admin"), { profile, note });
const profileOf = async (company: TestCompany) =>
  (await withCompany(bed.app, company.id, (tx) => readCompany(tx, company.id))).profile;

describe("company profile", () => {
  test("a change is noted with before and after, and every undecided item is checked again", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const items = new Map<ItemState, string>();
    for (const state of Object.keys(itemStates) as ItemState[])
      items.set(state, (await anItem(bed.app, company, { state })).id);
    expect(demand(await save(company, { undoSeconds: 5, commitmentDateFormat: "yyyy-mm-dd" })).changed).toBe(2);
    const open = ["not_sent", "ready", "retrieved", "rejected", "failed", "outbox"];
    for (const [state, id] of items)
      expect([state, (await bed.item(id)).checked_at === null]).toEqual([state, open.includes(state)]);
    expect(await bed.bells("items.check", company.id)).toBe(1);
    const before = await bed.view(company, items.get("ready") ?? "");
    await bed.run(checkItems, { companyId: company.id });
    expect((await bed.view(company, before.id)).document?.sha256).not.toBe(before.document?.sha256);
    const event = await row<{ data: object }>(
      bed.owner,
      sql`select data from audit_event where company_id = ${company.id} and kind = 'settings.changed'`,
    );
    expect(event?.data).toMatchObject({ note: "as agreed", before: { undoSeconds: 600 }, after: { undoSeconds: 5 } });
  });

  test("unknown keys, wrong values and a missing note are refused; nothing changed writes nothing", async () => {
    const company = await aCompany(bed.owner);
    const codes = [
      await save(company, { bogus: 1 }),
      await save(company, { undoSeconds: -1 }),
      await save(company, { undoSeconds: 9 }, " "),
    ].map(codeOf);
    expect(codes).toEqual(["input.invalid", "input.invalid", "input.invalid"]);
    expect(demand(await save(company, { undoSeconds: 0 })).changed).toBe(0);
    expect(await bed.companyKinds(company)).toEqual([]);
  });

  test("two who save different settings at once both succeed", async () => {
    const company = await aCompany(bed.owner);
    for (let n = 1; n <= 5; n += 1) {
      await Promise.all(
        [save(company, { undoSeconds: n }), save(company, { undoSecondsBulk: n })].map(async (answer) =>
          demand(await answer),
        ),
      );
      expect(await profileOf(company)).toMatchObject({ undoSeconds: n, undoSecondsBulk: n });
    }
  });

  test.each(["accountant", "ungranted", "auditor", "project_manager"] as const)(
    "and grants are refused to %s",
    async (role) => {
      const company = await aCompany(bed.owner);
      const change = { profile: { undoSeconds: 9 }, note: "as agreed" };
      expect(codeOf(await saveProfile.execute(bed.app, company.principal(role), change))).toBe("access.role");
      const grant = { personId: company.people.ungranted.id, recordTypes: ["commitment"] };
      expect(codeOf(await saveGrants.execute(bed.app, company.principal(role), grant))).toBe("access.role");
      expect((await profileOf(company)).undoSeconds).toBe(0);
    },
  );
});

describe("grants", () => {
  const grantsOf = async (company: TestCompany, personId: string) =>
    (
      await rows<{ t: string }>(
        bed.owner,
        sql`select record_type as t from push_grant where company_id = ${company.id} and person_id = ${personId}`,
      )
    ).map((entry) => entry.t);

  test("are given and taken, with who had what before and after", async () => {
    const company = await aCompany(bed.owner);
    const { id, name } = company.people.ungranted;
    demand(
      await saveGrants.execute(bed.app, company.principal("admin"), {
        personId: id,
        recordTypes: ["commitment", "commitment"],
      }),
    );
    expect(await grantsOf(company, id)).toEqual(["commitment"]);
    demand(
      await saveGrants.execute(bed.app, company.principal("admin"), { personId: id, recordTypes: ["commitment"] }),
    );
    demand(await saveGrants.execute(bed.app, company.principal("admin"), { personId: id, recordTypes: [] }));
    expect(await grantsOf(company, id)).toEqual([]);
    const events = await rows<{ data: object }>(
      bed.owner,
      sql`select data from audit_event where company_id = ${company.id} and kind = 'grants.changed' order by seq`,
    );
    expect(events.map((event) => event.data)).toEqual([
      { personId: id, name, before: [], after: ["commitment"] },
      { personId: id, name, before: ["commitment"], after: [] },
    ]);
  });

  test("never to oneself, not to a stranger, and only for record types that exist", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const give = async (personId: string, type: string) =>
      codeOf(await saveGrants.execute(bed.app, company.principal("admin"), { personId, recordTypes: [type] }));
    expect(await give(company.people.admin.id, "commitment")).toBe("input.invalid");
    expect(await give(company.people.ungranted.id, "bogus")).toBe("input.invalid");
    expect(await give(other.people.ungranted.id, "commitment")).toBe("item.unknown");
    expect(await bed.companyKinds(company)).toEqual([]);
  });
});
