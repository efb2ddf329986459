import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { archiveSageVendors } from "#lib/commands/archive-sage-vendors.ts";
import { confirmVendorLink } from "#lib/commands/confirm-vendor-link.ts";
import { importVendorLinks } from "#lib/commands/import-vendor-links.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { linkVendors } from "#lib/commands/link-vendors.ts";
import { refuseVendor } from "#lib/commands/refuse-vendor.ts";
import { unlinkVendors } from "#lib/commands/unlink-vendors.ts";
import type { Side } from "#lib/core/matching/side.ts";
import { rows } from "#lib/db/database.ts";
import { matchVendors } from "#lib/jobs/match-vendors.ts";
import { vendorLinkFile } from "#lib/queries/vendor-link-file.ts";
import { vendorMatch } from "#lib/queries/vendor-match.ts";
import { vendorPage } from "#lib/queries/vendor-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const as = (company: TestCompany) => company.principal("admin");
const match = (company: TestCompany) => bed.run(matchVendors, { companyId: company.id });
const page = async (company: TestCompany, tab: string, side: Side = "company", q = "") =>
  demand(await vendorPage.execute(bed.app, as(company), { tab, side, ...(q ? { q } : {}) }));
const names = async (company: TestCompany, tab: string, side: Side = "company") =>
  (await page(company, tab, side)).rows.map(({ name }) => name);
const detail = async (company: TestCompany, id: string, side: Side = "company") =>
  demand(await vendorMatch.execute(bed.app, as(company), { side, id }));

let serial = 0;
/** A company of the directory and, by `sage`, the vendor that it may be. */
async function add(
  company: TestCompany,
  name: string,
  fields: { phone?: string; taxId?: string } = {},
): Promise<string> {
  serial += 1;
  const [made] = await rows<{ id: string }>(
    bed.owner,
    sql`insert into vendor (company_id, source_id, name, phone, tax_id) values (${company.id}, ${`s${serial}`}, ${name}, ${fields.phone ?? ""}, ${fields.taxId ?? ""}) returning id`,
  );
  return made?.id ?? "";
}
async function addSage(
  company: TestCompany,
  vendor: string,
  name: string,
  phone = "",
  status = "Active",
): Promise<string> {
  await bed.owner.execute(sql`insert into sage_vendor (company_id, vendor, name, type, status, city, phone, seen_at)
    values (${company.id}, ${vendor}, ${name}, '', ${status}, '', ${phone}, clock_timestamp())`);
  return vendor;
}
const phoneOf = (n: number) => `(303) 555-${String(1000 + n)}`;

