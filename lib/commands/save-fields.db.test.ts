import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import { checkItems } from "#lib/jobs/check-items.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const fields = (item: { id: string; version: number }, values: Record<string, string>) => ({
  itemId: item.id,
  seenVersion: item.version,
  fields: values,
});

describe("save fields", () => {
  test("renders anew: another hash, another version, a record of before and after; an open view is void", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    const open = acceptRow(await bed.view(company, item.id));
    const { version } = demand(
      await saveFields.execute(bed.app, company.principal("accountant"), fields(item, { sageId: "NEW-1" })),
    );
    const seen = await bed.view(company, item.id);
    expect(seen).toMatchObject({ version, fields: { sageId: "NEW-1", date: "2026-05-04" } });
    expect(seen.document?.sha256).not.toBe(item.documentSha256);
    expect((await bed.item(item.id)).erp_id).toBe("NEW-1");
    expect((await bed.kinds(item.id)).at(-1)).toBe("item.fields_saved");
    const old = await acceptItems.execute(bed.app, company.principal("accountant"), { rows: [open] });
    expect(codeOf(old)).toBe("item.changed");
    const fresh = await acceptItems.execute(bed.app, company.principal("accountant"), {
      rows: [{ ...open, seenVersion: version }],
    });
    expect(codeOf(fresh)).toBe("item.changed");
    demand(await acceptItems.execute(bed.app, company.principal("accountant"), { rows: [acceptRow(seen)] }));
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a taken Sage id blocks, and is free again when the other item gives it up", async () => {
    const company = await aCompany(bed.owner);
    const [first, second] = [await anItem(bed.app, company), await anItem(bed.app, company)];
    const wanted = (await bed.item(first.id)).erp_id;
    demand(await saveFields.execute(bed.app, company.principal("accountant"), fields(second, { sageId: wanted })));
    const blocked = await bed.view(company, second.id);
    expect(blocked).toMatchObject({
      lane: "blocked",
      findings: [
        { severity: "blocks", field: "export.sageId", sentence: expect.stringContaining(first.contract.number) },
      ],
    });
    const refused = await acceptItems.execute(bed.app, company.principal("accountant"), { rows: [acceptRow(blocked)] });
    expect(codeOf(refused)).toMatch(/^item\.(blocked|not_rendered)$/);
    await bed.run(checkItems, { companyId: company.id });
    const { version } = await bed.view(company, first.id);
    demand(
      await saveFields.execute(
        bed.app,
        company.principal("accountant"),
        fields({ id: first.id, version }, { sageId: "FREED-1" }),
      ),
    );
    expect(await bed.bells("items.check", company.id)).toBe(1);
    await bed.run(checkItems, { companyId: company.id });
    expect(await bed.view(company, second.id)).toMatchObject({ lane: "clean", findings: [] });
  });

  test("is refused elsewhere than ready and failed, on another version, and to whoever sent it", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const [item, done] = [await anItem(bed.app, company), await anItem(bed.app, company, { state: "outbox" })];
    const { principal } = company;
    expect(codeOf(await saveFields.execute(bed.app, principal("accountant"), fields(done, { sageId: "X" })))).toBe(
      "item.moved",
    );
    const stale = fields({ id: item.id, version: item.version - 1 }, { sageId: "X" });
    expect(codeOf(await saveFields.execute(bed.app, principal("accountant"), stale))).toBe("item.changed");
    const sender = { ...principal("accountant").actor, personId: company.people.project_manager.id };
    const own = await saveFields.execute(
      bed.app,
      { companyId: company.id, actor: sender },
      fields(item, { sageId: "X" }),
    );
    expect(codeOf(own)).toBe("access.own");
  });

  test("keeps to the fields of the type; two who save at once do not overwrite each other", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    const save = (sageId: string) =>
      saveFields.execute(bed.app, company.principal("accountant"), fields(item, { sageId, bogus: "x" }));
    const codes = (await Promise.all([save("A-1"), save("B-1"), save("C-1")])).map(codeOf);
    expect(codes.toSorted()).toEqual(["item.changed", "item.changed", null].toSorted());
    expect(Object.keys((await bed.view(company, item.id)).fields).toSorted()).toEqual([
      "date",
      "description",
      "sageId",
    ]);
  });

  test.each(["admin", "auditor", "project_manager", "ungranted"] as const)("is refused to %s", async (role) => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    expect(codeOf(await saveFields.execute(bed.app, company.principal(role), fields(item, { sageId: "X" })))).toMatch(
      /^access\./,
    );
    expect((await bed.item(item.id)).version).toBe(item.version);
  });
});
