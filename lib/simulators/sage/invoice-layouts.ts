import type { Field, Layout } from "#lib/simulators/sage/layouts.ts";

/** The company's own Import Format of AP invoices; which one decides the program's configuration. */
export const INVOICE_LAYOUT_NAMES = ["A", "B", "C"] as const;
export type InvoiceLayoutName = (typeof INVOICE_LAYOUT_NAMES)[number];

const text = (name: string, length: number, required = false): Field => ({ kind: "text", name, length, required });
const money = (name: string, digits: number, required = false): Field => ({
  kind: "number",
  name,
  digits,
  decimals: 2,
  required,
});
const count = (name: string, digits: number, decimals: number, required = false): Field => ({
  kind: "number",
  name,
  digits,
  decimals,
  required,
});
const date = (name: string, required = false): Field => ({ kind: "bare_date", name, required });

const start = [text("vendor", 10, true), text("invoice", 15, true), text("description", 30), money("amount", 9, true)];
const payee = [
  text("payee_name", 30),
  text("payee_address_1", 33),
  text("payee_address_2", 33),
  text("payee_city", 30),
  text("payee_state", 4),
  text("payee_zip", 10),
];
const item = [text("commitment", 12), count("item_number", 5, 0)];
const accounts = [text("expense_account", 25), text("accounts_payable_account", 25)];
const units = [count("units", 8, 4), count("unit_cost", 6, 4)];
const end = [text("exempt_1099", 1), text("draw", 15), text("description", 30), text("joint_payee", 30)];

const HEADERS: Record<InvoiceLayoutName, Field[]> = {
  A: [
    ...start,
    money("discount_offered", 7),
    date("invoice_date", true),
    date("discount_date"),
    date("payment_date"),
    date("accounting_date"),
    ...payee,
  ],
  B: [
    ...start,
    money("tax", 7),
    money("discount_offered", 7),
    date("invoice_date", true),
    date("date_received"),
    date("discount_date"),
    date("payment_date"),
    text("invoice_code_1", 10),
    ...payee,
  ],
  C: [...start, date("invoice_date", true), date("payment_date"), date("accounting_date"), ...payee],
};
const DISTRIBUTIONS: Record<InvoiceLayoutName, Field[]> = {
  A: [
    ...item,
    text("job", 10),
    text("extra", 10),
    text("cost_code", 12),
    text("category", 3),
    ...accounts,
    money("amount", 9, true),
    money("retainage", 7),
    ...end,
  ],
  B: [
    ...item,
    text("job", 10),
    text("extra", 10),
    text("cost_code", 12),
    text("category", 3),
    text("standard_item", 10),
    ...accounts,
    text("tax_group", 6),
    ...units,
    money("amount", 9, true),
    money("tax", 7),
    money("retainage", 7),
    ...end,
    count("default_payment_type", 1, 0),
  ],
  C: [
    ...item,
    text("job", 10),
    text("cost_code", 12),
    text("category", 3),
    ...accounts,
    ...units,
    money("amount", 9, true),
    money("retainage", 7),
    ...end,
  ],
};

export function invoiceLayouts(name: InvoiceLayoutName): readonly Layout[] {
  return [
    { record: "API", key: ["vendor", "invoice"], fields: HEADERS[name] },
    { record: "APD", key: ["commitment", "item_number"], fields: DISTRIBUTIONS[name] },
  ];
}