describe("the lists", () => {
  test("certain, a look, none and conflict, on both sides, and how much is linked", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { vendor: "unlinked" });
    await add(company, "Apex Concrete, Inc.", { phone: phoneOf(1) });
    await addSage(company, "APEX", "APEX CONCRETE INC", phoneOf(1));
    await add(company, "Quillan Surveying");
    await add(company, "Bluestone Masonry LLC", { phone: phoneOf(2) });
    await add(company, "Bluestone Masonry", { phone: phoneOf(2) });
    await addSage(company, "BLUE", "BLUESTONE MASONRY", phoneOf(2));
    await match(company);
    expect(await names(company, "certain")).toEqual(["Apex Concrete, Inc."]);
    expect(await names(company, "look")).toEqual(["Cedar Ridge Drywall"]);
    expect(await names(company, "none")).toEqual(["Quillan Surveying"]);
    expect((await names(company, "conflict")).toSorted()).toEqual(["Bluestone Masonry", "Bluestone Masonry LLC"]);
    expect((await names(company, "duplicates")).toSorted()).toEqual(["Bluestone Masonry", "Bluestone Masonry LLC"]);
    expect(await names(company, "certain", "sage")).toEqual(["APEX CONCRETE INC"]);
    expect(await names(company, "conflict", "sage")).toEqual(["BLUESTONE MASONRY"]);
    expect((await names(company, "none", "sage")).toSorted()).toEqual(["Dormant Roofing", "Oakfield Supply"]);
    const { counts, coverage, rows: all, pending } = await page(company, "unlinked");
    expect(counts).toMatchObject({ unlinked: 5, certain: 1, look: 1, none: 1, conflict: 2, linked: 1, duplicates: 2 });
    expect(coverage).toMatchObject({ companies: 6, linkedCompanies: 1, open: "3501.00", linkedOpen: "0.00" });
    expect([all[0]?.name, all[0]?.waiting.count, pending]).toEqual(["Cedar Ridge Drywall", 1, 0]);
  });

  test("the detail says what agrees and what a link would free", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { vendor: "unlinked" });
    await match(company);
    const seen = await detail(company, company.unlinkedVendor.id);
    expect(seen).toMatchObject({ lane: "look", waiting: { count: 1 } });
    expect(seen.proposals[0]).toMatchObject({
      id: "CEDARRIDGE",
      isCertain: false,
      why: "Same name.",
      waiting: { count: 1, amount: "3501.00" },
      agreement: { phone: "unknown" },
    });
    const back = await detail(company, "CEDARRIDGE", "sage");
    expect(back.proposals[0]).toMatchObject({ id: company.unlinkedVendor.id, waiting: { count: 1 } });
    expect(codeOf(await vendorMatch.execute(bed.app, as(company), { side: "sage", id: "NOBODY" }))).toBe(
      "item.unknown",
    );
  });

  test("follow the names: a company that is renamed is compared anew; a vendor that goes leaves", async () => {
    const company = await aCompany(bed.owner);
    const id = await add(company, "Something Else");
    await match(company);
    expect(await names(company, "none")).toEqual(["Something Else"]);
    await bed.owner.execute(
      sql`update vendor set name = 'Oakfield Supplies' where company_id = ${company.id} and id = ${id}`,
    );
    await match(company);
    expect(await names(company, "look")).toContain("Oakfield Supplies");
    await bed.owner.execute(
      sql`update sage_vendor set is_gone = true where company_id = ${company.id} and vendor = 'OAKFIELD'`,
    );
    await match(company);
    expect(await names(company, "none")).toEqual(["Oakfield Supplies"]);
    expect(await names(company, "unlinked", "sage")).not.toContain("Oakfield Supply");
  });

  test("page by page every row comes once", async () => {
    const company = await aCompany(bed.owner);
    for (let n = 0; n < 120; n += 1) await add(company, `Row ${String(n).padStart(3, "0")} Works`);
    const first = await page(company, "unlinked");
    const rest = demand(
      await vendorPage.execute(bed.app, as(company), { tab: "unlinked", side: "company", after: first.next }),
    );
    expect([first.rows.length, rest.rows.length, rest.next]).toEqual([100, 21, null]);
    expect(new Set([...first.rows, ...rest.rows].map(({ id }) => id)).size).toBe(121);
  });
});

