import { describe, expect, test } from "vitest";
import type { Finding } from "#lib/core/findings.ts";
import { type FoundRecord, type KnownRecord, restage } from "#lib/core/staging.ts";

const block: Finding = {
  ...{ code: "job.x", severity: "blocks", sentence: "No.", field: "x", asOf: null },
  ...{ fixer: "sage", fix: { words: "Change it." } },
};
const found = (more: Partial<FoundRecord> = {}): FoundRecord => {
  return { row: { name: "A" }, here: {}, findings: [], tied: null, ...more };
};
const known = (more: Partial<KnownRecord> = {}): KnownRecord => ({
  ...{ row: { name: "A" }, here: {}, findings: [], state: "ready", rowBefore: null, rowImported: null },
  ...{ sourceId: null, news: null, isGone: false, tied: null, ...more },
});
const byHand = { flowsIn: false, isFirst: false };
const byItself = { flowsIn: true, isFirst: false };

describe("seen for the first time", () => {
  test.each([
    ["ready and new", found(), byHand, { state: "ready", news: "new" }],
    ["no news in the first pass", found(), { flowsIn: false, isFirst: true }, { state: "ready", news: null }],
    ["refused where a finding blocks", found({ findings: [block] }), byHand, { state: "refused", news: "new" }],
    ["imported where it is tied", found({ tied: "77" }), byHand, { state: "imported", sourceId: "77", news: null }],
    ["on its way where it flows in", found(), byItself, { state: "importing", news: null }],
    ["refused also where it flows in", found({ findings: [block] }), byItself, { state: "refused" }],
  ] as const)("%s", (_words, record, staging, expected) => {
    expect(restage(null, record, staging)).toMatchObject({ ...expected, change: "added" });
  });
});

describe("seen again", () => {
  test("the same stays as it is, whatever the order of its keys", () => {
    const row = { a: 1, b: 2 };
    expect(restage(known({ row }), found({ row: { b: 2, a: 1 } }), byHand)).toBeNull();
  });

  test("a change in Sage is news and keeps the row before", () => {
    const next = restage(known(), found({ row: { name: "B" } }), byHand);
    expect(next).toMatchObject({ state: "ready", news: "changed", rowBefore: { name: "A" }, change: "changed" });
    expect(restage(known({ news: "new" }), found({ row: { name: "B" } }), byHand)?.news).toBe("new");
  });

  test("another link is no change in Sage", () => {
    expect(restage(known(), found({ here: { twin: "X" } }), byHand)).toMatchObject({ news: null, change: null });
  });

  test("findings refuse and stop refusing", () => {
    expect(restage(known(), found({ findings: [block] }), byHand)?.state).toBe("refused");
    expect(restage(known({ state: "refused", findings: [block] }), found(), byHand)?.state).toBe("ready");
  });

  test("what came back from being gone is no longer gone", () => {
    const next = restage(known({ isGone: true, news: "gone" }), found(), byHand);
    expect(next).toMatchObject({ state: "ready", news: null, change: "changed" });
  });

  test("archived stays archived, failed stays failed, what is being written is left alone", () => {
    const other = found({ row: { name: "B" } });
    for (const state of ["archived", "failed", "importing", "undoing"] as const)
      expect(restage(known({ state }), other, byHand)?.state).toBe(state);
  });
});

describe("imported", () => {
  const imported = known({ state: "imported", rowImported: { name: "A" }, sourceId: "77" });

  test("stays so, and Sage's change is news until it is as it was imported", () => {
    const changed = restage(imported, found({ row: { name: "B" } }), byHand);
    expect(changed).toMatchObject({ state: "imported", news: "changed", sourceId: "77", rowImported: { name: "A" } });
    const back = restage({ ...imported, ...changed, isGone: false, tied: null }, found(), byHand);
    expect(back).toMatchObject({ state: "imported", news: null });
  });

  test("by a link: ready again when the link is gone", () => {
    const linked = known({ ...imported, here: { project: "77" }, tied: "77" });
    const next = restage(linked, found({ here: { project: null } }), byHand);
    expect(next).toMatchObject({ state: "ready", sourceId: null, rowImported: null });
  });

  test("what flows in is written anew when it changes", () => {
    expect(restage(imported, found({ row: { name: "B" } }), byItself)).toMatchObject({
      state: "importing",
      sourceId: "77",
    });
  });
});

describe("what is written once only", () => {
  const once = { flowsIn: true, isFixed: true, isFirst: false };
  const imported = known({ state: "imported", rowImported: { name: "A" } });

  test("flows in, and is not written again when Sage changes it: that is news until Sage takes it back", () => {
    expect(restage(null, found(), once)).toMatchObject({ state: "importing", news: null });
    const changed = restage(imported, found({ row: { name: "B" } }), once);
    expect(changed).toMatchObject({ state: "imported", news: "changed", rowImported: { name: "A" } });
    expect(restage(imported, found({ row: { name: "B" } }), byItself)).toMatchObject({
      state: "importing",
      news: null,
    });
    const back = known({ state: "imported", row: { name: "B" }, rowImported: { name: "A" }, news: "changed" });
    expect(restage(back, found(), once)).toMatchObject({ state: "imported", news: null });
  });

  test("stays imported when a finding comes, and waits with it before", () => {
    expect(restage(imported, found({ findings: [block] }), once)).toMatchObject({ state: "imported" });
    expect(restage(known({ state: "refused", findings: [block] }), found(), once)?.state).toBe("importing");
  });
});
