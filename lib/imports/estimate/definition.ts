import type { Json } from "#lib/core/canonical-json.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { Difference, ImportFacts, ImportType, PresentLine, Staged, StepContext } from "#lib/core/import-type.ts";
import { sum, toScale } from "#lib/core/money.ts";
import { stagedCodeRules } from "#lib/core/staged-codes.ts";
import { Estimate, type Line, placeOf, readEstimate, readPresentLines } from "#lib/imports/estimate/model.ts";

const makers = findingMakers("estimate");

/**
 * Original estimates of jobs: they become the budget of the job's project, amounts alone. A budget is created in one system
 * and pushed to the other: what was exported is never imported (domain/procore-erp-tool.md 4.6).
 */
export const estimate: ImportType = {
  id: "estimate",
  label: { one: "Estimate", many: "Estimates" },
  procoreNoun: "budget",
  source: "estimates",
  head(row) {
    const { job, name, lines } = Estimate.parse(row);
    return { code: job, name, job, amount: totalOf(lines) };
  },
  // Procore keeps no tie on the lines of a budget.
  tied: () => null,
  rules,
  options: [
    {
      name: "existing",
      label: "Lines that the budget has already",
      hint: "Pairs of code and category: the record shows both sides. Lines that Sage has no estimate on always stay.",
      none: "Keep them, add new pairs",
      choices: { override: "Override with Sage’s amounts" },
    },
  ],
  differences,
  effect: () => null,
  details(row) {
    const { job, name, lines } = Estimate.parse(row);
    const text = (label: string, value: string) => ({ label, value, kind: "text" as const });
    const count = `${lines.length} ${lines.length === 1 ? "line" : "lines"} with an amount`;
    return [
      text("Job", job),
      text("Description", name),
      { label: "Original estimate", value: totalOf(lines), kind: "money" as const },
      text("Lines", count),
    ];
  },
  steps: [
    {
      name: "cost_types",
      write(staged) {
        const { lines, here } = readEstimate(staged);
        const rows = lines.map((line) => ({ key: placeOf(line), row: { budgetCode: budgetCodeOf(line) } }));
        return { list: "wbs_codes", place: { projectId: here.projectSourceId ?? "" }, rows };
      },
    },
    {
      name: "lines",
      write(staged, context) {
        const { here } = readEstimate(staged);
        const place = { projectId: here.projectSourceId ?? "" };
        const rows = linesOf(staged, context).map((line) => {
          return { key: placeOf(line), row: { budgetCode: budgetCodeOf(line), amount: line.amount } };
        });
        const isKept = context.imported === null && context.options.existing !== "override";
        return { list: "budget_line_items", place, rows, ...(isKept ? { existing: "keep" as const } : {}) };
      },
    },
  ],
  sourceIdOf: (staged) => readEstimate(staged).here.projectSourceId ?? "",
  repeats: true,
  again: "Sage’s amounts are written over those of the budget, also where people changed them in Procore since.",
  present: {
    label: "The budget in Procore",
    document(staged) {
      const { here } = readEstimate(staged);
      return here.projectSourceId === null ? null : { sourceKind: "budgets", sourceId: here.projectSourceId };
    },
    lines: (staged, body) => comparedWith(readEstimate(staged).lines, readPresentLines(body)),
  },
  undo: { closed: "The lines of a budget carry no tie to Sage; they are changed or removed in Procore’s budget." },
};

/** What Sage has; and zero for what was imported and Sage has no estimate on any more. */
function linesOf(staged: Staged, { imported }: StepContext): readonly Line[] {
  const { lines } = readEstimate(staged);
  const places = new Set(lines.map(placeOf));
  const before = imported === null ? [] : Estimate.parse(imported).lines;
  const gone = before.filter((line) => !places.has(placeOf(line)));
  return [...lines, ...gone.map((line) => ({ ...line, amount: "0.00" }))];
}

function budgetCodeOf({ extra, costCode, category }: Line) {
  return { subJob: extra === "" ? null : extra, costCode, costType: category };
}

function totalOf(lines: readonly Line[]): string {
  return toScale(sum(lines.map(({ amount }) => amount)), 2);
}

function rules(staged: Staged, { profile }: ImportFacts): readonly Finding[] {
  const { job, lines, here } = readEstimate(staged);
  const findings: Finding[] = [];
  if (here.projectSourceId === null) {
    const sentence = `Job ${job} is no project in Procore yet; its estimate follows it.`;
    const words = `Import job ${job} first; its estimate is ready by itself then.`;
    findings.push(makers.inSage("job.not_linked", "job", sentence, words, { fixer: "admin" }));
  }
  if (here.isExported) {
    const sentence = `The budget of job ${job} went from Procore to Sage; a budget is created in one system and pushed to the other, never both.`;
    const words = "Nothing to do: Procore has the budget already. Archive the estimate.";
    findings.push(makers.inProcore("budget.exported", "lines", sentence, { fix: { words } }));
  } else findings.push(...budgetRules(job, here.budget));
  const codes = lines.map(({ costCode, category }) => ({
    ...{ code: costCode, name: "", isGroup: false, categories: [category] },
  }));
  const once = [...new Map(codes.map((code) => [code.code, code])).values()];
  return [...findings, ...stagedCodeRules(once, `the estimate of job ${job}`, profile, makers)];
}

function budgetRules(job: string, budget: ReturnType<typeof readEstimate>["here"]["budget"]): readonly Finding[] {
  if (budget === null) return [];
  if (budget.isLocked) {
    const sentence = `The budget of job ${job} is locked in Procore; a locked budget takes no lines.`;
    const words = "Unlock the budget in Procore; the estimate is ready by itself then.";
    return [makers.inProcore("budget.locked", "lines", sentence, { fix: { words } })];
  }
  const sentence = `The budget of job ${job} has lines of ${toScale(budget.amount, 2)} in Procore already.`;
  const words = "Compare both sides in the record; at Import choose whether they are kept or overridden.";
  return [makers.inProcore("budget.has_lines", "lines", sentence, { severity: "warns", fix: { words } })];
}

function differences(before: Json, after: Json): readonly Difference[] {
  const [was, is] = [Estimate.parse(before), Estimate.parse(after)];
  const name = was.name === is.name ? [] : [{ label: "Description", before: was.name, after: is.name }];
  const pairs = comparedWith(is.lines, was.lines).filter(({ inSource, inSage }) => inSource !== inSage);
  return [...name, ...pairs.map(({ label, inSource, inSage }) => ({ label, before: inSource, after: inSage }))];
}

/** Sage's lines beside others, every place of both once. */
function comparedWith(sage: readonly Line[], others: readonly Line[]): readonly PresentLine[] {
  const [inSage, inSource] = [byPlace(sage), byPlace(others)];
  const places = [...new Set([...inSage.keys(), ...inSource.keys()])].toSorted();
  return places.map((place) => {
    return { label: place.replaceAll("|", " "), inSource: inSource.get(place) ?? "", inSage: inSage.get(place) ?? "" };
  });
}

function byPlace(lines: readonly Line[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) found.set(placeOf(line), toScale(sum([found.get(placeOf(line)) ?? "0", line.amount]), 2));
  return found;
}
