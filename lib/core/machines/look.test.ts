import { describe, expect, test } from "vitest";
import type { Expectation } from "#lib/core/export-document.ts";
import { differences, type Found, judge, judgeGone, type Look, type Row, type Run } from "#lib/core/machines/look.ts";

const row = (item: string, more: Row = {}): Row => ({
  Item: item,
  Amount: "100.00",
  Date: "2026-11-02",
  Text: "Concrete",
  ...more,
});
const items: Expectation = {
  table: "COMMITMENT_ITEM",
  unpostedTable: "NEW_COMMITMENT_ITEM",
  key: { Commitment: "SC-1" },
  rowKey: ["Item"],
  columns: { Amount: "number", Date: "date", Text: "text", Item: "text" },
  rows: [row("1"), row("2")],
};
const header: Expectation = {
  table: "COMMITMENT",
  unpostedTable: "NEW_COMMITMENT",
  key: { Commitment: "SC-1" },
  rowKey: [],
  columns: { Title: "text" },
  rows: [{ Title: "Foundation" }],
};
const title = [{ Title: "Foundation" }];
const nothing: Found = { posted: [], unposted: [] };
const run = (fence: number, spool: Run["spool"], imported: string[] | null = null, rejected: string[] = []): Run => ({
  fence,
  spool,
  report: imported && { isClean: rejected.length === 0, imported, rejected },
});
const look = (found: readonly Found[], runs: readonly Run[] = [], isReadable = true): Look => ({
  at: "",
  isReadable,
  found,
  runs,
});
const verdict = (found: readonly Found[], runs: readonly Run[] = []) => judge([header, items], look(found, runs));
const both = items.rows;

describe("judge", () => {
  test.each<[string, readonly Found[], readonly Run[], string]>([
    [
      "posted and equal",
      [
        { posted: title, unposted: [] },
        { posted: both, unposted: [] },
      ],
      [],
      "proved",
    ],
    [
      "posted, while an old file waits",
      [
        { posted: title, unposted: [] },
        { posted: both, unposted: [] },
      ],
      [run(1, "waiting")],
      "proved",
    ],
    [
      "unposted and equal",
      [
        { posted: [], unposted: title },
        { posted: [], unposted: both },
      ],
      [],
      "imported",
    ],
    [
      "posted and once more unposted",
      [
        { posted: title, unposted: title },
        { posted: both, unposted: both },
      ],
      [],
      "mismatch",
    ],
    ["header without lines", [{ posted: title, unposted: [] }, nothing], [], "mismatch"],
    ["unposted header without lines", [{ posted: [], unposted: title }, nothing], [], "mismatch"],
    [
      "half posted, half unposted",
      [
        { posted: title, unposted: [] },
        { posted: [], unposted: both },
      ],
      [],
      "mismatch",
    ],
    ["nothing, never handed over", [nothing, nothing], [], "absent"],
    ["nothing, file never arrived", [nothing, nothing], [run(1, "none")], "absent"],
    ["nothing, file waits", [nothing, nothing], [run(1, "waiting")], "pending"],
    ["nothing, an older file waits", [nothing, nothing], [run(1, "waiting"), run(2, "done", [], ["bad"])], "pending"],
    ["nothing, taken without report", [nothing, nothing], [run(1, "done")], "pending"],
    [
      "nothing, older taken without report, newer refused",
      [nothing, nothing],
      [run(2, "done", [], ["bad"]), run(1, "done")],
      "refused",
    ],
    ["nothing, reported as imported", [nothing, nothing], [run(1, "done", ["C SC-1"])], "pending"],
    ["nothing, partly reported as imported", [nothing, nothing], [run(1, "done", ["C SC-1"], ["line 2"])], "pending"],
    ["nothing, refused", [nothing, nothing], [run(1, "done", [], ["line 1"])], "refused"],
    ["nothing, report of nothing", [nothing, nothing], [run(1, "done", [])], "absent"],
    ["nothing looked up at all", [], [], "absent"],
  ])("%s", (_, found, runs, expected) => {
    expect(verdict(found, runs).kind).toBe(expected);
  });

  test("a Sage that could not be read says nothing, whatever the folder shows", () => {
    const blind = judge([items], look([{ posted: both, unposted: [] }], [run(1, "done", [], ["bad"])], false));
    expect(blind).toEqual({ kind: "pending", reason: "Sage could not be read", waitsForSage: true });
  });
  test("what waits for a person is handed over, with the words what for", () => {
    const byHand: Run = { ...run(1, "waiting"), waitsFor: "Waits to be keyed" };
    expect(verdict([nothing, nothing], [byHand])).toEqual({ kind: "imported", reason: "Waits to be keyed" });
  });
  test("a sheet that is keyed in part waits for the rest; what stands there in part otherwise is a mismatch", () => {
    const byHand: Run = { ...run(1, "waiting"), waitsFor: "Waits to be keyed" };
    const keyed = (amount: string): Expectation => ({
      table: "CATEGORY",
      unpostedTable: null,
      key: { Code: amount },
      rowKey: ["Category"],
      columns: { Amount: "number" },
      before: [{ Category: "M", Amount: "0" }],
      rows: [{ Category: "M", Amount: amount }],
    });
    const found = (first: string, second: string) =>
      [first, second].map((Amount) => ({ posted: [{ Category: "M", Amount }], unposted: [] }));
    const of = (rows: ReturnType<typeof found>, runs: readonly Run[]) =>
      judge([keyed("1"), keyed("2")], look(rows, runs)).kind;
    expect(of(found("1", "0"), [byHand])).toBe("imported");
    expect(of(found("1", "3"), [byHand])).toBe("mismatch");
    expect(of(found("1", "0"), [run(1, "none")])).toBe("mismatch");
    expect(of(found("1", "2"), [byHand])).toBe("proved");
  });
  test("waiting in the folder waits for Sage; taken without a report does not", () => {
    expect(verdict([nothing, nothing], [run(1, "waiting")])).toMatchObject({ waitsForSage: true });
    expect(verdict([nothing, nothing], [run(1, "done")])).not.toHaveProperty("waitsForSage");
  });
  test("an error report that names nothing is not absence", () => {
    const odd: Run = { fence: 1, spool: "done", report: { isClean: false, imported: [], rejected: [] } };
    expect(verdict([nothing, nothing], [odd]).kind).toBe("pending");
  });
  test("refused brings Sage's words", () => {
    expect(verdict([nothing, nothing], [run(1, "done", [], ["a", "b"])])).toEqual({
      kind: "refused",
      messages: ["a", "b"],
    });
  });
  test("nothing to compare never counts as proved", () => {
    expect(judge([], look([])).kind).toBe("pending");
    expect(judge([{ ...items, rows: [] }], look([nothing])).kind).toBe("pending");
  });
});

