import { sql } from "drizzle-orm";
import type { Money } from "#lib/core/money.ts";
import { paidKind, paidTable } from "#lib/core/sage-payments.ts";
import { iso, json, row, rows, type Tx } from "#lib/db/database.ts";

/**
 * Notes what Sage has paid of synced invoices, as rows of its table say; one that was never paid is not noted. What is new
 * or has changed is due to be told to the source.
 */
export async function notePaid(
  tx: Tx,
  companyId: string,
  invoices: readonly Readonly<Record<string, string | null>>[],
): Promise<void> {
  if (invoices.length === 0) return;
  const noted = await rows(
    tx,
    sql`insert into sage_payment as s (company_id, item_id, paid, paid_on, state, due_at)
      select i.company_id, i.id, x.paid::numeric, case when x.paid_on ~ '^[12][0-9]{3}-[01][0-9]-[0-3][0-9]' then left(x.paid_on, 10)::date end, 'due', clock_timestamp()
      from (select "Vendor" || '/' || "Invoice" as erp_id, "Amount_Paid" as paid, "Payment_Date" as paid_on
        from jsonb_to_recordset(${json(invoices)}) as r("Vendor" text, "Invoice" text, "Amount_Paid" text, "Payment_Date" text) where "Amount_Paid" ~ '^-?[0-9]+([.][0-9]+)?$') x
      join item i on i.company_id = ${companyId} and i.erp_id = x.erp_id and i.erp_id <> '' and i.source_kind = ${paidKind} and i.state = 'synced'
      where x.paid::numeric <> 0 or exists (select 1 from sage_payment o where o.company_id = i.company_id and o.item_id = i.id)
      on conflict (company_id, item_id) do update set paid = excluded.paid, paid_on = excluded.paid_on, state = 'due', note = null, due_at = excluded.due_at
        where s.paid is distinct from excluded.paid or s.paid_on is distinct from excluded.paid_on
      returning item_id`,
  );
  if (noted.length > 0) await tx.execute(sql`select ring('payments.tell', ${companyId}::uuid, 'mirror')`);
}

/** The same for one item that was proved just now: Sage may have paid it before. */
export async function notePaidOf(tx: Tx, companyId: string, itemId: string): Promise<void> {
  const found = await rows<{ row: Record<string, string | null> }>(
    tx,
    sql`select s.row from item i join sage_row s on s.company_id = i.company_id and s.table_name = ${paidTable} and s.row_key = regexp_replace(i.erp_id, '/', '|')
      where i.company_id = ${companyId} and i.id = ${itemId} and i.source_kind = ${paidKind} and not s.is_gone`,
  );
  await notePaid(
    tx,
    companyId,
    found.map((entry) => entry.row),
  );
}

export type DuePayment = {
  readonly itemId: string;
  /** The invoice and its contract, by their ids in the source. */
  readonly sourceId: string;
  readonly contractSourceId: string;
  readonly projectSourceId: string;
  readonly erpId: string;
  readonly paid: Money;
  /** YYYY-MM-DD; null where Sage does not say. */
  readonly paidOn: string | null;
  readonly told: Money | null;
};

/** The next one to be told. The claim is a time: whoever takes it pushes its next turn back. */
export async function claimPayment(tx: Tx, companyId: string): Promise<DuePayment | null> {
  return await row<DuePayment>(
    tx,
    sql`update sage_payment s set due_at = clock_timestamp() + interval '60 seconds' from item i join project p on p.company_id = i.company_id and p.id = i.project_id
      where s.company_id = ${companyId} and s.item_id = (select item_id from sage_payment where company_id = ${companyId} and state = 'due' and due_at <= clock_timestamp()
          order by due_at limit 1 for update skip locked)
        and i.company_id = s.company_id and i.id = s.item_id
      returning s.item_id as "itemId", i.source_id as "sourceId", coalesce(i.parent_source_id, '') as "contractSourceId", p.source_id as "projectSourceId", i.erp_id as "erpId",
        s.paid, s.paid_on::text as "paidOn", s.told`,
  );
}

export type Telling =
  | { readonly kind: "told"; readonly amount: Money }
  | { readonly kind: "refused"; readonly words: string }
  | { readonly kind: "later"; readonly retryAfterMs: number; readonly words: string };

/** What became of it. Where Sage's figure moved in the meantime it stays due. */
export async function settlePayment(tx: Tx, companyId: string, due: DuePayment, telling: Telling): Promise<void> {
  if (telling.kind === "later") {
    await tx.execute(sql`update sage_payment set note = ${telling.words}, due_at = clock_timestamp() + make_interval(secs => ${Math.ceil(telling.retryAfterMs / 1000)})
      where company_id = ${companyId} and item_id = ${due.itemId} and state = 'due' and paid = ${due.paid}::numeric`);
    return;
  }
  const amount = telling.kind === "told" ? telling.amount : null;
  const note = telling.kind === "refused" ? telling.words : null;
  await tx.execute(sql`update sage_payment set told = coalesce(${amount}::numeric, told), told_at = case when ${amount}::numeric is null then told_at else clock_timestamp() end,
      state = case when paid = ${due.paid}::numeric then ${telling.kind} else state end, note = ${note}
    where company_id = ${companyId} and item_id = ${due.itemId}`);
}

export type SagePayment = {
  readonly paid: Money;
  readonly told: Money | null;
  readonly toldAt: string | null;
  readonly state: "due" | "told" | "refused";
  readonly note: string | null;
};

/** How far the source has been told what Sage has paid of an invoice; null when Sage never paid any. */
export async function readSagePayment(tx: Tx, companyId: string, itemId: string): Promise<SagePayment | null> {
  const found = await row<SagePayment>(
    tx,
    sql`select paid, told, told_at as "toldAt", state, note from sage_payment where company_id = ${companyId} and item_id = ${itemId}`,
  );
  return found && { ...found, toldAt: iso(found.toldAt) };
}
