import type { SeedChangeOrder, SeedContract, SeedLine } from "#drizzle/seed/model.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import { isZero, sum, toScale } from "#lib/core/money.ts";

const categoryNames: Readonly<Record<string, string>> = {
  LAB: "Labor",
  MAT: "Material",
  SUB: "Subcontract",
  EQP: "Equipment",
  OTH: "Other",
};

/** The contract as Procore's REST answers it with its lines (domain/procore-rest-api.md 4.1); `originId` when it is synced. */
export function rawContract(contract: SeedContract, originId: string | null = null): Json {
  return {
    id: contract.id,
    number: contract.number,
    title: contract.title,
    description: null,
    status: contract.status,
    accounting_method: isByUnit(contract) ? "unit" : "amount",
    executed: contract.status === "Approved",
    retainage_percent: contract.retainage,
    contract_date: contract.date,
    grand_total: toScale(sum(contract.lines.map((line) => line.amount)), 2),
    vendor: contract.vendor && { id: contract.vendor.id, company: contract.vendor.name },
    project: { id: contract.project.id, name: contract.project.name },
    created_by_id: contract.createdBy,
    currency_configuration: { currency_iso_code: "USD", base_currency_iso_code: "USD", currency_exchange_rate: 1 },
    line_items: contract.lines.map(rawLine),
    origin_id: originId,
    created_at: contract.createdAt,
    updated_at: contract.updatedAt,
    deleted_at: null,
  };
}

/** The change order package as Procore's REST shows it with its lines (domain/procore-rest-api.md 4.2). */
export function rawPackage(one: SeedChangeOrder, originId: string | null = null): Json {
  return {
    id: one.id,
    type: "CommitmentContractChangeOrder",
    contract_id: one.contract.id,
    project_id: one.project.id,
    number: one.number,
    title: one.title,
    description: one.description,
    status: one.status,
    executed: false,
    grand_total: toScale(sum(one.lines.map((line) => line.amount)), 2),
    creator: { id: one.createdBy },
    line_items: one.lines.map((line, index) => {
      const { amount, ...rest } = rawLine(line, index);
      return { ...rest, extended_amount: amount, total_amount: amount, markup_line_items: [] };
    }),
    origin_id: originId,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    deleted_at: null,
  };
}

/** True when any line is priced by quantity. */
export function isByUnit(contract: SeedContract): boolean {
  return contract.lines.some((line) => !isZero(line.unitCost));
}

function rawLine(line: SeedLine, index: number): { readonly [key: string]: Json } {
  const flat = [line.extra, line.costCode, line.category].filter(Boolean).join(".");
  const subJob = line.extra ? { biller_type: "SubJob", biller_origin_id: line.extra } : {};
  return {
    id: line.id,
    position: index + 1,
    description: line.description,
    amount: line.amount,
    quantity: line.quantity,
    unit_cost: line.unitCost,
    uom: line.unit,
    cost_code: { code: line.costCode, full_code: line.costCode, name: line.costCodeName, ...subJob },
    line_item_type: { code: line.category, name: categoryNames[line.category] ?? line.category },
    wbs_code: { flat_code: flat },
    tax_code_id: line.taxCodeId ?? null,
  };
}
