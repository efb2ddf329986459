import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { sum, toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { RawPackage, RawPackageLine, readPackage } from "#lib/core/procore-packages.ts";
import {
  codeOf,
  extraOf,
  foreignCurrencyOf,
  Id,
  inOrder,
  moneyOf,
  NumberOrZero,
  RawCodedLine,
  Text,
} from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import {
  isApproved,
  type PrimeChangeLine,
  type PrimeChangeOrder,
  readPrimeChangeOrder,
} from "#lib/records/prime-contract-change-order/model.ts";

/** The connector's name for the packages of prime contracts, each together with its contract. */
export const procoreKind = "prime_contract_change_orders";
const ourType = "PrimeContractChangeOrder";

const RawLine = RawPackageLine.extend({
  prime_line_item_id: Id.nullish(),
  markup_line_items: z.array(z.object({ amount: NumberOrZero })).nullish(),
});
type RawLine = z.infer<typeof RawLine>;

const RawContractLine = RawCodedLine.extend({ origin_id: Text, origin_code: Text });
const RawContract = z.object({
  number: Text,
  title: Text,
  origin_id: Text,
  line_items: z.array(RawContractLine).nullish(),
});
type RawContract = z.infer<typeof RawContract>;

const RawChange = RawPackage.extend({
  line_items: z.array(RawLine).nullish(),
  prime_contract: RawContract.nullish(),
});
type RawChange = z.infer<typeof RawChange>;

/**
 * A package of a prime contract as the connector puts it together (domain/procore-rest-api.md 4.2): the package as `show`
 * answers it, with its contract under `prime_contract`. Refuses with `input.invalid` naming the first field that cannot be read.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is no kind of prime contract change` });
  const read = readPackage(RawChange, raw, { type: ourType, noun: "change order of a prime contract" });
  if (!read.ok) return read;
  const { found, projectSourceId } = read.value;
  const body = changeOrderOf(found, projectSourceId);
  return ok({ body, head: headOf(body, found) });
}

function changeOrderOf(raw: RawChange, projectSourceId: string): PrimeChangeOrder {
  return readPrimeChangeOrder({
    sourceId: raw.id,
    projectSourceId,
    number: raw.number,
    title: raw.title,
    description: raw.description,
    status: raw.status,
    isDeleted: Boolean(raw.deleted_at),
    createdDate: raw.created_at?.slice(0, 10) ?? null,
    isExecuted: raw.executed ?? false,
    foreignCurrency: foreignCurrencyOf(raw.currency_configuration),
    grandTotal: moneyOf(raw.grand_total),
    lines: inOrder(raw.line_items ?? []).map(lineOf),
    contractSourceId: raw.contract_id,
    contract: raw.prime_contract ? contractOf(raw.prime_contract) : null,
  });
}

/** `total_amount` is the line with its markups; without it they are added to the extended amount. */
function lineOf(line: RawLine): PrimeChangeLine {
  const extra = extraOf(line);
  const markup = sum((line.markup_line_items ?? []).map(({ amount }) => amount));
  return {
    sourceId: line.id,
    description: line.description,
    extra,
    ...codeOf(line, extra),
    amount: moneyOf(line.total_amount ?? sum([line.extended_amount ?? "0", markup])),
    markup: moneyOf(markup),
    contractLineSourceId: line.prime_line_item_id ?? null,
  };
}

/** The Sage id of a line is the code that Sage's own item has; without one it is in the line's origin, behind the contract's. */
function contractOf({ number, title, origin_id, line_items }: RawContract): PrimeChangeOrder["contract"] {
  const items = inOrder(line_items ?? []).map((line) => {
    const extra = extraOf(line);
    const item = line.origin_code || withoutContract(line.origin_id, origin_id);
    return { sourceId: line.id, item, description: line.description, extra, ...codeOf(line, extra) };
  });
  return { number, title, erpId: origin_id, items };
}

function withoutContract(originId: string, contractId: string): string {
  const head = `${contractId}/`;
  return contractId !== "" && originId.startsWith(head) ? originId.slice(head.length) : originId;
}

function headOf(changeOrder: PrimeChangeOrder, raw: RawChange): Head {
  return {
    sourceKind: procoreKind,
    sourceId: changeOrder.sourceId,
    projectSourceId: changeOrder.projectSourceId,
    vendorSourceId: null,
    vendorName: null,
    number: changeOrder.number,
    title: changeOrder.title,
    amount: toScale(changeOrder.grandTotal, 2),
    status: changeOrder.status,
    isApproved: !changeOrder.isDeleted && isApproved(changeOrder),
    authors: raw.creator ? [raw.creator.id] : [],
    updatedAt: raw.updated_at,
  };
}
