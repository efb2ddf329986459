import { describe, expect, test } from "vitest";
import type { Finding } from "#lib/core/findings.ts";
import { exportStatuses } from "#lib/core/machines/export-state.ts";
import { type SageLeg, type StuckItem, stuckHolders, stuckOf } from "#lib/core/stuck.ts";
import { exportWorkflow, type ItemState, itemStates } from "#lib/core/workflow.ts";

const leg: SageLeg = { hasClient: true, isConnected: true, isReadable: true, seenAt: "2026-05-04T09:00:00.000Z" };
const anItem = (over: Partial<StuckItem> = {}): StuckItem => ({
  id: "a",
  name: "Invoice 12",
  state: "ready",
  stateAt: "2026-05-04T08:00:00.000Z",
  export: null,
  releaseAt: null,
  note: null,
  blocks: [],
  documentProblem: null,
  waitsFor: [],
  ...over,
});
const aFinding = (over: Partial<Finding> = {}): Finding => ({
  code: "invoice.title.too_long",
  severity: "blocks",
  sentence: "The title has 34 of 30 characters.",
  field: "title",
  asOf: null,
  fixer: "project",
  fix: { words: "Shorten it." },
  ...over,
});
const notAccepted = aFinding({ code: "invoice.parent.not_accepted", fixer: "accounting", sentence: "Not accepted." });
const of = (...items: StuckItem[]) => {
  const [first] = items;
  if (!first) throw new Error("no item");
  return stuckOf(new Map(items.map((item) => [item.id, item])), first, leg);
};

describe("the chain", () => {
  test("goes from the item to what somebody can do something about, in one sentence", () => {
    const waiting = { state: "outbox", export: "waiting" } as const;
    const stuck = of(
      anItem({ ...waiting, waitsFor: ["b"] }),
      anItem({ id: "b", name: "Change order 3", ...waiting, waitsFor: ["c"] }),
      anItem({ id: "c", name: "Contract SC-1", state: "held", export: "held", note: "Sage shows something else" }),
    );
    expect(stuck.sentence).toBe(
      "Invoice 12 waits for Change order 3, that for Contract SC-1: Contract SC-1 needs an answer: Sage shows something else.",
    );
    expect(stuck.links.map(({ itemId, holder }) => [itemId, holder])).toEqual([
      ["a", "nobody"],
      ["b", "nobody"],
      ["c", "accounting"],
    ]);
    expect(stuck.links.at(-1)?.next).toEqual({ words: "Decide", at: "item", gesture: null });
  });

  test("an item with a first signature waits for another accountant, one without for anybody who may accept", () => {
    const [signed] = of(anItem({ signedBy: "Ada Kline" })).links;
    expect(signed?.sentence).toBe(
      "Invoice 12 has its first signature, by Ada Kline, and waits for a second accountant.",
    );
    expect(signed?.next?.gesture).toBe("accept");
    expect(of(anItem()).links[0]?.sentence).toBe("Invoice 12 waits for the decision of accounting.");
  });

  test("a ready item waits for what has to be accepted first, and for nothing that is accepted", () => {
    const child = anItem({ blocks: [notAccepted], waitsFor: ["b"] });
    const parent = anItem({ id: "b", name: "Contract SC-1", state: "rejected" });
    expect(of(child, parent).links.map(({ itemId }) => itemId)).toEqual(["a", "b"]);
    expect(of(child, { ...parent, state: "outbox" }).links).toHaveLength(1);
    expect(of({ ...child, blocks: [] }, parent).links).toHaveLength(1);
  });

  test("what blocks besides the parent is said with it", () => {
    const stuck = of(anItem({ blocks: [notAccepted, aFinding()], waitsFor: ["b"] }), anItem({ id: "b", name: "SC-1" }));
    expect(stuck.links[0]?.sentence).toBe(
      "Invoice 12 waits for SC-1 to be accepted. The title has 34 of 30 characters.",
    );
  });

  test("ends where two items name each other, and at what is not known", () => {
    const waiting = { state: "outbox", export: "waiting" } as const;
    const stuck = of(anItem({ ...waiting, waitsFor: ["b"] }), anItem({ id: "b", ...waiting, waitsFor: ["a", "x"] }));
    expect(stuck.links.map(({ itemId }) => itemId)).toEqual(["a", "b"]);
  });

  test("a synced item below is linked or unlinked, alone it is done", () => {
    const child = anItem({ state: "outbox", export: "waiting", waitsFor: ["b"] });
    const parent = anItem({ id: "b", name: "Company Acme", state: "synced", export: "proved" });
    expect(of(child, parent).links.at(-1)?.holder).toBe("machine");
    expect(of(child, { ...parent, export: "unlinking" }).links.at(-1)?.holder).toBe("accounting");
    expect(of(parent)).toMatchObject({ sentence: "Company Acme is Synced; nothing holds it." });
  });
});

describe("whoever holds it", () => {
  test.each([
    ["project", "accounting", "reject"],
    ["accounting", "accounting", null],
    ["admin", "admin", null],
    ["sage", "sage", null],
  ] as const)("a check that the %s cures: %s, next %s", (fixer, holder, gesture) => {
    const [link] = of(anItem({ blocks: [aFinding({ fixer })] })).links;
    expect(link).toMatchObject({ holder, next: { gesture } });
  });

  test("a vendor without a link is linked on the vendors' screen", () => {
    const finding = aFinding({ fixer: "admin", fix: { words: "Link it.", action: "link-vendor" } });
    expect(of(anItem({ blocks: [finding] })).links[0]?.next).toMatchObject({ at: "vendors" });
  });

  test.each([
    [{ hasClient: false }, "admin", "no sync client is enrolled"],
    [{ isConnected: false }, "admin", "the sync client is away"],
    [{ isReadable: false }, "sage", "Sage cannot be read"],
    [{}, "machine", "waits for its turn"],
  ] as const)("an export with the way to Sage %j", (broken, holder, words) => {
    const item = anItem({ state: "exporting", export: "queued" });
    const [link] = stuckOf(new Map(), item, { ...leg, ...broken }).links;
    expect(link?.holder).toBe(holder);
    expect(link?.sentence).toContain(words);
  });

  const states = Object.keys(itemStates) as ItemState[];
  const blockers = [[], [aFinding()], [aFinding({ fixer: "admin" })], [aFinding({ fixer: "sage" })], [notAccepted]];
  test.each(states)("every cause of an item that is %s has words, a holder and only gestures of its state", (state) => {
    for (const at of [null, ...exportStatuses]) {
      for (const blocks of blockers) {
        for (const note of [null, "Sage says no."]) {
          for (const way of [leg, { ...leg, isConnected: false }, { ...leg, hasClient: false }]) {
            for (const documentProblem of [null, "No job."]) {
              const item = anItem({ state, export: at, blocks, note, documentProblem });
              const { sentence, links } = stuckOf(new Map(), item, way);
              expect(sentence).toMatch(/^(?:Invoice 12|Accounting|Nobody).*[^.]\.$/);
              expect(links).toHaveLength(1);
              const [{ holder, next } = { holder: "", next: null }] = links;
              expect(Object.keys(stuckHolders)).toContain(holder);
              if (next?.gesture) expect(exportWorkflow[next.gesture].from).toContain(state);
              if (next === null) expect(["synced", "exporting"]).toContain(state);
            }
          }
        }
      }
    }
  });
});
