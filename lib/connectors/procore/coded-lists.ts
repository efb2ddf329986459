import type { WholeReading } from "#lib/connectors/procore/budget-lists.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { isRow, listRows, type Row } from "#lib/connectors/procore/pages.ts";

/** Readings of documents that go together with the cost codes that belong to them (domain/procore-rest-api.md 3.3, 4.5). */
const perPage = "500";
/** What carries an origin is synced and locked in Procore: it is not read again. */
const isSynced = ({ origin_id: origin }: Row) => origin !== null && origin !== undefined && origin !== "";

/** The project's sub jobs that are not synced, each with its own codes. */
export async function subJobReading(client: ProcoreClient, projectId: string): Promise<WholeReading> {
  const scope = { project_id: projectId, per_page: perPage };
  const all = await rowsOf(client, "/rest/v1.0/sub_jobs", scope);
  const open = all.filter((row) => !isSynced(row));
  return {
    mark: JSON.stringify(open.map(({ id, updated_at }) => [id, updated_at])),
    others: all.filter(isSynced).map(({ id }) => String(id)),
    async records() {
      const found: Row[] = [];
      for (const row of open) {
        const cost_codes = await rowsOf(client, "/rest/v1.0/cost_codes", { ...scope, sub_job_id: String(row.id) });
        found.push({ ...row, project_id: projectId, cost_codes } as Row);
      }
      return found;
    },
  };
}

/** The project itself; its codes are of interest where it may be synced at all. */
export async function projectReading(client: ProcoreClient, projectId: string): Promise<WholeReading> {
  const url = client.url(`/rest/v1.0/projects/${projectId}`, { company_id: client.settings.companyId });
  const { body } = await client.send({ method: "GET", url, lane: "read" });
  const project = isRow(body) && !isSynced(body) ? body : null;
  return {
    mark: JSON.stringify([project?.updated_at ?? null]),
    others: project ? [] : [projectId],
    async records() {
      if (!project) return [];
      const scope = { project_id: projectId, per_page: perPage };
      const isSyncable = project.is_erp_integrated === true;
      return [
        { ...project, cost_codes: isSyncable ? await rowsOf(client, "/rest/v1.0/cost_codes", scope) : [] } as Row,
      ];
    },
  };
}

/**
 * All codes of the project as one record. Nothing says cheaply whether they changed: they are read when the last reading is
 * old, and cost nothing meanwhile.
 */
export async function projectCodesReading(client: ProcoreClient, projectId: string): Promise<WholeReading> {
  return {
    mark: "",
    async records() {
      const url = client.url(`/rest/v1.0/projects/${projectId}`, { company_id: client.settings.companyId });
      const { body } = await client.send({ method: "GET", url, lane: "read" });
      if (!isRow(body)) return [];
      const { project_number, name } = body;
      const cost_codes = await rowsOf(client, "/rest/v1.0/cost_codes", { project_id: projectId, per_page: perPage });
      return [{ id: projectId, project_id: projectId, project_number, name, cost_codes } as Row];
    },
  };
}

async function rowsOf(client: ProcoreClient, path: string, query: Readonly<Record<string, string>>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of listRows(client, client.url(path, query))) found.push(row);
  return found;
}
