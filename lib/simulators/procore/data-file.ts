import { z } from "zod";
import { attachmentList } from "#lib/simulators/procore/attachment-data.ts";
import { budget, budgetChange } from "#lib/simulators/procore/budget-records.ts";
import { normalMoment } from "#lib/simulators/procore/clock.ts";
import { companyRecords, directCost } from "#lib/simulators/procore/import-records.ts";
import { isDecimal } from "#lib/simulators/procore/money.ts";
import { paymentSchema } from "#lib/simulators/procore/payment-data.ts";
import { type RequisitionItem, requisitionSchema } from "#lib/simulators/procore/requisition-data.ts";
import {
  PACKAGE_STATUSES,
  PRIME_CONTRACT_STATUSES,
  PURCHASE_ORDER_STATUSES,
  WORK_ORDER_STATUSES,
} from "#lib/simulators/procore/statuses.ts";

export const BASE_TYPES = [
  "equipment",
  "materials",
  "commitment",
  "owner_cost",
  "professional_services",
  "other",
] as const;
export const ACCOUNTING_METHODS = ["amount", "unit"] as const;
export const EXTENDED_TYPES = ["manual", "calculated"] as const;

export const DATE_FIELDS = [
  "contract_date",
  "contract_start_date",
  "contract_estimated_completion_date",
  "actual_completion_date",
  "execution_date",
  "issued_on_date",
  "letter_of_intent_date",
  "returned_date",
  "signed_contract_received_date",
  "approval_letter_date",
  "delivery_date",
] as const;

const id = z.number().int().positive();
const text = z.string().nullish();
const moment = z
  .string()
  .refine((value) => normalMoment(value) !== null, "is not a moment")
  .transform((value) => normalMoment(value) ?? value);
const decimal = z.union([z.string(), z.number().transform(String)]).refine(isDecimal, "is not a decimal");
const reference = z.looseObject({ id }).nullish();

const base = {
  id: id.optional(),
  created_at: moment.optional(),
  updated_at: moment.optional(),
  deleted_at: moment.nullish(),
};
const origin = { origin_id: text, origin_code: text, origin_data: text };

const company = z.looseObject({
  ...base,
  name: z.string(),
  is_active: z.boolean().default(true),
  permitted: z.boolean().default(true),
  /** Parts of paths under which the application may read and not write, as without the permission for a tool. */
  denied_writes: z.array(z.string()).default([]),
});

const project = z.looseObject({
  ...base,
  ...origin,
  company_id: id,
  name: z.string(),
  project_number: text,
  accounting_project_number: text,
  active: z.boolean().default(true),
  permitted: z.boolean().default(true),
  is_erp_integrated: z.boolean().default(true),
});

const vendor = z.looseObject({
  ...base,
  ...origin,
  company_id: id,
  name: z.string(),
  abbreviated_name: text,
  is_active: z.boolean().default(true),
  project_ids: z.array(id).optional(),
});

const costCode = z.looseObject({
  ...base,
  ...origin,
  project_id: id,
  name: z.string(),
  code: z.string(),
  full_code: text,
  sortable_code: text,
  parent: reference,
  standard_cost_code_id: id.nullish(),
  budgeted: z.boolean().optional(),
  /** The sub job that the code belongs to; none for a code of the project itself. */
  sub_job_id: id.nullish(),
  /** The cost types that are used with the code. */
  line_item_type_ids: z.array(id).default([]),
});

/** A part of a project that bills by itself; Sage's extra. */
const subJob = z.looseObject({
  ...base,
  origin_id: text,
  origin_data: text,
  project_id: id,
  name: z.string(),
  code: z.string(),
});

const lineItemType = z.looseObject({
  ...base,
  ...origin,
  company_id: id,
  name: z.string(),
  code: z.string(),
  base_type: z.enum(BASE_TYPES).default("other"),
});

const user = z.looseObject({
  ...base,
  company_id: id,
  name: z.string(),
  email_address: text,
  job_title: text,
  is_active: z.boolean().default(true),
  erp_integrated_accountant: z.boolean().default(false),
});

const standardCostCodeList = z.looseObject({ ...base, company_id: id, name: z.string() });

const standardCostCode = z.looseObject({
  ...base,
  ...origin,
  company_id: id,
  standard_cost_code_list_id: id,
  parent_id: id.nullish(),
  name: z.string(),
  code: z.string(),
  full_code: text,
});

const lineItem = z.looseObject({
  ...base,
  ...origin,
  position: z.number().int().optional(),
  description: text,
  amount: decimal.optional(),
  quantity: decimal.nullish(),
  unit_cost: decimal.nullish(),
  uom: text,
  extended_type: z.enum(EXTENDED_TYPES).optional(),
  cost_code_id: id.nullish(),
  cost_code: reference,
  line_item_type_id: id.nullish(),
  line_item_type: reference,
  tax_code_id: id.nullish(),
});

const contract = z.looseObject({
  ...base,
  ...origin,
  project_id: id,
  number: text,
  title: text,
  description: text,
  inclusions: text,
  exclusions: text,
  accounting_method: z.enum(ACCOUNTING_METHODS).default("amount"),
  vendor_id: id.nullish(),
  vendor: reference,
  executed: z.boolean().default(false),
  private: z.boolean().default(false),
  retainage_percent: decimal.nullish(),
  approved_change_orders: decimal.optional(),
  pending_change_orders: decimal.optional(),
  draft_change_orders_amount: decimal.optional(),
  total_payments: decimal.optional(),
  total_requisitions_amount: decimal.optional(),
  total_draw_requests_amount: decimal.optional(),
  currency_iso_code: text,
  currency_exchange_rate: z.number().nullish(),
  ...(Object.fromEntries(DATE_FIELDS.map((field) => [field, text])) as Record<
    (typeof DATE_FIELDS)[number],
    typeof text
  >),
  attachments: attachmentList,
  line_items: z.array(lineItem).default([]),
});