describe("refusals and aliases", () => {
  const refuse = (company: TestCompany, vendorId: string, isRefused: boolean) =>
    refuseVendor.execute(bed.app, as(company), { vendorId, sageVendor: "CEDARRIDGE", isRefused });

  test("a refused pair is not proposed again, on neither side, until the refusal is taken back", async () => {
    const company = await aCompany(bed.owner);
    const { id } = company.unlinkedVendor;
    await match(company);
    expect(demand(await refuse(company, id, true))).toEqual({ changed: true });
    expect(demand(await refuse(company, id, true))).toEqual({ changed: false });
    expect((await detail(company, id)).proposals).toEqual([]);
    expect((await detail(company, id)).refused).toEqual([
      { id: "CEDARRIDGE", name: "Cedar Ridge Drywall", by: company.people.admin.name },
    ]);
    expect(await names(company, "look", "sage")).toEqual([]);
    await bed.owner.execute(sql`update link_party set state = 'new' where company_id = ${company.id}`);
    await match(company);
    expect((await detail(company, id)).proposals).toEqual([]);
    demand(await refuse(company, id, false));
    expect((await detail(company, id)).proposals.map((one) => one.id)).toEqual(["CEDARRIDGE"]);
    expect(await bed.companyKinds(company)).toEqual(["vendor.refused", "vendor.refusal_withdrawn"]);
  });

  test("a link under another name teaches it: after Unlink the vendor is proposed by it; a refusal unlearns it", async () => {
    const company = await aCompany(bed.owner);
    const id = await add(company, "Zebra Interiors");
    const set = (sageVendor: string | null, seen: string | null) =>
      linkVendor.execute(bed.app, as(company), { vendorId: id, sageVendor, seen });
    demand(await set("OAKFIELD", null));
    demand(await set(null, "OAKFIELD"));
    await match(company);
    const { proposals } = await detail(company, id);
    expect(proposals[0]).toMatchObject({ id: "OAKFIELD", why: "Same name." });
    demand(await refuseVendor.execute(bed.app, as(company), { vendorId: id, sageVendor: "OAKFIELD", isRefused: true }));
    expect((await detail(company, "OAKFIELD", "sage")).aliases).toEqual([]);
  });
});

describe("in bulk", () => {
  const pairOf = async (company: TestCompany, n: number) => {
    const vendorId = await add(company, `Granite ${n} Paving`, { phone: phoneOf(n) });
    return { vendorId, sageVendor: await addSage(company, `G${n}`, `GRANITE ${n} PAVING`, phoneOf(n)) };
  };

  test("links certain pairs and only them, says why not for each other, and is undone in one go", async () => {
    const company = await aCompany(bed.owner);
    const pairs = [await pairOf(company, 11), await pairOf(company, 12), await pairOf(company, 13)];
    await match(company);
    const weak = { vendorId: company.unlinkedVendor.id, sageVendor: "CEDARRIDGE" };
    const answer = demand(await linkVendors.execute(bed.app, as(company), { pairs: [...pairs, weak], count: 4 }));
    expect([answer.done, answer.rows.map(({ code }) => code)]).toEqual([3, [null, null, null, "vendor.not_certain"]]);
    expect((await page(company, "linked")).counts).toMatchObject({ linked: 4, certain: 0 });
    expect(demand(await unlinkVendors.execute(bed.app, as(company), { pairs })).done).toBe(3);
    expect((await page(company, "certain")).counts).toMatchObject({ linked: 1, certain: 3 });
    expect((await bed.companyKinds(company)).filter((kind) => kind === "vendor.linked")).toHaveLength(3);
  });

  test("is refused when the control count is another, and writes nothing", async () => {
    const company = await aCompany(bed.owner);
    const pairs = [await pairOf(company, 21)];
    await match(company);
    expect(codeOf(await linkVendors.execute(bed.app, as(company), { pairs, count: 2 }))).toBe("input.invalid");
    expect(await bed.companyKinds(company)).toEqual([]);
  });

  test("two administrators at once: every pair is linked once, and what is so already counts as done", async () => {
    const company = await aCompany(bed.owner);
    const pairs = [await pairOf(company, 31), await pairOf(company, 32)];
    await match(company);
    const order = { pairs, count: 2 };
    const answers = await Promise.all([1, 2].map(() => linkVendors.execute(bed.app, as(company), order)));
    expect(answers.map((answer) => demand(answer).rows.map(({ code }) => code))).toHaveLength(2);
    expect((await bed.companyKinds(company)).filter((kind) => kind === "vendor.linked")).toHaveLength(2);
  });
});

