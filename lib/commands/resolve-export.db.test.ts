import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem, type TestItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { resolveExport } from "#lib/commands/resolve-export.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
type As = "adopt" | "send_again" | "give_up";
const resolve = (company: TestCompany, item: Pick<TestItem, "id" | "version">, as: As) =>
  resolveExport.execute(bed.app, company.principal("accountant"), { itemId: item.id, seenVersion: item.version, as });

describe("settling by a person", () => {
  test.each([
    { from: "held", as: "adopt", state: "synced", status: "proved", open: false },
    { from: "unknown", as: "adopt", state: "synced", status: "proved", open: false },
    { from: "held", as: "send_again", state: "exporting", status: "queued", open: false },
    { from: "held", as: "give_up", state: "failed", status: "failed", open: true },
  ] as const)("$from, $as: $state", async ({ from, as, state, status, open }) => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: from });
    expect(demand(await resolve(company, item, as)).version).toBe((await bed.item(item.id)).version);
    expect((await bed.item(item.id)).state).toBe(state);
    expect(await bed.exportOf(item.id)).toMatchObject({ status, has_open_intent: open });
    expect(await bed.kinds(item.id)).toContain("export.resolved");
    if (as === "adopt") expect(await bed.exportOf(item.id)).toMatchObject({ write_back: "due" });
    if (as === "send_again") expect(await bed.exportOf(item.id)).toMatchObject({ is_offered: true });
    expect(await bed.broken(company)).toEqual([]);
  });

  test.each([
    ["ready", "adopt"],
    ["unknown", "send_again"],
    ["unknown", "give_up"],
    ["exporting", "adopt"],
    ["synced", "give_up"],
    ["failed", "send_again"],
  ] as const)("%s is not for %s", async (from, as) => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: from });
    expect(codeOf(await resolve(company, item, as))).toBe("item.moved");
    expect(await bed.item(item.id)).toMatchObject({ state: from, version: item.version });
  });

  test("is refused on another version; of three who settle at once one wins", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "held" });
    expect(codeOf(await resolve(company, { id: item.id, version: item.version - 1 }, "adopt"))).toBe("item.changed");
    const answers = await Promise.all(
      (["adopt", "send_again", "give_up"] as const).map((as) => resolve(company, item, as)),
    );
    expect(answers.map(codeOf).filter((code) => code === null)).toHaveLength(1);
    expect((await bed.kinds(item.id)).filter((kind) => kind === "export.resolved")).toHaveLength(1);
    expect(await bed.broken(company)).toEqual([]);
  });

  test.each(["admin", "auditor", "project_manager", "ungranted"] as const)("is refused to %s", async (role) => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "held" });
    const input = { itemId: item.id, seenVersion: item.version, as: "give_up" };
    expect(codeOf(await resolveExport.execute(bed.app, company.principal(role), input))).toMatch(/^access\./);
    expect((await bed.item(item.id)).state).toBe("held");
  });
});
