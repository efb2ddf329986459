import fc from "fast-check";
import { expect, test } from "vitest";
import type { ParentItem } from "#lib/core/facts.ts";
import { blocks } from "#lib/core/findings.ts";
import { isEqual, sum, toScale } from "#lib/core/money.ts";
import { splitRecord } from "#lib/core/sage-text.ts";
import { aChangeOrder, aParent, someFacts, someFields } from "#lib/records/commitment-change-order/fixtures.ts";
import { type ChangeOrder, itemChanges } from "#lib/records/commitment-change-order/model.ts";
import { rules } from "#lib/records/commitment-change-order/rules.ts";
import { encode } from "#lib/records/commitment-change-order/sage300.ts";
import { planChangeOrders } from "#lib/simulators/sage/change-order-rules.ts";
import { groupDocuments, rejectOrphans } from "#lib/simulators/sage/documents.ts";
import { parseFile } from "#lib/simulators/sage/parser.ts";
import { emptyPlan } from "#lib/simulators/sage/plan.ts";
import { encodeWindows1252 } from "#lib/simulators/sage/windows-1252.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const cents = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => toScale(String(n / 100), 2));
const code = fc.record({
  extra: fc.constantFrom("", "PARK"),
  costCode: fc.constantFrom("26-010", "26-020", "26-090"),
  category: fc.constantFrom("S", "M"),
});
const line = fc
  .record({
    code,
    sourceId: fc.constant("1"),
    description: fc.oneof(fc.constantFrom("", "é – €", "x".repeat(30)), fc.string({ maxLength: 34 })),
    quantity: fc.constantFrom("0", "2", "-3.5"),
    unit: fc.constantFrom("", "EA"),
    unitCost: fc.constant("0"),
    amount: fc.oneof(cents, fc.constantFrom("25.00", "-43.75")),
    isTaxed: fc.constant(false),
  })
  .map(({ code: at, ...rest }) => ({ ...rest, ...at }));
const item = fc.record({ code, unitCost: fc.constantFrom("0", "0", "12.5") });
const anyCase = fc.record({
  lines: fc.array(line, { maxLength: 6 }),
  items: fc.array(item, { minLength: 1, maxLength: 5 }),
  description: fc.oneof(fc.constantFrom("", "as agreed\non site"), fc.string({ maxLength: 50 })),
  sageId: fc.constantFrom("001", "12345", "123456", "A-1", ""),
});

function prepare({ lines, items, description, sageId }: Given) {
  const changeOrder = aChangeOrder({ lines, description });
  const held = items.map(
    ({ code: at, unitCost }, n): ParentItem => ({ ...at, item: n * 2 + 1, description: "Held", unitCost }),
  );
  const facts = someFacts({ parent: aParent({ items: held }) });
  return { changeOrder, facts, held, fields: someFields({ sageId }) };
}
type Given = {
  lines: ChangeOrder["lines"];
  items: readonly { code: { extra: string; costCode: string; category: string }; unitCost: string }[];
  description: string;
  sageId: string;
};

test("what is written reads back as the change order, or the encoder refuses", () => {
  let rendered = 0;
  fc.assert(
    fc.property(anyCase, (given) => {
      const { changeOrder, facts, held, fields } = prepare(given);
      const encoded = encode(changeOrder, fields, facts, SHA);
      if (!encoded.ok) {
        expect(encoded.refusal.code).toBe("item.not_rendered");
        return;
      }
      rendered += 1;
      const records = (encoded.value.files.at(-1)?.text ?? "").split("\r\n").slice(0, -1).map(splitRecord);
      const of = (id: string) => records.filter(([record]) => record === id);
      const [head = []] = of("CCO");
      expect(head.slice(0, 7)).toEqual(["CCO", "SC-0007", fields.sageId, "More outlets", "", "05/12/2026", ""]);
      expect(head.at(-1)).toBe("5");
      const changed = of("CCOI").map((record) => Number(record[3]));
      expect(new Set(changed).size, "each item once").toBe(changed.length);
      expect(
        isEqual(sum(of("CCOI").map((record) => record[6] ?? "")), sum(changeOrder.lines.map(({ amount }) => amount))),
      ).toBe(true);
      const fresh = of("CI").map((record) => Number(record[2]));
      const numbers = new Set(held.map((one) => one.item));
      expect(
        changed.every((number) => numbers.has(number) !== fresh.includes(number)),
        "existing, or made just before",
      ).toBe(true);
      const places = new Map<number, string>([
        ...held.map((one) => [one.item, [one.extra, one.costCode, one.category].join()] as const),
        ...of("CI").map((record) => [Number(record[2]), [record[8], record[9], record[10]].join()] as const),
      ]);
      for (const change of itemChanges(changeOrder, held))
        for (const n of change.lines) {
          const own = changeOrder.lines[n - 1];
          expect(places.get(change.item)).toBe([own?.extra, own?.costCode, own?.category].join());
        }
    }),
    { numRuns: 2000 },
  );
  expect(rendered).toBeGreaterThan(200);
});

test("without a blocking finding it is encoded, and Sage's simulator takes it", () => {
  let taken = 0;
  fc.assert(
    fc.property(anyCase, (given) => {
      const { changeOrder, facts, held, fields } = prepare(given);
      if (blocks(rules(changeOrder, fields, facts)).length > 0) return;
      const encoded = encode(changeOrder, fields, facts, SHA);
      if (!encoded.ok) expect.fail(JSON.stringify(encoded.refusal));
      taken += 1;
      const plan = emptyPlan();
      const lines = parseFile("jcc", encodeWindows1252(encoded.value.files.at(-1)?.text ?? ""));
      const { documents, orphans } = groupDocuments(lines);
      const places = ["", "PARK"].flatMap((extra) =>
        ["26-010", "26-020", "26-090"].map((costCode) => ({ job: "24-01", extra, costCode, isGroup: false })),
      );
      planChangeOrders(plan, documents, {
        today: facts.today,
        tag: "TAG",
        allowsNewCostCodes: false,
        interference: { refusal: () => undefined, partial: () => undefined },
        facts: {
          vendors: [],
          commitments: [{ commitment: "SC-0007", state: "posted", closed: false }],
          jobs: [{ job: "24-01", status: "In progress", finalized: true }],
          extras: [{ job: "24-01", extra: "PARK" }],
          costCodes: places,
          categories: places.flatMap(({ isGroup: _isGroup, ...place }) =>
            ["S", "M"].map((category) => ({ ...place, category })),
          ),
          standardCodes: [],
          standardCategories: ["S", "M"].map((category) => ({ category, description: "", accumulateAs: null })),
          taxGroups: [],
          items: held.map((one) => ({ commitment: "SC-0007", item: one.item, unitCost: one.unitCost, tax: "0" })),
          changeOrders: [],
        },
      });
      rejectOrphans(plan, orphans);
      expect(plan.rejected).toEqual([]);
      expect(plan.rows.changeOrders).toHaveLength(1);
    }),
    { numRuns: 2000 },
  );
  expect(taken).toBeGreaterThan(100);
});