const PACKAGE_TYPES = ["PrimeContractChangeOrder", "CommitmentContractChangeOrder", "ChangeOrderPackage"] as const;

const changeOrderPackage = z.looseObject({
  ...base,
  ...origin,
  project_id: id,
  contract_id: id,
  type: z.enum(PACKAGE_TYPES).default("CommitmentContractChangeOrder"),
  number: text,
  title: text,
  description: text,
  status: z.enum(PACKAGE_STATUSES).default("draft"),
  executed: z.boolean().default(false),
  created_by_id: id.nullish(),
  attachments: attachmentList,
  line_items: z.array(lineItem).default([]),
});

const primeContract = z.looseObject({
  ...base,
  ...origin,
  project_id: id,
  number: text,
  title: text,
  description: text,
  executed: z.boolean().default(false),
  accounting_method: z.enum(ACCOUNTING_METHODS).default("amount"),
  retainage_percent: decimal.nullish(),
  status: z.enum(PRIME_CONTRACT_STATUSES).default("Draft"),
  line_items: z.array(lineItem).default([]),
});

const { insurances, tax_codes, project_templates } = companyRecords(base);

const hook = z.looseObject({
  ...base,
  company_id: id,
  project_id: id.nullish(),
  namespace: z.string(),
  destination_url: z.string(),
  destination_headers: z.record(z.string(), z.string()).default({}),
  triggers: z
    .array(z.object({ id, resource_name: z.string(), event_type: z.enum(["create", "update", "delete"]) }))
    .default([]),
});

/** Parents come first: an index over contracts asks the project for its company. */
export const recordSchemas = {
  companies: company,
  projects: project,
  vendors: vendor,
  insurances,
  users: user,
  line_item_types: lineItemType,
  tax_codes,
  project_templates,
  standard_cost_code_lists: standardCostCodeList,
  standard_cost_codes: standardCostCode,
  sub_jobs: subJob,
  cost_codes: costCode,
  work_order_contracts: contract.extend({ status: z.enum(WORK_ORDER_STATUSES).default("Draft") }),
  purchase_order_contracts: contract.extend({ status: z.enum(PURCHASE_ORDER_STATUSES).default("Draft") }),
  prime_contracts: primeContract,
  change_order_packages: changeOrderPackage,
  budgets: budget,
  budget_changes: budgetChange,
  requisitions: requisitionSchema(base),
  contract_payments: paymentSchema(base),
  direct_costs: directCost(base, lineItem),
  hooks: hook,
} as const;

export type Kind = keyof typeof recordSchemas;
export type ContractKind = "work_order_contracts" | "purchase_order_contracts";

export const KINDS = Object.keys(recordSchemas) as Kind[];
export const CONTRACT_KINDS = [
  "work_order_contracts",
  "purchase_order_contracts",
] as const satisfies readonly ContractKind[];

/** The data file and the body of /control/load: one array of records for every kind, each of them optional. */
export const dataFileSchema = z.object(
  Object.fromEntries(Object.entries(recordSchemas).map(([kind, schema]) => [kind, z.array(schema).default([])])) as {
    [K in Kind]: z.ZodDefault<z.ZodArray<(typeof recordSchemas)[K]>>;
  },
);

export type DataFile = z.infer<typeof dataFileSchema>;
export type Incoming<K extends Kind> = z.infer<(typeof recordSchemas)[K]>;
/** Omit, but one that keeps the known fields of a loose object. */
type Without<T, K extends PropertyKey> = { [Field in keyof T as Field extends K ? never : Field]: T[Field] };
type Stamped = { id: number; created_at: string; updated_at: string };
export type Line = z.infer<typeof lineItem> &
  Stamped & {
    position: number;
    amount: string;
    quantity: string;
    unit_cost: string;
    extended_type: (typeof EXTENDED_TYPES)[number];
  };
export type RecordOf<K extends Kind> = K extends ContractKind
  ? Without<Incoming<ContractKind>, "line_items" | "status"> & Stamped & { line_items: Line[]; status: string }
  : K extends "change_order_packages" | "prime_contracts" | "direct_costs"
    ? Without<Incoming<K>, "line_items"> & Stamped & { line_items: Line[] }
    : K extends "requisitions"
      ? Without<Incoming<"requisitions">, "items"> & Stamped & { items: RequisitionItem[] }
      : Incoming<K> & Stamped;
export type ChangeOrderPackage = RecordOf<"change_order_packages">;
export type PrimeContract = RecordOf<"prime_contracts">;
export type DirectCost = RecordOf<"direct_costs">;
export type Requisition = RecordOf<"requisitions">;
export type Contract = RecordOf<ContractKind>;

export function isKind(value: string | undefined): value is Kind {
  return value !== undefined && Object.hasOwn(recordSchemas, value);
}

export function isContractKind(value: string | undefined): value is ContractKind {
  return value === "work_order_contracts" || value === "purchase_order_contracts";
}
