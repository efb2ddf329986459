import { z } from "zod";
import { isDecimal } from "#lib/simulators/procore/money.ts";

const id = z.number().int().positive();
const text = z.string().nullish();
const decimal = z.union([z.string(), z.number().transform(String)]).refine(isDecimal, "is not a decimal");

/** A payment issued on a contract; `base` are the stamps that every record has, the dates are Procore Pay's own. */
export function paymentSchema<B extends z.ZodRawShape>(base: B) {
  return z.looseObject({
    ...base,
    origin_id: text,
    origin_data: text,
    project_id: id,
    contract_id: id,
    requisition_id: id.nullish(),
    payment_number: z.number().int().default(1),
    status: z.string().default("paid"),
    amount: decimal,
    payment_method: text,
    check_number: text,
    date: text,
    date_payment_initiated: text,
    date_payment_settled: text,
  });
}
