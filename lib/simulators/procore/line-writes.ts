import { z } from "zod";
import type { FieldErrors } from "#lib/simulators/procore/answer.ts";
import { fieldErrors, hasErrors } from "#lib/simulators/procore/answer.ts";
import type { Written } from "#lib/simulators/procore/contract-writes.ts";
import { decimalText, isSynced, LOCKED, originErrors, originFields } from "#lib/simulators/procore/contract-writes.ts";
import type { Contract, ContractKind, Line } from "#lib/simulators/procore/data-file.ts";
import { EXTENDED_TYPES } from "#lib/simulators/procore/data-file.ts";
import { money, sameDecimal, times } from "#lib/simulators/procore/money.ts";
import type { Store } from "#lib/simulators/procore/store.ts";
import { readWbsId } from "#lib/simulators/procore/wbs.ts";

const id = z.number("is not a number").int().nullable();
const text = z.string().nullable();

const lineSchema = z
  .object({
    origin_id: originFields.origin_id,
    origin_data: originFields.origin_data,
    description: text,
    uom: text,
    amount: decimalText,
    quantity: decimalText,
    unit_cost: decimalText,
    position: z.number().int(),
    extended_type: z.enum(EXTENDED_TYPES, "is not included in the list"),
    cost_code_id: id,
    line_item_type_id: id,
    wbs_code_id: id,
    tax_code_id: id,
  })
  .partial();

const DECIMAL_FIELDS = ["amount", "quantity", "unit_cost"];

/** Whatever has lines of this shape. */
export type LineHolder = { project_id: number; accounting_method?: string; line_items: Line[] };

/** Checks a new or changed line of a commitment; answers the line with its amount settled and stores nothing. */
export function writeLine(
  store: Store,
  kind: ContractKind,
  contract: Contract,
  existing: Line | null,
  attributes: unknown,
): Written<Line> {
  const lock = (change: Partial<Line>) => lockErrors(contract, existing, change);
  return checkLine(store, `${kind}/line_items`, contract, existing, attributes, lock);
}

/** The same for any holder; `originType` is where the origins of its lines are unique, `lock` what it does not let through. */
export function checkLine(
  store: Store,
  originType: string,
  contract: LineHolder,
  existing: Line | null,
  attributes: unknown,
  lock: (change: Partial<Line>) => FieldErrors,
): Written<Line> {
  const parsed = lineSchema.safeParse(attributes);
  if (!parsed.success) return { record: null, errors: fieldErrors(parsed.error) };
  const { wbs_code_id: wbsCodeId, ...fields } = parsed.data;
  const change: Partial<Line> = { ...fields, ...(typeof wbsCodeId === "number" ? readWbsId(wbsCodeId) : {}) };
  const companyId = store.get("projects", contract.project_id)?.company_id ?? 0;
  const errors = {
    ...referenceErrors(store, contract.project_id, companyId, change),
    ...originErrors(store, originType, companyId, change.origin_id, existing?.id ?? null),
    ...lock(change),
  };
  if (hasErrors(errors)) return { record: null, errors };
  return { record: settled(store, contract, existing, change), errors: null };
}

function settled(store: Store, contract: LineHolder, existing: Line | null, change: Partial<Line>): Line {
  const now = store.clock.next();
  const position = contract.line_items.reduce((highest, line) => Math.max(highest, line.position), 0) + 1;
  const fresh = {
    id: existing?.id ?? store.newId(),
    position,
    created_at: now,
    amount: "0.00",
    quantity: "0.0",
    unit_cost: "0.0",
  };
  const line = {
    extended_type: contract.accounting_method === "unit" ? "calculated" : "manual",
    ...fresh,
    ...existing,
    ...change,
    updated_at: now,
  } as Line;
  line.amount = line.extended_type === "calculated" ? times(line.quantity, line.unit_cost) : money(line.amount);
  return line;
}

function referenceErrors(store: Store, projectId: number, companyId: number, change: Partial<Line>): FieldErrors {
  const errors: FieldErrors = {};
  if (change.cost_code_id != null && store.get("cost_codes", change.cost_code_id)?.project_id !== projectId)
    errors.cost_code_id = ["does not exist"];
  if (
    change.line_item_type_id != null &&
    store.get("line_item_types", change.line_item_type_id)?.company_id !== companyId
  ) {
    errors.line_item_type_id = ["does not exist"];
  }
  return errors;
}

/** The schedule of values of a synced contract is closed; the origin of its lines stays open for the integration. */
function lockErrors(contract: Contract, existing: Line | null, change: Partial<Line>): FieldErrors {
  if (!isSynced(contract)) return {};
  if (!existing) return { base: ["cannot be added while the contract is synced with the ERP system"] };
  return Object.fromEntries(movedFields(existing, change).map((field) => [field, [LOCKED]]));
}

/** The fields, but those of the origin, in which the change moves the line. */
export function movedFields(existing: Line, change: Partial<Line>): string[] {
  const moved = Object.entries(change).filter(([field, value]) => {
    if (field === "origin_id" || field === "origin_data") return false;
    const before = existing[field];
    return DECIMAL_FIELDS.includes(field)
      ? !sameDecimal(before as string, value as string)
      : (before ?? null) !== (value ?? null);
  });
  return moved.map(([field]) => field);
}
