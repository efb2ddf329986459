import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { type ExportDocument, hashInput } from "#lib/core/export-document.ts";
import { type Facts, noTotals } from "#lib/core/facts.ts";
import { costForecast } from "#lib/records/cost-forecast/definition.ts";
import { aForecast, aLine, aProfile, someFacts } from "#lib/records/cost-forecast/fixtures.ts";
import { preview } from "#lib/records/cost-forecast/preview.ts";
import { encode } from "#lib/records/cost-forecast/sage300.ts";
import { checkPackage } from "#lib/sync-client/document-package.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";

function document(body: Json, facts: Facts): ExportDocument {
  const encoded = encode(body, {}, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}
const problem = (body: Json, facts: Facts) => {
  const encoded = encode(body, {}, facts, SHA);
  return encoded.ok ? null : encoded.refusal.params.problem;
};

/** Two lines on one combination, one on an extra, one that Sage holds already. */
const body = aForecast({
  lines: [
    aLine(1, { atCompletion: "1000.10" }),
    aLine(1, { sourceId: "6009", atCompletion: "-0.10", toComplete: "0.00" }),
    aLine(1, { extra: "PARK", toComplete: "-5.00" }),
    aLine(2),
    aLine(3),
  ],
});
const facts = someFacts({
  categories: {
    ...someFacts().categories,
    "|26-010|S": { ...noTotals, miscAmount1: "900.00" },
    "|26-030|S": { ...noTotals, miscAmount1: "3250.50", miscAmount2: "300.25" },
  },
});
const overSql = { ...facts, profile: aProfile({ costForecastDoor: "database" }) };

describe.each([
  ["attended", facts],
  ["database", overSql],
] as const)("%s", (name, given) => {
  const made = document(body, given);
  test("the document is as agreed, to the letter", () => {
    const { door, sheet, writes, expectations } = made;
    const golden = readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8");
    expect(`${JSON.stringify({ door, sheet, writes, expectations }, null, 2)}\n`).toBe(golden);
    expect(made).toMatchObject({ erpId: "24-01", files: [], recordType: "cost_forecast" });
  });
  test("the sync client takes it", () => {
    const text = hashInput(made);
    const sha256 = createHash("sha256").update(text).digest("hex");
    const parcel = { companyId: made.companyId, sha256, document: text };
    expect(checkPackage(parcel, made.companyId)).toMatchObject({ kind: "sound" });
  });
  test("the preview shows every category with what Sage holds now", () => {
    const shown = preview(body, {}, given, made);
    expect(shown.map(({ title, file }) => [title, file])).toEqual(
      ["26-010 S", "PARK 26-010 S", "26-020 S"].map((title) => [
        title,
        name === "attended" ? "Keyed in by a person" : "Written over SQL",
      ]),
    );
    expect(shown[0]?.fields.at(-2)).toEqual({
      name: "Misc. amount 1 (Estimated Cost at Completion)",
      value: "1000.00",
      source: "Procore: Estimated Cost at Completion",
      note: "In Sage now: 900.00. The sum of lines 1, 2.",
    });
  });
});

test("what Sage holds already has no document, nor has what cannot be proved", () => {
  const [one, done] = [aForecast({ lines: [aLine(3)] }), "Sage holds all amounts of the forecast already."];
  expect(problem(one, facts)).toBe(done);
  expect(problem(aForecast({ lines: [aLine(4, { atCompletion: "0", toComplete: "0.00" })] }), facts)).toBe(done);
  expect(problem(body, { ...facts, job: null })).toBe("the project is not linked to a job.");
  expect(problem(body, { ...facts, asOf: { ...facts.asOf, codes: null } })).toMatch(/not been read/);
  expect(problem({ ...body, hasAtCompletion: false }, facts)).toBe("the budget view lacks a column of the forecast.");
});

test("the document does not depend on whether the budget was accepted already", () => {
  const bare = { ...facts, categories: {} };
  const made = document(aForecast({ lines: [aLine(1)] }), bare);
  expect(document(aForecast({ lines: [aLine(1)] }), { ...bare, categories: { "|26-010|S": noTotals } })).toEqual(made);
});

test("every later export has a name of its own, in the same family", () => {
  const later = { ...facts, carried: { times: 1, amounts: {} } };
  const { erpId } = document(body, later);
  expect([erpId, costForecast.familyKey(erpId)]).toEqual(["24-01/forecast 2", "forecast:24-01"]);
  const held = { "|26-010|S": { ...noTotals, miscAmount1: "1250.50", miscAmount2: "100.25" } };
  const one = aForecast({ lines: [aLine(1)] });
  expect([facts, { ...facts, categories: held }].map((given) => costForecast.hasMore?.(one, given))).toEqual([
    true,
    false,
  ]);
});

test("off until the company wants it; a family of its own", () => {
  expect([costForecast.isOff?.(aProfile()), costForecast.isOff?.(aProfile({ exportCostForecast: false }))]).toEqual([
    false,
    true,
  ]);
  expect(costForecast.familyKey("24-01")).toBe("forecast:24-01");
});
