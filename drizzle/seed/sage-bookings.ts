import type { SageContent, SageRow } from "#drizzle/seed/sage-content.ts";
import { sum, toScale } from "#lib/core/money.ts";

/** One entry of Job Cost before it has a run: where, of what type, when, how much, and what it comes from. */
export type Booking = {
  readonly job: string;
  readonly extra: string;
  readonly cost_code: string;
  readonly category: string;
  readonly transaction_type: string;
  /** Transaction and accounting date, YYYY-MM-DD. */
  readonly date: string;
  readonly amount: string;
  readonly units?: string;
  readonly description?: string;
  readonly links?: SageRow;
};

/** One posting: its entries get a run together. */
export type Posting = readonly Booking[];

/** The postings as Sage's transactions, numbered in the order of their days. */
function transactionsOf(postings: readonly Posting[]): readonly SageRow[] {
  const dayOf = ([first]: Posting) => first?.date ?? "";
  const inOrder = postings.filter((posting) => posting.length > 0).toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
  return inOrder.flatMap((posting, at) =>
    posting.map(({ date, links, units = "0", description = "", ...booking }, place): SageRow => {
      const when = { transaction_date: date, accounting_date: date };
      const own = { application_of_origin: "JC", source: "Import", ...links };
      return { run: at + 1, sequence: place + 1, ...booking, ...when, units, description, ...own };
    }),
  );
}

const costs: ReadonlySet<string> = new Set(["AP cost", "JC cost", "PR cost"]);

/** What an entry adds to, by the column of a category; those of codes and jobs have other names for two of them. */
function movesOf(row: SageRow, month: string): Readonly<Record<string, string>> {
  const [type, amount, units] = [String(row.transaction_type), String(row.amount), String(row.units)];
  if (costs.has(type)) {
    const isThisMonth = String(row.accounting_date).startsWith(month);
    const isOfCommitment = type === "AP cost" && Boolean(row.commitment);
    const moved = [
      "jtd_cost",
      ...(isThisMonth ? ["mtd_cost"] : []),
      ...(isOfCommitment ? ["commitment_invoiced"] : []),
    ];
    return Object.fromEntries(moved.map((column) => [column, amount]));
  }
  const moves: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "Original estimate": { original_estimate: amount, original_estimate_units: units, total_estimate: amount },
    "Aprvd est changes": { approved_estimate_changes: amount, approved_estimate_units: units, total_estimate: amount },
    "Committed cost": { original_commitment: amount, revised_commitment: amount },
    "Aprvd cmmtt changes": { approved_commitment_changes: amount, revised_commitment: amount },
    "Dollars paid": { jtd_dollars_paid: amount },
    "Scheduled value": { original_contract_amount: amount, revised_contract_amount: amount },
    "Aprvd contract chgs": { jtd_aprvd_contract_chgs: amount, revised_contract_amount: amount },
  };
  return moves[type] ?? {};
}

type Totals = ReadonlyMap<string, SageRow>;
type Level = { readonly keys: readonly string[]; readonly names: Readonly<Record<string, string | null>> };
const ofCode = { approved_estimate_changes: "jtd_aprvd_estimate_chgs", original_estimate_units: null };
const ofContract = { original_contract_amount: null, revised_contract_amount: null, jtd_aprvd_contract_chgs: null };
const categoryLevel: Level = { keys: ["job", "extra", "cost_code", "category"], names: ofContract };
const codeLevel: Level = {
  keys: ["job", "extra", "cost_code"],
  names: { ...ofCode, ...ofContract, approved_estimate_units: null },
};
const jobLevel: Level = { keys: ["job"], names: { ...ofCode, approved_estimate_units: null } };

const keyOf = (row: SageRow, keys: readonly string[]) => keys.map((key) => row[key] ?? "").join("|");

function totalsOf(transactions: readonly SageRow[], { keys, names }: Level, month: string): Totals {
  const amounts = new Map<string, Map<string, string[]>>();
  for (const row of transactions) {
    const key = keyOf(row, keys);
    const columns = amounts.get(key) ?? new Map<string, string[]>();
    amounts.set(key, columns);
    for (const [move, amount] of Object.entries(movesOf(row, month))) {
      const column = names[move] === undefined ? move : names[move];
      if (column === null) continue;
      const all = columns.get(column);
      if (all) all.push(amount);
      else columns.set(column, [amount]);
    }
  }
  const added = (columns: ReadonlyMap<string, readonly string[]>) =>
    Object.fromEntries([...columns].map(([column, all]) => [column, toScale(sum(all), 2)]));
  return new Map([...amounts].map(([key, columns]) => [key, added(columns)]));
}

/** The content with its transactions, and with every total of jobs, codes and categories as they come to. */
export function withBooks(content: SageContent, postings: readonly Posting[], today: string): SageContent {
  const transactions = transactionsOf(postings);
  const month = today.slice(0, 7);
  const filled = (rows: readonly SageRow[], level: Level) => {
    const totals = totalsOf(transactions, level, month);
    return rows.map((row) => ({ ...row, ...totals.get(keyOf(row, level.keys)) }));
  };
  return {
    ...content,
    jobs: filled(content.jobs, jobLevel),
    costCodes: filled(content.costCodes, codeLevel),
    categories: filled(content.categories, categoryLevel),
    transactions,
    periods: ["AP", "JC"].map((application) => ({ application, current_month: `${month}-01`, closed_through: null })),
  };
}
