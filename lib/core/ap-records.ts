import type { ApLayout } from "#lib/core/ap-layout.ts";
import { isZero, type Money } from "#lib/core/money.ts";
import { empty, sageLimits, text } from "#lib/core/sage-records.ts";
import type { SageDateFormat, SageField, SageRecord } from "#lib/core/sage-text.ts";

/** An invoice as the import takes it; money with two decimals, dates YYYY-MM-DD, "" where there is none. */
export type ApInvoice = {
  readonly vendor: string;
  readonly invoice: string;
  readonly description: string;
  /** Gross: retainage included. */
  readonly amount: Money;
  readonly invoiceDate: string;
  readonly accountingDate: string;
  readonly lines: readonly ApLine[];
};
export type ApLine = {
  readonly commitment: string;
  readonly item: number;
  readonly job: string;
  readonly extra: string;
  readonly costCode: string;
  readonly category: string;
  /** "0" where the line is billed by amount. */
  readonly units: string;
  readonly unitCost: string;
  readonly amount: Money;
  readonly retainage: Money;
  readonly description: string;
};

/** Limits of Sage's invoice records (domain/sage-300-cre.md 3.2, 3.3 and 9). */
export const apLimits = { ...sageLimits, invoice: 15, amountDigits: 9, retainageDigits: 7 } as const;

type Values = Readonly<Record<string, SageField>>;

/**
 * The records of one invoice: the header, then a distribution for every line, filled by field name; what the layout has a
 * place for and the invoice does not say is left empty. Ask `apPlaceProblem` first: a value without a place falls away here.
 */
export function apRecords(layout: ApLayout, invoice: ApInvoice, format: SageDateFormat): readonly SageRecord[] {
  const record = (id: string, places: readonly string[], values: Values): SageRecord => ({
    record: id,
    fields: places.slice(1).map((name) => values[name] ?? empty(name)),
  });
  return [
    record(layout.records.header, layout.header, headerValues(invoice, format)),
    ...invoice.lines.map((line, index) =>
      record(layout.records.distribution, layout.distribution, lineValues(line, index + 1)),
    ),
  ];
}

/** `field` is the one of the invoice or its line that has no place. */
export type ApPlaceProblem = { readonly field: keyof ApInvoice | keyof ApLine; readonly sentence: string };

/**
 * The first value that would be lost because the company's layout has no place for it; null when there is none. Units and unit cost may be left out: Sage takes the amount. Without a place for the accounting date Sage takes the
 * invoice date, so that both have to be the same day.
 */
export function apPlaceProblem(layout: ApLayout, invoice: ApInvoice): ApPlaceProblem | null {
  const has = (name: string) => (layout.header as readonly string[]).includes(name);
  const carries = (name: string) => (layout.distribution as readonly string[]).includes(name);
  const nowhere = (field: ApPlaceProblem["field"], what: string, more = ""): ApPlaceProblem => ({
    field,
    sentence: `The company's layout of AP invoices has no place for ${what}.${more}`,
  });
  if (!has("Accounting Date") && invoice.accountingDate !== invoice.invoiceDate) {
    const more = ` Sage takes the billing date, ${invoice.invoiceDate}; set the same.`;
    return nowhere("accountingDate", "the accounting date", more);
  }
  if (!has("Description") && invoice.description !== "") return nowhere("description", "the description");
  for (const [index, line] of invoice.lines.entries()) {
    const of = `of line ${index + 1}`;
    if (!carries("Extra") && line.extra !== "") return nowhere("extra", `the extra ${of}, ${line.extra}`);
    if (!carries("Category") && line.category !== "")
      return nowhere("category", `the category ${of}, ${line.category}`);
    if (!carries("Description") && line.description !== "") return nowhere("description", `the description ${of}`);
    if (!carries("Retainage") && !isZero(line.retainage))
      return nowhere("retainage", `the retainage ${of}, ${line.retainage}`);
  }
  return null;
}

const date = (name: string, value: string, format: SageDateFormat): SageField => ({
  kind: "date",
  name,
  value,
  format,
  isBare: true,
});
const money = (name: string, value: Money, digits: number): SageField => ({
  kind: "number",
  name,
  value,
  digits,
  decimals: 2,
  fixedDecimals: 2,
});

function headerValues(invoice: ApInvoice, format: SageDateFormat): Values {
  return {
    Vendor: text("vendor", invoice.vendor, apLimits.vendor),
    Invoice: text("invoice", invoice.invoice, apLimits.invoice),
    Description: text("description", invoice.description, apLimits.description),
    Amount: money("amount", invoice.amount, apLimits.amountDigits),
    "Invoice Date": date("invoice date", invoice.invoiceDate, format),
    "Accounting Date": date("accounting date", invoice.accountingDate, format),
  };
}

function lineValues(line: ApLine, number: number): Values {
  const on = (name: string) => `line ${number} ${name}`;
  const quantity = (name: string, value: string, digits: number): SageField =>
    isZero(value) ? empty(name) : { kind: "number", name: on(name), value, digits, decimals: 4 };
  return {
    Commitment: text(on("commitment"), line.commitment, apLimits.commitment),
    "Commitment Line Item": { kind: "number", name: on("item"), value: String(line.item), digits: 5, decimals: 0 },
    Job: text(on("job"), line.job, apLimits.job),
    Extra: text(on("extra"), line.extra, apLimits.extra),
    "Cost Code": text(on("cost code"), line.costCode, apLimits.costCode),
    Category: text(on("category"), line.category, apLimits.category),
    Units: quantity("units", line.units, 8),
    "Unit Cost": quantity("unit cost", line.unitCost, 6),
    Amount: money(on("amount"), line.amount, apLimits.amountDigits),
    Retainage: money(on("retainage"), line.retainage, apLimits.retainageDigits),
    Description: text(on("description"), line.description, apLimits.description),
  };
}
