import type { Json } from "#lib/core/canonical-json.ts";
import { ahead, type DateField, dateRules } from "#lib/core/document-rules.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { Finding } from "#lib/core/findings.ts";
import { jobCodeRules } from "#lib/core/job-code-rules.ts";
import { jobRules, mirrorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { inSage, makers } from "#lib/records/project-codes/finding.ts";
import { newCombinations, type ProjectCodes, readProjectCodes } from "#lib/records/project-codes/model.ts";

export const dateField: DateField = {
  code: "date",
  name: "date",
  label: "The date",
  ahead: ahead.odd,
  booked: { ledger: "jc", severity: "blocks" },
};

/**
 * Everything that Countersign has to say about codes that were added to a synced project (domain/procore-erp-tool.md 4.4,
 * Ready to Update). Pure. Only codes of which Sage lacks a combination are looked at; the others are there already.
 */
export function rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[] {
  const codes = readProjectCodes(body);
  return [
    ...mirrorRules(facts, makers, ["jobs", "codes"]),
    ...jobRules(facts, makers),
    ...(facts.job && facts.asOf.codes !== null ? newRules(codes, facts) : []),
    ...dateRules(dateField, fields.date ?? "", facts, makers),
  ];
}

function newRules(codes: ProjectCodes, facts: Facts): readonly Finding[] {
  const asOf = facts.asOf.codes;
  const missing = newCombinations(codes, facts);
  const job = facts.job?.job ?? "";
  if (missing.length === 0) {
    const sentence = `Every code with its cost types is on job ${job} in Sage by now; there is nothing to send.`;
    return [inSage("none_new", "codes", sentence, "Reject the item.", { asOf, fixer: "accounting" })];
  }
  const fresh = codes.codes.flatMap((code) => {
    const categories = missing.filter(({ costCode }) => costCode === code.costCode).map(({ category }) => category);
    return categories.length > 0 ? [{ ...code, categories }] : [];
  });
  const told = fresh.map(({ costCode, name, categories }, n) => {
    const sentence = `${costCode} ${name} with ${categories.join(", ")} is new on job ${job} in Sage.`;
    const options = { asOf, severity: "informs", fixer: "accounting" } as const;
    return inSage("new", `codes.${n + 1}.costCode`, sentence, "Nothing to do.", options);
  });
  return [...jobCodeRules(fresh, facts, makers), ...told];
}
