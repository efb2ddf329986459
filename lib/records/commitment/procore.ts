import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import {
  BusinessDate,
  codeOf,
  DecimalText,
  extraOf,
  foreignCurrencyOf,
  Id,
  inOrder,
  moneyOf,
  NumberOrZero,
  problemOf,
  RawCodedLine,
  RawCurrency,
  Text,
} from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import { Commitment, type CommitmentLine, isSendable } from "#lib/records/commitment/model.ts";

/** Procore's two lists of commitments, by the name in the address (domain/procore-rest-api.md 3.1). */
export const procoreKinds = {
  work_order_contracts: { label: "Subcontract", kind: "subcontract" },
  purchase_order_contracts: { label: "Purchase order", kind: "purchase_order" },
} as const satisfies Record<string, { label: string; kind: Commitment["kind"] }>;

const Named = z.object({ id: Id, name: Text, company: Text });

const RawLine = RawCodedLine.extend({ amount: DecimalText });
type RawLine = z.infer<typeof RawLine>;

const RawContract = z.object({
  id: Id,
  number: Text,
  title: Text,
  status: Text,
  description: Text,
  vendor: Named.nullish(),
  project: Named.nullish(),
  project_id: Id.nullish(),
  retainage_percent: NumberOrZero,
  contract_date: BusinessDate,
  contract_start_date: BusinessDate,
  contract_estimated_completion_date: BusinessDate,
  executed: z.boolean().nullish(),
  payment_terms: Text,
  ship_via: Text,
  grand_total: DecimalText,
  currency_configuration: RawCurrency,
  created_by_id: Id.nullish(),
  created_by: z.object({ id: Id }).nullish(),
  updated_by: z.object({ id: Id }).nullish(),
  updated_at: z.iso.datetime({ offset: true }),
  deleted_at: z.string().nullish(),
  line_items: z.array(RawLine).nullish(),
});
type RawContract = z.infer<typeof RawContract>;

/**
 * A work order or purchase order contract of Procore's v1 REST (domain/procore-rest-api.md 4.1), as `show` or
 * `view=extended` answers it, into body and head. Unknown statuses are kept in Procore's words and are not approved.
 * Refuses with `input.invalid` naming the first field that cannot be read; a list row without `line_items` is refused
 * too, since it would pass for a contract without lines.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  const source = Object.hasOwn(procoreKinds, sourceKind) ? procoreKinds[sourceKind as keyof typeof procoreKinds] : null;
  if (!source)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is not a kind of commitment` });
  const read = RawContract.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  const contract = read.data;
  const projectSourceId = contract.project?.id ?? contract.project_id;
  if (!projectSourceId) return refuse("input.invalid", { field: "project", problem: "is missing" });
  if (!contract.line_items && !contract.deleted_at) {
    return refuse("input.invalid", {
      field: "line_items",
      problem: "are missing; the contract has to be read with its lines",
    });
  }
  const commitment = commitmentOf(contract, source.kind, projectSourceId);
  return ok({ body: commitment, head: headOf(sourceKind, commitment, contract) });
}

function commitmentOf(raw: RawContract, kind: Commitment["kind"], projectSourceId: string): Commitment {
  return Commitment.parse({
    kind,
    sourceId: raw.id,
    projectSourceId,
    number: raw.number,
    title: raw.title,
    status: raw.status,
    isDeleted: Boolean(raw.deleted_at),
    vendor: raw.vendor ? { sourceId: raw.vendor.id, name: raw.vendor.company || raw.vendor.name } : null,
    retainagePercent: raw.retainage_percent,
    contractDate: raw.contract_date,
    startDate: raw.contract_start_date,
    completionDate: raw.contract_estimated_completion_date,
    isExecuted: raw.executed ?? false,
    description: raw.description,
    paymentTerms: raw.payment_terms,
    shipVia: raw.ship_via,
    foreignCurrency: foreignCurrencyOf(raw.currency_configuration),
    grandTotal: moneyOf(raw.grand_total),
    lines: inOrder(raw.line_items ?? []).map(lineOf),
  });
}

function lineOf(line: RawLine): CommitmentLine {
  const extra = extraOf(line);
  return {
    sourceId: line.id,
    description: line.description,
    extra,
    ...codeOf(line, extra),
    quantity: line.quantity,
    unit: line.uom,
    unitCost: line.unit_cost,
    amount: moneyOf(line.amount),
    isTaxed: line.tax_code_id !== null && line.tax_code_id !== undefined,
  };
}

function headOf(sourceKind: string, commitment: Commitment, raw: RawContract): Head {
  const authors = [raw.created_by_id, raw.created_by?.id, raw.updated_by?.id].filter((id) => typeof id === "string");
  return {
    sourceKind,
    sourceId: commitment.sourceId,
    projectSourceId: commitment.projectSourceId,
    vendorSourceId: commitment.vendor?.sourceId ?? null,
    vendorName: commitment.vendor?.name ?? null,
    number: commitment.number,
    title: commitment.title,
    amount: toScale(commitment.grandTotal, 2),
    ...(commitment.contractDate === null ? {} : { date: commitment.contractDate }),
    status: commitment.status,
    isApproved: isSendable(commitment),
    authors: [...new Set(authors)],
    updatedAt: raw.updated_at,
  };
}
