import { z } from "zod";
import { fieldErrors, invalid, notFound, ok } from "#lib/simulators/procore/answer.ts";
import { budgetLineRoutes, budgetOf } from "#lib/simulators/procore/budget-line-routes.ts";
import { BUDGET_CHANGE_STATUSES } from "#lib/simulators/procore/budget-records.ts";
import type { RecordOf } from "#lib/simulators/procore/data-file.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import { money, sum } from "#lib/simulators/procore/money.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, requireProject, SERVICE_USER_ID, visibleProject } from "#lib/simulators/procore/rest-call.ts";
import type { Store } from "#lib/simulators/procore/store.ts";
import { wbsId } from "#lib/simulators/procore/wbs.ts";

/** Every project is shown through the standard view; one that forecasts through a view with columns of its own, too. */
const VIEW = { id: 4001, name: "Procore Standard Budget", description: "Standard", role: "Project" } as const;
const FORECAST_VIEW = { id: 4002, name: "Cost Forecast", description: "Forecast", role: "Project" } as const;
const ROWS = { ...USUAL_PAGES, filters: [] } as const;
const VERSION_2 = { perPage: 10, perPageMax: 100, filters: [] } as const;
const PROJECT = "/rest/v1.0/projects/:project_id";
const CHANGES = `${PROJECT}/budget_changes`;
const ADJUSTMENTS = "/rest/v2.0/companies/:company_id/projects/:project_id/budget_changes/adjustment_line_items";

export const budgetRoutes: RestRoute[] = [
  {
    method: "GET",
    path: `${PROJECT}/budget`,
    handle: (call) => ok({ locked: budgetOf(call.store, projectOf(call))?.locked ?? false }),
  },
  { method: "POST", path: `${PROJECT}/budget/lock`, handle: (call) => setLock(call, true) },
  { method: "DELETE", path: `${PROJECT}/budget/lock`, handle: (call) => setLock(call, false) },
  { method: "GET", path: "/rest/v1.0/budget_views", handle: listViews },
  { method: "GET", path: "/rest/v1.0/budget_views/:id/detail_rows", handle: listDetailRows },
  ...budgetLineRoutes,
  { method: "GET", path: CHANGES, handle: (call) => ok({ data: changesOf(call).map(thinChange) }) },
  { method: "GET", path: `${CHANGES}/:id`, handle: (call) => ok({ data: fullChange(call.store, changeOf(call)) }) },
  { method: "PATCH", path: `${CHANGES}/:id`, handle: updateChange },
  { method: "GET", path: ADJUSTMENTS, handle: listAdjustments },
];

type Budget = RecordOf<"budgets">;
type BudgetChange = RecordOf<"budget_changes">;

const projectOf = (call: RestCall): number => visibleProject(call, idParam(call, "project_id")).id;

function setLock(call: RestCall, locked: boolean) {
  const budget = budgetOf(call.store, projectOf(call));
  if (!budget) throw notFound();
  if (budget.locked !== locked) call.store.save("budgets", { ...budget, locked }, SERVICE_USER_ID);
  return ok({ locked });
}

function listViews(call: RestCall) {
  const project = requireProject(call);
  return ok(
    viewsOf(budgetOf(call.store, project.id)).map((view) => {
      const path = `/rest/v1.0/budget_views/${view.id}`;
      return { ...view, links: { detail_rows: `${path}/detail_rows`, summary_rows: `${path}/summary_rows` } };
    }),
  );
}

function viewsOf(budget: Budget | null) {
  const forecasts = budget?.line_items.some((line) => (line.estimated_cost_at_completion ?? null) !== null);
  return forecasts ? [VIEW, FORECAST_VIEW] : [VIEW];
}

/** The columns that the forecast view has besides, under the names that people gave them. */
function forecastColumns(line: Budget["line_items"][number]) {
  const cell = (value: string | null | undefined) => (value === null || value === undefined ? null : money(value));
  return {
    "Estimated Cost at Completion": cell(line.estimated_cost_at_completion),
    "Forecast to Complete": cell(line.forecast_to_complete),
  };
}

function listDetailRows(call: RestCall) {
  const project = requireProject(call);
  const budget = budgetOf(call.store, project.id);
  const view = viewsOf(budget).find(({ id }) => id === idParam(call, "id"));
  if (!view) throw notFound();
  const changes = call.store.within("budget_changes", project.id).filter(({ status }) => status === "approved");
  const moved = changes.flatMap((change) => change.adjustment_line_items);
  const rows = (budget?.line_items ?? []).map((line) => ({
    ...detailRow(call.store, project, line, moved),
    ...(view === FORECAST_VIEW ? forecastColumns(line) : {}),
  }));
  return listAnswer(call.url, rows, ROWS, ({ updated_at: _, ...row }) => row);
}

type Coded = { id?: number | undefined; cost_code_id: number; line_item_type_id?: number | null | undefined };

