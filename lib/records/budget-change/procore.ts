import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import {
  codeOf,
  DecimalText,
  extraOf,
  foreignCurrencyOf,
  Id,
  moneyOf,
  NumberOrZero,
  problemOf,
  RawCodedLine,
  RawCurrency,
  Text,
} from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import { BudgetChange, type BudgetChangeLine, isApproved } from "#lib/records/budget-change/model.ts";

export const procoreKind = "budget_changes";
/** The list in which the changed budget stands. */
export const budgetKinds = ["budgets"] as const;

const RawLine = RawCodedLine.extend({ amount: DecimalText, comment: Text });
const RawChange = z.object({
  id: Id,
  project_id: Id,
  number: z.union([z.string(), z.int()]).transform(String),
  title: Text,
  description: Text,
  status: Text,
  amount: NumberOrZero,
  currency_configuration: RawCurrency,
  updated_at: z.iso.datetime({ offset: true }),
  deleted_at: z.string().nullish(),
  lines: z.array(RawLine),
});
type RawChange = z.infer<typeof RawChange>;

/**
 * A budget change as the connector puts it together (lib/connectors/procore/budget-lists.ts): Procore's list has neither
 * lines nor a moment of change nor an author, its lines come in a list of their own (domain/procore-rest-api.md 3.1, 4.4).
 * Refuses with `input.invalid` naming the first field that cannot be read.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is not a kind of budget change` });
  const read = RawChange.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  const change = changeOf(read.data);
  return ok({ body: change, head: headOf(change, read.data.updated_at) });
}

function changeOf(raw: RawChange): BudgetChange {
  return BudgetChange.parse({
    sourceId: raw.id,
    projectSourceId: raw.project_id,
    number: raw.number,
    title: raw.title,
    description: raw.description,
    status: raw.status,
    isDeleted: Boolean(raw.deleted_at),
    foreignCurrency: foreignCurrencyOf(raw.currency_configuration),
    total: moneyOf(raw.amount),
    lines: raw.lines.map(lineOf),
  });
}

function lineOf(line: z.infer<typeof RawLine>): BudgetChangeLine {
  const extra = extraOf(line);
  // The WBS code begins with the sub job's own code, which need not be its id in Sage.
  const coded = line.cost_code ? { ...line, wbs_code: null } : line;
  return {
    sourceId: line.id,
    description: line.description || line.comment,
    extra,
    ...codeOf(coded, extra),
    amount: moneyOf(line.amount),
  };
}

function headOf(change: BudgetChange, updatedAt: string): Head {
  return {
    sourceKind: procoreKind,
    sourceId: change.sourceId,
    projectSourceId: change.projectSourceId,
    parentSourceId: change.projectSourceId,
    vendorSourceId: null,
    vendorName: null,
    number: change.number,
    title: change.title,
    amount: toScale(change.total, 2),
    status: change.status,
    isApproved: !change.isDeleted && isApproved(change),
    authors: [],
    updatedAt,
  };
}