describe("archive", () => {
  const archive = (company: TestCompany, sageVendors: string[], isArchived: boolean) =>
    archiveSageVendors.execute(bed.app, as(company), { sageVendors, isArchived });

  test("takes a Sage vendor out of the lists and out of the proposals, and back; linked ones stay", async () => {
    const company = await aCompany(bed.owner);
    await match(company);
    expect(demand(await archive(company, ["CEDARRIDGE", "LUMEN"], true))).toEqual({ changed: 1 });
    await match(company);
    expect(await names(company, "archived")).toEqual(["Cedar Ridge Drywall"]);
    expect((await detail(company, company.unlinkedVendor.id)).proposals).toEqual([]);
    expect(await names(company, "none")).toEqual(["Cedar Ridge Drywall"]);
    demand(await archive(company, ["CEDARRIDGE"], false));
    await match(company);
    expect(await names(company, "look")).toEqual(["Cedar Ridge Drywall"]);
    expect(await bed.companyKinds(company)).toEqual(["sage_vendor.archived", "sage_vendor.restored"]);
  });
});

describe("drift", () => {
  test("a link whose names or status changed stands first and says what changed, until it is confirmed", async () => {
    const company = await aCompany(bed.owner);
    const linked = async () => (await page(company, "linked")).rows.map(({ drift }) => drift);
    expect(await linked()).toEqual([[]]);
    await bed.owner.execute(
      sql`update sage_vendor set name = 'Lumen Group', status = 'Inactive' where company_id = ${company.id} and vendor = 'LUMEN'`,
    );
    expect(await linked()).toEqual([["Inactive in Sage", "Renamed in Sage, was “Lumen Works”"]]);
    const confirm = { vendorId: company.vendor.id, seen: "LUMEN" };
    demand(await confirmVendorLink.execute(bed.app, as(company), confirm));
    expect(await linked()).toEqual([["Inactive in Sage"]]);
    expect(codeOf(await confirmVendorLink.execute(bed.app, as(company), { ...confirm, seen: "OTHER" }))).toBe(
      "vendor.not_linked",
    );
  });
});

describe("a file of links", () => {
  const run = (company: TestCompany, csv: string, plan: string | null) =>
    importVendorLinks.execute(bed.app, as(company), { csv, plan });

  test("a dry run says what each row does and writes nothing; the import does exactly that", async () => {
    const company = await aCompany(bed.owner);
    const csv = [
      "procore_company_id,procore_company,sage_vendor",
      "556,,CEDARRIDGE",
      "555,Lumen Works,LUMEN",
      "555,,OAKFIELD",
      ",Nobody Here,OAKFIELD",
      "556,,NOWHERE",
      ",Cedar Ridge Drywall,",
    ].join("\n");
    const dry = demand(await run(company, csv, null));
    expect(dry.rows.map(({ line, result }) => [line, result])).toEqual([
      [2, "linked"],
      [3, "same"],
      [4, "refused"],
      [5, "refused"],
      [6, "refused"],
      [7, "same"],
    ]);
    expect(dry).toMatchObject({ linked: 1, same: 2, refused: 3, isDone: false });
    expect(await bed.companyKinds(company)).toEqual([]);
    expect(codeOf(await run(company, csv, "other"))).toBe("vendor.file_changed");
    expect(demand(await run(company, csv, dry.plan)).isDone).toBe(true);
    expect(await bed.companyKinds(company)).toEqual(["vendor.linked"]);
    expect(codeOf(await run(company, csv, dry.plan))).toBe("vendor.file_changed");
  });

  test.each([
    ["", "empty"],
    ['procore_company_id,sage_vendor\n1,"x', "quote"],
    ["name,id\na,b", "sage_vendor"],
    ["procore_company_id,sage_vendor\n", "no rows"],
  ])("%j is told what is wrong", async (csv, problem) => {
    const company = await aCompany(bed.owner);
    const answer = await run(company, csv, null);
    expect(answer).toMatchObject({ ok: false, refusal: { code: "vendor.file" } });
    expect(JSON.stringify(answer)).toContain(problem);
  });

  test("what is exported is imported as it stands", async () => {
    const company = await aCompany(bed.owner);
    const { csv, rows: count } = demand(await vendorLinkFile.execute(bed.app, as(company), {}));
    expect(count).toBe(2);
    expect(demand(await run(company, csv, null))).toMatchObject({ linked: 0, same: 2, refused: 0 });
  });
});
