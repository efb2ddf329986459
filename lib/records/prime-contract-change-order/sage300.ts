import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { EntryScreen, Expectation, ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { isZero, type Money, sum, toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { documentTag } from "#lib/core/sage-text.ts";
import {
  linesTotal,
  type PrimeChangeLine,
  type PrimeChangeOrder,
  pointedAt,
  readPrimeChangeOrder,
} from "#lib/records/prime-contract-change-order/model.ts";

/** Limits of the product and of Sage: domain/procore-erp-tool.md 4.12, 4.13, 5; domain/sage-300-cre.md 9. */
export const limits = { number: 20, title: 255, sageId: 5, description: 30, item: 10, digits: 9, decimals: 2 } as const;
/** The first Sage that takes prime contracts and their changes, domain/procore-erp-tool.md 6. */
const table = "JCM_MASTER__JOB";

export const budgetNote = "Not sent as a budget revision: Procore's budget moves with it, Sage's estimate does not.";

/** What a change is called in Sage among all of the company: its id is used once on its job. */
export function erpIdOf(job: string, sageId: string): string {
  return `${job}/${sageId}`;
}

/**
 * The sheet that a person keys in, and the proof: the job's approved contract changes before and after. Sage 300 has no
 * import for them (domain/sage-300-cre.md 6). Refuses (`item.not_rendered`) without a change order ID, a job or a contract
 * from Sage, and where the total is zero, because nothing in Sage would show it; it does not repeat the rules.
 */
export function encode(
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const changeOrder = readPrimeChangeOrder(body);
  const { sageId = "", date = "", description = "" } = fields;
  const { job = "", inSage = null } = facts.job ?? {};
  const contract = changeOrder.contract?.erpId ?? "";
  if (sageId === "") return refuse("item.not_rendered", { problem: "the change order ID is empty." });
  if (job === "") return refuse("item.not_rendered", { problem: "the project is not linked to a job." });
  if (contract === "") return refuse("item.not_rendered", { problem: "its prime contract does not come from Sage." });
  const before = inSage?.approvedContractChanges;
  if (before === undefined)
    return refuse("item.not_rendered", { problem: "the job's contract changes have not been read from Sage yet." });
  const total = linesTotal(changeOrder);
  if (isZero(total))
    return refuse("item.not_rendered", { problem: "the total is zero: nothing in Sage would show the change." });
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "prime_contract_change_order",
    sourceId: changeOrder.sourceId,
    revisionSha256,
    operation: "create",
    erpId: erpIdOf(job, sageId),
    tag: documentTag(canonicalJson([revisionSha256, { job, sageId, date, description }])),
    door: "attended",
    files: [],
    sheet: sheetOf(changeOrder, { job, contract, sageId, date, description }),
    expectations: [expectationOf(job, before, total)],
  });
}

type Places = {
  readonly job: string;
  readonly contract: string;
  readonly sageId: string;
  readonly date: string;
  readonly description: string;
};

const money = (value: Money) => toScale(value, 2);
const onOneLine = (text: string) => text.replace(/\s+/g, " ").trim();

function sheetOf(changeOrder: PrimeChangeOrder, places: Places): readonly EntryScreen[] {
  const { job, contract, sageId, date, description } = places;
  const head = [
    { label: "Job", value: job },
    { label: "Contract", value: contract },
    { label: "Change order ID", value: sageId },
    { label: "Description", value: description },
    { label: "Date", value: date },
    { label: "Status", value: "Approved" },
    { label: "Amount", value: money(linesTotal(changeOrder)) },
  ];
  const lines = changeOrder.lines.map((line, index) => lineScreen(line, index + 1, changeOrder));
  const named = head.filter(({ value }) => value !== "");
  return [{ title: "Contract change order", fields: named }, ...lines, worksheetOf(changeOrder, job)];
}

function lineScreen(line: PrimeChangeLine, number: number, changeOrder: PrimeChangeOrder): EntryScreen {
  const item = pointedAt(line, changeOrder).items[0];
  const fields = [
    { label: "Contract item", value: item?.item ?? "" },
    { label: "Description", value: onOneLine(line.description) || onOneLine(item?.description ?? "") },
    { label: "Amount", value: money(line.amount) },
    { label: "Markup in it", value: isZero(line.markup) ? "" : money(line.markup) },
  ];
  return { title: `Line ${number}`, fields: fields.filter(({ value }) => value !== "") };
}

/** Where Sage keeps the contract on the job's worksheet: the line's amounts by code (domain/procore-erp-tool.md 4.13). */
function worksheetOf({ lines }: PrimeChangeOrder, job: string): EntryScreen {
  const codes = new Map<string, Money[]>();
  for (const line of lines) {
    const code = [line.extra, line.costCode, line.category].filter(Boolean).join(" ") || "Without code";
    codes.set(code, [...(codes.get(code) ?? []), line.amount]);
  }
  const amounts = [...codes].map(([label, all]) => ({ label, value: money(sum(all)) }));
  return { title: `Miscellaneous worksheet of job ${job}, only where you keep one (unconfirmed)`, fields: amounts };
}

function expectationOf(job: string, before: Money, total: Money): Expectation {
  const row = (value: Money) => ({ Job: job, JTD_Aprvd_Contract_Chgs: money(value) });
  return {
    table,
    unpostedTable: null,
    key: { Job: job },
    rowKey: ["Job"],
    columns: { Job: "text", JTD_Aprvd_Contract_Chgs: "number" },
    before: [row(before)],
    rows: [row(sum([before, total]))],
  };
}
