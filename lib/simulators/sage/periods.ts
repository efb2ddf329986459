import { z } from "zod";
import { APPLICATIONS } from "#lib/simulators/sage/closed-period.ts";
import { type Pool, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";

export const PeriodChange = z.strictObject({
  /** Both applications when it is left out. */
  application: z.enum(APPLICATIONS).optional(),
  /** YYYY-MM. */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "is a month, YYYY-MM"),
  status: z.enum(["closed", "open"]),
});
type PeriodChange = z.infer<typeof PeriodChange>;

const MONTH_COSTS = (["jcm_master__category", "jcm_master__cost_code", "jcm_master__job"] as const).map((table) => {
  const keys = ["job", "extra", "cost_code", "category"].slice(
    0,
    table.endsWith("job") ? 1 : table.endsWith("code") ? 3 : 4,
  );
  const isSame = keys.map((key) => `t.${key} = m.${key}`).join(" and ");
  return `update ${table} m set mtd_cost = x.amount from (
    select ${keys.map((key) => `m.${key}`).join(", ")}, coalesce(sum(t.amount), 0) as amount
    from ${table} m cross join (select current_month as month from simulator.period where application = 'JC') p
    left join jct_current__transaction t on ${isSame} and t.transaction_type in ('AP cost', 'JC cost', 'PR cost')
      and t.accounting_date >= p.month and t.accounting_date < p.month + interval '1 month'
    group by ${keys.map((key) => `m.${key}`).join(", ")}) x
  where ${keys.map((key) => `x.${key} = m.${key}`).join(" and ")} and m.mtd_cost <> x.amount`;
});

/** Closes a month with all before it, or opens it with all after it. The current month of Job Cost starts its costs anew. */
export async function changePeriod(pool: Pool, change: PeriodChange): Promise<void> {
  const { application, month, status } = change;
  const day = `${month}-01`;
  await write(pool, async (client) => {
    const set =
      status === "closed"
        ? `closed_through = greatest(closed_through, ($2::date + interval '1 month - 1 day')::date),
           current_month = greatest(current_month, ($2::date + interval '1 month')::date)`
        : `closed_through = case when closed_through >= $2::date then $2::date - 1 else closed_through end,
           current_month = least(current_month, $2::date)`;
    await client.query(`update simulator.period set ${set} where application = coalesce($1, application)`, [
      application ?? null,
      day,
    ]);
    for (const statement of MONTH_COSTS) await client.query(statement);
    const key = `${application ?? APPLICATIONS.join("+")} ${month}`;
    await recordEffects(client, "KEYED", [effect(`period.${status}`, key, null, {})], null);
  });
}

/** The applications with their current month and the last day that is closed; dates as text. */
export async function readPeriods(pool: Pool): Promise<Record<string, unknown>[]> {
  const { rows } = await pool.query(
    "select application, to_char(current_month, 'YYYY-MM') as current_month, closed_through from simulator.period order by application",
  );
  return rows;
}
