import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anImportDesk, type ImportDesk } from "#drizzle/factories/import-desk.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { row } from "#lib/db/database.ts";
import { vendorMatch } from "#lib/queries/vendor-match.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const holloway = {
  ...{ Vendor: "HOLLOWAY", Name: "Holloway Soil Testing", Type: "Sub", Status: "Active" },
  ...{ Address_1: "210 Commerce Street", City: "Kent Springs", State: "CO", Zip: "80410", Telephone: "(555) 016-4100" },
};
const insured = {
  ...holloway,
  ...{ GL_Ins_Company: "Union Surety", GL_Ins_Policy_Number: "GL-1", GL_Ins_Expiration_Dt: "2027-03-01" },
  ...{ Gen_Liab_Ins_Proof_Req: "1", Auto_Ins_Company: "Front Range", Auto_Ins_Policy_Num: "AU-2" },
};
const linkOf = (desk: ImportDesk) =>
  row<{ source: string; name: string; city: string }>(
    bed.owner,
    sql`select v.source_id as source, v.name, v.city from vendor_link l join vendor v on v.company_id = l.company_id and v.id = l.vendor_id
      where l.company_id = ${desk.company.id} and l.sage_vendor = 'HOLLOWAY'`,
  );
const insurancesOf = ({ port }: ImportDesk) =>
  port.of("insurances").toSorted((a, b) => (a.originId ?? "").localeCompare(b.originId ?? ""));
async function aDesk(...vendors: Record<string, string>[]): Promise<ImportDesk> {
  const desk = await anImportDesk(bed);
  await desk.has("APM_MASTER__VENDOR", ...vendors);
  await desk.stage();
  return desk;
}
async function imported(...vendors: Record<string, string>[]): Promise<ImportDesk> {
  const desk = await aDesk(...vendors);
  expect(await desk.ask(await desk.one("vendor", "HOLLOWAY"))).toBeNull();
  await desk.write();
  await desk.stage();
  return desk;
}

describe("a vendor", () => {
  test("becomes a company with its address, is known here at once and linked", async () => {
    const desk = await imported(holloway);
    expect(desk.port.of("vendors")).toMatchObject([
      {
        originId: "HOLLOWAY",
        fields: { name: "Holloway Soil Testing", address: "210 Commerce Street", city: "Kent Springs", isActive: true },
      },
    ]);
    const [company] = desk.port.of("vendors");
    expect(await linkOf(desk)).toEqual({ source: company?.id, name: "Holloway Soil Testing", city: "Kent Springs" });
    expect(await desk.one("vendor", "HOLLOWAY")).toMatchObject({ state: "imported", news: null });
    expect((await desk.view("vendor", "HOLLOWAY")).earlier).toEqual([]);
    expect(await bed.companyKinds(desk.company)).toEqual(expect.arrayContaining(["import.done", "vendor.linked"]));
  });

  test("that is linked counts as imported; its new name goes with another import, its address does not", async () => {
    const desk = await imported(holloway);
    await desk.has("APM_MASTER__VENDOR", { ...holloway, Name: "Holloway Geotechnical", Address_1: "1 Other Road" });
    await desk.stage();
    const view = await desk.view("vendor", "HOLLOWAY");
    expect(view.row).toMatchObject({ state: "imported", news: "changed" });
    expect(view.differences.map(({ label }) => label)).toEqual(["Name", "Address"]);
    expect(view.earlier.map(({ changes }) => changes)).toEqual([
      [
        { label: "Address 1", before: "210 Commerce Street", after: "1 Other Road" },
        { label: "Name", before: "Holloway Soil Testing", after: "Holloway Geotechnical" },
      ],
    ]);
    await desk.has("APM_MASTER__VENDOR", { ...holloway, Name: "Holloway Geo", Address_1: "1 Other Road" });
    expect((await desk.view("vendor", "HOLLOWAY")).earlier.map(({ changes }) => changes[0]?.after)).toEqual([
      "Holloway Geo",
      "1 Other Road",
    ]);
    await desk.has("APM_MASTER__VENDOR", { ...holloway, Name: "Holloway Geotechnical", Address_1: "1 Other Road" });
    expect(await desk.ask(view.row)).toBeNull();
    await desk.write();
    expect(desk.port.of("vendors")).toMatchObject([
      { fields: { name: "Holloway Geotechnical", address: "210 Commerce Street" } },
    ]);
  });

  test.each([
    ["inactive", { Status: "Inactive" }, "Vendor HOLLOWAY is inactive in Sage; only active vendors become companies."],
    ["without a name", { Name: "" }, "Vendor HOLLOWAY has no name; it would become a company without one."],
  ])("%s is refused", async (_words, over, note) => {
    const desk = await aDesk({ ...holloway, ...over });
    expect(await desk.one("vendor", "HOLLOWAY")).toMatchObject({ state: "refused", note });
  });

  test("is not imported beside a company of its name that waits for a link; linked, it counts as imported", async () => {
    const desk = await anImportDesk(bed);
    await bed.owner.execute(
      sql`insert into vendor (company_id, source_id, name) values (${desk.company.id}, '771', 'HOLLOWAY soil testing')`,
    );
    await desk.has("APM_MASTER__VENDOR", holloway);
    await desk.stage();
    const refused = await desk.one("vendor", "HOLLOWAY");
    expect(refused.state).toBe("refused");
    expect(refused.note).toContain("“HOLLOWAY soil testing” is in the directory already");
    await bed.owner.execute(sql`insert into vendor_link (company_id, vendor_id, sage_vendor)
      select company_id, id, 'HOLLOWAY' from vendor where company_id = ${desk.company.id} and source_id = '771'`);
    await desk.stage();
    expect(await desk.one("vendor", "HOLLOWAY")).toMatchObject({ state: "imported" });
    expect(await desk.undo(await desk.one("vendor", "HOLLOWAY"))).toBe("import.undo_exported");
  });

  test("unlinked loses its tie and its link; the company stays and waits for a link", async () => {
    const desk = await imported(holloway);
    expect(await desk.undo(await desk.one("vendor", "HOLLOWAY"))).toBeNull();
    await desk.write();
    await desk.stage();
    expect(desk.port.of("vendors")).toMatchObject([{ originId: null }]);
    expect(await linkOf(desk)).toBeNull();
    expect(await desk.one("vendor", "HOLLOWAY")).toMatchObject({ state: "refused" });
    expect(await bed.companyKinds(desk.company)).toEqual(expect.arrayContaining(["import.undone", "vendor.unlinked"]));
  });

  test("is offered as a company on Vendors as well, with the reason where that is closed, until it is one", async () => {
    const desk = await aDesk(holloway, { ...holloway, Vendor: "ASLEEP", Name: "Sleeping Sons", Status: "Inactive" });
    const seen = async (id: string, role: "admin" | "accountant" = "admin") =>
      demand(await vendorMatch.execute(bed.app, desk.company.principal(role), { side: "sage", id })).staged;
    const importOf = (staged: Awaited<ReturnType<typeof seen>>) =>
      staged?.row.actions.find(({ gesture }) => gesture === "import");
    const open = await seen("HOLLOWAY");
    expect(importOf(open)).toMatchObject({ isAllowed: true });
    expect(importOf(await seen("HOLLOWAY", "accountant"))).toMatchObject({ isAllowed: false });
    expect((await seen("ASLEEP"))?.row).toMatchObject({
      note: "Vendor ASLEEP is inactive in Sage; only active vendors become companies.",
    });
    expect(importOf(await seen("ASLEEP"))?.isAllowed ?? false).toBe(false);
    if (open) expect(await desk.ask(open.row)).toBeNull();
    expect((await seen("HOLLOWAY"))?.row).toMatchObject({ state: "importing" });
    await desk.write();
    expect(await linkOf(desk)).toMatchObject({ name: "Holloway Soil Testing" });
  });

  test("stays while something of the company is in Sage or on its way", async () => {
    const desk = await imported(holloway);
    const item = await anItem(bed.app, desk.company);
    await bed.owner.execute(sql`update item set vendor_id = (select vendor_id from vendor_link where company_id = ${desk.company.id} and sage_vendor = 'HOLLOWAY'),
      state = 'synced' where company_id = ${desk.company.id} and id = ${item.id}`);
    expect(await desk.undo(await desk.one("vendor", "HOLLOWAY"))).toBe("import.undo_below");
  });
});

