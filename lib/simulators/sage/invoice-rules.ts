import { Decimal } from "decimal.js";
import { closedPeriodWords } from "#lib/simulators/sage/closed-period.ts";
import type { Client, Row } from "#lib/simulators/sage/database.ts";
import { type Document, effect, judge, type Problems, rejectOrphans, wordsOf } from "#lib/simulators/sage/documents.ts";
import { bare, path, type RuleContext } from "#lib/simulators/sage/facts.ts";
import type { ParsedLine } from "#lib/simulators/sage/parser.ts";
import type { Plan } from "#lib/simulators/sage/plan.ts";

interface BilledItem {
  commitment: string;
  item: number;
  job: string;
  extra: string;
  cost_code: string;
  category: string;
}

export interface InvoiceFacts {
  /** The last day of the last month that Accounts Payable closed; nothing while none was. */
  closedThrough?: string | null;
  vendors: { vendor: string; status: string }[];
  /** Posted commitments, and those that are not. */
  commitments: { commitment: string; vendor: string; closed: boolean; posted: boolean }[];
  items: BilledItem[];
  invoices: { vendor: string; invoice: string }[];
}

const rows = (query: string): string => `coalesce((select jsonb_agg(to_jsonb(x)) from (${query}) x), '[]'::jsonb)`;
const FACTS_SQL = `select jsonb_build_object(
  'closedThrough', (select closed_through from simulator.period where application = 'AP'),
  'vendors', ${rows("select vendor, status from apm_master__vendor where vendor = any($1)")},
  'commitments', ${rows(`
    select commitment, vendor, closed, true as posted from jcm_master__commitment where commitment = any($2)
    union all select commitment, vendor, closed, false from jcm_new__commitment where commitment = any($2)`)},
  'items', ${rows(`
    select commitment, item_number as item, job, extra, cost_code, category
    from jcm_master__commitment_item where commitment = any($2)`)},
  'invoices', ${rows(`
    select vendor, invoice from apm_master__invoice where vendor = any($1) and invoice = any($3)
    union all select vendor, invoice from apm_new__invoice where vendor = any($1) and invoice = any($3)`)}
) as facts`;

export async function loadInvoiceFacts(client: Client, lines: readonly ParsedLine[]): Promise<InvoiceFacts> {
  const all = (name: string): string[] => [...new Set(lines.map((line) => line.values[name] ?? ""))];
  const result = await client.query<{ facts: InvoiceFacts }>(FACTS_SQL, [
    all("vendor"),
    all("commitment"),
    all("invoice"),
  ]);
  const facts = result.rows[0]?.facts;
  if (!facts) throw new Error("facts query gave no row");
  return facts;
}

type Context = Pick<RuleContext, "tag" | "interference"> & { facts: InvoiceFacts };

/** Invoices of one file: a header and the distributions behind it; each goes in as a whole or not at all. */
export function planInvoices(plan: Plan, lines: readonly ParsedLine[], context: Context): void {
  const documents: Document[] = [];
  const orphans: ParsedLine[] = [];
  for (const line of lines) {
    const owner = documents.at(-1);
    if (line.record === "API") documents.push({ header: line, items: [] });
    else if (owner) owner.items.push(line);
    else orphans.push(line);
  }
  const claimed = new Set<string>();
  for (const document of documents) planInvoice(plan, document, context, claimed);
  rejectOrphans(plan, orphans);
}

const value = (line: ParsedLine, name: string): string => line.values[name] ?? "";

function planInvoice(plan: Plan, document: Document, context: Context, claimed: Set<string>): void {
  const { header, items } = document;
  const problems: Problems = new Map();
  const headerWords = headerProblems(document, context.facts, claimed);
  if (headerWords.length > 0) problems.set(header, headerWords);
  for (const line of items) {
    const words = lineProblems(line, value(header, "vendor"), context.facts);
    if (words.length > 0) problems.set(line, words);
  }
  const { goodItems, isAccepted } = judge(plan, document, problems, context.interference);
  if (!isAccepted) return;
  claimed.add(path(value(header, "vendor"), value(header, "invoice")));
  addRows(plan, header, goodItems, context);
}

