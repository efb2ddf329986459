import { Decimal } from "decimal.js";
import { closedPeriodWords } from "#lib/simulators/sage/closed-period.ts";
import type { Row } from "#lib/simulators/sage/database.ts";
import { type Document, effect, judge, type Problems, wordsOf } from "#lib/simulators/sage/documents.ts";
import { openPlaces, type Places, type RuleContext } from "#lib/simulators/sage/facts.ts";
import type { ParsedLine } from "#lib/simulators/sage/parser.ts";
import type { Plan } from "#lib/simulators/sage/plan.ts";

const LARGEST_UNIT_COST = new Decimal("999999.99");
const TYPE_NAMES: Record<string, string> = { "1": "Subcontract", "2": "Purchase order" };

export function planCommitments(plan: Plan, documents: readonly Document[], context: RuleContext): void {
  const places = openPlaces(context.facts);
  const claimed = new Set<string>();
  for (const document of documents) {
    const problems: Problems = new Map();
    note(problems, document.header, headerProblems(document, context, claimed));
    const numbers = new Set<number>();
    for (const line of document.items) note(problems, line, itemProblems(line, context, places, numbers));
    const { goodItems, isAccepted } = judge(plan, document, problems, context.interference);
    if (!isAccepted) continue;
    claimed.add(document.header.values.commitment ?? "");
    addRows(plan, document.header, goodItems, places, context.tag);
  }
}

function note(problems: Problems, line: ParsedLine, words: readonly string[]): void {
  if (words.length > 0) problems.set(line, [...words]);
}

const value = (line: ParsedLine, name: string): string => line.values[name] ?? "";

function headerProblems(document: Document, { facts }: RuleContext, claimed: ReadonlySet<string>): string[] {
  const line = document.header;
  if (line.refusals.length > 0) return wordsOf(line);
  const words: string[] = [];
  const id = value(line, "commitment");
  const known = facts.commitments.find((row) => row.commitment === id);
  if (claimed.has(id) || (known && known.state !== "deleted")) words.push("commitment already exists");
  else if (known) words.push("commitment was used before");
  if (!TYPE_NAMES[value(line, "type")]) words.push("type not 1 or 2");
  const vendor = facts.vendors.find((row) => row.vendor === value(line, "vendor"));
  if (!vendor) words.push("vendor not found");
  else if (vendor.status !== "Active") words.push("vendor inactive");
  if (!isPercent(value(line, "retainage_percent"))) words.push("retainage not 0 to 100");
  words.push(...closedPeriodWords(value(line, "date"), facts.closedThrough));
  if (document.items.length === 0) words.push("no items");
  return words;
}

const isPercent = (text: string): boolean => text === "" || (Number(text) >= 0 && Number(text) <= 100);

export function itemProblems(line: ParsedLine, context: RuleContext, places: Places, numbers: Set<number>): string[] {
  if (line.refusals.length > 0) return wordsOf(line);
  const words: string[] = [];
  const number = Number(value(line, "item_number"));
  if (number < 1 || number > 99_999) words.push("item number not 1 to 99999");
  if (numbers.has(number)) words.push("item number used twice");
  numbers.add(number);
  words.push(...placeProblems(line, places), ...amountProblems(line));
  if (!isPercent(value(line, "retainage_percent"))) words.push("retainage not 0 to 100");
  const taxGroup = value(line, "tax_group");
  if (taxGroup !== "" && !context.facts.taxGroups.includes(taxGroup)) words.push("tax group not found");
  return words;
}

function placeProblems(line: ParsedLine, places: Places): string[] {
  const job = places.job(value(line, "job"));
  if (!job) return ["job not found"];
  if (job.status === "Closed") return ["job is closed"];
  const extra = value(line, "extra");
  if (extra !== "" && !places.hasExtra(job.job, extra)) return ["extra not found"];
  const code = places.costCode(job.job, extra, value(line, "cost_code"));
  if (!code) return ["cost code not found"];
  if (code.isGroup) return ["group cost code"];
  const category = value(line, "category");
  if (!places.standardCategory(category)) return ["category not standard"];
  return places.hasCategory(job.job, extra, code.costCode, category) ? [] : ["category not found"];
}

function amountProblems(line: ParsedLine): string[] {
  const unitCost = new Decimal(value(line, "unit_cost") || 0);
  if (unitCost.abs().gt(LARGEST_UNIT_COST)) return ["unit cost over 999,999.99"];
  if (unitCost.isZero()) return [];
  const worth = unitCost.mul(value(line, "units") || 0).plus(value(line, "tax") || 0);
  return worth.toDecimalPlaces(2, Decimal.ROUND_HALF_UP).eq(value(line, "amount"))
    ? []
    : ["units x unit cost not amount"];
}

const ADDRESS_FIELDS = [
  "address_1",
  "address_2",
  "city",
  "state",
  "zip_code",
  "ship_to_address_1",
  "ship_to_address_2",
  "ship_to_city",
  "ship_to_state",
  "ship_to_zip_code",
  "ordered_by",
  "terms",
  "ship_via",
  "free_on_board",
] as const;

const sum = (items: readonly ParsedLine[], name: string): string =>
  Decimal.sum(0, ...items.map((line) => value(line, name) || 0)).toFixed(2);

function addRows(plan: Plan, header: ParsedLine, items: ParsedLine[], places: Places, tag: string): void {
  const id = value(header, "commitment");
  const rows = items.map((line) => itemRow(line, header, places, tag));
  const amount = sum(items, "amount");
  const first = rows[0];
  const row: Row = {
    commitment: id,
    commitment_type: TYPE_NAMES[value(header, "type")] ?? "",
    description: value(header, "description"),
    vendor: value(header, "vendor"),
    job: first?.job ?? "",
    commitment_date: value(header, "date"),
    retainage_percent: value(header, "retainage_percent") || "0",
    amount,
    tax: sum(items, "tax"),
    closed: value(header, "closed") === "1",
    committed: value(header, "committed") !== "0",
    printed: value(header, "printed") === "1",
    amount_invoiced: "0",
    approved_changes: "0",
    batch: tag,
  };
  for (const name of ADDRESS_FIELDS) row[name] = value(header, name);
  plan.rows.commitments.push(row);
  plan.rows.items.push(...rows);
  const lines = rows.map((item) => [item.item_number, item.job, item.cost_code, item.category, item.amount]);
  plan.effects.push(effect("commitment.imported", id, amount, { vendor: row.vendor, items: rows.length, lines }));
}

export function itemRow(line: ParsedLine, header: ParsedLine | null, places: Places, tag: string): Row {
  const job = places.job(value(line, "job"))?.job ?? "";
  const extra = value(line, "extra");
  return {
    commitment: value(line, "commitment"),
    item_number: Number(value(line, "item_number")),
    description: value(line, "description"),
    job,
    extra,
    cost_code: places.costCode(job, extra, value(line, "cost_code"))?.costCode ?? "",
    category: value(line, "category"),
    units: value(line, "units") || "0",
    unit_description: value(line, "unit_description"),
    unit_cost: value(line, "unit_cost") || "0",
    amount: value(line, "amount"),
    tax_group: value(line, "tax_group"),
    tax: value(line, "tax") || "0",
    retainage_percent: value(line, "retainage_percent") || (header && value(header, "retainage_percent")) || "0",
    delivery_date: value(line, "delivery_date") || null,
    scope_of_work: value(line, "scope_of_work"),
    units_invoiced: "0",
    amount_invoiced: "0",
    approved_commitment_co_units: "0",
    approved_commitment_co_amount: "0",
    batch: tag,
  };
}
