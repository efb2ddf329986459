import { type BudgetCodes, readBudgetCodes, unknownCode } from "#lib/connectors/procore/budget-codes.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { type Body, Digits, exactBody, idDigits } from "#lib/connectors/procore/exact-body.ts";
import { findRecords, recordFor, type Wanted } from "#lib/connectors/procore/find-records.ts";
import { directCostHeads } from "#lib/connectors/procore/import-lists.ts";
import { isRow, listRows } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { putRows } from "#lib/connectors/procore/put-rows.ts";
import { readRowRefusal } from "#lib/connectors/procore/refusals.ts";
import { LATER_MS, settledBy } from "#lib/connectors/procore/settled-by.ts";
import { originOf } from "#lib/connectors/procore/write-origin.ts";
import { isDecimal, isEqual, isZero, sum } from "#lib/core/money.ts";
import type { SourceLook, SourceRows, SourceWritten } from "#lib/core/source-write.ts";

type Cost = SourceRows["direct_costs"];
type Line = Cost["lines"][number];
type Missing = { readonly cost: Cost; readonly costId: string; readonly line: Line; readonly wbsId: string };

const BATCH = 1000;
const OTHERWISE = "The direct cost is in Procore with other amounts. It is never changed there; look at it in Procore.";

/** A cost is there when its lines are: a head without all of them is different in `lines`. */
export async function lookAtCosts(
  client: ProcoreClient,
  projectId: string,
  rows: readonly Cost[],
): Promise<readonly SourceLook[]> {
  const found = await findRecords(client, directCostHeads(projectId), rows as readonly Wanted[]);
  return rows.map((row) => {
    const head = recordFor(found, row as Wanted);
    if (!head) return { kind: "absent" };
    const id = String(head.id);
    return hasTotal(row, head.grand_total) ? { kind: "equal", id } : { kind: "different", id, differs: ["lines"] };
  });
}

/**
 * Makes direct costs with their lines: the heads first, then the lines, a thousand in a call, each told by its origin. What
 * is there is not changed; a head whose lines are missing (an answer was lost in between) gets them.
 */
export async function putCosts(
  client: ProcoreClient,
  projectId: string,
  rows: readonly Cost[],
): Promise<readonly SourceWritten[]> {
  const codes = await readBudgetCodes(client, projectId);
  const unknown = new Map(rows.flatMap((row) => unknownIn(codes, row)));
  const writable = rows.filter((row) => !unknown.has(row.originId));
  const heads = directCostHeads(projectId);
  const written = await putRows(client, heads, writable as readonly Wanted[], "keep");
  const answers = new Map(writable.map((row, at) => [row.originId, written[at] as SourceWritten]));
  const missing = await missingLines(client, projectId, codes, writable, answers);
  for (let start = 0; start < missing.length; start += BATCH)
    await sendLines(client, projectId, missing.slice(start, start + BATCH), answers);
  return rows.map((row) => (unknown.get(row.originId) ?? answers.get(row.originId)) as SourceWritten);
}

function unknownIn(codes: BudgetCodes, { originId, lines }: Cost): [string, SourceWritten][] {
  const line = lines.find(({ budgetCode }) => codes.idOf(budgetCode) === null);
  return line ? [[originId, unknownCode(line.budgetCode)]] : [];
}

/** Whether the total of the record says that all lines are there; a total of zero says nothing. */
function hasTotal({ lines }: Cost, total: unknown): boolean {
  const wanted = sum(lines.map(({ amount }) => amount));
  return !isZero(wanted) && typeof total !== "undefined" && isDecimal(String(total)) && isEqual(wanted, String(total));
}

