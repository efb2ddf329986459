import type { RecordType } from "#lib/core/record-type.ts";
import { budget } from "#lib/records/budget/definition.ts";
import { budgetChange } from "#lib/records/budget-change/definition.ts";
import { commitment } from "#lib/records/commitment/definition.ts";
import { commitmentChangeOrder } from "#lib/records/commitment-change-order/definition.ts";
import { costForecast } from "#lib/records/cost-forecast/definition.ts";
import { newJob } from "#lib/records/new-job/definition.ts";
import { paymentIssued } from "#lib/records/payment-issued/definition.ts";
import { primeContractChangeOrder } from "#lib/records/prime-contract-change-order/definition.ts";
import { projectCodes } from "#lib/records/project-codes/definition.ts";
import { subJob } from "#lib/records/sub-job/definition.ts";
import { subcontractorInvoice } from "#lib/records/subcontractor-invoice/definition.ts";
import { vendor } from "#lib/records/vendor/definition.ts";

/** Every kind of business document that the product knows, in the order of the screens. */
export const recordTypes: readonly RecordType[] = [
  vendor,
  newJob,
  projectCodes,
  subJob,
  budget,
  budgetChange,
  costForecast,
  commitment,
  commitmentChangeOrder,
  primeContractChangeOrder,
  subcontractorInvoice,
  paymentIssued,
];

/** The record type of this id. Throws on an unknown one: ids come from the database, never from a person. */
export function recordType(id: string): RecordType {
  const found = recordTypes.find((type) => type.id === id);
  if (!found) throw new Error(`unknown record type ${JSON.stringify(id)}`);
  return found;
}

/** The record type that reads this document list of the source. Throws when none does. */
export function recordTypeOfKind(sourceKind: string): RecordType {
  const found = recordTypes.find((type) => type.sourceKinds.some(({ kind }) => kind === sourceKind));
  if (!found) throw new Error(`no record type reads ${JSON.stringify(sourceKind)}`);
  return found;
}

/** What a document list of the source is called: whole, short where that is set, and as briefly as it can be. */
export function kindWords(
  { sourceKinds, label }: RecordType,
  sourceKind: string,
): { readonly label: string; readonly short: string | null; readonly brief: string } {
  const kind = sourceKinds.find((one) => one.kind === sourceKind);
  return { label: kind?.label ?? label.one, short: kind?.short ?? null, brief: kind?.short ?? label.one };
}

/** "CCO 002"; a document whose number is the word for its kind says it once. */
export function briefName(type: RecordType, sourceKind: string, number: string): string {
  const { brief } = kindWords(type, sourceKind);
  return brief === number ? number : `${brief} ${number}`;
}

/** The types whose documents may belong to one of this kind. */
export function childTypesOf(sourceKind: string): readonly RecordType[] {
  return recordTypes.filter((type) => type.parentKinds?.includes(sourceKind));
}

/** The words of the record types by id, for lists that name many. */
export function typeLabels(): ReadonlyMap<string, string> {
  return new Map(recordTypes.map((type) => [type.id, type.label.many]));
}
