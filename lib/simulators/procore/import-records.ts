import { z } from "zod";
import { isDecimal } from "#lib/simulators/procore/money.ts";

export const DIRECT_COST_TYPES = ["invoice", "expense", "payroll"] as const;
export const DIRECT_COST_STATUSES = ["draft", "pending", "revise_and_resubmit", "approved"] as const;
export const INSURANCE_STATUSES = [
  "compliant",
  "compliant_in_progress",
  "expired",
  "non_compliant",
  "non_compliant_in_progress",
  "undecided",
  "unregistered",
] as const;

const id = z.number().int().positive();
const text = z.string().nullish();
const decimal = z.union([z.string(), z.number().transform(String)]).refine(isDecimal, "is not a decimal");
const origin = { origin_id: text, origin_data: text };

type Base = Record<string, z.ZodType>;

/** Records that an integration brings in: insurances of companies, tax codes, templates of projects. */
export function companyRecords<B extends Base>(base: B) {
  return {
    insurances: z.looseObject({
      ...base,
      ...origin,
      company_id: id,
      vendor_id: id,
      insurance_provider: text,
      insurance_type: text,
      policy_number: text,
      limit: text,
      effective_date: text,
      expiration_date: text,
      notes: text,
      status: z.enum(INSURANCE_STATUSES).default("undecided"),
    }),
    tax_codes: z.looseObject({
      ...base,
      ...origin,
      company_id: id,
      code: z.string(),
      description: text,
      rate1: decimal.default("0"),
      archived: z.boolean().default(false),
    }),
    project_templates: z.looseObject({ ...base, company_id: id, name: z.string() }),
  };
}

/** A cost that was paid without a commitment. */
export function directCost<B extends Base, L extends z.ZodType>(base: B, line: L) {
  return z.looseObject({
    ...base,
    ...origin,
    project_id: id,
    direct_cost_type: z.enum(DIRECT_COST_TYPES),
    status: z.enum(DIRECT_COST_STATUSES).default("draft"),
    description: text,
    invoice_number: text,
    direct_cost_date: text,
    received_date: text,
    payment_date: text,
    vendor_id: id.nullish(),
    line_items: z.array(line).default([]),
  });
}