/** As the views answer it: names of codes, not the codes, and no moment of change. */
function detailRow(
  store: Store,
  project: RecordOf<"projects">,
  line: Budget["line_items"][number],
  moved: BudgetChange["adjustment_line_items"],
) {
  const code = store.get("cost_codes", line.cost_code_id);
  const type = store.get("line_item_types", line.line_item_type_id);
  const subJob = store.get("sub_jobs", typeof code?.sub_job_id === "number" ? code.sub_job_id : null);
  const own = moved.filter((one) => wbsId(one) === wbsId(line)).map(({ amount }) => amount);
  return {
    id: line.id ?? 0,
    updated_at: "",
    deletable: false,
    project_id: project.id,
    project: project.name,
    wbs_code_id: wbsId(line),
    biller_id: subJob?.id ?? project.id,
    biller: subJob?.name ?? project.name,
    biller_type: subJob ? "SubJob" : "Project",
    cost_code_id: line.cost_code_id,
    cost_code: code?.name ?? null,
    cost_code_origin_id: code?.origin_id ?? null,
    root_cost_code_id: null,
    category_id: line.line_item_type_id ?? null,
    category: type?.name ?? null,
    original_budget_amount: money(line.original_budget_amount),
    budget_modifications: sum(own),
    budget_forecast: null,
  };
}

function wbsCode(store: Store, coded: Coded) {
  const code = store.get("cost_codes", coded.cost_code_id);
  const type = store.get("line_item_types", coded.line_item_type_id);
  const subJob = store.get("sub_jobs", typeof code?.sub_job_id === "number" ? code.sub_job_id : null);
  const flat_code = [subJob?.code, code?.full_code ?? code?.code, type?.code].filter(Boolean).join(".");
  return { id: wbsId(coded), flat_code, description: [code?.name, type?.name].filter(Boolean).join(".") };
}

const changesOf = (call: RestCall) =>
  call.store.within("budget_changes", projectOf(call)).filter(({ deleted_at }) => !deleted_at);

function changeOf(call: RestCall): BudgetChange {
  const wanted = idParam(call, "id");
  const found = changesOf(call).find(({ id }) => id === wanted);
  if (!found) throw notFound();
  return found;
}

/** The row of the list: no lines, and no moment of change. */
function thinChange(change: BudgetChange) {
  return {
    id: change.id,
    number: change.number,
    title: change.title ?? null,
    description: change.description ?? null,
    status: change.status,
    erp_status: null,
    amount: sum(change.adjustment_line_items.map(({ amount }) => amount)),
    prime_contract_id: null,
    change_event_line_item_ids: [],
    currency_configuration: { currency_iso_code: "USD", base_currency_iso_code: "USD", currency_exchange_rate: 1 },
  };
}

function fullChange(store: Store, change: BudgetChange) {
  const lines = change.adjustment_line_items.map((line) => adjustment(store, line));
  return { ...thinChange(change), attachments: [], production_quantities: [], adjustment_line_items: lines };
}

function adjustment(store: Store, line: BudgetChange["adjustment_line_items"][number]) {
  return {
    id: line.id ?? 0,
    ref: String(line.id ?? 0),
    adjustment_number: line.adjustment_number,
    type: line.type,
    wbs_code: wbsCode(store, line),
    description: line.description ?? null,
    comment: line.comment ?? null,
    quantity: "0.0",
    unit_cost: "0.0",
    uom: line.uom ?? null,
    amount: line.amount,
    calculation_strategy: "manual",
    change_event_line_item: null,
  };
}

/** Lines of all changes of a project; ids are text in version 2. */
function listAdjustments(call: RestCall) {
  if (call.params.company_id !== String(call.companyId)) throw notFound();
  const lines = changesOf(call).flatMap((change) =>
    change.adjustment_line_items.map((line) => {
      const { id, wbs_code, ...own } = adjustment(call.store, line);
      const { number, status, title } = change;
      const names = { budget_change_number: number, budget_change_status: status, budget_change_name: title ?? null };
      return {
        ...own,
        id,
        updated_at: "",
        wbs_code: { ...wbs_code, id: String(wbs_code.id) },
        budget_change_id: String(change.id),
        ...names,
      };
    }),
  );
  const answer = listAnswer(call.url, lines, VERSION_2, ({ updated_at: _, id, ...line }) => ({
    id: String(id),
    ...line,
  }));
  return { ...answer, body: { data: answer.body } };
}

const ChangeWrite = z.object({ status: z.enum(BUDGET_CHANGE_STATUSES), title: z.string() }).partial();

function updateChange(call: RestCall) {
  const change = changeOf(call);
  const parsed = ChangeWrite.safeParse(call.body);
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  const changed = { ...change, ...parsed.data } as BudgetChange;
  return ok({ data: fullChange(call.store, call.store.save("budget_changes", changed, SERVICE_USER_ID)) });
}
