import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { judge } from "#lib/core/machines/look.ts";
import { budgetChange } from "#lib/records/budget-change/definition.ts";
import { aBudgetChange, aLine, someFacts, someFields } from "#lib/records/budget-change/fixtures.ts";
import type { BudgetChange } from "#lib/records/budget-change/model.ts";
import { preview } from "#lib/records/budget-change/preview.ts";
import { encode } from "#lib/records/budget-change/sage300.ts";
import { planEstimates } from "#lib/simulators/sage/estimate-rules.ts";
import { parseFile } from "#lib/simulators/sage/parser.ts";
import { emptyPlan } from "#lib/simulators/sage/plan.ts";
import { encodeWindows1252 } from "#lib/simulators/sage/windows-1252.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const golden = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8");

function documentOf(body: BudgetChange, facts: Facts = someFacts()): ExportDocument {
  const encoded = encode(body, someFields(), facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}

/** A transfer whose first code is named twice, and a new combination on a sub job. */
const mixed = aBudgetChange({
  lines: [
    aLine(1, { amount: "-300.00" }),
    aLine(2, { amount: "500.00" }),
    aLine(1, { amount: "-200.00" }),
    aLine(9, { extra: "PARK", amount: "75.00" }),
  ],
});

test("golden file: one sum for a combination, as an approved estimate change", () => {
  expect(documentOf(mixed).files).toEqual([{ step: "EstimatesCO", extension: "jce", text: golden("change.jce") }]);
});

test("Sage's simulator takes it on a job whose original estimate is finalized", () => {
  const plan = emptyPlan();
  const text = documentOf(mixed).files[0]?.text ?? "";
  const code = (costCode: string) => ({ costCode, description: "", isGroup: false, accumulateAs: null });
  planEstimates(plan, parseFile("jce", encodeWindows1252(text)), "EstimatesCO", {
    today: "2026-05-20",
    tag: "TAG",
    allowsNewCostCodes: false,
    interference: { refusal: () => undefined, partial: () => undefined },
    facts: {
      vendors: [],
      commitments: [],
      jobs: [{ job: "24-01", status: "In progress", finalized: true }],
      extras: [{ job: "24-01", extra: "PARK" }],
      costCodes: [],
      categories: [],
      standardCodes: ["26-010", "26-020", "26-090"].map(code),
      standardCategories: [{ category: "S", description: "", accumulateAs: null }],
      taxGroups: [],
      items: [],
      changeOrders: [],
    },
  });
  expect(plan.rejected).toEqual([]);
  expect(plan.rows.transactions.map((row) => [row.transaction_type, row.extra, row.amount])).toEqual([
    ["Aprvd est changes", "", "-500.00"],
    ["Aprvd est changes", "", "500.00"],
    ["Aprvd est changes", "PARK", "75.00"],
  ]);
});

describe("proof", () => {
  const { expectations, erpId } = documentOf(mixed);
  test("approved changes before and after; one family with the budget", () => {
    expect(erpId).toBe("24-01/3");
    expect(budgetChange.familyKey(erpId)).toBe("estimates:24-01");
    const told = expectations.map(({ key, before, rows, unposted }) => [
      key.Cost_Code,
      before?.[0]?.Approved_Estimate_Changes,
      rows[0]?.Approved_Estimate_Changes,
      unposted?.key.Transaction_Type,
    ]);
    expect(told).toEqual([
      ["26-010", "0.00", "-500.00", "Aprvd est changes"],
      ["26-020", "50.00", "550.00", "Aprvd est changes"],
      ["26-090", "0.00", "75.00", "Aprvd est changes"],
    ]);
  });
  test("absent, unposted, proved", () => {
    const unposted = (n: number) => (expectations[n]?.unposted?.rows ?? []).map((row) => ({ ...row }));
    const verdict = (
      found: (n: number) => { posted: Record<string, string>[]; unposted: Record<string, string>[] },
    ) => {
      const all = expectations.map((_, n) => found(n));
      return judge(expectations, { at: "", isReadable: true, found: all, runs: [] }).kind;
    };
    const older = (n: number) => (n === 1 ? [{ Category: "S", Approved_Estimate_Changes: "50" }] : []);
    const newer = (n: number) => (expectations[n]?.rows ?? []).map((row) => ({ ...row }));
    expect(verdict((n) => ({ posted: older(n), unposted: [] }))).toBe("absent");
    expect(verdict((n) => ({ posted: older(n), unposted: unposted(n) }))).toBe("imported");
    expect(verdict((n) => ({ posted: newer(n), unposted: [] }))).toBe("proved");
    expect(verdict((n) => ({ posted: n === 0 ? older(n) : newer(n), unposted: [] }))).toBe("mismatch");
  });
});

test.each<[string, BudgetChange, Facts, Readonly<Record<string, string>>, string]>([
  ["no job", mixed, someFacts({ job: null }), {}, "not linked to a job"],
  ["no date", mixed, someFacts(), { date: "" }, "date is not a date"],
  ["codes unread", mixed, someFacts({ asOf: { ...someFacts().asOf, codes: null } }), {}, "have not been read"],
  ["no lines", aBudgetChange({ lines: [] }), someFacts(), {}, "leaves every combination as it is"],
  [
    "lines that cancel out",
    aBudgetChange({ lines: [aLine(1), aLine(1, { amount: "-100.25" })] }),
    someFacts(),
    {},
    "leaves every combination as it is",
  ],
])("nothing can be rendered: %s", (_, body, facts, fields, problem) => {
  const encoded = encode(body, someFields(fields), facts, SHA);
  expect(encoded).toMatchObject({ ok: false, refusal: { code: "item.not_rendered" } });
  expect(!encoded.ok && encoded.refusal.params.problem).toContain(problem);
});

test("the preview says what is summed, and the totals", () => {
  const records = preview(mixed, someFields(), someFacts(), documentOf(mixed));
  expect(records.map(({ title }) => title)).toEqual([
    "Job 24-01",
    "26-010 S: -500.00",
    "26-020 S: 500.00",
    "Extra PARK",
    "PARK 26-090 S: 75.00",
  ]);
  const notes = records.map(({ fields }) => fields.find(({ name }) => name === "Amount")?.note);
  expect(notes).toEqual([
    undefined,
    "The sum of lines 1, 3: one amount for a combination. Approved estimate changes in Sage: 0.00 before, -500.00 after.",
    "Approved estimate changes in Sage: 50.00 before, 550.00 after.",
    undefined,
    "Makes the combination on the job. Approved estimate changes in Sage: 0.00 before, 75.00 after.",
  ]);
});
