import type { Json } from "#lib/core/canonical-json.ts";
import { codeKey, estimateFamily, type Facts, type FactsQuery } from "#lib/core/facts.ts";
import type { ExportFields, RecordType } from "#lib/core/record-type.ts";
import { hasGone, newAmounts, readBudget } from "#lib/records/budget/model.ts";
import { preview } from "#lib/records/budget/preview.ts";
import { decode, procoreKind } from "#lib/records/budget/procore.ts";
import { acknowledged, dateField, rules } from "#lib/records/budget/rules.ts";
import { encode } from "#lib/records/budget/sage300.ts";
import { details, lines } from "#lib/records/budget/view.ts";

/** Budgets: from Procore's locked budget of a project to the original estimate of its job in Sage. */
export const budget: RecordType = {
  id: "budget",
  label: { one: "Budget", many: "Budgets" },
  rung: "budget",
  sourceKinds: [{ kind: procoreKind, label: "Budget", hasNoOrigin: true }],
  exportFields: [
    {
      name: "date",
      label: "Date",
      kind: "date",
      isRequired: true,
      hint: "The date of the estimate entries in Sage.",
    },
    {
      name: "caution",
      label: "No import from Sage afterwards",
      kind: "choice",
      options: { [acknowledged]: "Understood: the Sage estimate can no longer be imported" },
      isRequired: true,
      hint: "Exporting a budget closes the other road for good. Post the entries in Sage afterwards.",
    },
  ],
  keptBackBy: ["budget.imported"],
  booksOn: dateField,
  erpNoun: "original estimate in Sage",
  reconciles: "estimate",
  adopts: {
    among: "estimates",
    tables: ["JCM_MASTER__CATEGORY"],
    fields: (proposed) => ({ ...proposed, caution: acknowledged }),
    before: withoutOriginals,
  },
  decode,
  factsQuery,
  prefill,
  rules,
  encode,
  preview,
  lines,
  details,
  // Known by its job: whatever moves the job's estimates goes one after another.
  familyKey: (erpId) => estimateFamily(erpId.split("/")[0] ?? ""),
  hasMore: (body, facts) => newAmounts(readBudget(body), facts).length > 0,
};

/** The job's original estimate is the budget itself: before it there was none. */
function withoutOriginals(facts: Facts): Facts {
  const categories = Object.entries(facts.categories).map(
    ([key, totals]) => [key, { ...totals, originalEstimate: "0.00" }] as const,
  );
  return { ...facts, categories: Object.fromEntries(categories) };
}

/** Each combination once, with its totals as earlier documents will leave them and what this budget carried before. */
function factsQuery(body: Json): FactsQuery {
  const { projectSourceId, lines: all } = readBudget(body);
  const codes = new Map(
    all.map(({ extra, costCode, category }) => [codeKey({ extra, costCode, category }), { extra, costCode, category }]),
  );
  const codeKeys = [...codes.values()];
  const common = { projectSourceId, vendorSourceId: null, erpIds: [], standsOn: true } as const;
  return { ...common, codes: codeKeys, estimates: true, carried: true, imported: { type: "estimate", step: "lines" } };
}

/** Today; the caution is acknowledged by a person, once. */
function prefill(_body: Json, facts: Facts): ExportFields {
  return { date: facts.today, caution: hasGone(facts) ? acknowledged : "" };
}
