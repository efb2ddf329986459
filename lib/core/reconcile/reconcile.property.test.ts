import fc from "fast-check";
import { expect, test } from "vitest";
import { isEqual, type Money, subtract, sum, toScale } from "#lib/core/money.ts";
import { type Counterpart, countsIn, measureNames } from "#lib/core/reconcile/measures.ts";
import { addCells, reconcile, type SageTotals, type Strand, split } from "#lib/core/reconcile/reconcile.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";

const money = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((cents) => toScale(String(cents), 2));
const cents = money.map((value): Money => toScale(value, 2));
const amounts = fc.record({ amount: cents, retainage: cents });
const states = Object.keys(itemStates) as ItemState[];
const strand: fc.Arbitrary<Strand> = fc.record({
  counterpart: fc.constantFrom(...(Object.keys(countsIn) as Counterpart[])),
  state: fc.constantFrom(...states),
  isProved: fc.boolean(),
  isRead: fc.boolean(),
  isDated: fc.boolean(),
  isBooked: fc.boolean(),
  procore: amounts,
  sent: amounts,
  sage: amounts,
  moved: amounts,
});
const totals = fc
  .tuple(...measureNames.map(() => cents))
  .map((values) => Object.fromEntries(measureNames.map((measure, n) => [measure, values[n]])) as SageTotals);

test("causes and what is unexplained add up to the difference, whatever both sides hold", () => {
  fc.assert(
    fc.property(fc.array(strand, { maxLength: 30 }), totals, totals, (strands, sage, foreign) => {
      const cells = reconcile(strands, sage, foreign);
      for (const { procore, sage: other, difference, causes, unexplained } of Object.values(cells)) {
        expect(isEqual(sum([...Object.values(causes), unexplained]), difference)).toBe(true);
        expect(isEqual(subtract(procore, other), difference)).toBe(true);
      }
    }),
  );
});

test("nothing is unexplained where Sage's totals are its records, and every change of a record was seen", () => {
  const explained = strand.map((one): Strand => {
    const seen = (part: "amount" | "retainage") => subtract(one.sage[part], one.sent[part]);
    return { ...one, moved: { amount: seen("amount"), retainage: seen("retainage") } };
  });
  fc.assert(
    fc.property(fc.array(explained, { maxLength: 30 }), totals, (strands, foreign) => {
      const own = (measure: keyof SageTotals) =>
        sum(
          strands.flatMap((one) =>
            countsIn[one.counterpart].flatMap((counted) =>
              counted.measure === measure ? [split(one, counted.part).sage] : [],
            ),
          ),
        );
      const sage = Object.fromEntries(measureNames.map((m) => [m, sum([own(m), foreign[m]])])) as SageTotals;
      for (const { unexplained } of Object.values(reconcile(strands, sage, foreign))) expect(unexplained).toBe("0.00");
    }),
  );
});

test("strands that were summed give what they give one by one, and cells add up under a list", () => {
  fc.assert(
    fc.property(
      strand,
      fc.array(fc.tuple(amounts, amounts, amounts, amounts), { minLength: 1, maxLength: 8 }),
      totals,
      (form, many, zero) => {
        const one = many.map(([procore, sent, sage, moved]) => ({ ...form, procore, sent, sage, moved }));
        const total = (pick: (found: Strand) => { amount: Money; retainage: Money }) => ({
          amount: sum(one.map((found) => pick(found).amount)),
          retainage: sum(one.map((found) => pick(found).retainage)),
        });
        const whole: Strand = {
          ...form,
          procore: total((found) => found.procore),
          sent: total((found) => found.sent),
          sage: total((found) => found.sage),
          moved: total((found) => found.moved),
        };
        const cells = reconcile(one, zero, zero);
        expect(reconcile([whole], zero, zero)).toEqual(cells);
        const cell = cells[countsIn[form.counterpart][0].measure];
        expect(isEqual(addCells([cell, cell]).difference, sum([cell.difference, cell.difference]))).toBe(true);
      },
    ),
  );
});
