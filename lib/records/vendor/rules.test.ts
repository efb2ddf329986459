import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts } from "#lib/core/facts.ts";
import { aDirectoryCompany, someFacts, someFields } from "#lib/records/vendor/fixtures.ts";
import type { Company } from "#lib/records/vendor/model.ts";
import { rules } from "#lib/records/vendor/rules.ts";

/** What is changed against the clean company. */
type Case = {
  readonly company?: Partial<Company>;
  readonly fields?: Readonly<Record<string, string>>;
  readonly facts?: Partial<Facts>;
  readonly profile?: Partial<CompanyProfile>;
};
function findings({ company, fields, facts, profile }: Case) {
  const known = someFacts({ profile: CompanyProfile.parse(profile ?? {}), ...facts });
  return rules(aDirectoryCompany(company), someFields(fields), known);
}

const clean = someFacts();
const link = (vendor: string): Partial<Facts> => ({
  vendor: { id: "v", name: "Quarry Lane Painting", isActive: true, link: { vendor, inSage: null } },
});
const alike = (status: string): Partial<Facts> => ({
  vendors: { types: ["Subcontractor", "Supplier"], alike: [{ vendor: "QUARRY", status }] },
});
const long = "A".repeat(31);
type Row = readonly [code: string, severity: "blocks" | "warns", good: Case, bad: Case, sentence: string];
const table: readonly Row[] = [
  [
    "mirror.unread",
    "blocks",
    { facts: { asOf: { ...clean.asOf, jobs: null } } },
    { facts: { asOf: { ...clean.asOf, vendors: null } } },
    "Sage has not been read yet: vendors.",
  ],
  [
    "status.inactive",
    "blocks",
    {},
    { company: { isActive: false } },
    "Quarry Lane Painting is inactive in Procore; only active companies go to Sage.",
  ],
  ["status.deleted", "blocks", {}, { company: { isDeleted: true } }, "Quarry Lane Painting was deleted in Procore."],
  [
    "synced",
    "blocks",
    {},
    { facts: link("QUARRY") },
    "Quarry Lane Painting is vendor QUARRY in Sage already; a company goes to Sage once.",
  ],
  ["name.missing", "blocks", {}, { company: { name: "" } }, "The company has no name; Sage needs one."],
  [
    "name.too_long",
    "blocks",
    { company: { name: long.slice(1) } },
    { company: { name: long } },
    "The name has 31 characters; Sage takes 30.",
  ],
  [
    "name.character",
    "blocks",
    { company: { name: "Quarry & Søn" } },
    { company: { name: "Quarry 石" } },
    "The name has “石” (U+77F3) at position 8; Sage's import cannot carry it.",
  ],
  [
    "name.alike",
    "warns",
    {},
    { facts: alike("Active") },
    "Sage has a vendor of the name “Quarry Lane Painting” already: QUARRY.",
  ],
  [
    "name.alike",
    "warns",
    { facts: { ...alike("Active"), ...link("QUARRY") } },
    { facts: alike("Inactive") },
    "Sage has a vendor of the name “Quarry Lane Painting” already: QUARRY (Inactive).",
  ],
  [
    "address.lines",
    "blocks",
    { company: { address: ["a", "b"] } },
    { company: { address: ["a", "b", "c"] } },
    "The address has 3 lines; Sage takes 2.",
  ],
  [
    "address.too_long",
    "blocks",
    { company: { address: ["a", long.slice(1)] } },
    { company: { address: ["a", long] } },
    "Address line 2 has 31 characters; Sage takes 30.",
  ],
  [
    "city.too_long",
    "blocks",
    { company: { city: "Fifteen letters" } },
    { company: { city: "Rancho Cucamonga" } },
    "The city has 16 characters; Sage takes 15.",
  ],
  [
    "state.too_long",
    "blocks",
    { company: { state: "QLD." } },
    { company: { state: "Texas" } },
    "The state has 5 characters; Sage takes 4.",
  ],
  [
    "zip.too_long",
    "blocks",
    { company: { zip: "80205-1234" } },
    { company: { zip: "80205-12345" } },
    "The ZIP code has 11 characters; Sage takes 10.",
  ],
  [
    "address.incomplete",
    "warns",
    {},
    { company: { address: [] } },
    "The address of Quarry Lane Painting is incomplete; checks and 1099 forms go there.",
  ],
  ["sage_id.missing", "blocks", {}, { fields: { sageId: "" } }, "The vendor ID is empty; Sage needs one."],
  [
    "sage_id.too_long",
    "blocks",
    { fields: { sageId: "TENSIGNS10" } },
    { fields: { sageId: "ELEVENSIGNS" } },
    "The vendor ID has 11 characters; Sage takes 10.",
  ],
  [
    "sage_id.capitals",
    "blocks",
    { fields: { sageId: "quarry" }, profile: { capitalIds: false } },
    { fields: { sageId: "quarry" } },
    "The vendor ID quarry has small letters; Sage keeps ids in capitals.",
  ],
  [
    "sage_id.mask",
    "blocks",
    { fields: { sageId: "V0012" }, profile: { vendorIdMask: "A9999" } },
    { fields: { sageId: "V012" }, profile: { vendorIdMask: "A9999" } },
    "The vendor ID V012 does not fit this company's mask A9999.",
  ],
  [
    "sage_id.taken",
    "blocks",
    { facts: { takenErpIds: { OTHER: "x" } } },
    { facts: { takenErpIds: { QUARRYLANE: "“Quarry Lane” in Sage" } } },
    "The vendor ID QUARRYLANE is taken by “Quarry Lane” in Sage.",
  ],
  [
    "type.missing",
    "blocks",
    {},
    { fields: { vendorType: "" } },
    "The vendor type is empty. Sage's vendors have: Subcontractor, Supplier.",
  ],
  [
    "type.unknown",
    "blocks",
    { fields: { vendorType: "Carpenter" }, facts: { vendors: { types: [], alike: [] } } },
    { fields: { vendorType: "Carpenter" } },
    "No vendor in Sage is of the type “Carpenter”. Sage's vendors have: Subcontractor, Supplier.",
  ],
  [
    "type.too_long",
    "blocks",
    { fields: { vendorType: "A".repeat(20) }, facts: { vendors: { types: [], alike: [] } } },
    { fields: { vendorType: "A".repeat(21) } },
    "The vendor type has 21 characters; Sage takes 20.",
  ],
];

describe("rules", () => {
  test("the clean company has no finding", () => {
    expect(findings({})).toEqual([]);
  });
  test.each(table)("%s %s", (code, severity, good, bad, sentence) => {
    const of = (all: ReturnType<typeof findings>) => all.filter((finding) => finding.code === `vendor.${code}`);
    expect(of(findings(good))).toEqual([]);
    expect(of(findings(bad)).map((finding) => [finding.severity, finding.sentence])).toContainEqual([
      severity,
      sentence,
    ]);
  });
  test("a taken id is found whatever its capitals", () => {
    const found = findings({
      fields: { sageId: "Quarry" },
      profile: { capitalIds: false },
      facts: { takenErpIds: { QUARRY: "item X in this inbox" } },
    });
    expect(found.map(({ code }) => code)).toEqual(["vendor.sage_id.taken"]);
  });
});