describe("totals that an entry moves", () => {
  const total = (amount: string): Row => ({ Category: "M", Total: amount });
  const moved: Expectation = {
    table: "CATEGORY",
    unpostedTable: null,
    unposted: {
      table: "NEW_TRANSACTION",
      key: { Code: "03-100", Category: "M" },
      rowKey: [],
      columns: { Amount: "number" },
      rows: [{ Amount: "50.00" }],
    },
    key: { Code: "03-100", Category: "M" },
    rowKey: ["Category"],
    columns: { Total: "number" },
    before: [total("100.00")],
    rows: [total("150.00")],
  };
  const extra: Expectation = { ...header, unpostedTable: null };
  const entry = [{ Amount: "50.0" }];
  test.each<[string, readonly Row[], readonly Row[], readonly Run[], string]>([
    ["the total after it", [total("150")], [], [], "proved"],
    ["the total before it", [total("100")], [], [], "absent"],
    ["the total before it, refused", [total("100")], [], [run(1, "done", [], ["line 2"])], "refused"],
    ["no row yet", [], [], [], "absent"],
    ["the total before it and the entry unposted", [total("100")], entry, [], "imported"],
    ["no row yet and the entry unposted", [], entry, [], "imported"],
    ["a total that somebody else moved", [total("120")], [], [], "mismatch"],
    ["another entry unposted", [total("100")], [{ Amount: "49.00" }], [], "mismatch"],
    ["two entries unposted", [total("100")], [...entry, ...entry], [], "mismatch"],
    ["the total after it and the entry unposted once more", [total("150")], entry, [], "mismatch"],
  ])("%s", (_, posted, unposted, runs, expected) => {
    expect(judge([moved], look([{ posted, unposted }], runs)).kind).toBe(expected);
  });
  test.each<[string, readonly Row[], readonly Row[], readonly Row[], string]>([
    ["both there", title, [total("150")], [], "proved"],
    ["what needs no posting is there, the entry is unposted", title, [total("100")], entry, "imported"],
    ["what needs no posting is there alone", title, [total("100")], [], "mismatch"],
    ["what needs no posting is missing", [], [total("100")], entry, "mismatch"],
    ["the total has moved without it", [], [total("150")], [], "mismatch"],
  ])("beside what needs no posting: %s", (_, atOnce, posted, unposted, expected) => {
    const found = [
      { posted: atOnce, unposted: [] },
      { posted, unposted },
    ];
    expect(judge([extra, moved], look(found)).kind).toBe(expected);
  });
});

