import { parentFacts } from "#drizzle/seed/budget-changes.ts";
import { documentStory, momentsOf, planOf } from "#drizzle/seed/documents.ts";
import { dateFrom, type Fate } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { SeedInvoice } from "#drizzle/seed/model.ts";
import { columns } from "#drizzle/seed/sage-changes.ts";
import type { SageRow } from "#drizzle/seed/sage-content.ts";
import type { OtherDocument } from "#drizzle/seed/world.ts";
import { subtract, sum, toScale } from "#lib/core/money.ts";

const kind = "contract_payments";
type Method = "check" | "ach";
type Order = readonly [fate: Fate, method: Method];
/** What Procore Pay did about each invoice that is in Sage, in turn; the second payment of one takes the place of the first. */
const orders: readonly (readonly Order[])[] = [
  [
    ["synced", "check"],
    ["look", "check"],
  ],
  [["synced", "check"]],
  [["clean", "check"]],
  [["clean", "ach"]],
  [["draft", "check"]],
];

/** Payments issued on the invoices. */
export function paymentsOf(options: LedgerOptions, invoices: readonly Entry[]): readonly Entry[] {
  const made: Entry[] = [];
  for (const [n, parent] of invoices.filter(({ state, story }) => story.invoice && state === "synced").entries()) {
    let earlier: Entry | null = null;
    for (const order of orders[n] ?? []) {
      earlier = aPayment(options, parent, { order, n: made.length, earlier });
      made.push(earlier);
    }
  }
  return made;
}

type Place = { readonly order: Order; readonly n: number; readonly earlier: Entry | null };

function aPayment(options: LedgerOptions, parent: Entry, { order: [fate, method], n, earlier }: Place): Entry {
  const { world } = options;
  const { invoice, contract, project, plan: billed } = parent.story;
  const sentAgo = fate === "synced" ? Math.max(3, billed.decidedAgo - 21) : 1 + (n % 2);
  const plan = planOf(world.items + 8000 + n, { fate, sentAgo });
  const paid = invoice as SeedInvoice;
  const day = dateFrom(world.today, -plan.madeAgo);
  const own = {
    id: world.idBase + 720_001 + n,
    project_id: project.id,
    contract_id: contract.id,
    requisition_id: paid.id,
    payment_number: earlier ? 2 : 1,
    status: fate === "draft" ? "initiated" : "paid",
    amount: earlier ? "250.00" : dueOf(paid),
    payment_method: method,
    check_number: method === "check" ? String(104_210 + n * 7) : null,
    date: day,
    date_payment_initiated: day,
    date_payment_settled: fate === "draft" ? null : day,
    updated_at: momentsOf(world, kind, plan).madeAt,
  };
  const other = documentOf(own, parent, earlier);
  return entryOf(options, { ...documentStory(world, plan, project, other), contract }, parentFacts(parent));
}

/** What was billed without what is retained. */
function dueOf({ lines }: SeedInvoice): string {
  const [billed, held] = [sum(lines.map(({ thisPeriod }) => thisPeriod)), sum(lines.map(({ retained }) => retained))];
  return toScale(subtract(billed, held), 2);
}

type Own = { readonly id: number; readonly updated_at: string } & Readonly<Record<string, string | number | null>>;

function documentOf(own: Own, { story: { invoice, contract }, erpId }: Entry, earlier: Entry | null): OtherDocument {
  const { id: vendor_id = null, name: vendor_name = null } = contract.vendor ?? {};
  const [, number = ""] = erpId.split("/");
  return {
    kind,
    id: own.id,
    raw: { ...own, requisition: { invoice_number: invoice?.number ?? "", vendor_id, vendor_name } },
    rows: (origin_id) => ({ [kind]: [{ ...own, created_at: own.updated_at, origin_id }] }),
    facts: { sage: { APM_MASTER__INVOICE: [{ Invoice: number, ...codesOf(earlier) }] } },
    fields: {},
  };
}

function codesOf(payment: Entry | null): Readonly<Record<string, string>> {
  const { Invoice: _invoice, ...codes } = payment?.document?.expectations[0]?.rows[0] ?? {};
  return codes;
}

/** The codes that synced payments left on invoices in Sage, by "<vendor>/<invoice>", in small letters. */
export function paidCodes(entries: readonly Entry[]): ReadonlyMap<string, SageRow> {
  const done = entries.filter(({ story, state }) => story.other?.kind === kind && state === "synced");
  return new Map(
    done.flatMap((entry) =>
      (entry.document?.expectations ?? []).map(
        ({ key }) => [`${key.Vendor}/${key.Invoice}`, columns(codesOf(entry))] as const,
      ),
    ),
  );
}
