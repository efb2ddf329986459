import type { Json } from "#lib/core/canonical-json.ts";
import { codeKey, type Facts } from "#lib/core/facts.ts";
import { entry, nothingToDo } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { gateRules } from "#lib/core/gates.ts";
import { placeRules } from "#lib/core/line-rules.ts";
import { fits, isNegative } from "#lib/core/money.ts";
import { acceptFirst, waitFor } from "#lib/core/parent-rules.ts";
import { jobRules, mirrorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { inProcore, inSage, makers } from "#lib/records/cost-forecast/finding.ts";
import {
  changedGroups,
  type Forecast,
  type ForecastGroup,
  forecastGroups,
  nameOf,
  readForecast,
} from "#lib/records/cost-forecast/model.ts";
import { amountLimit } from "#lib/records/cost-forecast/sage300.ts";

/**
 * Everything that Countersign has to say about a cost forecast before Sage sees it (domain/procore-erp-tool.md 4.6 and 4.7,
 * domain/sage-300-cre.md 8.2). Pure. Lines are numbered from 1.
 */
export function rules(body: Json, _fields: ExportFields, facts: Facts): readonly Finding[] {
  const forecast = readForecast(body);
  const changed = changedGroups(forecast, facts);
  const context = { facts, hasCodes: false, makers };
  return [
    ...mirrorRules(facts, makers, ["jobs", "codes"]),
    ...gateRules(["costForecasts"], facts.profile, makers),
    ...statusRules(forecast),
    ...columnRules(forecast),
    ...parentRules(facts),
    ...jobRules(facts, makers),
    ...totalRules(forecast, changed),
    ...forecast.lines.flatMap((line, index) => placeRules(line, index + 1, context)),
    ...forecastGroups(forecast.lines).flatMap(groupRules),
    ...changed.flatMap((group) => combinationRules(group, facts)),
  ];
}

function statusRules(forecast: Forecast): readonly Finding[] {
  if (forecast.isDeleted)
    return [inProcore("status.deleted", "status", "The budget has no lines any more in Procore.")];
  if (forecast.isLocked) return [];
  const sentence = "The budget is unlocked; its forecast goes to Sage when it is locked.";
  return [inProcore("status.unlocked", "status", sentence)];
}

/** Procore tells its calculated columns by their names alone (domain/procore-erp-tool.md 4.7). */
function columnRules({ hasAtCompletion, hasToComplete, view }: Forecast): readonly Finding[] {
  const findings: Finding[] = [];
  const words = "Name the column so in a budget view of the project in Procore.";
  const fix: Finding["fix"] = { words, action: "open-source" };
  if (!hasAtCompletion) {
    const sentence =
      "No budget view of the project has a column with exactly the name “Estimated Cost at Completion”; the forecast is read by it.";
    findings.push(inProcore("column.at_completion_missing", "lines", sentence, { fix }));
  }
  if (!hasToComplete) {
    const sentence = `The budget view “${view}” has no column “Forecast to Complete” and no forecast on its lines.`;
    findings.push(inProcore("column.to_complete_missing", "lines", sentence, { fix }));
  }
  return findings;
}

/** The original estimate has to be in Sage first: the budget accepted, which may be together with this, then Synced. */
function parentRules({ parent }: Facts): readonly Finding[] {
  if (!parent) {
    const words = "Wait for the next reading of Procore; the budget has to be sent and accepted first.";
    return [inSage("parent.unknown", "parent", "The project's budget is not known here.", words, { fixer: "project" })];
  }
  if (!parent.isAccepted) {
    const sentence = `The budget is “${itemStates[parent.state].label}”; it has to be accepted before its forecast.`;
    const words = "Accept the budget, alone or together with this.";
    const fix = acceptFirst(parent, words);
    return [inSage("parent.not_accepted", "parent", sentence, words, { fixer: "accounting", fix })];
  }
  if (parent.isProved) return [];
  const severity = parent.state === "failed" || parent.state === "held" ? "warns" : "informs";
  const sentence = "The budget is not Synced yet; this waits for it.";
  const fix = waitFor(parent);
  return [inSage("parent.not_proved", "parent", sentence, fix.words, { severity, fixer: "accounting", fix })];
}

function totalRules(forecast: Forecast, changed: readonly ForecastGroup[]): readonly Finding[] {
  if (forecast.lines.length === 0) return [inProcore("lines.none", "lines", "The budget has no lines to forecast.")];
  if (changed.length > 0 || !forecast.hasAtCompletion || !forecast.hasToComplete) return [];
  const sentence = "Sage holds all amounts of the forecast already; there is nothing to write.";
  return [inProcore("lines.nothing_new", "lines", sentence)];
}

function groupRules(group: ForecastGroup): readonly Finding[] {
  const { lines, atCompletion, toComplete } = group;
  const { digits, decimals } = amountLimit;
  const [field, name] = [`lines.${lines[0]}.amount`, namesOf(lines)];
  const findings: Finding[] = [];
  if (lines.length > 1) {
    const sentence = `${name} are on one combination; Sage gets their sums, ${atCompletion} at completion and ${toComplete} to complete.`;
    findings.push(inProcore("lines.summed", field, sentence, nothingToDo));
  }
  for (const [words, amount] of [
    ["Estimated Cost at Completion", atCompletion],
    ["Forecast to Complete", toComplete],
  ] as const) {
    if (!fits(amount, digits, decimals)) {
      const sentence = `${name}: ${words} is ${amount}; Sage takes ${digits} digits before and ${decimals} after the point.`;
      findings.push(inProcore("amount.digits", field, sentence));
    } else if (isNegative(amount)) {
      findings.push(inProcore("amount.negative", field, `${name}: ${words} is negative (${amount}).`, nothingToDo));
    }
  }
  return findings;
}

const namesOf = (lines: readonly number[]) =>
  lines.length === 1 ? `Line ${lines[0]}` : `Lines ${lines.slice(0, -1).join(", ")} and ${lines.at(-1)}`;

/**
 * A forecast makes no codes: what it is written on must be on the job, or come with the budget. As long as the budget is
 * not accepted nobody knows what it brings.
 */
function combinationRules(group: ForecastGroup, facts: Facts): readonly Finding[] {
  const { costCode, category, lines } = group;
  const canBeLooked = facts.asOf.codes !== null && Boolean(facts.job?.inSage) && facts.parent?.isAccepted;
  if (!canBeLooked || costCode === "" || category === "" || entry(facts.categories, codeKey(group))) return [];
  const sentence = `${namesOf(lines)}: ${nameOf(group)} does not exist on job ${facts.job?.job ?? ""} in Sage; a forecast makes no codes.`;
  const words = "Send the line with the budget first, or add the code to the job in Sage.";
  return [inSage("combination.not_on_job", `lines.${lines[0]}.costCode`, sentence, words, { asOf: facts.asOf.codes })];
}
