import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument, PreviewField, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { budgetNote } from "#lib/records/prime-contract-change-order/sage300.ts";

type Screen = "head" | "line" | "worksheet";
/** Where each value comes from, by the label of the sheet. */
const sources: Readonly<Record<Exclude<Screen, "worksheet">, Readonly<Record<string, string>>>> = {
  head: {
    Job: "Link: job of the project",
    Contract: "Procore: Sage id of the prime contract",
    "Change order ID": "Export field: change order ID",
    Description: "Export field: description",
    Date: "Export field: transaction date",
    Status: "Countersign: always so",
    Amount: "Computed: sum of the lines",
  },
  line: {
    "Contract item": "Procore: Sage id of the contract's line",
    Description: "Procore: description of the line, else of the contract's line",
    Amount: "Procore: amount of the line",
    "Markup in it": "Procore: markup of the line, part of the amount",
  },
};
const worksheetNote = "Which amounts Sage's worksheet takes is not confirmed; nothing of it is part of the proof.";

/** The sheet field by field, and the totals by which Sage proves it. */
export function preview(
  _body: Json,
  _fields: ExportFields,
  _facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const all = document.sheet ?? [];
  const screens = all.map(({ title, fields }, index): PreviewRecord => {
    const screen = index === 0 ? "head" : index === all.length - 1 ? "worksheet" : "line";
    const told = fields.map(({ label, value }) => fieldOf(screen, label, value));
    return { file: "Keyed in by a person", record: "Screen", title, fields: told };
  });
  return [...screens, ...document.expectations.map(proofOf)];
}

function fieldOf(screen: Screen, name: string, value: string): PreviewField {
  if (screen === "worksheet")
    return { name, value, source: "Computed: amounts of the lines by code", note: worksheetNote };
  const source = sources[screen][name] ?? "Countersign: always so";
  return { name, value, source, ...(screen === "head" && name === "Amount" ? { note: budgetNote } : {}) };
}

function proofOf({ key, before = [], rows }: ExportDocument["expectations"][number]): PreviewRecord {
  const fields: PreviewField[] = [
    {
      name: "Before",
      value: before[0]?.JTD_Aprvd_Contract_Chgs ?? "",
      source: "Sage: now, with the changes that are under way",
    },
    { name: "After", value: rows[0]?.JTD_Aprvd_Contract_Chgs ?? "", source: "Computed: before and this change" },
  ];
  return { file: "Read back", record: "Proof", title: `Approved contract changes of job ${key.Job}`, fields };
}