async function missingLines(
  client: ProcoreClient,
  projectId: string,
  codes: BudgetCodes,
  rows: readonly Cost[],
  answers: Map<string, SourceWritten>,
): Promise<Missing[]> {
  const missing: Missing[] = [];
  const known = await totals(client, projectId, rows, answers);
  for (const cost of rows) {
    const answer = answers.get(cost.originId);
    if (!answer || answer.kind === "refused" || answer.kind === "later") continue;
    if (answer.kind === "existed" && hasTotal(cost, known.get(answer.id))) continue;
    const present =
      answer.kind === "existed" ? await readLines(client, projectId, answer.id) : new Map<string, string>();
    if (
      cost.lines.some(({ originId, amount }) => present.has(originId) && !isEqual(present.get(originId) ?? "", amount))
    ) {
      answers.set(cost.originId, { kind: "refused", code: "record.changed", words: OTHERWISE });
      continue;
    }
    for (const line of cost.lines.filter(({ originId }) => !present.has(originId)))
      missing.push({ cost, costId: answer.id, line, wbsId: codes.idOf(line.budgetCode) ?? "" });
  }
  return missing;
}

/** Totals of the costs that existed before, by id. */
async function totals(
  client: ProcoreClient,
  projectId: string,
  rows: readonly Cost[],
  answers: ReadonlyMap<string, SourceWritten>,
): Promise<ReadonlyMap<string, unknown>> {
  const existed = rows.filter(({ originId }) => answers.get(originId)?.kind === "existed");
  if (existed.length === 0) return new Map();
  const { byId } = await findRecords(client, directCostHeads(projectId), existed as readonly Wanted[]);
  return new Map([...byId].map(([id, record]) => [id, record.grand_total]));
}

/** Amounts of the lines that one cost has, by origin. */
async function readLines(client: ProcoreClient, projectId: string, costId: string): Promise<Map<string, string>> {
  const lines = new Map<string, string>();
  const path = `/rest/v1.0/projects/${projectId}/direct_costs/${idDigits(costId).text}/line_items`;
  for await (const line of listRows(client, client.url(path, { per_page: "1000" }))) {
    const origin = originOf(line.origin_id);
    if (origin !== null) lines.set(origin, String(line.amount ?? "0"));
  }
  return lines;
}

/** Adds lines; a cost one of whose lines did not get there says so, and is looked at again the next time. */
async function sendLines(
  client: ProcoreClient,
  projectId: string,
  some: readonly Missing[],
  answers: Map<string, SourceWritten>,
): Promise<void> {
  const url = client.url(`/rest/v1.0/projects/${projectId}/direct_costs/line_items/sync`, {});
  const fail = ({ cost }: Missing, answer: SourceWritten) => answers.set(cost.originId, answer);
  try {
    const body = exactBody({ updates: some.map(lineBody) });
    const { body: answer } = await client.send({ method: "PATCH", url, lane: "write", body });
    const listed = (name: string) => {
      const list = isRow(answer) ? answer[name] : null;
      return new Map((Array.isArray(list) ? list.filter(isRow) : []).map((row) => [originOf(row.origin_id), row]));
    };
    const [entities, refusals] = [listed("entities"), listed("errors")];
    for (const missing of some) {
      const refusal = refusals.get(missing.line.originId);
      if (refusal) {
        const { code, message } = readRowRefusal(refusal);
        fail(missing, { kind: "refused", code, words: message });
      } else if (!entities.has(missing.line.originId)) {
        fail(missing, { kind: "later", retryAfterMs: LATER_MS, words: "Procore did not confirm a line." });
      }
    }
  } catch (error) {
    const answer = error instanceof ProcoreError ? settledBy(error) : null;
    if (!answer) throw error;
    for (const missing of some) fail(missing, answer);
  }
}

function lineBody({ costId, wbsId, line }: Missing): Body {
  const number = (value: string | null | undefined) =>
    value === null || value === undefined ? undefined : new Digits(value);
  return {
    direct_cost_id: idDigits(costId),
    wbs_code_id: idDigits(wbsId),
    amount: new Digits(line.amount),
    description: line.description,
    extended_type: "manual",
    quantity: number(line.quantity),
    unit_cost: number(line.unitCost),
    uom: line.uom,
    origin_id: line.originId,
  };
}
