import type { Json } from "#lib/core/canonical-json.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { differing, type ImportType, type Staged } from "#lib/core/import-type.ts";
import { readVendor, Vendor } from "#lib/imports/vendor/model.ts";

const { inProcore, inSage } = findingMakers("vendor");

/**
 * Vendors: they become companies of the directory, or are linked to one on Vendors. Name and id come from Sage; the address
 * goes with a new company only and is not kept the same (domain/procore-erp-tool.md 4.2).
 */
export const vendor: ImportType = {
  id: "vendor",
  label: { one: "Vendor", many: "Vendors" },
  procoreNoun: "company",
  source: "vendors",
  head: (row) => ({ code: Vendor.parse(row).vendor, name: Vendor.parse(row).name, job: "", amount: null }),
  tied: (staged) => readVendor(staged).here.companySourceId,
  rules,
  options: [],
  differences: (before, after) => differing(fieldsOf(before), fieldsOf(after)),
  effect: () => null,
  details: (row) => fieldsOf(row).map(([label, value]) => ({ label, value, kind: "text" as const })),
  steps: [
    {
      name: "company",
      write(staged) {
        const { vendor: key, name, address, city, state, zip, phone, fax, email, here } = readVendor(staged);
        const own = { originId: key, originCode: key, name };
        if (here.companySourceId !== null)
          return { list: "vendors", place: null, rows: [{ key, row: { ...own, id: here.companySourceId } }] };
        const reach = { address: address.join("\n"), city, stateCode: state, zip, phone, fax, email };
        return { list: "vendors", place: null, rows: [{ key, row: { ...own, ...reach, isActive: true } }] };
      },
    },
  ],
  after(staged, { written }) {
    const { vendor: key, name, city, phone } = readVendor(staged);
    return { kind: "link_company", companySourceId: written.company?.[key] ?? "", sageVendor: key, name, city, phone };
  },
  undo: {
    consequence:
      "The company stays in Procore, without its tie to Sage. Link it on Vendors to bring the two together again.",
    below: (_staged, companySourceId) => ({ companySourceId }),
  },
};

function rules(staged: Staged): readonly Finding[] {
  const { vendor: id, name, status, here } = readVendor(staged);
  const findings: Finding[] = [];
  if (name.trim() === "") {
    const sentence = `Vendor ${id} has no name; it would become a company without one.`;
    findings.push(inSage("name.missing", "name", sentence, "Give the vendor a name in Sage."));
  }
  if (status.toLowerCase() !== "active") {
    const sentence = `Vendor ${id} is ${status.toLowerCase() || "without a status"} in Sage; only active vendors become companies.`;
    findings.push(inSage("inactive", "status", sentence, "Make the vendor active in Sage, or archive it here."));
  }
  if (here.twin !== null && here.companySourceId === null) {
    const sentence = `Company “${here.twin}” is in the directory already and is not linked; importing would make a second one.`;
    const words = "Link the two on Vendors. If they are different companies, give one of them another name.";
    findings.push(inProcore("company.twin", "name", sentence, { fixer: "admin", fix: { words } }));
  }
  return findings;
}

function fieldsOf(row: Json): readonly (readonly [label: string, value: string])[] {
  const { vendor: id, name, type, status, address, city, state, zip, phone, fax, email } = Vendor.parse(row);
  const place = [...address, [city, state, zip].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  return [
    ["Vendor", id],
    ["Name", name],
    ["Type", type],
    ["Status", status],
    ["Address", place],
    ["Telephone", phone],
    ["Fax", fax],
    ["E-mail", email],
  ];
}
