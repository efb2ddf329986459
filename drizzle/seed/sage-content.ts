import { sql } from "drizzle-orm";
import type { Tx } from "#lib/db/database.ts";
import { mirrorPage, nextMirrorReads } from "#lib/db/mirror.ts";

type Value = string | number | boolean | null;
export type SageRow = Readonly<Record<string, Value>>;
export type SageCommitment = SageRow & { readonly commitment: string };

/** What a Sage company holds, by Sage's own column names in small letters: the body of the simulator's load door. */
export type SageContent = {
  readonly jobs: readonly SageRow[];
  readonly extras: readonly SageRow[];
  readonly costCodes: readonly SageRow[];
  readonly categories: readonly SageRow[];
  readonly vendors: readonly SageRow[];
  readonly standardCostCodes: readonly SageRow[];
  readonly standardCategories: readonly SageRow[];
  readonly commitments: readonly { readonly head: SageCommitment; readonly items: readonly SageRow[] }[];
  readonly changeOrders?: readonly SageRow[];
  readonly changeOrderItems?: readonly SageRow[];
  readonly invoices?: readonly SageRow[];
  readonly distributions?: readonly SageRow[];
  readonly payments?: readonly SageRow[];
  readonly transactions?: readonly SageRow[];
  readonly wipTransactions?: readonly SageRow[];
  readonly contracts?: readonly SageRow[];
  readonly contractItems?: readonly SageRow[];
  readonly worksheetLines?: readonly SageRow[];
  readonly taxGroups?: readonly SageRow[];
  readonly taxGroupRates?: readonly SageRow[];
  /** The month that each application of Sage works in. */
  readonly periods?: readonly SageRow[];
};

/** The tables of the mirror with their rows in the content. */
function mirrorTables(content: SageContent): Readonly<Record<string, readonly SageRow[]>> {
  const items = content.commitments.flatMap(({ head, items: all }) =>
    all.map((row) => ({ ...row, commitment: head.commitment })),
  );
  return {
    JCM_MASTER__JOB: content.jobs,
    JCM_MASTER__EXTRA: content.extras,
    JCM_MASTER__COST_CODE: content.costCodes,
    JCM_MASTER__CATEGORY: content.categories,
    JCM_MASTER__STANDARD_COST_CODE: content.standardCostCodes,
    JCM_MASTER__STANDARD_CATEGORY: content.standardCategories,
    APM_MASTER__VENDOR: content.vendors,
    JCM_MASTER__COMMITMENT: content.commitments.map(({ head }) => head),
    JCM_MASTER__COMMITMENT_ITEM: items,
    JCM_MASTER__COMMITMENT_CO: content.changeOrders ?? [],
    APM_MASTER__INVOICE: content.invoices ?? [],
    APM_MASTER__DISTRIBUTION: content.distributions ?? [],
    JCM_MASTER__COMMITMENT_CO_ITEM: content.changeOrderItems ?? [],
    APM_MASTER__INVOICE_PAYMENT: content.payments ?? [],
    JCT_CURRENT__TRANSACTION: content.transactions ?? [],
    BLT_CURRENT__WIP_TRANSACTION: content.wipTransactions ?? [],
    CNM_MASTER__CONTRACT: content.contracts ?? [],
    CNM_MASTER__CONTRACT_ITEM: content.contractItems ?? [],
    JCM_MASTER__JOB_MISC_WORKSHEET: content.worksheetLines ?? [],
    TXM_MASTER__TAX_GROUP: content.taxGroups ?? [],
    TXM_MASTER__TAX_GROUP_RATE: content.taxGroupRates ?? [],
  };
}

/**
 * Puts the content into the company's mirror as a first complete reading by the sync client would, through the same code.
 * `cursors` say from which row version of a table the sync client goes on; without one it reads the table once more.
 */
export async function fillMirror(
  tx: Tx,
  companyId: string,
  content: SageContent,
  cursors: Readonly<Record<string, string>> = {},
): Promise<void> {
  const asked = new Map(
    (await nextMirrorReads(tx, companyId)).map((asked) => [asked.table, "columns" in asked ? asked.columns : []]),
  );
  for (const [table, rows] of Object.entries(mirrorTables(content))) {
    // What the company's settings do not ask for is not read.
    if (!asked.has(table)) continue;
    const spelling = new Map((asked.get(table) ?? []).map((column) => [column.toLowerCase(), column]));
    const columns = columnsIn(rows, spelling);
    const cursor = cursors[table] ?? "0";
    for (let start = 0; start === 0 || start < rows.length; start += 5000) {
      const page = rows.slice(start, start + 5000).map((row) => asRead(row, spelling));
      await mirrorPage(tx, companyId, { table, columns, rows: page, cursor, isLast: start + 5000 >= rows.length });
    }
  }
  await tx.execute(sql`update mirror_read set wanted_at = null where company_id = ${companyId}`);
}

/** The columns that the content knows: what Sage works out by itself comes with the first reading. */
function columnsIn(rows: readonly SageRow[], spelling: ReadonlyMap<string, string>): string[] {
  const known = new Set(rows.flatMap((row) => Object.keys(row)));
  return [...spelling].flatMap(([column, spelled]) => (known.has(column) ? [spelled] : []));
}

/** A row as the sync client sends it: the columns that are asked for in Sage's spelling, every value as text. */
function asRead(row: SageRow, spelling: ReadonlyMap<string, string>): Record<string, string | null> {
  const text = (value: Value) =>
    typeof value === "boolean" ? (value ? "1" : "0") : value === null ? null : String(value);
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => {
      const spelled = spelling.get(column);
      return spelled === undefined ? [] : [[spelled, text(value)]];
    }),
  );
}
