import { setTimeout as sleep } from "node:timers/promises";
import {
  type BudgetCodes,
  keyOf,
  readBudgetCodes,
  segmentCode,
  wbsPath,
} from "#lib/connectors/procore/budget-codes.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { type Body, exactBody, idDigits } from "#lib/connectors/procore/exact-body.ts";
import { isRow, listRows, type Row } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { LATER_MS, settledBy } from "#lib/connectors/procore/settled-by.ts";
import type { SourceLook, SourceRows, SourceWritten } from "#lib/core/source-write.ts";

type Code = SourceRows["wbs_codes"];
type Segment = { readonly id: string; readonly items: ReadonlyMap<string, string> };
/** Segments by type; those of cost codes once for the project and once for every sub job. */
type Segments = { readonly [type: string]: Segment | undefined };

const BATCH = 500;

/** Which of the codes the project has. */
export async function lookAtCodes(
  client: ProcoreClient,
  projectId: string,
  rows: readonly Code[],
): Promise<readonly SourceLook[]> {
  const codes = await readBudgetCodes(client, projectId);
  return rows.map(({ budgetCode }) => {
    const id = codes.idOf(budgetCode);
    return id === null ? { kind: "absent" } : { kind: "equal", id };
  });
}

/**
 * Assigns cost types to cost codes: makes the WBS codes that the project does not have. Making one that is there leaves it, so
 * that a lost answer is settled by reading the codes again.
 */
export async function putCodes(
  client: ProcoreClient,
  projectId: string,
  rows: readonly Code[],
): Promise<readonly SourceWritten[]> {
  const before = await readBudgetCodes(client, projectId);
  const open = rows.filter(({ budgetCode }) => before.idOf(budgetCode) === null);
  if (open.length === 0) return rows.map((row) => existedIn(before, row));
  const segments = await readSegments(client, projectId, open);
  const refused = new Map<string, SourceWritten>();
  const makeable: { readonly row: Code; readonly items: Body }[] = [];
  for (const row of open) {
    const items = segmentItems(segments, row);
    if ("kind" in items) refused.set(keyOf(row.budgetCode), items);
    else makeable.push({ row, items: items.items });
  }
  let later: SourceWritten | null = null;
  for (let start = 0; start < makeable.length && later?.kind !== "later"; start += BATCH)
    later = await make(client, projectId, makeable.slice(start, start + BATCH));
  const after = makeable.length > 0 ? await readBudgetCodes(client, projectId) : before;
  const missing = later ?? { kind: "later", retryAfterMs: LATER_MS, words: "Procore did not confirm the creation." };
  return rows.map((row) => {
    if (before.idOf(row.budgetCode) !== null) return existedIn(before, row);
    const id = after.idOf(row.budgetCode);
    return id === null ? (refused.get(keyOf(row.budgetCode)) ?? missing) : { kind: "created", id };
  });
}

const existedIn = (codes: BudgetCodes, { budgetCode }: Code): SourceWritten => ({
  kind: "existed",
  id: codes.idOf(budgetCode) ?? "",
});

/** What the call came to where it failed; null where the codes have to be read. */
async function make(
  client: ProcoreClient,
  projectId: string,
  some: readonly { readonly row: Code; readonly items: Body }[],
): Promise<SourceWritten | null> {
  const bulk = some.map(({ row, items }) => ({ description: row.description, segment_items: items }));
  const url = client.url(`${wbsPath(projectId)}/wbs_codes/bulk_create`, {});
  try {
    await client.send({ method: "PATCH", url, lane: "write", body: exactBody({ bulk }) });
    return null;
  } catch (error) {
    if (!(error instanceof ProcoreError)) throw error;
    const answer = settledBy(error);
    if (!answer) throw error;
    if (error.kind === "transient") await sleep(client.backoffMs(0));
    return answer;
  }
}

async function readSegments(client: ProcoreClient, projectId: string, rows: readonly Code[]): Promise<Segments> {
  const segments: Record<string, Segment> = {};
  const base = `${wbsPath(projectId)}/segments`;
  const listed: Row[] = [];
  for await (const segment of listRows(client, client.url(base, {}))) listed.push(segment);
  const items = async (segment: Row, query: Readonly<Record<string, string>>) =>
    await readItems(client, `${base}/${idDigits(String(segment.id)).text}/segment_items`, query);
  for (const segment of listed)
    segments[String(segment.type)] = { id: String(segment.id), items: await items(segment, {}) };
  // The codes of a sub job come only when it is asked for; the segment's own ids of sub jobs are those of the list.
  const codes = listed.find(({ type }) => type === "cost_code");
  const subJobs = new Set(rows.flatMap(({ budgetCode: { subJob } }) => (subJob === null ? [] : [subJob])));
  const ids = subJobs.size > 0 ? await subJobIds(client, projectId) : new Map<string, string>();
  for (const subJob of subJobs) {
    const id = ids.get(subJob);
    if (!codes || id === undefined) continue;
    segments[`cost_code/${subJob}`] = { id: String(codes.id), items: await items(codes, { legacy_sub_job_id: id }) };
  }
  return segments;
}

async function subJobIds(client: ProcoreClient, projectId: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const url = client.url("/rest/v1.0/sub_jobs", { project_id: projectId, per_page: "1000" });
  for await (const row of listRows(client, url)) found.set(String(row.code), String(row.id));
  return found;
}

async function readItems(
  client: ProcoreClient,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const items = new Map<string, string>();
  for await (const item of listRows(client, client.url(path, { ...query, per_page: "1000" })))
    if (isRow(item)) items.set(segmentCode(item), String(item.id));
  return items;
}

/** The segment items that the code is made of; a refusal that names what the project lacks. */
function segmentItems(segments: Segments, { budgetCode }: Code): { items: Body } | SourceWritten {
  const { subJob, costCode, costType } = budgetCode;
  const parts = [
    ...(subJob === null ? [] : [["sub_job", subJob, "sub job"] as const]),
    [subJob === null ? "cost_code" : `cost_code/${subJob}`, costCode, "cost code"] as const,
    ["line_item_type", costType, "cost type"] as const,
  ];
  const items: Body[] = [];
  for (const [key, code, name] of parts) {
    const segment = segments[key];
    const item = segment?.items.get(code);
    if (!segment || item === undefined) {
      const where = subJob !== null && name === "cost code" ? `The sub job ${subJob}` : "The project";
      const words = `${where} has no ${name} ${code} in Procore. Import it first.`;
      return { kind: "refused", code: "code.unknown", words };
    }
    items.push({ segment_id: idDigits(segment.id), segment_item_id: idDigits(item) });
  }
  return { items };
}
