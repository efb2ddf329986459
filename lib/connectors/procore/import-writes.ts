import type { SourceEntry, SourceImportPort, TiedList, WriteBack } from "#lib/connectors/port.ts";
import { lookAtCodes, putCodes } from "#lib/connectors/procore/budget-code-writes.ts";
import { readBudgetCodes, unknownCode } from "#lib/connectors/procore/budget-codes.ts";
import { lookAtLines, putLines, readBudget } from "#lib/connectors/procore/budget-line-writes.ts";
import { isBudgetLocked } from "#lib/connectors/procore/budget-lists.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { lookAtCosts, putCosts } from "#lib/connectors/procore/direct-cost-writes.ts";
import { idDigits } from "#lib/connectors/procore/exact-body.ts";
import { findRecords, lookAt, readList, type Wanted } from "#lib/connectors/procore/find-records.ts";
import { directCostHeads, type ImportList, importList, type PlainList } from "#lib/connectors/procore/import-lists.ts";
import { listRows, type Row } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { putRows } from "#lib/connectors/procore/put-rows.ts";
import { settledBy } from "#lib/connectors/procore/settled-by.ts";
import { removeOne, untie } from "#lib/connectors/procore/undo-writes.ts";
import { originOf } from "#lib/connectors/procore/write-origin.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type {
  BudgetCode,
  SourceList,
  SourceLook,
  SourcePlaces,
  SourceWrite,
  SourceWritten,
} from "#lib/core/source-write.ts";

/** What Sage owns, written into Procore over REST. */
export function importWrites(client: ProcoreClient): SourceImportPort {
  const { companyId } = client.settings;
  return {
    put: async (write) => await settling(write.rows, () => put(client, write)),
    look: (write) => look(client, write),
    async untie(list, place, ties) {
      if (ties.length === 0) return [];
      return await settling(ties, () => untie(client, tiedList(list, place, companyId), ties));
    },
    async remove(list, place, ids) {
      const answers = [];
      for (const id of ids) answers.push(await removeOne(client, list, place, id));
      return answers;
    },
    async list(list, place) {
      return (await recordsOf(client, list, place)).map(entryOf);
    },
    projectTemplates: () => named(client, "/rest/v1.0/project_templates"),
    standardCodeLists: () => named(client, "/rest/v1.0/standard_cost_code_lists"),
    isBudgetLocked: (projectId) => isBudgetLocked(client, idDigits(projectId).text),
  };
}

/** Answers for all when Procore could not even be asked: a refusal of the reading, or a wait. */
async function settling<Answer>(
  all: readonly unknown[],
  call: () => Promise<readonly Answer[]>,
): Promise<readonly (Answer | Exclude<WriteBack, { kind: "written" }>)[]> {
  try {
    return await call();
  } catch (error) {
    const answer = error instanceof ProcoreError ? settledBy(error) : null;
    if (!answer) throw error;
    return all.map(() => answer);
  }
}

async function put(client: ProcoreClient, write: SourceWrite): Promise<readonly SourceWritten[]> {
  if (write.rows.length === 0) return [];
  if (write.list === "wbs_codes") return await putCodes(client, write.place.projectId, write.rows);
  if (write.list === "budget_line_items")
    return await putLines(client, write.place.projectId, write.rows, write.existing);
  if (write.list === "direct_costs") return await putCosts(client, write.place.projectId, write.rows);
  const list = importList(write.list, write.place as never, client.settings.companyId);
  const coded = await withCodeIds(client, write);
  const writable = coded.filter((row): row is Wanted => !("kind" in row));
  const written = await putRows(client, list, writable, write.existing);
  const answers = new Map(writable.map((row, at) => [row, written[at] as SourceWritten]));
  return coded.map((row) => ("kind" in row ? (row as SourceWritten) : (answers.get(row as Wanted) as SourceWritten)));
}

async function look(client: ProcoreClient, write: SourceWrite): Promise<readonly SourceLook[]> {
  if (write.rows.length === 0) return [];
  if (write.list === "wbs_codes") return await lookAtCodes(client, write.place.projectId, write.rows);
  if (write.list === "budget_line_items") return await lookAtLines(client, write.place.projectId, write.rows);
  if (write.list === "direct_costs") return await lookAtCosts(client, write.place.projectId, write.rows);
  const list = importList(write.list, write.place as never, client.settings.companyId);
  const coded = await withCodeIds(client, write);
  const found = await findRecords(client, list, write.rows as readonly Wanted[]);
  // A budget code that the project does not have is certainly not that of the record.
  return coded.map((row, at) => {
    if (!("kind" in row)) return lookAt(list, row as Wanted, found);
    return lookAt(list, { ...(write.rows[at] as Wanted), budgetCode: "" }, found);
  });
}

/** Rows that name a budget code get the id of it; one whose code the project does not have becomes its refusal. */
async function withCodeIds(client: ProcoreClient, write: SourceWrite): Promise<readonly (Wanted | SourceWritten)[]> {
  const rows = write.rows as readonly (Wanted & { readonly budgetCode?: BudgetCode })[];
  if (!rows.some(({ budgetCode }) => budgetCode !== undefined)) return rows;
  const place = write.place as SourcePlaces["prime_contract_line_items"];
  const codes = await readBudgetCodes(client, idDigits(place.projectId).text);
  return rows.map((row) => {
    if (row.budgetCode === undefined) return row;
    const id = codes.idOf(row.budgetCode);
    return id === null ? unknownCode(row.budgetCode) : { ...row, budgetCode: id };
  });
}

function tiedList<List extends TiedList>(list: List, place: SourcePlaces[List], companyId: string): ImportList {
  if (list === "direct_costs") return directCostHeads((place as SourcePlaces["direct_costs"]).projectId);
  return importList(list as PlainList, place as never, companyId);
}

async function recordsOf<List extends SourceList>(
  client: ProcoreClient,
  list: List,
  place: SourcePlaces[List],
): Promise<readonly Row[]> {
  const { projectId } = (place ?? {}) as { readonly projectId?: string };
  if (list === "wbs_codes") return (await readBudgetCodes(client, idDigits(projectId ?? "").text)).records;
  if (list === "budget_line_items") return [...(await readBudget(client, idDigits(projectId ?? "").text)).values()];
  const found = await readList(client, tiedList(list as TiedList, place as never, client.settings.companyId));
  return [...found.byId.values()];
}

function entryOf(row: Row): SourceEntry {
  return { id: String(row.id), originId: originOf(row.origin_id), raw: row as Json };
}

async function named(client: ProcoreClient, path: string): Promise<{ id: string; name: string }[]> {
  const found: { id: string; name: string }[] = [];
  const url = client.url(path, { company_id: client.settings.companyId, per_page: "100" });
  for await (const row of listRows(client, url)) found.push({ id: String(row.id), name: String(row.name ?? "") });
  return found;
}
