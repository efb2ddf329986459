import { z } from "zod";
import { fits, isDecimal, toScale, trim } from "#lib/core/money.ts";
import { isBusinessDate } from "#lib/core/sage-text.ts";

/** What documents of Procore's v1 REST have in common (domain/procore-rest-api.md 4): the codecs of the record types read with it. */
export const Id = z.union([z.string().min(1), z.int()]).transform(String);
/** Composed letters, no blanks around: what a person sees in Procore, and one spelling for one text. */
export const Text = z
  .string()
  .nullish()
  .transform((text) => (text ?? "").normalize("NFC").trim());
/** Money and quantities come as strings or JSON numbers; exponents and grouping are no decimals. */
export const DecimalText = z
  .union([z.string(), z.number().transform(String)])
  .transform((text) => text.trim())
  .refine(isDecimal, "is not a decimal number")
  .transform(trim);
export const NumberOrZero = z.preprocess(
  (value) => (value === null || value === undefined || value === "" ? "0" : value),
  DecimalText,
);
export const BusinessDate = z
  .string()
  .nullish()
  .transform((text) => text?.slice(0, 10) || null)
  .refine((date) => date === null || isBusinessDate(date), "is not a date");
export const RawCurrency = z.object({ currency_iso_code: Text, base_currency_iso_code: Text }).nullish();
/** The currency of a document that is not in the company's own; "" when it is. */
export function foreignCurrencyOf(currency: z.infer<typeof RawCurrency>): string {
  if (!currency) return "";
  const { currency_iso_code: own, base_currency_iso_code: base } = currency;
  return own === (base || own) ? "" : own;
}
export const RawCodedLine = z.object({
  id: Id,
  position: z.number().nullish(),
  description: Text,
  quantity: NumberOrZero,
  unit_cost: NumberOrZero,
  uom: Text,
  tax_code_id: Id.nullish(),
  wbs_code: z.object({ flat_code: Text }).nullish(),
  cost_code: z
    .object({
      code: Text,
      full_code: Text,
      name: Text,
      biller_type: Text,
      biller_origin_id: Text,
      biller: z.object({ type: Text, code: Text, origin_id: Text }).nullish(),
    })
    .nullish(),
  line_item_type: z.object({ code: Text }).nullish(),
});
export type RawCodedLine = z.infer<typeof RawCodedLine>;

export function problemOf(error: z.ZodError): { field: string; problem: string } {
  const issue = error.issues[0];
  const problem =
    issue?.code === "invalid_type" ? "is missing or of another kind" : (issue?.message ?? "cannot be read");
  return { field: issue?.path.join(".") || "record", problem };
}

/** Cents are always written out; more decimals than cents stay as they are, for a rule to name. */
export function moneyOf(value: string): string {
  return fits(value, 30, 2) ? toScale(value, 2) : value;
}

export function inOrder<L extends RawCodedLine>(lines: readonly L[]): readonly L[] {
  return lines.toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0);
}

/**
 * A cost code that a sub job bills belongs to that extra of the job. Origins are unique in the company, so that Countersign
 * writes "<job>/<extra>"; a job's id has no slash.
 */
export function extraOf({ cost_code: code }: RawCodedLine): string {
  const isSubJob = code?.biller_type === "SubJob" || code?.biller?.type === "SubJob";
  const origin = code?.biller_origin_id || code?.biller?.origin_id || "";
  return isSubJob ? origin.slice(origin.indexOf("/") + 1) || code?.biller?.code || "" : "";
}

/**
 * Cost code and category from "26-050.S", or "26-050" + "S". Codes may have points of their own ("26.050.S"): the parts
 * that Procore names separately settle where the code ends, else the last point does.
 */
export function codeOf(line: RawCodedLine, extra: string): { costCode: string; category: string } {
  const [code, type] = [line.cost_code?.full_code || line.cost_code?.code || "", line.line_item_type?.code ?? ""];
  const whole = line.wbs_code?.flat_code ?? "";
  const flat = extra !== "" && whole.startsWith(`${extra}.`) ? whole.slice(extra.length + 1) : whole;
  if (flat === "" || flat === code) return { costCode: code, category: type };
  if (code !== "" && flat.startsWith(`${code}.`)) return { costCode: code, category: flat.slice(code.length + 1) };
  if (type !== "" && flat.endsWith(`.${type}`)) return { costCode: flat.slice(0, -type.length - 1), category: type };
  const point = flat.lastIndexOf(".");
  return point < 0
    ? { costCode: flat, category: type }
    : { costCode: flat.slice(0, point), category: flat.slice(point + 1) };
}
