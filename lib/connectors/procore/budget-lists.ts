import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { isRow, listRows, type Row } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import type { Json } from "#lib/core/canonical-json.ts";

/** One reading of a project: the records it has now, put together from several answers; `mark` changes when it has to be read again. */
export type WholeReading = {
  readonly mark: string;
  readonly records: () => Promise<readonly Row[]>;
  /** Ids of records that are still there and not read any more; they do not count as deleted. */
  readonly others?: readonly string[];
};

type Names = { readonly codes: ReadonlyMap<string, Row>; readonly types: ReadonlyMap<string, Row> };

/**
 * The budget of a project as one record `{ id: the project's, project_id, locked, rows }`. Procore has no list of budget
 * lines: they come as the detail rows of a budget view (any view has them all; the first one is taken), which name codes by
 * id alone, so every row gets its `cost_code` and `line_item_type` from the lists of codes. A project without budget lines
 * gives a deleted record, so that nothing is made of it (domain/procore-rest-api.md 3.1, 4.4).
 */
export async function budgetReading(client: ProcoreClient, projectId: string): Promise<WholeReading> {
  const locked = await isBudgetLocked(client, projectId);
  return {
    mark: String(locked),
    records: async () => {
      const rows = await budgetRows(client, projectId);
      const named = await withCodes(client, projectId, rows, (row) =>
        pick(row, ["id", "wbs_code_id", "original_budget_amount", "description"]),
      );
      const deleted_at = rows.length === 0 ? new Date().toISOString() : null;
      return [{ id: projectId, project_id: projectId, locked, rows: named, deleted_at }];
    },
  };
}

/**
 * The budget changes of a project, each with its adjustments as `lines`. The list has neither lines nor a moment of change;
 * the lines of all changes come in one list of version 2, which names WBS codes alone: their cost code and cost type are
 * those of the budget's row on the same WBS code (domain/procore-rest-api.md 3.1, 3.3, 4.4).
 */
export async function budgetChangesReading(client: ProcoreClient, projectId: string): Promise<WholeReading> {
  const changes = await all(client, `/rest/v1.0/projects/${projectId}/budget_changes`, {});
  return {
    mark: JSON.stringify(changes),
    records: async () => {
      if (changes.length === 0) return [];
      const { companyId } = client.settings;
      const path = `/rest/v2.0/companies/${companyId}/projects/${projectId}/budget_changes/adjustment_line_items`;
      const adjustments = await all(client, path, { per_page: "100" });
      const rows = await budgetRows(client, projectId);
      const names = rows.length > 0 ? await readNames(client, projectId, rows) : null;
      const byWbs = new Map(rows.map((row) => [String(row.wbs_code_id), row]));
      const named = adjustments.map((line) => {
        const row = byWbs.get(isRow(line.wbs_code) ? String(line.wbs_code.id) : "");
        return {
          ...pick(line, ["id", "adjustment_number", "type", "description", "comment", "amount", "wbs_code"]),
          budget_change_id: String(line.budget_change_id),
          cost_code: names?.codes.get(String(row?.cost_code_id)) ?? null,
          line_item_type: names?.types.get(String(row?.category_id)) ?? null,
        };
      });
      return changes.map((change) => ({
        ...change,
        project_id: projectId,
        lines: named.filter((line) => line.budget_change_id === String(change.id)),
      }));
    },
  };
}

async function budgetRows(client: ProcoreClient, projectId: string): Promise<readonly Row[]> {
  const [view] = await budgetViews(client, projectId);
  return view ? await viewRows(client, projectId, view) : [];
}

export async function isBudgetLocked(client: ProcoreClient, projectId: string): Promise<boolean> {
  return (await one(client, `/rest/v1.0/projects/${projectId}/budget`)).locked === true;
}

export async function budgetViews(client: ProcoreClient, projectId: string): Promise<readonly Row[]> {
  return await all(client, "/rest/v1.0/budget_views", { project_id: projectId, per_page: "100" });
}

