import fc from "fast-check";
import { expect, test } from "vitest";
import { codeKey, type Facts, noTotals, nothingCarried } from "#lib/core/facts.ts";
import { blocks } from "#lib/core/findings.ts";
import { isEqual, sum, toScale } from "#lib/core/money.ts";
import { splitRecord } from "#lib/core/sage-text.ts";
import { aBudget, aLine, someFacts, someFields } from "#lib/records/budget/fixtures.ts";
import { rules } from "#lib/records/budget/rules.ts";
import { encode } from "#lib/records/budget/sage300.ts";
import { planEstimates } from "#lib/simulators/sage/estimate-rules.ts";
import { parseFile } from "#lib/simulators/sage/parser.ts";
import { emptyPlan } from "#lib/simulators/sage/plan.ts";
import { encodeWindows1252 } from "#lib/simulators/sage/windows-1252.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const cents = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => toScale(String(n / 100), 2));
const line = fc.record({
  extra: fc.oneof(
    { weight: 1, arbitrary: fc.constant("ROOF") },
    { weight: 20, arbitrary: fc.constantFrom("", "PARK") },
  ),
  costCode: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom("26-000", "31-100", "") },
    { weight: 20, arbitrary: fc.constantFrom("26-010", "26-020", "26-090") },
  ),
  category: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom("X", "") },
    { weight: 20, arbitrary: fc.constantFrom("S", "M") },
  ),
  amount: fc.oneof(
    { weight: 20, arbitrary: cents },
    { weight: 1, arbitrary: fc.constantFrom("100000000.00", "1.005") },
    { weight: 3, arbitrary: fc.constantFrom("0.00", "99999999.99") },
  ),
});
const place = fc.record({
  extra: fc.constantFrom("", "PARK"),
  costCode: fc.constantFrom("26-010", "26-020"),
  category: fc.constantFrom("S", "M"),
  amount: cents,
});
const anyCase = fc.record({
  lines: fc.array(line, { maxLength: 8 }),
  held: fc.array(place, { maxLength: 4 }),
  carried: fc.option(fc.array(place, { minLength: 1, maxLength: 3 })),
  isFinalized: fc.constantFrom(false, false, false, true),
});
type Given = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

function prepare({ lines, held, carried, isFinalized }: Given) {
  const body = aBudget({ lines: lines.map((own, n) => aLine(n + 1, own)) });
  const totals = (all: typeof held) => Object.fromEntries(all.map((one) => [codeKey(one), one.amount]));
  const categories = [...held, ...(carried ?? [])].map((one) => [
    codeKey(one),
    { ...noTotals, originalEstimate: one.amount },
  ]);
  const facts: Facts = someFacts({
    job: { job: "24-01", inSage: { description: "", status: "In progress", isEstimateFinalized: isFinalized } },
    categories: Object.fromEntries(categories),
    costCodes: Object.fromEntries(
      [...held, ...(carried ?? [])].map(({ extra, costCode }) => [
        `${extra}|${costCode}`,
        { description: "", isGroup: false },
      ]),
    ),
    standardCostCodes: {
      ...Object.fromEntries(["26-010", "26-020", "26-090"].map((code) => [code, { description: "", isGroup: false }])),
      "26-000": { description: "", isGroup: true },
    },
    carried: carried ? { times: 1, amounts: totals(carried) } : nothingCarried,
  });
  return { body, facts };
}

test("without a blocking finding it is encoded, Sage's simulator takes it, and the amounts are the budget's", () => {
  let taken = 0;
  fc.assert(
    fc.property(anyCase, (given) => {
      const { body, facts } = prepare(given);
      if (blocks(rules(body, someFields(), facts)).length > 0) return;
      const encoded = encode(body, someFields(), facts, SHA);
      // A budget of zero lines on codes that are there has nothing to write.
      if (!encoded.ok) {
        expect(encoded.refusal.params.problem).toContain("no amount");
        return;
      }
      taken += 1;
      const text = encoded.value.files[0]?.text ?? "";
      const plan = emptyPlan();
      const standard = ["26-010", "26-020", "26-090", "26-000"];
      planEstimates(plan, parseFile("jce", encodeWindows1252(text)), "Estimates", {
        today: facts.today,
        tag: "TAG",
        allowsNewCostCodes: false,
        interference: { refusal: () => undefined, partial: () => undefined },
        facts: {
          vendors: [],
          commitments: [],
          jobs: [{ job: "24-01", status: "In progress", finalized: given.isFinalized }],
          extras: [{ job: "24-01", extra: "PARK" }],
          costCodes: [],
          categories: [],
          standardCodes: standard.map((costCode) => ({
            costCode,
            description: "",
            isGroup: costCode === "26-000",
            accumulateAs: null,
          })),
          standardCategories: ["S", "M"].map((category) => ({ category, description: "", accumulateAs: null })),
          taxGroups: [],
          items: [],
          changeOrders: [],
        },
      });
      expect(plan.rejected).toEqual([]);
      const written = text
        .split("\r\n")
        .slice(0, -1)
        .map(splitRecord)
        .filter(([id]) => id === "C");
      expect(plan.rows.transactions).toHaveLength(written.length);
      expect(new Set(written.map((record) => [record[12], record[1], record[3]].join())).size, "each once").toBe(
        written.length,
      );
      const known = new Set(body.lines.map(codeKey));
      const before = Object.entries(facts.carried?.amounts ?? {})
        .filter(([key]) => known.has(key))
        .map(([, amount]) => amount);
      const total = sum([...written.map((record) => record[7] ?? "0"), ...before]);
      expect(isEqual(total, sum(body.lines.map(({ amount }) => amount)))).toBe(true);
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(100);
});