function headerProblems({ header, items }: Document, facts: InvoiceFacts, claimed: ReadonlySet<string>): string[] {
  if (header.refusals.length > 0) return wordsOf(header);
  const [vendor, invoice] = [value(header, "vendor"), value(header, "invoice")];
  const words: string[] = [];
  const known = facts.vendors.find((row) => row.vendor === vendor);
  if (!known) words.push("vendor not found");
  else if (known.status !== "Active") words.push("vendor is inactive");
  const isUsed = facts.invoices.some((row) => row.vendor === vendor && row.invoice === invoice);
  if (isUsed || claimed.has(path(vendor, invoice))) words.push("invoice already exists");
  words.push(...closedPeriodWords(accountingDate(header), facts.closedThrough));
  if (items.length === 0) words.push("no distributions");
  const total = Decimal.sum(0, ...items.map((line) => (line.refusals.length > 0 ? "0" : value(line, "amount") || "0")));
  if (items.every((line) => line.refusals.length === 0) && !total.eq(value(header, "amount")))
    words.push(`amount not equal to distributions ${total.toFixed(2)}`);
  return words;
}

/** Where the format has no place for it, the invoice date counts. */
const accountingDate = (header: ParsedLine): string =>
  value(header, "accounting_date") || value(header, "invoice_date");

function lineProblems(line: ParsedLine, vendor: string, facts: InvoiceFacts): string[] {
  if (line.refusals.length > 0) return wordsOf(line);
  const commitment = facts.commitments.find((row) => row.commitment === value(line, "commitment"));
  if (!commitment) return ["commitment not found"];
  if (!commitment.posted) return ["commitment not posted"];
  if (commitment.closed) return ["commitment is closed"];
  if (commitment.vendor !== vendor) return ["commitment of another vendor"];
  const item = itemOf(line, facts);
  if (!item) return ["item not found"];
  return (["job", "extra", "cost_code", "category"] as const)
    .filter((name) => value(line, name) !== "" && bare(value(line, name)) !== bare(item[name]))
    .map((name) => `${name.replace("_", " ")} not that of the item`);
}

function itemOf(line: ParsedLine, facts: InvoiceFacts): BilledItem | undefined {
  return facts.items.find(
    (row) => row.commitment === value(line, "commitment") && row.item === Number(value(line, "item_number")),
  );
}

function addRows(plan: Plan, header: ParsedLine, items: readonly ParsedLine[], { facts, tag }: Context): void {
  const key = { vendor: value(header, "vendor"), invoice: value(header, "invoice") };
  const sum = (name: string): string => Decimal.sum(0, ...items.map((line) => value(line, name) || "0")).toFixed(2);
  const amount = sum("amount");
  plan.rows.invoices.push({
    ...key,
    description: value(header, "description"),
    amount,
    retainage: sum("retainage"),
    invoice_date: value(header, "invoice_date"),
    accounting_date: accountingDate(header),
    batch: tag,
  });
  for (const [index, line] of items.entries()) {
    const item = itemOf(line, facts);
    plan.rows.distributions.push({
      ...key,
      dist_seq: index + 1,
      description: value(line, "description"),
      commitment: value(line, "commitment"),
      commitment_line_item: Number(value(line, "item_number")),
      ...placeOf(item),
      units: value(line, "units") || "0",
      unit_cost: value(line, "unit_cost") || "0",
      amount: value(line, "amount"),
      retainage: value(line, "retainage") || "0",
      batch: tag,
    });
  }
  plan.effects.push(effect("invoice.imported", header.key, amount, { distributions: items.length }));
}

function placeOf(item: BilledItem | undefined): Row {
  const { job = "", extra = "", cost_code = "", category = "" } = item ?? {};
  return { job, extra, cost_code, category };
}
