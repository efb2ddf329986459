import type { Json } from "#lib/core/canonical-json.ts";
import type { Facts } from "#lib/core/facts.ts";
import { entry, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { fitsMask } from "#lib/core/id-mask.ts";
import { mirrorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { inExportField, inProcore, inSage, makers } from "#lib/records/vendor/finding.ts";
import { type Company, readCompany } from "#lib/records/vendor/model.ts";
import { limits } from "#lib/records/vendor/sage300.ts";

/**
 * Everything that Countersign has to say about a company before it becomes a vendor in Sage (domain/procore-erp-tool.md
 * 4.2 and 5, domain/sage-300-cre.md 8.3 and 9). Pure.
 */
export function rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[] {
  const company = readCompany(body);
  return [
    ...mirrorRules(facts, makers, ["vendors"]),
    ...statusRules(company, facts),
    ...nameRules(company),
    ...alikeRules(company, facts),
    ...addressRules(company),
    ...idRules(fields.sageId ?? "", facts),
    ...typeRules(fields.vendorType ?? "", facts),
  ];
}

/** Inactive companies are not offered to accounting, and a synced one is never exported again. */
function statusRules(company: Company, { vendor, asOf }: Facts): readonly Finding[] {
  const findings: Finding[] = [];
  if (company.isDeleted)
    findings.push(inProcore("status.deleted", "status", `${company.name} was deleted in Procore.`));
  else if (!company.isActive) {
    const sentence = `${company.name} is inactive in Procore; only active companies go to Sage.`;
    findings.push(inProcore("status.inactive", "status", sentence));
  }
  if (vendor?.link) {
    const sentence = `${company.name} is vendor ${vendor.link.vendor} in Sage already; a company goes to Sage once.`;
    const words = "Reject the item; if the vendor was removed in Sage, unlink the company under Vendors first.";
    findings.push(inSage("synced", "vendor", sentence, words, { asOf: asOf.vendors, fixer: "accounting" }));
  }
  return findings;
}

function nameRules({ name }: Company): readonly Finding[] {
  if (name === "") return [inProcore("name.missing", "name", "The company has no name; Sage needs one.")];
  return unwritable("name", "The name", name, limits.name, (code, sentence) => inProcore(code, "name", sentence));
}

/** A second vendor of the same name is how invoices go to the wrong one. */
function alikeRules({ name }: Company, { vendors, vendor, asOf }: Facts): readonly Finding[] {
  const alike = (vendors?.alike ?? []).filter((one) => one.vendor !== vendor?.link?.vendor);
  if (alike.length === 0) return [];
  const ids = alike.map((one) =>
    one.status.toLowerCase() === "active" ? one.vendor : `${one.vendor} (${one.status})`,
  );
  const sentence = `Sage has a vendor of the name “${name}” already: ${ids.join(", ")}.`;
  const words = "If it is the same company, reject the item and link the company to that vendor instead.";
  return [
    inSage("name.alike", "name", sentence, words, { asOf: asOf.vendors, severity: "warns", fixer: "accounting" }),
  ];
}

function addressRules(company: Company): readonly Finding[] {
  const findings: Finding[] = [];
  const check = (subject: string, field: string, label: string, value: string, limit: number) => {
    findings.push(...unwritable(subject, label, value, limit, (code, sentence) => inProcore(code, field, sentence)));
  };
  if (company.address.length > limits.addressLines) {
    const sentence = `The address has ${company.address.length} lines; Sage takes ${limits.addressLines}.`;
    findings.push(inProcore("address.lines", "address", sentence));
  }
  company.address.slice(0, limits.addressLines).forEach((line, index) => {
    check("address", "address", `Address line ${index + 1}`, line, limits.addressLine);
  });
  check("city", "city", "The city", company.city, limits.city);
  check("state", "state", "The state", company.state, limits.state);
  check("zip", "zip", "The ZIP code", company.zip, limits.zip);
  if (company.address.length === 0 || company.city === "") {
    const sentence = `The address of ${company.name} is incomplete; checks and 1099 forms go there.`;
    findings.push(inProcore("address.incomplete", "address", sentence, { severity: "warns" }));
  }
  return findings;
}

function idRules(id: string, facts: Facts): readonly Finding[] {
  if (id === "") return [inExportField("sage_id.missing", "sageId", "The vendor ID is empty; Sage needs one.")];
  const put = (code: string, sentence: string) => inExportField(code, "sageId", sentence);
  const findings = [...unwritable("sage_id", "The vendor ID", id, limits.sageId, put)];
  const { capitalIds, vendorIdMask: mask } = facts.profile;
  if (capitalIds && id !== id.toUpperCase()) {
    findings.push(put("sage_id.capitals", `The vendor ID ${id} has small letters; Sage keeps ids in capitals.`));
  }
  if (!fitsMask(id, mask)) {
    findings.push(put("sage_id.mask", `The vendor ID ${id} does not fit this company's mask ${mask}.`));
  }
  const taken = entry(facts.takenErpIds, id) ?? entry(facts.takenErpIds, id.toUpperCase());
  if (taken !== undefined) {
    const sentence = `The vendor ID ${id} is taken by ${taken}.`;
    findings.push(inExportField("sage_id.taken", "sageId", sentence, { asOf: facts.asOf.vendors }));
  }
  return findings;
}

/** Sage's types are those that its vendors have; where it has none yet, any will do. */
function typeRules(type: string, facts: Facts): readonly Finding[] {
  const known = facts.vendors?.types ?? [];
  const list = known.length === 0 ? "" : ` Sage's vendors have: ${known.join(", ")}.`;
  if (type === "") return [inExportField("type.missing", "vendorType", `The vendor type is empty.${list}`)];
  const put = (code: string, sentence: string) => inExportField(code, "vendorType", sentence);
  const findings = [...unwritable("type", "The vendor type", type, limits.type, put)];
  if (known.length > 0 && !known.includes(type)) {
    const sentence = `No vendor in Sage is of the type “${type}”.${list}`;
    findings.push(inExportField("type.unknown", "vendorType", sentence, { asOf: facts.asOf.vendors }));
  }
  return findings;
}
