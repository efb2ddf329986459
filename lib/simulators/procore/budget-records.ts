import { z } from "zod";
import { normalMoment } from "#lib/simulators/procore/clock.ts";
import { isDecimal, money } from "#lib/simulators/procore/money.ts";

export const BUDGET_CHANGE_STATUSES = ["draft", "under_review", "approved", "void"] as const;

const id = z.number().int().positive();
const text = z.string().nullish();
const moment = z
  .string()
  .refine((value) => normalMoment(value) !== null, "is not a moment")
  .transform((value) => normalMoment(value) ?? value);
const decimal = z.union([z.string(), z.number().transform(String)]).refine(isDecimal, "is not a decimal");
const base = {
  id: id.optional(),
  created_at: moment.optional(),
  updated_at: moment.optional(),
  deleted_at: moment.nullish(),
};
const priced = { id: id.optional(), cost_code_id: id, line_item_type_id: id.nullish(), description: text, uom: text };

/** A project's budget with its lines; there is one for a project at most. */
export const budget = z.looseObject({
  ...base,
  project_id: id,
  locked: z.boolean().default(false),
  line_items: z
    .array(
      z.looseObject({
        ...priced,
        original_budget_amount: decimal,
        /** Cells of the forecast view; a project without them has only the standard view. */
        estimated_cost_at_completion: decimal.nullish(),
        forecast_to_complete: decimal.nullish(),
      }),
    )
    .default([]),
});

/** A budget change with its adjustments; those with one number belong together. */
export const budgetChange = z.looseObject({
  ...base,
  project_id: id,
  number: z.number().int(),
  title: text,
  description: text,
  status: z.enum(BUDGET_CHANGE_STATUSES).default("draft"),
  adjustment_line_items: z
    .array(
      z.looseObject({
        ...priced,
        adjustment_number: z.number().int().default(1),
        type: z.enum(["budget_change", "change_event"]).default("budget_change"),
        comment: text,
        amount: decimal,
      }),
    )
    .default([]),
});

type Lines = readonly { id?: number | undefined; [field: string]: unknown }[];

/** Gives the lines of a budget or a budget change ids, and amounts in cents. */
export function settleBudgetLines<R extends object>(record: R, newId: () => number): R {
  const settled = { ...record } as Record<string, unknown>;
  for (const [field, amount] of [
    ["line_items", "original_budget_amount"],
    ["adjustment_line_items", "amount"],
  ] as const) {
    if (!Array.isArray(settled[field])) continue;
    settled[field] = (settled[field] as Lines).map((line) => {
      return { ...line, id: line.id ?? newId(), [amount]: money(line[amount] as string) };
    });
  }
  return settled as R;
}
