import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { RawPackage, type RawPackageLine, readPackage } from "#lib/core/procore-packages.ts";
import { codeOf, extraOf, foreignCurrencyOf, Id, inOrder, moneyOf, Text } from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import { ChangeOrder, type ChangeOrderLine, isApproved } from "#lib/records/commitment-change-order/model.ts";

/** Procore's list of change order packages; those of prime contracts stand in it too and are not ours. */
export const procoreKind = "change_order_packages";
const ourType = "CommitmentContractChangeOrder";
/** The lists that the changed contract may stand in. */
export const contractKinds = ["work_order_contracts", "purchase_order_contracts"] as const;

type RawLine = z.infer<typeof RawPackageLine>;

const RawChangeOrder = RawPackage.extend({ vendor: z.object({ id: Id, name: Text, company: Text }).nullish() });
type RawChangeOrder = z.infer<typeof RawChangeOrder>;

/**
 * A change order package of Procore's v1 REST as `show` answers it (domain/procore-rest-api.md 4.2), into body and head.
 * Refuses with `input.invalid` naming the first field that cannot be read; a list row has no lines and is refused too.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is not a kind of change order` });
  const read = readPackage(RawChangeOrder, raw, { type: ourType, noun: "change order of a commitment" });
  if (!read.ok) return read;
  const { found, projectSourceId } = read.value;
  const changeOrder = changeOrderOf(found, projectSourceId);
  return ok({ body: changeOrder, head: headOf(changeOrder, found) });
}

function changeOrderOf(raw: RawChangeOrder, projectSourceId: string): ChangeOrder {
  return ChangeOrder.parse({
    sourceId: raw.id,
    projectSourceId,
    contractSourceId: raw.contract_id,
    number: raw.number,
    title: raw.title,
    description: raw.description,
    status: raw.status,
    isDeleted: Boolean(raw.deleted_at),
    vendor: raw.vendor ? { sourceId: raw.vendor.id, name: raw.vendor.company || raw.vendor.name } : null,
    createdDate: raw.created_at?.slice(0, 10) ?? null,
    isExecuted: raw.executed ?? false,
    foreignCurrency: foreignCurrencyOf(raw.currency_configuration),
    grandTotal: moneyOf(raw.grand_total),
    lines: inOrder(raw.line_items ?? []).map(lineOf),
  });
}

function lineOf(line: RawLine): ChangeOrderLine {
  const extra = extraOf(line);
  return {
    sourceId: line.id,
    description: line.description,
    extra,
    ...codeOf(line, extra),
    quantity: line.quantity,
    unit: line.uom,
    unitCost: line.unit_cost,
    amount: moneyOf(line.total_amount ?? line.extended_amount ?? "0"),
    isTaxed: line.tax_code_id !== null && line.tax_code_id !== undefined,
  };
}

function headOf(changeOrder: ChangeOrder, raw: RawChangeOrder): Head {
  return {
    sourceKind: procoreKind,
    sourceId: changeOrder.sourceId,
    projectSourceId: changeOrder.projectSourceId,
    parentSourceId: changeOrder.contractSourceId,
    vendorSourceId: changeOrder.vendor?.sourceId ?? null,
    vendorName: changeOrder.vendor?.name ?? null,
    number: changeOrder.number,
    title: changeOrder.title,
    amount: toScale(changeOrder.grandTotal, 2),
    ...(changeOrder.createdDate === null ? {} : { date: changeOrder.createdDate }),
    status: changeOrder.status,
    isApproved: !changeOrder.isDeleted && isApproved(changeOrder),
    authors: raw.creator ? [raw.creator.id] : [],
    updatedAt: raw.updated_at,
  };
}
