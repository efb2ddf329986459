import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { Expectation, ExportDocument, ExportFile } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { sum, toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { empty, sageLimits, text, writtenId, zeroRecords } from "#lib/core/sage-records.ts";
import { documentTag, renderRecords, type SageField, type SageRecord, textProblem } from "#lib/core/sage-text.ts";
import {
  type ChangeOrder,
  type ItemChange,
  itemChanges,
  readChangeOrder,
} from "#lib/records/commitment-change-order/model.ts";

/** Limits of Sage's records and of the product, domain/sage-300-cre.md 5.3, 5.4 and domain/procore-erp-tool.md 5. */
export const limits = { ...sageLimits, number: 5, title: 30, sageId: 5, scope: 1000 } as const;

type Places = {
  readonly commitment: string;
  readonly sageId: string;
  readonly date: string;
  readonly description: string;
  readonly job: string;
};

/** What a change order is called in Sage among all of the company: its id is used once in its commitment only. */
export function erpIdOf(commitment: string, sageId: string): string {
  return `${commitment}/${sageId}`;
}

/**
 * The files and the proof of one change order. A code that the commitment does not have is made first: a `.jce` zero line
 * where the job does not have it either, and a `CI` with nothing on it; then `CCO` and a `CCOI` for every changed item.
 * Refuses (`item.not_rendered`) when ids, job or the commitment's items are not known; it does not repeat the rules.
 */
export function encode(
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const changeOrder = readChangeOrder(body);
  const found = placesOf(fields, facts);
  if (!found.ok) return found;
  const places = found.value;
  const changes = itemChanges(changeOrder, facts.parent?.items ?? []);
  const zeroLines = renderRecords(
    zeroRecords(
      changes.filter(({ isNew }) => isNew),
      places,
      facts,
    ),
  );
  if (!zeroLines.ok) return zeroLines;
  const records = renderRecords(changeOrderRecords(changeOrder, changes, places, facts));
  if (!records.ok) return records;
  const files: ExportFile[] = [{ step: "Commitments", extension: "jcc", text: records.value }];
  if (zeroLines.value !== "") files.unshift({ step: "Estimates", extension: "jce", text: zeroLines.value });
  const { commitment, sageId, date, description } = places;
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "commitment_change_order",
    sourceId: changeOrder.sourceId,
    revisionSha256,
    operation: "create",
    erpId: erpIdOf(commitment, sageId),
    tag: documentTag(canonicalJson([revisionSha256, { commitment, sageId, date, description }])),
    files,
    expectations: expectationsOf(changes, places),
  });
}

function placesOf(fields: ExportFields, facts: Facts): Outcome<Places> {
  const { sageId = "", date = "", description = "" } = fields;
  const [job, commitment] = [facts.job?.job ?? "", facts.parent?.erpId ?? ""];
  if (sageId === "") return refuse("item.not_rendered", { problem: "the change order ID is empty." });
  if (job === "") return refuse("item.not_rendered", { problem: "the project is not linked to a job." });
  if (commitment === "") return refuse("item.not_rendered", { problem: "its commitment has no id in Sage yet." });
  if ((facts.parent?.items ?? []).length === 0)
    return refuse("item.not_rendered", { problem: "the items of its commitment are not known yet." });
  if (facts.asOf.codes === null)
    return refuse("item.not_rendered", { problem: "Sage's cost codes have not been read yet." });
  return ok({ commitment, sageId, date, description, job });
}

/**
 * The description as Sage's scope holds it: one line, its first 1000 characters. `problem` says why it does not go, or not
 * all of it; what Sage's import cannot carry stays in Procore.
 */
export function scopeOf({ description }: ChangeOrder): { readonly text: string; readonly problem: string | null } {
  const line = description.replace(/\s+/g, " ").trim();
  const length = [...line].length;
  const cut = [...line].slice(0, limits.scope).join("").trim();
  if (textProblem(cut, limits.scope) !== null)
    return {
      text: "",
      problem: "The description has characters that Sage's import cannot carry; it stays in Procore.",
    };
  if (length <= limits.scope) return { text: cut, problem: null };
  const problem = `The description has ${length} characters; Sage's scope gets the first ${limits.scope}.`;
  return { text: cut, problem };
}

