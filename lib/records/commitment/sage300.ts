import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { Expectation, ExportDocument, ExportFile } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { isEqual, isZero, multiply, toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { empty, sageLimits, text, writtenId, zeroRecords } from "#lib/core/sage-records.ts";
import { documentTag, renderRecords, type SageField, type SageRecord } from "#lib/core/sage-text.ts";
import {
  type Commitment,
  type CommitmentLine,
  kindNames,
  linesTotal,
  readCommitment,
} from "#lib/records/commitment/model.ts";

/** Limits of Sage's records, domain/sage-300-cre.md 5.1, 5.2, 4.1 and 9. */
export const limits = { ...sageLimits, number: 12, title: 30, sageId: sageLimits.commitment } as const;

/** Values of the `type` field of a `C` record. */
const typeCodes = { subcontract: "1", purchase_order: "2" } as const satisfies Record<Commitment["kind"], string>;

type Places = {
  readonly sageId: string;
  readonly date: string;
  readonly description: string;
  readonly job: string;
  readonly vendor: string;
};

/**
 * The files and the proof of one commitment: a `.jce` with a zero line for every combination new to Sage, where the
 * company wants these, and a `.jcc` with one `C` and its `CI` records. The same input gives the same bytes.
 * Refuses (`item.not_rendered`) when the Sage id, the job or the vendor is not known, Sage's codes were never read, or a
 * value cannot be written; it does not repeat the rules.
 */
export function encode(
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const commitment = readCommitment(body);
  const places = placesOf(fields, facts);
  if (!places.ok) return places;
  const zeroLines = renderRecords(zeroRecords(commitment.lines, places.value, facts));
  if (!zeroLines.ok) return zeroLines;
  const records = renderRecords(commitmentRecords(commitment, places.value, facts));
  if (!records.ok) return records;
  const files: ExportFile[] = [{ step: "Commitments", extension: "jcc", text: records.value }];
  if (zeroLines.value !== "") files.unshift({ step: "Estimates", extension: "jce", text: zeroLines.value });
  const { sageId, date, description } = places.value;
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "commitment",
    sourceId: commitment.sourceId,
    revisionSha256,
    operation: "create",
    erpId: sageId,
    tag: documentTag(canonicalJson([revisionSha256, { sageId, date, description }])),
    files,
    expectations: expectationsOf(commitment, places.value),
  });
}

function placesOf(fields: ExportFields, facts: Facts): Outcome<Places> {
  const { sageId = "", date = "", description = "" } = fields;
  const [job, vendor] = [facts.job?.job ?? "", facts.vendor?.link?.vendor ?? ""];
  if (sageId === "") return refuse("item.not_rendered", { problem: "the Sage ID is empty." });
  if (job === "") return refuse("item.not_rendered", { problem: "the project is not linked to a job." });
  if (vendor === "") return refuse("item.not_rendered", { problem: "the company is not linked to a vendor." });
  if (facts.asOf.codes === null)
    return refuse("item.not_rendered", { problem: "Sage's cost codes have not been read yet." });
  return ok({ sageId, date, description, job, vendor });
}

/** A line that goes as an amount without quantity and unit cost: no unit cost, no amount, or they do not multiply. */
export function isLumpSum(line: CommitmentLine): boolean {
  return (
    isZero(line.unitCost) ||
    isZero(line.amount) ||
    !isEqual(toScale(multiply(line.quantity, line.unitCost), 2), line.amount)
  );
}

function commitmentRecords(commitment: Commitment, places: Places, facts: Facts): readonly SageRecord[] {
  const head: SageField[] = [
    text("commitment id", places.sageId, limits.sageId),
    { kind: "number", name: "commitment type", value: typeCodes[commitment.kind], digits: 1, decimals: 0 },
    text("description", places.description, limits.description),
    text("vendor", places.vendor, limits.vendor),
    { kind: "date", name: "date", value: places.date, format: facts.profile.commitmentDateFormat },
    { kind: "number", name: "retainage percent", value: commitment.retainagePercent, digits: 3, decimals: 4 },
    { kind: "flag", name: "committed to JC", value: true },
    { kind: "flag", name: "closed", value: false },
    { kind: "flag", name: "printed", value: false },
    ...addressNames.map(empty),
    ...(commitment.kind === "purchase_order" ? purchaseOrderNames.map(empty) : []),
  ];
  const items = commitment.lines.map((line, index) => ({
    record: "CI",
    fields: itemFields(line, index + 1, places, facts),
  }));
  return [{ record: "C", fields: head }, ...items];
}