/** The rows of a budget view that have a budget line; cost without one is shown as a row, too, without an id. */
export async function viewRows(client: ProcoreClient, projectId: string, view: Row): Promise<readonly Row[]> {
  const query = { project_id: projectId, per_page: "1000" };
  const found = await all(client, `/rest/v1.0/budget_views/${idOf(view.id)}/detail_rows`, query);
  return found.filter((row) => (row.id ?? null) !== null);
}

/** What is wanted of each row, with the cost code and the cost type that it names by id. */
export async function withCodes(
  client: ProcoreClient,
  projectId: string,
  rows: readonly Row[],
  wanted: (row: Row) => Record<string, Json>,
): Promise<Record<string, Json>[]> {
  const names = rows.length > 0 ? await readNames(client, projectId, rows) : null;
  return rows.map((row) => ({
    ...wanted(row),
    cost_code: names?.codes.get(String(row.cost_code_id)) ?? null,
    line_item_type: names?.types.get(String(row.category_id)) ?? null,
  }));
}

/** Codes of the project and of every sub job that a row belongs to, each with the sub job's own ids; cost types of the company. */
async function readNames(client: ProcoreClient, projectId: string, rows: readonly Row[]): Promise<Names> {
  const query = { project_id: projectId, per_page: "1000" };
  const ofSubJobs = [...new Set(rows.filter((row) => row.biller_type === "SubJob").map((row) => idOf(row.biller_id)))];
  const subJobs = ofSubJobs.length > 0 ? await all(client, "/rest/v1.0/sub_jobs", query) : [];
  const codes = (await all(client, "/rest/v1.0/cost_codes", query)).map((row) => codeOf(row, null));
  for (const id of ofSubJobs) {
    const subJob = subJobs.find((row) => String(row.id) === id) ?? null;
    const own = await all(client, "/rest/v1.0/cost_codes", { ...query, sub_job_id: id });
    codes.push(...own.map((row) => codeOf(row, subJob)));
  }
  const { companyId } = client.settings;
  const types = await all(client, "/rest/v1.0/line_item_types", { company_id: companyId, per_page: "1000" });
  const byId = (list: readonly Row[]) => new Map(list.map((row) => [String(row.id), row]));
  return { codes: byId(codes), types: byId(types.map((row) => pick(row, ["id", "name", "code"]))) };
}

function codeOf(row: Row, subJob: Row | null): Row {
  const code = pick(row, ["id", "name", "code", "full_code"]);
  if (!subJob) return code;
  return { ...code, biller_type: "SubJob", biller: { type: "SubJob", ...pick(subJob, ["code", "origin_id"]) } };
}

/** The first record of the answer, whatever envelope it comes in. */
async function one(client: ProcoreClient, path: string): Promise<Row> {
  const { body, requestId } = await client.send({ method: "GET", url: client.url(path, {}), lane: "read" });
  const inner = isRow(body) && isRow(body.data) ? body.data : body;
  if (isRow(inner)) return inner;
  throw new ProcoreError({ kind: "permanent", code: "answer.shape", message: "The answer is no record.", requestId });
}

/** All rows of a list, each once: a list that moves while it is read may give one twice. */
async function all(
  client: ProcoreClient,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<readonly Row[]> {
  const found = new Map<string, Row>();
  for await (const row of listRows(client, client.url(path, query))) found.set(String(row.id ?? `#${found.size}`), row);
  return [...found.values()];
}

function pick(row: Row, fields: readonly string[]): Record<string, Json> {
  return Object.fromEntries(fields.map((field) => [field, row[field] ?? null]));
}

function idOf(value: Json | undefined): string {
  const id = String(value);
  if (/^[1-9]\d{0,18}$/.test(id)) return id;
  throw new ProcoreError({ kind: "permanent", code: "answer.shape", message: "A list of the budget has no id." });
}
