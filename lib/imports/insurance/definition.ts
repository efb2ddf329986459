import type { Json } from "#lib/core/canonical-json.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { differing, type ImportType, type Staged } from "#lib/core/import-type.ts";
import { Insurance, insuranceKinds, readInsurance } from "#lib/imports/insurance/model.ts";

const { inProcore } = findingMakers("insurance");

/**
 * Insurance of vendors: it comes with the vendor's import or link and is kept current from then on; people change it in Sage
 * only (domain/procore-erp-tool.md 4.3).
 */
export const insurance: ImportType = {
  id: "insurance",
  label: { one: "Insurance", many: "Insurance" },
  procoreNoun: "insurance",
  source: "insurances",
  flowsIn: true,
  isOff: ({ importsInsurance }) =>
    importsInsurance ? null : "Insurance of vendors is not read from Sage: “Insurance of vendors” is off in Settings.",
  head(row) {
    const { vendor, kind, insurer, policy } = Insurance.parse(row);
    const name = [insuranceKinds[kind].sage, insurer, policy].filter(Boolean).join(" · ");
    return { code: `${vendor} ${insuranceKinds[kind].short}`, name, job: "", amount: null };
  },
  tied: () => null,
  rules,
  options: [],
  differences: (before, after) => differing(fieldsOf(before), fieldsOf(after)),
  effect: () => null,
  details: (row) => [
    ...fieldsOf(row).map(([label, value]) => ({ label, value, kind: "text" as const })),
    { label: "Locked in Procore", value: locked, kind: "text" as const },
  ],
  steps: [
    {
      name: "insurance",
      write(staged) {
        const { vendor, kind, insurer, policy, expires, isProofRequired, here } = readInsurance(staged);
        const key = `${vendor}/${kind}`;
        const row = {
          ...{ originId: key, insuranceType: insuranceKinds[kind].procore, name: insurer, policyNumber: policy },
          ...{ expirationDate: expires || null, notes: isProofRequired ? "Proof required" : null },
        };
        return { list: "insurances", place: { vendorId: here.companySourceId ?? "" }, rows: [{ key, row }] };
      },
    },
  ],
  undo: { closed: "It belongs to its vendor, and follows what Sage has." },
};

const locked = "Insurance type, name, policy number, effective date, expiration date, limit. They are changed in Sage.";

function rules(staged: Staged): readonly Finding[] {
  const { vendor, here } = readInsurance(staged);
  if (here.companySourceId !== null) return [];
  const sentence = `Vendor ${vendor} “${here.vendorName}” is no company in Procore yet; its insurance comes with it.`;
  const words = "Import the vendor, or link it to its company on Vendors.";
  return [inProcore("vendor.unlinked", "vendor", sentence, { fixer: "admin", fix: { words } })];
}

function fieldsOf(row: Json): readonly (readonly [label: string, value: string])[] {
  const { vendor, kind, insurer, policy, expires, isProofRequired } = Insurance.parse(row);
  return [
    ["Vendor", vendor],
    ["Insurance", insuranceKinds[kind].sage],
    ["Insurer", insurer],
    ["Policy number", policy],
    ["Expires", expires],
    ["Proof required", isProofRequired ? "Yes" : "No"],
  ];
}
