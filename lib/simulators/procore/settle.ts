import { settleBudgetLines } from "#lib/simulators/procore/budget-records.ts";
import type {
  ChangeOrderPackage,
  Contract,
  ContractKind,
  Incoming,
  Kind,
  Line,
  RecordOf,
  Requisition,
} from "#lib/simulators/procore/data-file.ts";
import { money, times } from "#lib/simulators/procore/money.ts";

const COMPUTED = [
  "grand_total",
  "revised_contract",
  "pending_revised_contract",
  "remaining_balance_outstanding",
  "percentage_paid",
  "vendor",
  "project",
];

type Stamps = { id(): number; now: string };

/** Completes what an incoming record leaves open: id, moments, line positions and amounts. */
export function settle<K extends Kind>(kind: K, incoming: Incoming<K>, stamps: Stamps): RecordOf<K> {
  const stamped = {
    ...incoming,
    id: incoming.id ?? stamps.id(),
    created_at: incoming.created_at ?? incoming.updated_at ?? stamps.now,
    updated_at: incoming.updated_at ?? stamps.now,
  };
  if (kind === "change_order_packages" || kind === "prime_contracts" || kind === "direct_costs")
    return settlePackage(stamped as never, stamps) as RecordOf<K>;
  if (kind === "budgets" || kind === "budget_changes")
    return settleBudgetLines(stamped, () => stamps.id()) as unknown as RecordOf<K>;
  if (kind === "requisitions") return settleRequisition(stamped as never, stamps) as RecordOf<K>;
  if (kind !== "work_order_contracts" && kind !== "purchase_order_contracts") return stamped as unknown as RecordOf<K>;
  return settleContract(
    stamped as unknown as Incoming<ContractKind> & { id: number; created_at: string; updated_at: string },
    stamps,
  ) as RecordOf<K>;
}

function settleContract(
  incoming: Incoming<ContractKind> & { id: number; created_at: string; updated_at: string },
  stamps: Stamps,
): Contract {
  const contract: Record<string, unknown> = {
    ...incoming,
    vendor_id: incoming.vendor_id ?? incoming.vendor?.id ?? null,
  };
  for (const field of COMPUTED) delete contract[field];
  contract.line_items = incoming.line_items.map((line, index) =>
    settleLine(
      line,
      { position: index + 1, moment: incoming.updated_at, calculated: incoming.accounting_method === "unit" },
      stamps,
    ),
  );
  return contract as Contract;
}

function settlePackage(
  incoming: Incoming<"change_order_packages"> & { id: number; created_at: string; updated_at: string },
  stamps: Stamps,
): ChangeOrderPackage {
  const { grand_total: _total, ...own } = incoming;
  const line_items = incoming.line_items.map((line, index) =>
    settleLine(line, { position: index + 1, moment: incoming.updated_at, calculated: false }, stamps),
  );
  return { ...own, line_items } as ChangeOrderPackage;
}

function settleRequisition(
  incoming: Incoming<"requisitions"> & { id: number; created_at: string; updated_at: string },
  stamps: Stamps,
): Requisition {
  const items = incoming.items.map((item, index) => ({
    ...item,
    id: item.id ?? stamps.id(),
    position: item.position ?? index + 1,
  }));
  return { ...incoming, items } as Requisition;
}

type LineDefaults = { position: number; moment: string; calculated: boolean };

function settleLine(
  incoming: Incoming<ContractKind>["line_items"][number],
  defaults: LineDefaults,
  stamps: Stamps,
): Line {
  const { cost_code, line_item_type, ...line } = incoming;
  const quantity = line.quantity ?? "0.0";
  const unitCost = line.unit_cost ?? "0.0";
  delete line.wbs_code;
  delete line.extended_amount;
  delete line.total_amount;
  return {
    ...line,
    id: line.id ?? stamps.id(),
    position: line.position ?? defaults.position,
    quantity,
    unit_cost: unitCost,
    amount: line.amount === undefined ? times(quantity, unitCost) : money(line.amount),
    extended_type: line.extended_type ?? (defaults.calculated ? "calculated" : "manual"),
    cost_code_id: line.cost_code_id ?? cost_code?.id ?? null,
    line_item_type_id: line.line_item_type_id ?? line_item_type?.id ?? null,
    created_at: line.created_at ?? defaults.moment,
    updated_at: line.updated_at ?? defaults.moment,
  };
}