describe("gone", () => {
  const category: Expectation = {
    ...{ table: "JCM_MASTER__CATEGORY", unpostedTable: null, key: { Job: "24-01" }, rowKey: [] },
    ...{ columns: { Category: "text" }, rows: [{ Category: "SUB" }] },
  };
  const codes = { posted: category.rows, unposted: [] };
  const gone = (found: readonly Found[], runs: readonly Run[] = [], isReadable = true) =>
    judgeGone([category, header, items], look([codes, ...found], runs, isReadable));

  test("no row of its own is left; the codes of the job stay, and so does the report of the import", () => {
    expect(gone([nothing, nothing], [run(1, "done", ["C SC-1"])])).toEqual({ kind: "gone" });
    expect(gone([nothing, nothing], [run(1, "done")])).toEqual({ kind: "gone" });
  });

  test.each<[string, readonly Found[], readonly string[]]>([
    ["posted", [{ posted: title, unposted: [] }, nothing], ["COMMITMENT SC-1"]],
    ["changed since", [{ posted: [{ Title: "Other" }], unposted: [] }, nothing], ["COMMITMENT SC-1"]],
    ["unposted", [nothing, { posted: [], unposted: [row("9")] }], ["COMMITMENT_ITEM SC-1"]],
    ["in part", [nothing, { posted: [row("2")], unposted: [] }], ["COMMITMENT_ITEM SC-1"]],
  ])("%s it stands, and is named", (_, found, where) => expect(gone(found)).toEqual({ kind: "stands", where }));

  test("totals as they were before are no record", () => {
    const moved: Expectation = { ...header, before: [{ Title: "Old" }] };
    const seen = (text: string) => look([{ posted: [{ Title: text }], unposted: [] }]);
    expect(judgeGone([moved], seen("Old"))).toEqual({ kind: "gone" });
    expect(judgeGone([moved], seen("Foundation"))).toEqual({ kind: "stands", where: ["COMMITMENT SC-1"] });
  });

  test("nothing is concluded from what cannot be read, what may still come, or what is not its own", () => {
    expect(gone([], [], false)).toMatchObject({ kind: "pending", reason: "Sage could not be read" });
    expect(gone([nothing, nothing], [run(2, "waiting")])).toMatchObject({ kind: "pending" });
    expect(judgeGone([category], look([nothing]))).toMatchObject({ kind: "pending" });
  });
});

describe("differences", () => {
  const of = (rows: readonly Row[]) =>
    differences(items, rows).map(({ row: name, column, expected, found }) => [name, column, expected, found]);
  test("equal rows in any order", () => expect(of([row("2"), row("1")])).toEqual([]));
  test("a row too few", () => expect(of([row("1")])).toEqual([["2", "", "a row", "no row"]]));
  test("a row too many", () => expect(of([...both, row("3")])).toEqual([["3", "", "no row", "a row"]]));
  test("a row twice", () => expect(of([...both, row("2")])).toEqual([["", "", "each row once", "a row twice"]]));
  test("another amount", () => {
    expect(of([row("1"), row("2", { Amount: "100.01" })])).toEqual([["2", "Amount", "100.00", "100.01"]]);
  });
  test("several columns at once", () => {
    expect(of([row("1", { Amount: "1", Text: "x" }), row("2")]).map(([, column]) => column)).toEqual([
      "Amount",
      "Text",
    ]);
  });
  test("a table without row key compares its one row under the key", () => {
    expect(differences(header, title)).toEqual([]);
    expect(differences(header, [])).toMatchObject([{ row: "SC-1", expected: "a row" }]);
    expect(differences(header, [...title, ...title])).toMatchObject([{ expected: "each row once" }]);
  });

  test.each<[string, string, string, boolean]>([
    ["Amount", "100.00", "100", true],
    ["Amount", "100.00", " 100.0000 ", true],
    ["Amount", "0", "", true],
    ["Amount", "-0.00", "0", true],
    ["Amount", "100.00", "-100.00", false],
    ["Amount", "100.00", "1e2", false],
    ["Amount", "100.00", "100,00", false],
    ["Amount", "9007199254740993", "9007199254740992", false],
    ["Date", "2026-11-02", "2026-11-02T00:00:00.000Z", true],
    ["Date", "2026-11-02", "2026-11-03", false],
    ["Text", "Concrete", "Concrete   ", true],
    ["Text", "Concrete", "concrete", false],
    ["Text", "Concrete", " Concrete", false],
    ["Text", "", "", true],
  ])("%s %j against %j: %s", (column, expected, found, isSame) => {
    const one: Expectation = { ...items, rows: [row("1", { [column]: expected })] };
    expect(differences(one, [row("1", { [column]: found })]).length).toBe(isSame ? 0 : 1);
  });
});
