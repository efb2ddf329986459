import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { rows } from "#lib/db/database.ts";
import { checkItems } from "#lib/jobs/check-items.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const link = (company: TestCompany, vendorId: string, sageVendor: string | null, seen: string | null = null) =>
  linkVendor.execute(bed.app, company.principal("admin"), { vendorId, sageVendor, seen });
const linksOf = (company: TestCompany) =>
  rows<{ vendor_id: string; sage_vendor: string }>(
    bed.owner,
    sql`select vendor_id, sage_vendor from vendor_link where company_id = ${company.id} order by sage_vendor`,
  );

describe("link a vendor", () => {
  test("frees the items that waited for it, after the check that it rang for", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { vendor: "unlinked" });
    const elsewhere = await anItem(bed.app, company);
    expect(await bed.view(company, item.id)).toMatchObject({ lane: "blocked", document: null });
    demand(await link(company, company.unlinkedVendor.id, "CEDARRIDGE"));
    expect(await bed.bells("items.check", company.id)).toBe(1);
    expect((await bed.item(elsewhere.id)).checked_at).not.toBeNull();
    await bed.run(checkItems, { companyId: company.id });
    const seen = await bed.view(company, item.id);
    expect(seen).toMatchObject({ lane: "clean", findings: [], version: item.version });
    expect(seen.document?.sha256).toHaveLength(64);
    expect((await bed.companyKinds(company)).at(-1)).toBe("vendor.linked");
    demand(await link(company, company.unlinkedVendor.id, null, "CEDARRIDGE"));
    await bed.run(checkItems, { companyId: company.id });
    expect(await bed.view(company, item.id)).toMatchObject({ lane: "blocked", document: null });
    expect((await bed.companyKinds(company)).at(-1)).toBe("vendor.unlinked");
    expect(await bed.broken(company)).toEqual([]);
  });

  test("is one to one: a Sage vendor that is taken, unknown or another company's is refused", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    await bed.owner.execute(sql`insert into sage_vendor select (x).* from (select jsonb_populate_record(v, jsonb_build_object('vendor', 'THEIRS')) x
      from sage_vendor v where company_id = ${other.id} and vendor = 'LUMEN') y`);
    const codes = [
      await link(company, company.unlinkedVendor.id, "LUMEN"),
      await link(company, company.unlinkedVendor.id, "NOBODY"),
      await link(company, company.unlinkedVendor.id, "THEIRS"),
      await link(company, other.unlinkedVendor.id, "CEDARRIDGE"),
    ].map(codeOf);
    expect(codes).toEqual(["vendor.taken", "vendor.not_in_sage", "vendor.not_in_sage", "item.unknown"]);
    expect(await linksOf(company)).toEqual([{ vendor_id: company.vendor.id, sage_vendor: "LUMEN" }]);
  });

  test("another vendor replaces the old tie, both in the record; the same again writes nothing", async () => {
    const company = await aCompany(bed.owner);
    demand(await link(company, company.vendor.id, "OAKFIELD", "LUMEN"));
    expect(await linksOf(company)).toEqual([{ vendor_id: company.vendor.id, sage_vendor: "OAKFIELD" }]);
    demand(await link(company, company.vendor.id, "OAKFIELD", "OAKFIELD"));
    expect(await bed.companyKinds(company)).toEqual(["vendor.unlinked", "vendor.linked"]);
  });

  test("whoever looked before somebody else linked is told who did and what it is now", async () => {
    const company = await aCompany(bed.owner);
    demand(await link(company, company.unlinkedVendor.id, "OAKFIELD"));
    const answer = await link(company, company.unlinkedVendor.id, "CEDARRIDGE");
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: "vendor.moved", params: { who: company.people.admin.name, now: "linked to OAKFIELD" } },
    });
    expect(codeOf(await link(company, company.unlinkedVendor.id, null, "CEDARRIDGE"))).toBe("vendor.moved");
    expect(await linksOf(company)).toHaveLength(2);
  });

  test("two companies that want one Sage vendor at once: one gets it, the other is told", async () => {
    const company = await aCompany(bed.owner);
    for (let round = 0; round < 10; round += 1) {
      await bed.owner.execute(sql`delete from vendor_link where company_id = ${company.id}`);
      const answers = await Promise.all(
        [company.vendor.id, company.unlinkedVendor.id].map((id) => link(company, id, "OAKFIELD")),
      );
      expect(answers.map(codeOf).toSorted()).toEqual(["vendor.taken", null].toSorted());
    }
  });

  test.each(["accountant", "ungranted", "auditor", "project_manager"] as const)("is refused to %s", async (role) => {
    const company = await aCompany(bed.owner);
    const input = { vendorId: company.vendor.id, sageVendor: null, seen: "LUMEN" };
    expect(codeOf(await linkVendor.execute(bed.app, company.principal(role), input))).toBe("access.role");
    expect(await linksOf(company)).toHaveLength(1);
  });
});