describe("insurance", () => {
  test("waits for its vendor, then flows in and follows what Sage has", async () => {
    const desk = await anImportDesk(bed);
    await desk.sets({ importsInsurance: true });
    await desk.has("APM_MASTER__VENDOR", insured);
    await desk.stage();
    const waiting = await desk.one("insurance", "HOLLOWAY GL");
    expect(waiting.state).toBe("refused");
    expect(waiting.note).toContain("is no company in Procore yet");
    await desk.ask(await desk.one("vendor", "HOLLOWAY"));
    await desk.write();
    await desk.stage();
    await desk.write();
    const [company] = desk.port.of("vendors");
    const place = JSON.stringify({ vendorId: company?.id });
    expect(insurancesOf(desk)).toMatchObject([
      {
        ...{ place, originId: "HOLLOWAY/auto" },
        fields: { insuranceType: "Automotive", policyNumber: "AU-2", expirationDate: null, notes: null },
      },
      {
        ...{ place, originId: "HOLLOWAY/general" },
        fields: { insuranceType: "General", name: "Union Surety", policyNumber: "GL-1", expirationDate: "2027-03-01" },
      },
    ]);
    await desk.has("APM_MASTER__VENDOR", { ...insured, GL_Ins_Policy_Number: "GL-9" });
    await desk.stage();
    await desk.write();
    expect(insurancesOf(desk)).toMatchObject([{}, { fields: { policyNumber: "GL-9" } }]);
    const view = await desk.view("insurance", "HOLLOWAY GL");
    expect(view.row.state).toBe("imported");
    expect(view.details.find(({ label }) => label === "Locked in Procore")?.value).toContain("policy number");
  });

  test("is left alone where the company does not read it", async () => {
    const desk = await anImportDesk(bed);
    await desk.has("APM_MASTER__VENDOR", insured);
    await desk.stage();
    const staged = await row(
      bed.owner,
      sql`select 1 from staged_record where company_id = ${desk.company.id} and type = 'insurance'`,
    );
    expect(staged).toBeNull();
  });
});
