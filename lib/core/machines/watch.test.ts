import { describe, expect, test } from "vitest";
import type { Expectation } from "#lib/core/export-document.ts";
import type { Row, Run } from "#lib/core/machines/look.ts";
import { type ClientEvent, type JournalRecord, recover, stepClient } from "#lib/core/machines/sync-client.ts";

const rows: Row[] = [{ item: "1", amount: "5.00" }];
const expectations: Expectation[] = [
  {
    table: "T",
    unpostedTable: "N",
    key: { id: "SC-1" },
    rowKey: ["item"],
    columns: { item: "text", amount: "number" },
    rows,
  },
];
const lease = (fence: number, more: object = {}): ClientEvent => ({
  ...{ kind: "lease", mode: "deliver", fence, invalid: null },
  ...more,
});
const looked = (posted: Row[], runs: Run[]): ClientEvent => ({
  kind: "looked",
  look: { at: "", isReadable: true, found: [{ posted, unposted: [] }], runs },
});

describe("watching for Unlink", () => {
  const proved: JournalRecord[] = [
    ...([
      { kind: "FENCE", fence: 1 },
      { kind: "INTENT", fence: 1 },
    ] as const),
    ...([
      { kind: "RESULT", fence: 1, verdict: { kind: "proved" } },
      { kind: "ACKED", fence: 1 },
    ] as const),
  ];
  const watch = (posted: Row[], state = recover(proved).state) => {
    const fenced = stepClient(state, lease(2, { mode: "watch" }), expectations);
    const seeing = stepClient(fenced.state, { kind: "journaled" }, expectations);
    return { fenced, seeing, told: stepClient(seeing.state, looked(posted, [done(1)]), expectations) };
  };
  const done = (fence: number): Run => ({
    fence,
    spool: "done",
    report: { isClean: true, imported: ["C SC-1"], rejected: [] },
  });

  test("looks and answers whether it stands, beside the intent that made it", () => {
    const { fenced, seeing, told } = watch(rows);
    expect(fenced.effects).toEqual([{ kind: "journal", record: { kind: "FENCE", fence: 2, isWatch: true } }]);
    expect(seeing.effects).toEqual([{ kind: "look" }]);
    expect(told.state).toMatchObject({ verdict: { kind: "stands", where: ["T SC-1"] }, intentFence: 1 });
    expect(watch([]).told.state).toMatchObject({ verdict: { kind: "gone" }, intentFence: null, goneFence: 2 });
  });

  test("a crash during the look watches on", () => {
    const { state, effects } = recover([...proved, { kind: "FENCE", fence: 2, isWatch: true }]);
    expect(effects).toEqual([{ kind: "look" }]);
    expect(stepClient(state, looked([], [done(1)]), expectations).state.verdict).toEqual({ kind: "gone" });
  });

  test("what is keyed by hand afterwards is somebody else's, whatever was handed over before", () => {
    const gone = recover([
      ...proved,
      { kind: "RESULT", fence: 2, verdict: { kind: "gone" } },
      { kind: "ACKED", fence: 2 },
    ]);
    const fenced = stepClient(gone.state, lease(3, { settledFence: 2 }), expectations);
    const checking = stepClient(fenced.state, { kind: "journaled" }, expectations);
    const verdictOn = (posted: Row[]) => stepClient(checking.state, looked(posted, [done(1)]), expectations).state;
    expect(verdictOn(rows).verdict).toMatchObject({ kind: "conflict" });
    expect(verdictOn([]).phase).toBe("intending");
  });
});
