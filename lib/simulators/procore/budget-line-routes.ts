import { z } from "zod";
import { created, fieldErrors, invalid, noContent, notFound, ok } from "#lib/simulators/procore/answer.ts";
import type { RecordOf } from "#lib/simulators/procore/data-file.ts";
import { isDecimal } from "#lib/simulators/procore/money.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import {
  idParam,
  requireProject,
  SERVICE_USER_ID,
  visibleProject,
  wrapped,
} from "#lib/simulators/procore/rest-call.ts";
import type { Store } from "#lib/simulators/procore/store.ts";
import { readWbsId, wbsId } from "#lib/simulators/procore/wbs.ts";

type Budget = RecordOf<"budgets">;
type Line = Budget["line_items"][number];

const LINES = "/rest/v1.1/budget_line_items";
const LOCKED = { base: ["The budget is locked."] };

/** Lines of a budget one by one: their list is a budget view. A locked budget keeps what it has. */
export const budgetLineRoutes: RestRoute[] = [
  { method: "POST", path: LINES, handle: addLine },
  { method: "GET", path: `${LINES}/:id`, handle: showLine },
  { method: "PATCH", path: `${LINES}/:id`, handle: updateLine },
  {
    method: "DELETE",
    path: "/rest/v2.0/companies/:company_id/projects/:project_id/budget_line_items/:id",
    handle: removeLine,
  },
];

export function budgetOf(store: Store, projectId: number): Budget | null {
  return store.within("budgets", projectId)[0] ?? null;
}

const decimal = z.union([z.string(), z.number().transform(String)]).refine(isDecimal, "is not a decimal");
const lineChange = z.object({
  original_budget_amount: decimal,
  calculation_strategy: z.enum(["automatic", "manual"], "is not included in the list").optional(),
});
const newLine = lineChange.extend({ wbs_code_id: z.number("can't be blank").int().positive() });

function addLine(call: RestCall) {
  const project = requireProject(call);
  const parsed = newLine.safeParse(wrapped(call, "budget_line_item"));
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  const { wbs_code_id, original_budget_amount } = parsed.data;
  const budget = budgetOf(call.store, project.id) ?? { project_id: project.id, locked: false, line_items: [] };
  if (budget.locked) throw invalid(LOCKED);
  const coded = readWbsId(wbs_code_id);
  const code = call.store.get("cost_codes", coded.cost_code_id);
  const isAssigned = coded.line_item_type_id !== null && code?.line_item_type_ids.includes(coded.line_item_type_id);
  if (code?.project_id !== project.id || !isAssigned) throw invalid({ wbs_code_id: ["does not exist"] });
  if (budget.line_items.some((line) => wbsId(line) === wbs_code_id))
    throw invalid({ wbs_code_id: ["has already been taken"] });
  const line = { id: call.store.newId(), ...coded, original_budget_amount } as Line;
  call.store.save("budgets", { ...budget, line_items: [...budget.line_items, line] }, SERVICE_USER_ID);
  return created(shapeLine(call.store, line));
}

type Found = { budget: Budget; line: Line };

function lineOf(call: RestCall, projectId: number): Found {
  const id = idParam(call, "id");
  const budget = budgetOf(call.store, projectId);
  const line = budget?.line_items.find((one) => one.id === id);
  if (!budget || !line) throw notFound();
  return { budget, line };
}

function showLine(call: RestCall) {
  return ok(shapeLine(call.store, lineOf(call, requireProject(call).id).line));
}

function updateLine(call: RestCall) {
  const { budget, line } = lineOf(call, requireProject(call).id);
  const parsed = lineChange.safeParse(wrapped(call, "budget_line_item"));
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  if (budget.locked) throw invalid(LOCKED);
  const changed = { ...line, original_budget_amount: parsed.data.original_budget_amount };
  const line_items = budget.line_items.map((one) => (one.id === line.id ? changed : one));
  call.store.save("budgets", { ...budget, line_items }, SERVICE_USER_ID);
  return ok(shapeLine(call.store, changed));
}

/** A line that a budget change has moved stays. */
function removeLine(call: RestCall) {
  if (call.params.company_id !== String(call.companyId)) throw notFound();
  const project = visibleProject(call, idParam(call, "project_id"));
  const { budget, line } = lineOf(call, project.id);
  if (budget.locked) throw invalid(LOCKED);
  const changes = call.store.within("budget_changes", project.id).filter(({ deleted_at }) => !deleted_at);
  if (changes.some(({ adjustment_line_items: lines }) => lines.some((one) => wbsId(one) === wbsId(line))))
    throw invalid({ base: ["A line with budget changes cannot be deleted."] });
  const line_items = budget.line_items.filter((one) => one.id !== line.id);
  call.store.save("budgets", { ...budget, line_items }, SERVICE_USER_ID);
  return noContent;
}

/** Amounts are numbers here, unlike elsewhere. */
function shapeLine(store: Store, line: Line) {
  const code = store.get("cost_codes", line.cost_code_id);
  const type = store.get("line_item_types", line.line_item_type_id);
  const flat_code = [code?.full_code ?? code?.code, type?.code].filter(Boolean).join(".");
  return {
    id: line.id ?? 0,
    original_budget_amount: Number(line.original_budget_amount),
    calculation_strategy: "manual",
    wbs_code: { id: wbsId(line), flat_code, description: [code?.name, type?.name].filter(Boolean).join(".") },
  };
}
