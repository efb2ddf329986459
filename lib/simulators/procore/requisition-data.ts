import { z } from "zod";
import { attachmentList } from "#lib/simulators/procore/attachment-data.ts";
import { isDecimal } from "#lib/simulators/procore/money.ts";

export const REQUISITION_STATUSES = [
  "draft",
  "under_review",
  "revise_and_resubmit",
  "approved",
  "approved_as_noted",
  "pending_owner_approval",
] as const;
const ITEM_TYPES = ["contract_item", "contract_detail_item", "change_order_item"] as const;

const id = z.number().int().positive();
const text = z.string().nullish();
const decimal = z.union([z.string(), z.number().transform(String)]).refine(isDecimal, "is not a decimal");
const amount = decimal.default("0.0");

/** The columns of an item that are money. */
const AMOUNTS = {
  scheduled_value: amount,
  work_completed_from_previous_application: amount,
  work_completed_this_period: amount,
  materials_presently_stored: amount,
  work_completed_retainage_from_previous_application: amount,
  work_completed_retainage_retained_this_period: amount,
  work_completed_retainage_released_this_period: amount,
  materials_stored_retainage_currently_retained: amount,
  materials_stored_retainage_released_this_period: amount,
};

const requisitionItem = z.looseObject({
  id: id.optional(),
  position: z.number().int().optional(),
  item_type: z.enum(ITEM_TYPES).default("contract_item"),
  line_item_id: id.nullish(),
  detail_line_item_id: id.nullish(),
  commitment_line_item_id: id.nullish(),
  change_order_package_id: id.nullish(),
  cost_code_id: id.nullish(),
  line_item_type_id: id.nullish(),
  description_of_work: text,
  scheduled_quantity: decimal.nullish(),
  scheduled_unit_price: decimal.nullish(),
  work_completed_this_period_quantity: decimal.nullish(),
  ...AMOUNTS,
});

/** A subcontractor invoice with its items; `base` are the stamps that every record has. `summary` goes over what is computed. */
export function requisitionSchema<B extends z.ZodRawShape>(base: B) {
  return z.looseObject({
    ...base,
    origin_id: text,
    origin_data: text,
    project_id: id,
    commitment_id: id,
    previous_requisition_id: id.nullish(),
    vendor_id: id.nullish(),
    period_id: id.nullish(),
    number: z.number().int().positive().default(1),
    invoice_number: text,
    status: z.enum(REQUISITION_STATUSES).default("draft"),
    accounting_method: z.enum(["amount", "unit"]).default("amount"),
    billing_date: text,
    requisition_start: text,
    requisition_end: text,
    created_by_id: id.nullish(),
    summary: z.record(z.string(), z.string()).optional(),
    attachments: attachmentList,
    items: z.array(requisitionItem).default([]),
  });
}
export type RequisitionItem = z.infer<typeof requisitionItem> & { id: number; position: number };