function changeOrderRecords(
  changeOrder: ChangeOrder,
  changes: readonly ItemChange[],
  places: Places,
  facts: Facts,
): readonly SageRecord[] {
  const ids = [
    text("commitment id", places.commitment, limits.commitment),
    text("change order id", places.sageId, limits.sageId),
  ];
  const head: SageField[] = [
    ...ids,
    text("description", places.description, limits.description),
    empty("printed"),
    { kind: "date", name: "date", value: places.date, format: facts.profile.commitmentDateFormat },
    empty("type"),
    text("scope", scopeOf(changeOrder).text, limits.scope),
    { kind: "number", name: "status", value: facts.profile.approvedChangeOrderStatus, digits: 2, decimals: 0 },
  ];
  const items = changes.map((change) => ({
    record: "CCOI",
    fields: [
      ...ids,
      { kind: "number", name: "item number", value: String(change.item), digits: 5, decimals: 0 } as const,
      text(`item ${change.item} description`, change.description, limits.description),
      { kind: "number", name: `item ${change.item} units`, value: change.units, digits: 8, decimals: 4 } as const,
      amount(`item ${change.item} amount`, change.amount),
    ],
  }));
  const fresh = changes.filter(({ isNew }) => isNew).map((change) => newItemRecord(change, places, facts));
  return [...fresh, { record: "CCO", fields: head }, ...items];
}

function newItemRecord(change: ItemChange, places: Places, facts: Facts): SageRecord {
  const on = (name: string) => `new item ${change.item} ${name}`;
  const zero = (name: string): SageField => ({ kind: "number", name: on(name), value: "0", digits: 6, decimals: 2 });
  const fields: SageField[] = [
    text("commitment id", places.commitment, limits.commitment),
    { kind: "number", name: "item number", value: String(change.item), digits: 5, decimals: 0 },
    text(on("description"), change.description, limits.description),
    ...["retainage percent", "delivery date", "scope of work"].map(empty),
    text("job", writtenId(places.job, facts), limits.job),
    text(on("extra"), change.extra, limits.extra),
    text(on("cost code"), writtenId(change.costCode, facts), limits.costCode),
    text(on("category"), change.category, limits.category),
    empty("tax group"),
    ...["tax", "quantity", "unit cost"].map(zero),
    text(on("unit"), change.unit, limits.unit),
    amount(on("amount"), "0"),
  ];
  return { record: "CI", fields };
}

const amount = (name: string, value: string): SageField => ({
  kind: "number",
  name,
  value,
  digits: 9,
  decimals: 2,
  fixedDecimals: 2,
});

function expectationsOf(changes: readonly ItemChange[], places: Places): readonly Expectation[] {
  const key = { Commitment: places.commitment, Commitment_CO: places.sageId };
  const total = toScale(sum(changes.map((change) => change.amount)), 2);
  const head: Expectation = {
    table: "JCM_MASTER__COMMITMENT_CO",
    unpostedTable: "JCM_NEW__COMMITMENT_CO",
    key,
    rowKey: ["Commitment_CO"],
    columns: { Commitment_CO: "text", Description: "text", CO_Date: "date", Status: "text", Amount: "number" },
    rows: [
      {
        Commitment_CO: places.sageId,
        Description: places.description,
        CO_Date: places.date,
        Status: "Approved",
        Amount: total,
      },
    ],
  };
  const items: Expectation = {
    table: "JCM_MASTER__COMMITMENT_CO_ITEM",
    unpostedTable: "JCM_NEW__COMMITMENT_CO_ITEM",
    key,
    rowKey: ["Item_Number"],
    columns: { Item_Number: "number", Description: "text", Units: "number", Amount: "number" },
    rows: changes.map((change) => ({
      Item_Number: String(change.item),
      Description: change.description,
      Units: change.units,
      Amount: toScale(change.amount, 2),
    })),
  };
  return [head, items, ...changes.filter(({ isNew }) => isNew).map((change) => newItemExpectation(change, places))];
}

function newItemExpectation(change: ItemChange, places: Places): Expectation {
  return {
    table: "JCM_MASTER__COMMITMENT_ITEM",
    unpostedTable: "JCM_NEW__COMMITMENT_ITEM",
    key: { Commitment: places.commitment, Item_Number: String(change.item) },
    rowKey: ["Item_Number"],
    columns: {
      Item_Number: "number",
      Job: "text",
      Extra: "text",
      Cost_Code: "text",
      Category: "text",
      Unit_Cost: "number",
    },
    rows: [
      {
        Item_Number: String(change.item),
        Job: places.job,
        Extra: change.extra,
        Cost_Code: change.costCode,
        Category: change.category,
        Unit_Cost: "0",
      },
    ],
  };
}
