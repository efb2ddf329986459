import type { Json } from "#lib/core/canonical-json.ts";
import { codeKey, estimateFamily, type Facts, type FactsQuery, type ParentKey } from "#lib/core/facts.ts";
import type { ExportFields, RecordType } from "#lib/core/record-type.ts";
import { readBudgetChange } from "#lib/records/budget-change/model.ts";
import { preview } from "#lib/records/budget-change/preview.ts";
import { budgetKinds, decode, procoreKind } from "#lib/records/budget-change/procore.ts";
import { dateField, rules } from "#lib/records/budget-change/rules.ts";
import { encode } from "#lib/records/budget-change/sage300.ts";
import { details, lines } from "#lib/records/budget-change/view.ts";

/** Budget changes: from Procore's approved changes to approved estimate changes of the job in Sage. */
export const budgetChange: RecordType = {
  id: "budget_change",
  label: { one: "Budget change", many: "Budget changes" },
  rung: "budget",
  sourceKinds: [{ kind: procoreKind, label: "Budget change", short: "Change", hasNoOrigin: true }],
  parentKinds: budgetKinds,
  exportFields: [
    {
      name: "date",
      label: "Date",
      kind: "date",
      isRequired: true,
      hint: "The date of the estimate entries in Sage.",
    },
  ],
  booksOn: dateField,
  erpNoun: "approved estimate change in Sage",
  reconciles: "estimate",
  decode,
  factsQuery,
  prefill,
  rules,
  encode,
  preview,
  lines,
  details,
  parent,
  // The job is the part before the last slash: whatever moves its estimates goes one after another.
  familyKey: (erpId) => estimateFamily(erpId.slice(0, Math.max(0, erpId.lastIndexOf("/")))),
};

/** A project has one budget, which goes by the project's id. */
function parent(body: Json): ParentKey {
  return { sourceKinds: budgetKinds, sourceId: readBudgetChange(body).projectSourceId, unlessGone: true };
}

/** Each combination once, with its totals as earlier documents will leave them. */
function factsQuery(body: Json): FactsQuery {
  const { projectSourceId, lines: all } = readBudgetChange(body);
  const codes = new Map(
    all.map(({ extra, costCode, category }) => [codeKey({ extra, costCode, category }), { extra, costCode, category }]),
  );
  const common = { projectSourceId, vendorSourceId: null, erpIds: [], parent: parent(body), standsOn: true } as const;
  return { ...common, codes: [...codes.values()], estimates: true };
}

function prefill(_body: Json, facts: Facts): ExportFields {
  return { date: facts.today };
}
