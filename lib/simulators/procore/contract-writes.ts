import { z } from "zod";
import type { FieldErrors } from "#lib/simulators/procore/answer.ts";
import { fieldErrors, hasErrors } from "#lib/simulators/procore/answer.ts";
import type { Contract, ContractKind, Incoming } from "#lib/simulators/procore/data-file.ts";
import { ACCOUNTING_METHODS, DATE_FIELDS } from "#lib/simulators/procore/data-file.ts";
import { isDecimal, sameDecimal } from "#lib/simulators/procore/money.ts";
import { PURCHASE_ORDER_STATUSES, WORK_ORDER_STATUSES } from "#lib/simulators/procore/statuses.ts";
import type { Store } from "#lib/simulators/procore/store.ts";

export type Written<T> = { record: T; errors: null } | { record: null; errors: FieldErrors };

export const text = z.string().nullable();
export const decimalText = z
  .union([z.string(), z.number()], "is not a number")
  .transform(String)
  .refine(isDecimal, "is not a number");
export const originFields = {
  origin_id: text.transform((value) => value || null),
  origin_code: text,
  origin_data: text,
};

export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "is not a date")
  .nullable();

const header = {
  ...originFields,
  number: text,
  title: text,
  description: text,
  inclusions: text,
  exclusions: text,
  bill_to_address: text,
  ship_to_address: text,
  ship_via: text,
  payment_terms: text,
  accounting_method: z.enum(ACCOUNTING_METHODS, "is not included in the list"),
  vendor_id: z.number("is not a number").int().nullable(),
  executed: z.boolean(),
  private: z.boolean(),
  retainage_percent: decimalText
    .refine((value) => Number(value) >= 0 && Number(value) <= 100, "must be between 0 and 100")
    .nullable(),
  ...(Object.fromEntries(DATE_FIELDS.map((field) => [field, day])) as Record<(typeof DATE_FIELDS)[number], typeof day>),
  currency_iso_code: text,
  currency_exchange_rate: z.number().nullable(),
};

const writeSchemas = {
  work_order_contracts: z
    .object({ ...header, status: z.enum(WORK_ORDER_STATUSES, "is not included in the list") })
    .partial(),
  purchase_order_contracts: z
    .object({ ...header, status: z.enum(PURCHASE_ORDER_STATUSES, "is not included in the list") })
    .partial(),
};

export const LOCKED = "cannot be changed while the contract is synced with the ERP system";

const LOCKED_FIELDS = ["title", "vendor_id", "status", "retainage_percent", "accounting_method"] as const;

export function isSynced(contract: Contract): boolean {
  return Boolean(contract.origin_id);
}

/** Checks the attributes of a create or an update against fields, references, origin and locks; stores nothing. */
export function writeContract(
  store: Store,
  kind: ContractKind,
  projectId: number,
  existing: Contract | null,
  attributes: unknown,
): Written<Incoming<ContractKind>> {
  const parsed = writeSchemas[kind].safeParse(attributes);
  if (!parsed.success) return { record: null, errors: fieldErrors(parsed.error) };
  const change: Record<string, unknown> = parsed.data;
  for (const [field, value] of Object.entries(attributes as object))
    if (field.startsWith("custom_field_")) change[field] = value;
  const companyId = store.get("projects", projectId)?.company_id ?? 0;
  const errors = {
    ...referenceErrors(store, companyId, change),
    ...originErrors(store, kind, companyId, change.origin_id, existing?.id ?? null),
    ...(existing ? lockErrors(existing, change) : {}),
  };
  if (hasErrors(errors)) return { record: null, errors };
  const fresh = {
    project_id: projectId,
    status: "Draft",
    accounting_method: "amount",
    executed: false,
    private: false,
    line_items: [],
  };
  return { record: { ...(existing ?? fresh), ...change } as Incoming<ContractKind>, errors: null };
}

function referenceErrors(store: Store, companyId: number, change: Record<string, unknown>): FieldErrors {
  if (typeof change.vendor_id !== "number") return {};
  return store.get("vendors", change.vendor_id)?.company_id === companyId ? {} : { vendor_id: ["does not exist"] };
}

export function originErrors(
  store: Store,
  type: string,
  companyId: number,
  originId: unknown,
  ownId: number | null,
): FieldErrors {
  if (typeof originId !== "string") return {};
  const holder = store.idOfOrigin(type, companyId, originId);
  return holder === null || holder === ownId ? {} : { origin_id: ["has already been taken"] };
}

function lockErrors(existing: Contract, change: Record<string, unknown>): FieldErrors {
  if (!isSynced(existing)) return {};
  const moved = LOCKED_FIELDS.filter((field) => field in change && !isSame(field, existing[field], change[field]));
  return Object.fromEntries(moved.map((field) => [field, [LOCKED]]));
}

function isSame(field: string, left: unknown, right: unknown): boolean {
  if (field === "retainage_percent") return sameDecimal(left as string | null, right as string | null);
  return (left ?? null) === (right ?? null);
}

/** Why a contract may not be deleted, if it may not. */
export function deleteErrors(contract: Contract): FieldErrors {
  return isSynced(contract) ? { base: ["cannot be deleted while the contract is synced with the ERP system"] } : {};
}
