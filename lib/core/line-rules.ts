import { codeKey, type Facts } from "#lib/core/facts.ts";
import { entry, type FindingMakers, nothingToDo, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { isGateOpen } from "#lib/core/gates.ts";
import { compare, fits, isNegative, negate } from "#lib/core/money.ts";
import { sageLimits as limits } from "#lib/core/sage-records.ts";

/** A line of a document that carries a cost code; `extra` is the sub job, "" for none. */
export type CodedLine = {
  readonly description: string;
  readonly extra: string;
  readonly costCode: string;
  readonly category: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitCost: string;
  readonly amount: string;
  readonly isTaxed: boolean;
};

/**
 * `hasCodes`: Sage's lists for the linked job are there to be compared with. `makesCodes`: the lines are estimates and make
 * new codes on the job by themselves.
 */
export type LineContext = {
  readonly facts: Facts;
  readonly hasCodes: boolean;
  readonly makers: FindingMakers;
  readonly makesCodes?: boolean;
};
type Coded = Pick<CodedLine, "extra" | "costCode" | "category">;

/** The findings of line `number` (from 1), whatever document it stands in. Fields are `lines.<number>.<name>`. */
export function codedLineRules(line: CodedLine, number: number, context: LineContext): readonly Finding[] {
  return [
    ...textRules(line, number, context.makers),
    ...placeRules(line, number, context),
    ...numberRules(line, number, context.makers),
  ];
}

/** The findings of a line's extra, cost code and category alone. */
export function placeRules(line: Coded, number: number, context: LineContext): readonly Finding[] {
  const { facts, hasCodes, makers } = context;
  return [
    ...placeTextRules(line, number, makers),
    ...codeRules(line, number, facts, makers),
    ...(hasCodes ? mirrorRules(line, number, context) : []),
  ];
}

const at = (number: number, name: string) => `lines.${number}.${name}`;

function textRules(line: CodedLine, number: number, { inProcore }: FindingMakers): readonly Finding[] {
  const check = textCheck(number, inProcore);
  return [
    ...check("line_description", "description", "description", line.description, limits.description),
    ...check("unit", "unit", "unit of measure", line.unit, limits.unit),
  ];
}

function placeTextRules(line: Coded, number: number, { inProcore }: FindingMakers): readonly Finding[] {
  const check = textCheck(number, inProcore);
  return [
    ...check("extra", "extra", "extra", line.extra, limits.extra),
    ...check("cost_code", "costCode", "cost code", line.costCode, limits.costCode),
    ...check("category", "category", "category", line.category, limits.category),
  ];
}

const textCheck =
  (number: number, put: FindingMakers["inProcore"]) =>
  (subject: string, name: string, words: string, value: string, limit: number) =>
    unwritable(subject, `Line ${number}: ${words}`, value, limit, (code, sentence) =>
      put(code, at(number, name), sentence),
    );

/** What a code must look like by itself; the shape is left to Sage's own lists where these hold the code. */
function codeRules(line: Coded, number: number, facts: Facts, { inProcore }: FindingMakers): readonly Finding[] {
  const findings: Finding[] = [];
  if (line.costCode === "") {
    findings.push(
      inProcore("cost_code.missing", at(number, "costCode"), `Line ${number} has no cost code; Sage needs one.`),
    );
  } else if (!isKnown(line, facts)) {
    const problem = shapeProblem(line.costCode, facts);
    const sentence = `Line ${number}: cost code ${line.costCode} ${problem}.`;
    if (problem) findings.push(inProcore("cost_code.misshapen", at(number, "costCode"), sentence));
  }
  if (line.category === "") {
    findings.push(
      inProcore("category.missing", at(number, "category"), `Line ${number} has no category; Sage needs one.`),
    );
  }
  return findings;
}

function isKnown(line: Coded, facts: Facts): boolean {
  return Boolean(
    entry(facts.costCodes, `${line.extra}|${line.costCode}`) ?? entry(facts.standardCostCodes, line.costCode),
  );
}

function shapeProblem(code: string, facts: Facts): string | null {
  const { costCodeDelimiter: delimiter, costCodeSections: sections } = facts.profile;
  const other = delimiter === "-" ? "." : "-";
  if (code.includes(other)) return `has “${other}”; this company's codes have “${delimiter}” alone`;
  const parts = code.split(delimiter);
  const example = sections.map((length) => "0".repeat(length)).join(delimiter);
  if (parts.length !== sections.length) {
    return `has ${parts.length} ${parts.length === 1 ? "section" : "sections"}; Sage's codes have ${sections.length}, like ${example}`;
  }
  const bad = parts.findIndex((part, index) => part.length !== sections[index]);
  if (bad < 0) return null;
  return `has ${parts[bad]?.length} characters in section ${bad + 1}; Sage's codes have ${sections[bad]}, like ${example}`;
}

/** What Sage's lists say: extra, group codes, standard lists, combinations (domain/sage-300-cre.md 5.5). */
function mirrorRules(line: Coded, number: number, context: LineContext): readonly Finding[] {
  const { facts, makers } = context;
  const { inProcore, inSage } = makers;
  if (line.costCode === "" || line.category === "") return [];
  const asOf = facts.asOf.codes;
  const { extra, costCode, category } = line;
  const job = facts.job?.job ?? "";
  if (extra !== "" && !entry(facts.extras, extra)) {
    const sentence = `Line ${number}: extra ${extra} does not exist on job ${job} in Sage.`;
    return [
      inSage(
        "extra.not_on_job",
        at(number, "extra"),
        sentence,
        "Accept its sub job first, make the extra in Sage, or reject the item.",
        {
          asOf,
        },
      ),
    ];
  }
  const [onJob, standard] = [entry(facts.costCodes, `${extra}|${costCode}`), entry(facts.standardCostCodes, costCode)];
  if (onJob?.isGroup ?? standard?.isGroup) {
    const sentence = `Line ${number}: ${costCode} is a group code in Sage and takes no cost.`;
    return [inProcore("cost_code.group", at(number, "costCode"), sentence, { asOf })];
  }
  const findings: Finding[] = [];
  if (!entry(facts.standardCategories, category)) {
    const sentence = `Line ${number}: category ${category} is not a standard category in Sage.`;
    findings.push(inProcore("category.not_standard", at(number, "category"), sentence, { asOf }));
  }
  if (facts.categories[codeKey(line)]) return findings;
  return [...findings, newCombination(line, number, Boolean(onJob ?? standard), context)];
}

function newCombination(line: Coded, number: number, isCreatable: boolean, context: LineContext): Finding {
  const { facts, makesCodes = false } = context;
  const { inProcore, inSage } = context.makers;
  const asOf = facts.asOf.codes;
  const combination = [line.extra, line.costCode, line.category].filter(Boolean).join(" ");
  const place = `on job ${facts.job?.job ?? ""} in Sage`;
  if (!makesCodes && !isGateOpen("newCodes", facts.profile)) {
    const words =
      "Accept the project's new codes first, add the code in Sage, or turn on zero lines for new codes in Settings.";
    return inSage(
      "combination.not_on_job",
      at(number, "costCode"),
      `Line ${number}: ${combination} does not exist ${place}.`,
      words,
      { asOf },
    );
  }
  if (!isCreatable) {
    const sentence = `Line ${number}: cost code ${line.costCode} is neither ${place} nor on Sage's standard list.`;
    return inProcore("cost_code.not_standard", at(number, "costCode"), sentence, { asOf });
  }
  const sentence = `Line ${number}: ${combination} is new ${place}; ${makesCodes ? "this line creates it" : "it will be created by a zero line"}.`;
  return inSage("combination.new", at(number, "costCode"), sentence, "Nothing to do.", {
    asOf,
    severity: "informs",
    fixer: "accounting",
  });
}

function numberRules(line: CodedLine, number: number, { inProcore }: FindingMakers): readonly Finding[] {
  const findings: Finding[] = [];
  const check = (subject: string, name: string, words: string, value: string, digits: number, decimals: number) => {
    if (fits(value, digits, decimals)) return;
    const sentence = `Line ${number}: ${words} is ${value}; Sage takes ${digits} digits before and ${decimals} after the point.`;
    findings.push(inProcore(`${subject}.digits`, at(number, name), sentence));
  };
  check("quantity", "quantity", "quantity", line.quantity, 8, 4);
  check("unit_cost", "unitCost", "unit cost", line.unitCost, 6, 4);
  check("amount", "amount", "amount", line.amount, 9, 2);
  const unitCost = isNegative(line.unitCost) ? negate(line.unitCost) : line.unitCost;
  if (fits(line.unitCost, 6, 4) && compare(unitCost, limits.unitCost) > 0) {
    const sentence = `Line ${number}: unit cost is ${line.unitCost}; Sage takes 999,999.99 at most.`;
    findings.push(inProcore("unit_cost.too_high", at(number, "unitCost"), sentence));
  }
  if (isNegative(line.amount)) {
    findings.push(
      inProcore(
        "amount.negative",
        at(number, "amount"),
        `Line ${number}: the amount is negative (${line.amount}).`,
        nothingToDo,
      ),
    );
  }
  if (line.isTaxed) {
    const sentence = `Line ${number} has a tax code in Procore; Sage gets the amount without a tax group.`;
    findings.push(inProcore("tax.not_sent", at(number, "tax"), sentence, { severity: "warns" }));
  }
  return findings;
}
