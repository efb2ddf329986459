import { type BudgetCodes, readBudgetCodes, unknownCode } from "#lib/connectors/procore/budget-codes.ts";
import { budgetViews, isBudgetLocked, viewRows } from "#lib/connectors/procore/budget-lists.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { Digits, exactBody, idDigits } from "#lib/connectors/procore/exact-body.ts";
import { isRow, type Row } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { LATER_MS, settledBy } from "#lib/connectors/procore/settled-by.ts";
import { isDecimal, isEqual } from "#lib/core/money.ts";
import type { SourceLook, SourceRows, SourceWritten } from "#lib/core/source-write.ts";

type Line = SourceRows["budget_line_items"];
/** Lines of the budget by their WBS codes, as any budget view shows them: Procore has no list of them (3.1 "Budget lines"). */
type Budget = ReadonlyMap<string, Row>;

const LINES = "/rest/v1.1/budget_line_items";
const LOCKED = "The budget of the project is locked in Procore. Unlock it there, then import again.";

/** The lines of the budget as they are now, by WBS code. */
export async function readBudget(client: ProcoreClient, projectId: string): Promise<Budget> {
  const [view] = await budgetViews(client, projectId);
  const rows = view ? await viewRows(client, projectId, view) : [];
  return new Map(rows.map((row) => [String(row.wbs_code_id), row]));
}

/** Each line beside the one on the same budget code. */
export async function lookAtLines(
  client: ProcoreClient,
  projectId: string,
  rows: readonly Line[],
): Promise<readonly SourceLook[]> {
  const [codes, budget] = [await readBudgetCodes(client, projectId), await readBudget(client, projectId)];
  return rows.map((row) => lookAt(row, lineOn(codes, budget, row)));
}

function lookAt(row: Line, line: Row | null): SourceLook {
  if (line === null) return { kind: "absent" };
  const [id, amount] = [String(line.id), String(line.original_budget_amount ?? "0")];
  return isDecimal(amount) && isEqual(amount, row.amount)
    ? { kind: "equal", id }
    : { kind: "different", id, differs: ["amount"] };
}

function lineOn(codes: BudgetCodes, budget: Budget, { budgetCode }: Line): Row | null {
  const wbs = codes.idOf(budgetCode);
  return wbs === null ? null : (budget.get(wbs) ?? null);
}

/**
 * Puts lines into the budget, one call for each. A budget line carries no origin: it is known by its budget code, of which a
 * budget has one line. A line whose answer was lost is looked for; when it is not there it is left for later.
 */
export async function putLines(
  client: ProcoreClient,
  projectId: string,
  rows: readonly Line[],
  existing: "keep" | "change",
): Promise<readonly SourceWritten[]> {
  const [codes, budget] = [await readBudgetCodes(client, projectId), await readBudget(client, projectId)];
  const plans = rows.map((row) => planOf(codes, budget, row, existing));
  const isLocked = plans.some((plan) => "write" in plan) && (await isBudgetLocked(client, projectId));
  const answers: (SourceWritten | null)[] = [];
  let later: SourceWritten | null = null;
  for (const plan of plans) {
    if (!("write" in plan)) answers.push(plan);
    else if (isLocked) answers.push({ kind: "refused", code: "record.locked", words: LOCKED });
    else {
      const answer: SourceWritten | null = later ?? (await send(client, projectId, plan.write));
      if (answer?.kind === "later") later = answer;
      answers.push(answer);
    }
  }
  if (!answers.includes(null)) return answers as SourceWritten[];
  const after = await readBudget(client, projectId);
  return answers.map((answer, at) => answer ?? foundAgain(rows[at] as Line, plans[at], codes, after));
}

type Write = { readonly wbsId: string; readonly amount: string; readonly lineId: string | null };
type Plan = SourceWritten | { readonly write: Write };

function planOf(codes: BudgetCodes, budget: Budget, row: Line, existing: "keep" | "change"): Plan {
  const wbsId = codes.idOf(row.budgetCode);
  if (wbsId === null) return unknownCode(row.budgetCode);
  const line = budget.get(wbsId) ?? null;
  const look = lookAt(row, line);
  if (look.kind === "absent") return { write: { wbsId, amount: row.amount, lineId: null } };
  if (look.kind === "equal" || existing === "keep") return { kind: "existed", id: look.id };
  return { write: { wbsId, amount: row.amount, lineId: look.id } };
}

function foundAgain(row: Line, plan: Plan | undefined, codes: BudgetCodes, after: Budget): SourceWritten {
  const look = lookAt(row, lineOn(codes, after, row));
  const isNew = plan !== undefined && "write" in plan && plan.write.lineId === null;
  if (look.kind === "equal") return { kind: isNew ? "created" : "changed", id: look.id };
  return { kind: "later", retryAfterMs: LATER_MS, words: "Procore did not confirm the budget line." };
}

/** Null when it is not known whether the line was written. */
async function send(client: ProcoreClient, projectId: string, write: Write): Promise<SourceWritten | null> {
  const { wbsId, amount, lineId } = write;
  const line = {
    ...(lineId === null ? { wbs_code_id: idDigits(wbsId) } : {}),
    original_budget_amount: new Digits(amount),
    calculation_strategy: "manual",
  };
  const body = exactBody({ project_id: idDigits(projectId), budget_line_item: line });
  const path = lineId === null ? LINES : `${LINES}/${idDigits(lineId).text}`;
  const url = client.url(path, { project_id: projectId });
  try {
    const method = lineId === null ? "POST" : "PATCH";
    const { body: answer } = await client.send({ method, url, lane: "write", body });
    if (!isRow(answer) || answer.id === undefined) return null;
    return { kind: lineId === null ? "created" : "changed", id: String(answer.id) };
  } catch (error) {
    if (!(error instanceof ProcoreError)) throw error;
    if (error.kind === "transient" || error.kind === "conflict") return null;
    const answer = settledBy(error);
    if (!answer) throw error;
    return answer;
  }
}
