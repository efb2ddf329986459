import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Placed, waveNumbers } from "#lib/core/waves.ts";

const kinds = ["vendors", "projects", "sub_jobs", "cost_codes", "contracts", "orders"] as const;
const place = (over: Partial<Placed> & Pick<Placed, "id" | "sourceKind">): Placed => {
  return { sourceId: over.id, projectId: null, vendorId: null, parent: null, ...over };
};
const parentOf = (sourceId: string, ...sourceKinds: string[]) => ({ sourceKinds, sourceId });
const numbersOf = (...items: readonly Placed[]) => Object.fromEntries(waveNumbers(items));

describe("the waves of a selection", () => {
  test("what stands on nothing goes first, together", () => {
    const items = [place({ id: "a", sourceKind: "contracts" }), place({ id: "b", sourceKind: "vendors" })];
    expect(numbersOf(...items)).toEqual({ a: 0, b: 0 });
  });

  test("company and project before the contract, the contract before its orders, these one by one", () => {
    const own = { vendorId: "v", projectId: "p" };
    const order = (id: string) => place({ id, sourceKind: "orders", ...own, parent: parentOf("c", "contracts") });
    const contract = place({ id: "c", sourceKind: "contracts", ...own });
    const vendor = place({ id: "company", sourceKind: "vendors", vendorId: "v" });
    const project = place({ id: "job", sourceKind: "projects", projectId: "p" });
    const extra = place({ id: "sub", sourceKind: "sub_jobs", projectId: "p", parent: parentOf("job", "projects") });
    const found = numbersOf(order("o1"), contract, order("o2"), extra, project, vendor);
    expect(found).toEqual({ company: 0, job: 0, sub: 1, c: 2, o1: 3, o2: 4 });
  });

  test("an id of another list is no parent, another company's vendor no vendor of this", () => {
    const child = place({ id: "o", sourceKind: "orders", vendorId: "v", parent: parentOf("7", "contracts") });
    const stray = place({ id: "x", sourceId: "7", sourceKind: "budgets" });
    const vendor = place({ id: "w", sourceKind: "vendors", vendorId: "w" });
    expect(numbersOf(child, stray, vendor)).toEqual({ o: 1, x: 0, w: 0 });
  });
});

const placed = fc.record({
  sourceKind: fc.constantFrom(...kinds),
  project: fc.nat(2),
  vendor: fc.nat(2),
  parent: fc.option(fc.nat(11), { nil: null }),
});

test("random selections: nothing is decided before what it goes after, and siblings never together", () => {
  fc.assert(
    fc.property(fc.array(placed, { minLength: 1, maxLength: 12 }), (drawn) => {
      const items = drawn.map(({ sourceKind, project, vendor, parent }, n): Placed => {
        // Only earlier ones are parents: the graph has no circle, the selection is shuffled by its kinds all the same.
        const above = parent === null || n === 0 ? undefined : drawn[parent % n];
        return place({
          id: String(n),
          sourceKind,
          projectId: sourceKind === "vendors" ? null : `p${project}`,
          vendorId: ["vendors", "contracts", "orders"].includes(sourceKind) ? `v${vendor}` : null,
          parent: above && sourceKind === "orders" ? parentOf(String((parent ?? 0) % n), above.sourceKind) : null,
        });
      });
      const numbers = waveNumbers(items.toReversed());
      const at = (id: string) => numbers.get(id) ?? -1;
      const makers = new Set(["vendors", "projects", "sub_jobs", "cost_codes"]);
      for (const item of items) {
        if (item.parent) expect(at(item.id)).toBeGreaterThan(at(item.parent.sourceId));
        for (const other of items) {
          const isSibling = other.id !== item.id && item.parent && other.parent?.sourceId === item.parent.sourceId;
          if (isSibling) expect(at(other.id)).not.toBe(at(item.id));
          if (!makers.has(other.sourceKind) || makers.has(item.sourceKind)) continue;
          const isStoodOn =
            other.sourceKind === "vendors" ? other.vendorId === item.vendorId : other.projectId === item.projectId;
          if (isStoodOn) expect(at(item.id)).toBeGreaterThan(at(other.id));
        }
      }
    }),
    { numRuns: 500 },
  );
});
