import type { Facts } from "#lib/core/facts.ts";
import { entry, type FindingMakers, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { JobCode } from "#lib/core/job-codes.ts";
import { sageLimits as limits } from "#lib/core/sage-records.ts";

/**
 * The findings of codes that are to be made on a job: on Sage's standard lists, no group code, each with a cost type, and
 * none twice (domain/procore-erp-tool.md 4.1, 4.4, 4.5). Codes are numbered from 1; fields are `codes.<number>.<name>`.
 */
export function jobCodeRules(codes: readonly JobCode[], facts: Facts, makers: FindingMakers): readonly Finding[] {
  const seen = new Set<string>();
  return codes.flatMap((code, index) => {
    const isTwice = seen.has(code.costCode);
    seen.add(code.costCode);
    const twice = `Cost code ${code.costCode} is there twice.`;
    return [
      ...textRules(code, index + 1, makers),
      ...(isTwice ? [makers.inProcore("cost_code.twice", `codes.${index + 1}.costCode`, twice)] : []),
      ...(code.categories.length === 0 ? [withoutType(code, index + 1, makers)] : []),
      ...(facts.asOf.codes === null ? [] : listRules(code, index + 1, facts, makers)),
    ];
  });
}

function textRules(code: JobCode, number: number, { inProcore }: FindingMakers): readonly Finding[] {
  const at = `codes.${number}.costCode`;
  if (code.costCode === "") return [inProcore("cost_code.missing", at, `Code ${number} “${code.name}” has no code.`)];
  const put = (problem: string, sentence: string) => inProcore(problem, at, sentence);
  return [
    ...unwritable("cost_code", `Cost code ${code.costCode}`, code.costCode, limits.costCode, put),
    ...code.categories.flatMap((category) =>
      unwritable("category", `Cost type ${category} of ${code.costCode}`, category, limits.category, put),
    ),
  ];
}

function withoutType({ costCode }: JobCode, number: number, { inProcore }: FindingMakers): Finding {
  const sentence = `Cost code ${costCode} has no cost type; Sage needs one category at least for every code.`;
  return inProcore("category.missing", `codes.${number}.categories`, sentence);
}

function listRules({ costCode, categories }: JobCode, number: number, facts: Facts, makers: FindingMakers) {
  if (costCode === "") return [];
  const { inProcore } = makers;
  const [at, asOf] = [`codes.${number}.costCode`, facts.asOf.codes];
  const standard = entry(facts.standardCostCodes, costCode);
  const findings: Finding[] = [];
  if (!standard) {
    const sentence = `Cost code ${costCode} is not on Sage's standard list; Sage takes codes from that list only.`;
    findings.push(inProcore("cost_code.not_standard", at, sentence, { asOf }));
  } else if (standard.isGroup) {
    const sentence = `Cost code ${costCode} is a group code in Sage and takes no cost.`;
    findings.push(inProcore("cost_code.group", at, sentence, { asOf }));
  }
  for (const category of categories.filter((one) => !entry(facts.standardCategories, one))) {
    const sentence = `Cost code ${costCode}: category ${category} is not a standard category in Sage.`;
    findings.push(inProcore("category.not_standard", `codes.${number}.categories`, sentence, { asOf }));
  }
  return findings;
}
