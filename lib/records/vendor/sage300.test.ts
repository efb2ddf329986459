import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { vendor } from "#lib/records/vendor/definition.ts";
import { aDirectoryCompany, someFacts, someFields } from "#lib/records/vendor/fixtures.ts";
import type { Company } from "#lib/records/vendor/model.ts";
import { preview } from "#lib/records/vendor/preview.ts";
import { encode } from "#lib/records/vendor/sage300.ts";
import { readableTables, writableTables } from "#lib/sync-client/readable-tables.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const golden = (name: string) =>
  JSON.parse(readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8")) as unknown;
const overSql = () => someFacts({ profile: CompanyProfile.parse({ vendorDoor: "database" }) });

function documentOf(company: Company, facts = someFacts(), fields = someFields()): ExportDocument {
  const encoded = encode(company, fields, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}

describe("golden documents", () => {
  test("by default a sheet to be keyed", () => {
    expect(documentOf(aDirectoryCompany())).toEqual(golden("attended.json"));
  });
  test("one row over SQL where the company wants that", () => {
    expect(documentOf(aDirectoryCompany(), overSql())).toEqual(golden("database.json"));
  });
});

test("what Procore leaves empty is not keyed and not written; the proof says that it is empty", () => {
  const bare = aDirectoryCompany({ address: [], zip: "", phone: "" });
  expect(documentOf(bare).sheet?.[0]?.fields.map(({ label }) => label)).toEqual([
    "Vendor",
    "Name",
    "Type",
    "City",
    "State",
  ]);
  const { writes, expectations } = documentOf(bare, overSql());
  expect(Object.keys(writes?.[0]?.values ?? {})).toEqual(["Name", "Type", "City", "State"]);
  expect(expectations[0]?.rows[0]).toMatchObject({ Address_1: "", Address_2: "", Zip: "" });
});

test("only columns that are read, and only those that may be written", () => {
  const { expectations, writes } = documentOf(aDirectoryCompany(), overSql());
  const [expected] = expectations;
  expect(readableTables.APM_MASTER__VENDOR).toEqual(expect.arrayContaining(Object.keys(expected?.columns ?? {})));
  expect(writableTables.APM_MASTER__VENDOR.key).toEqual(Object.keys(writes?.[0]?.key ?? {}));
  expect(writableTables.APM_MASTER__VENDOR.insert).toEqual(
    expect.arrayContaining(Object.keys(writes?.[0]?.values ?? {})),
  );
});

test("the same input gives the same tag, another id or type another one", () => {
  const { tag } = documentOf(aDirectoryCompany());
  expect(documentOf(aDirectoryCompany()).tag).toBe(tag);
  for (const fields of [{ sageId: "OTHER" }, { vendorType: "Supplier" }] as Record<string, string>[])
    expect(documentOf(aDirectoryCompany(), someFacts(), someFields(fields)).tag).not.toBe(tag);
});

test.each([
  ["no id", {}, { sageId: "" }, "the vendor ID is empty"],
  ["no type", {}, { vendorType: "" }, "the vendor type is empty"],
  ["no name", { name: "" }, {}, "the company has no name"],
])("nothing can be rendered: %s", (_, company, fields, problem) => {
  const encoded = encode(aDirectoryCompany(company), someFields(fields), someFacts(), SHA);
  expect(encoded).toMatchObject({ ok: false, refusal: { code: "item.not_rendered" } });
  expect(!encoded.ok && encoded.refusal.params.problem).toContain(problem);
});

test.each(["attended", "database"] as const)("the preview of %s shows every value with its source", (door) => {
  const facts = door === "attended" ? someFacts() : overSql();
  const records = preview(aDirectoryCompany(), someFields(), facts, documentOf(aDirectoryCompany(), facts));
  expect(records).toHaveLength(1);
  const fields = records[0]?.fields ?? [];
  expect(fields.map(({ value }) => value)).toEqual([
    "QUARRYLANE",
    "Quarry Lane Painting",
    "Subcontractor",
    "1200 Harbor Road",
    "Suite 4",
    "Denver",
    "CO",
    "80205",
    "(303) 555-0144",
  ]);
  for (const { source } of fields) expect(source).toMatch(/^(Procore|Export field): /);
  expect(fields.flatMap(({ note }) => note ?? [])).toEqual([expect.stringContaining("Not part of the proof")]);
});

describe("definition", () => {
  test("an item arises for an active company that is not linked", () => {
    const link = { vendor: "QUARRY", inSage: null };
    const linked = someFacts({ vendor: { id: "1", name: "Quarry", isActive: true, link } });
    const arises = (over: Partial<Company>, facts = someFacts()) => vendor.arises?.(aDirectoryCompany(over), facts);
    expect(arises({})).toBe(true);
    expect(arises({}, linked)).toBe(false);
    expect(arises({ isActive: false })).toBe(false);
    expect(arises({ isDeleted: true })).toBe(false);
  });
  test("asks for its link, its name among Sage's vendors and its id, as typed and in capitals", () => {
    expect(vendor.factsQuery(aDirectoryCompany(), someFields({ sageId: "Quarry" }))).toEqual({
      projectSourceId: null,
      vendorSourceId: "601",
      codes: [],
      erpIds: ["Quarry", "QUARRY"],
      takenIn: "vendors",
      vendorName: "Quarry Lane Painting",
    });
    expect(vendor.factsQuery(aDirectoryCompany(), {}).erpIds).toEqual([]);
  });
  test("the type is proposed where Sage has but one, the id never", () => {
    const of = (types: string[]) => vendor.prefill(aDirectoryCompany(), someFacts({ vendors: { types, alike: [] } }));
    expect(of(["Subcontractor"])).toEqual({ sageId: "", vendorType: "Subcontractor" });
    expect(of(["Subcontractor", "Supplier"])).toEqual({ sageId: "", vendorType: "" });
    expect(of([])).toEqual({ sageId: "", vendorType: "" });
  });
  test("once proved, the company is linked to the vendor that it became", () => {
    const link = { kind: "link_vendor", vendorSourceId: "601", sageVendor: "QUARRYLANE" };
    expect(vendor.afterProof?.(aDirectoryCompany(), "QUARRYLANE")).toEqual(link);
  });
  test("details leave out what is empty; there are no lines", () => {
    expect(vendor.lines(aDirectoryCompany())).toEqual([]);
    const labels = (over: Partial<Company>) => vendor.details(aDirectoryCompany(over)).map(({ label }) => label);
    expect(labels({})).toContain("Address 2");
    expect(labels({ address: [], country: "" })).not.toContain("Address 1");
    expect(vendor.details(aDirectoryCompany({ isDeleted: true }))).toContainEqual(
      expect.objectContaining({ label: "Status", value: "Deleted" }),
    );
  });
});
