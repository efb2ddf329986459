import type { EstimateGroup } from "#lib/core/estimates.ts";
import type { CodeKey, Facts } from "#lib/core/facts.ts";
import { type FindingMakers, nothingToDo } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { isGateOpen } from "#lib/core/gates.ts";
import { placeRules } from "#lib/core/line-rules.ts";
import { fits, isNegative } from "#lib/core/money.ts";
import { sageLimits } from "#lib/core/sage-records.ts";

type Context = { readonly facts: Facts; readonly hasCodes: boolean; readonly makers: FindingMakers };

/** What the lines of a document that moves estimates have in common: codes, sub jobs, and the sums that go to Sage. */
export function estimateLineRules(
  lines: readonly CodeKey[],
  groups: readonly EstimateGroup[],
  context: Context,
): readonly Finding[] {
  return [
    ...subJobRules(lines, context),
    ...lines.flatMap((line, index) => placeRules(line, index + 1, { ...context, makesCodes: true })),
    ...groups.flatMap((group) => groupRules(group, context.makers)),
  ];
}

/** Sub job lines are a decision of the company (domain/procore-erp-tool.md 4.5). */
function subJobRules(lines: readonly CodeKey[], { facts, makers }: Context): readonly Finding[] {
  const index = lines.findIndex(({ extra }) => extra !== "");
  if (index < 0 || isGateOpen("subJobBudgets", facts.profile)) return [];
  const sentence = `Line ${index + 1} is on sub job ${lines[index]?.extra}; this company does not send budget lines of sub jobs.`;
  const words = "Let an administrator turn them on in the settings, or reject the item.";
  return [makers.inProcore("sub_job.off", `lines.${index + 1}.extra`, sentence, { fixer: "admin", fix: { words } })];
}

function groupRules({ amount, lines }: EstimateGroup, { inProcore }: FindingMakers): readonly Finding[] {
  const { digits, decimals } = sageLimits.estimate;
  const field = `lines.${lines[0]}.amount`;
  const name = lines.length === 1 ? `Line ${lines[0]}` : `Lines ${lines.slice(0, -1).join(", ")} and ${lines.at(-1)}`;
  const findings: Finding[] = [];
  if (lines.length > 1) {
    const sentence = `${name} are on one combination; Sage gets their sum, ${amount}.`;
    findings.push(inProcore("lines.summed", field, sentence, nothingToDo));
  }
  if (!fits(amount, digits, decimals)) {
    const sentence = `${name}: amount is ${amount}; Sage takes ${digits} digits before and ${decimals} after the point.`;
    findings.push(inProcore("amount.digits", field, sentence));
  } else if (isNegative(amount)) {
    findings.push(inProcore("amount.negative", field, `${name}: the amount is negative (${amount}).`, nothingToDo));
  }
  return findings;
}