const addressNames = ["", "ship to "].flatMap((to) =>
  ["address 1", "address 2", "city", "state", "ZIP"].map((part) => to + part),
);
const purchaseOrderNames = ["ordered by", "terms", "ship via", "free on board"];

function itemFields(line: CommitmentLine, number: number, places: Places, facts: Facts): readonly SageField[] {
  const [units, unitCost] = isLumpSum(line) ? ["0", "0"] : [line.quantity, line.unitCost];
  const on = (name: string) => `line ${number} ${name}`;
  return [
    text("commitment id", places.sageId, limits.sageId),
    { kind: "number", name: "item number", value: String(number), digits: 5, decimals: 0 },
    text(on("description"), line.description, limits.description),
    ...["retainage percent", "delivery date", "scope of work"].map(empty),
    text("job", writtenId(places.job, facts), limits.job),
    text(on("extra"), line.extra, limits.extra),
    text(on("cost code"), writtenId(line.costCode, facts), limits.costCode),
    text(on("category"), line.category, limits.category),
    empty("tax group"),
    { kind: "number", name: "tax", value: "0", digits: 7, decimals: 2 },
    { kind: "number", name: on("quantity"), value: units, digits: 8, decimals: 4 },
    { kind: "number", name: on("unit cost"), value: unitCost, digits: 6, decimals: 4 },
    text(on("unit"), line.unit, limits.unit),
    { kind: "number", name: on("amount"), value: line.amount, digits: 9, decimals: 2, fixedDecimals: 2 },
  ];
}

function expectationsOf(commitment: Commitment, places: Places): readonly Expectation[] {
  const key = { Commitment: places.sageId };
  const head: Expectation = {
    table: "JCM_MASTER__COMMITMENT",
    unpostedTable: "JCM_NEW__COMMITMENT",
    key,
    rowKey: ["Commitment"],
    columns: {
      Commitment: "text",
      Commitment_Type: "text",
      Description: "text",
      Vendor: "text",
      Retainage_Percent: "number",
      Amount: "number",
      Commitment_Date: "date",
    },
    rows: [
      {
        Commitment: places.sageId,
        Commitment_Type: kindNames[commitment.kind],
        Description: places.description,
        Vendor: places.vendor,
        Retainage_Percent: commitment.retainagePercent,
        Amount: toScale(linesTotal(commitment), 2),
        Commitment_Date: places.date,
      },
    ],
  };
  return [head, itemExpectation(commitment, places)];
}

function itemExpectation(commitment: Commitment, places: Places): Expectation {
  return {
    table: "JCM_MASTER__COMMITMENT_ITEM",
    unpostedTable: "JCM_NEW__COMMITMENT_ITEM",
    key: { Commitment: places.sageId },
    rowKey: ["Item_Number"],
    columns: {
      Item_Number: "number",
      Description: "text",
      Job: "text",
      Extra: "text",
      Cost_Code: "text",
      Category: "text",
      Units: "number",
      Unit_Cost: "number",
      Unit_Description: "text",
      Amount: "number",
    },
    rows: commitment.lines.map((line, index) => ({
      Item_Number: String(index + 1),
      Description: line.description,
      Job: places.job,
      Extra: line.extra,
      Cost_Code: line.costCode,
      Category: line.category,
      Units: isLumpSum(line) ? "0" : line.quantity,
      Unit_Cost: isLumpSum(line) ? "0" : line.unitCost,
      Unit_Description: line.unit,
      Amount: line.amount,
    })),
  };
}
