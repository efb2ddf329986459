import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseExactJson } from "#lib/connectors/procore/exact-json.ts";

describe("numbers keep their exact text", () => {
  test.each([
    ["1250.00", "1250.00"],
    ["-0.10", "-0.10"],
    ["1e3", "1e3"],
    ["1E+400", "1E+400"],
    ["9007199254740991", 9007199254740991],
    ["9007199254740993", "9007199254740993"],
    ["-9007199254740993", "-9007199254740993"],
    ["0", 0],
    ["[1,2.50, 3]", [1, "2.50", 3]],
    ['{"a":0.1,"b":"0.1","c":[true,false,null,1.0]}', { a: "0.1", b: "0.1", c: [true, false, null, "1.0"] }],
    ['{"say \\"1.5\\" now":"2.5\\\\","n":3.5}', { 'say "1.5" now': "2.5\\", n: "3.5" }],
    ['{"a" : 1.5 , "b":2}', { a: "1.5", b: 2 }],
  ])("%s", (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });

  test.each([
    "{1.5: 2}",
    "{1.5 :2}",
    "01.5",
    "1.",
    ".5",
    "+1.5",
    "1.5.5",
    "1.5true",
    '1.5"a"',
    "[1.5 2.5]",
    '"abc',
    "1.5e",
    "--1.5",
    "",
  ])("refuses %s", (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });
});

/** A value together with its JSON text, so that the text of every number is known. */
type Written = { text: string; value: unknown };
const blank = fc.stringMatching(/^[ \n\t\r]{0,3}$/);
const string = fc.string({
  unit: fc.constantFrom("a", '"', "\\", "1.5", "e", ",", ":", "{", "\n", "ü", "\u2028", "😀"),
});
const inexact = fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,8}([eE][+-]?\d{1,3})?|[eE][+-]?\d{1,3})$/);
const long = fc.stringMatching(/^-?[1-9]\d{16,30}$/);
const { tree } = fc.letrec<{ tree: Written }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom<Written>(
      { text: "null", value: null },
      { text: "true", value: true },
      { text: "false", value: false },
    ),
    fc.maxSafeInteger().map((value): Written => ({ text: String(value), value })),
    fc.oneof(inexact, long).map((text): Written => ({ text, value: text })),
    string.map((value): Written => ({ text: JSON.stringify(value), value })),
    fc.tuple(blank, fc.array(tie("tree"), { maxLength: 5 })).map(
      ([gap, entries]): Written => ({
        text: `[${gap}${entries.map(({ text }) => text).join(`${gap},${gap}`)}${gap}]`,
        value: entries.map(({ value }) => value),
      }),
    ),
    fc.tuple(blank, fc.uniqueArray(fc.tuple(string, tie("tree")), { maxLength: 5, selector: ([key]) => key })).map(
      ([gap, entries]): Written => ({
        text: `{${gap}${entries.map(([key, { text }]) => `${JSON.stringify(key)}${gap}:${gap}${text}`).join(`${gap},`)}${gap}}`,
        value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
      }),
    ),
  ),
}));

test("any document comes back with its numbers as written", () => {
  fc.assert(
    fc.property(tree, ({ text, value }) => {
      expect(parseExactJson(text)).toEqual(value);
    }),
    { numRuns: 2000 },
  );
});

test("a text is refused exactly when JSON.parse refuses it", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    '"a"',
    "1",
    "1.5",
    "-",
    "+",
    ".",
    "e",
    "0",
    "true",
    "null",
    " ",
    "9007199254740993",
  );
  const outcome = (parse: (text: string) => unknown, text: string) => {
    try {
      return typeof parse(text) === "undefined" ? "nothing" : "read";
    } catch {
      return "refused";
    }
  };
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const text = pieces.join("");
      expect(outcome(parseExactJson, text)).toBe(outcome(JSON.parse, text));
    }),
    { numRuns: 20_000 },
  );
});

test("a long document is read in a moment", () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, id) => `{"id":${id},"amount":${id}.50,"note":"${'\\\\ \\" x'.repeat(5)}"}`,
  );
  const started = performance.now();
  expect(parseExactJson(`[${rows.join(",")}]`)).toHaveLength(20_000);
  expect(performance.now() - started).toBeLessThan(2000);
});
