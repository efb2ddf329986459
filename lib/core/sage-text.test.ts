import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toScale } from "#lib/core/money.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import {
  documentTag,
  isBusinessDate,
  renderRecords,
  type SageField,
  sageDate,
  splitRecord,
  textProblem,
  wordsOfTextProblem,
} from "#lib/core/sage-text.ts";

const text = (value: string, limit = 30): SageField => ({ kind: "text", name: "description", value, limit });
const render = (...fields: SageField[]) => renderRecords([{ record: "C", fields }]);

describe("characters", () => {
  test("exactly the printable characters of Windows-1252 without the double quote are carried", () => {
    // By hand from the code page's table: Node 20 decodes 0x80-0x9F as ISO 8859-1.
    const high = [
      0x20ac, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x017d, 0x2018,
      0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x017e, 0x0178,
    ];
    const ascii = Array.from({ length: 95 }, (_, index) => 0x20 + index).filter((code) => code !== 0x22);
    const latin = Array.from({ length: 96 }, (_, index) => 0xa0 + index);
    const wanted = new Set([...ascii, ...latin, ...high]);
    expect(wanted.size).toBe(94 + 96 + 27);
    for (let code = 0; code <= 0x2ffff; code += 1) {
      const isCarried = textProblem(`a${String.fromCodePoint(code)}a`, 30) === null;
      if (isCarried !== wanted.has(code)) expect.fail(`U+${code.toString(16)}: ${isCarried}`);
    }
  });

  test.each([
    ['3/4" pipe', "Title has a double quote at position 4; Sage's import cannot carry it."],
    ["a\r\nb", "Title has a carriage return at position 2; Sage's import cannot carry it."],
    ["a\nb", "Title has a line break at position 2; Sage's import cannot carry it."],
    ["a\tb", "Title has a tab at position 2; Sage's import cannot carry it."],
    ["a\u2028b", "Title has a line separator (U+2028) at position 2; Sage's import cannot carry it."],
    ["a\u0000b", "Title has the character U+0000 at position 2; Sage's import cannot carry it."],
    ["ab漢", "Title has “漢” (U+6F22) at position 3; Sage's import cannot carry it."],
    ["😀😀", "Title has “😀” (U+1F600) at position 1; Sage's import cannot carry it."],
    ["a\ud83d", "Title has the character U+D83D at position 2; Sage's import cannot carry it."],
    [" a", "Title begins or ends with a blank; Sage would drop it."],
    ["123456", "Title has 6 characters; Sage takes 5."],
  ])("%j is refused in words", (value, sentence) => {
    const problem = textProblem(value, 5);
    expect(problem && wordsOfTextProblem("Title", problem)).toBe(sentence);
  });
});

describe("records", () => {
  test("text is quoted, numbers and flags are bare, nothing stands for empty", () => {
    const written = renderRecords([
      {
        record: "C",
        fields: [
          text("Müller, “Söhne” – €"),
          text(""),
          { kind: "number", name: "amount", value: "-12.5", digits: 9, decimals: 2, fixedDecimals: 2 },
          { kind: "number", name: "retainage", value: "10.00", digits: 3, decimals: 4 },
          { kind: "flag", name: "committed", value: true },
          { kind: "date", name: "date", value: "2026-03-01", format: "mm/dd/yyyy" },
          { kind: "date", name: "date", value: "2026-03-01", format: "mmddyyyy" },
          { kind: "empty", name: "extra" },
        ],
      },
      { record: "CI", fields: [] },
    ]);
    expect(written).toEqual({
      ok: true,
      value: 'C,"Müller, “Söhne” – €",,-12.50,10,1,"03/01/2026",03012026,\r\nCI\r\n',
    });
  });

  test.each([
    [text("x".repeat(31)), "description has 31 characters; Sage takes 30."],
    [
      { kind: "number", name: "amount", value: "1000000000", digits: 9, decimals: 2 } as const,
      "amount is 1000000000; Sage takes 9 digits before and 2 after the point.",
    ],
    [
      { kind: "number", name: "amount", value: "0.001", digits: 9, decimals: 2 } as const,
      "amount is 0.001; Sage takes 9 digits before and 2 after the point.",
    ],
    [{ kind: "number", name: "amount", value: "1e3", digits: 9, decimals: 2 } as const, "amount is not a number."],
    [{ kind: "date", name: "date", value: "2026-02-30", format: "mm/dd/yyyy" } as const, "date is not a date."],
  ])("a field that cannot be written is refused: %#", (field, problem) => {
    const written = render(field);
    expect(written.ok).toBe(false);
    if (!written.ok) expect(wordsOf(written.refusal).sentence).toBe(`The export document cannot be made: ${problem}`);
  });

  test("a written line splits into its fields again", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 12 })), (values) => {
        const written = render(...values.map((value) => text(value, 12)));
        const isPossible = values.every((value) => textProblem(value, 12) === null);
        expect(written.ok).toBe(isPossible);
        if (written.ok) expect(splitRecord(written.value.slice(0, -2))).toEqual(["C", ...values]);
      }),
      { numRuns: 500 },
    );
  });

  test("a number is written in its digits or refused", () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(decimal, ([units, scale]) => {
        const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
        const value = `${units < 0n ? "-" : ""}${digits.slice(0, digits.length - scale)}${scale ? `.${digits.slice(-scale)}` : ""}`;
        const written = render({ kind: "number", name: "amount", value, digits: 9, decimals: 2, fixedDecimals: 2 });
        if (written.ok) {
          expect(written.value).toMatch(/^C,-?\d{1,9}\.\d\d\r\n$/);
          expect(written.value).toBe(`C,${toScale(value, 2)}\r\n`);
        } else expect(Number(value) >= 1e9 || Number(value) <= -1e9 || scale > 2).toBe(true);
      }),
    );
  });
});

test("dates are written in the operator's format", () => {
  expect(sageDate("2026-03-01", "mm/dd/yyyy")).toBe("03/01/2026");
  expect(sageDate("2026-03-01", "dd/mm/yyyy")).toBe("01/03/2026");
  expect(sageDate("2026-03-01", "yyyy-mm-dd")).toBe("2026-03-01");
  expect(sageDate("2026-03-01", "mmddyyyy")).toBe("03012026");
  expect(() => sageDate("2026-13-01", "mm/dd/yyyy")).toThrow(TypeError);
  expect(["2024-02-29", "1900-01-01"].every(isBusinessDate)).toBe(true);
  expect(["2023-02-29", "0206-01-01", "2026-3-1", "", "2026-01-01T00:00:00Z"].some(isBusinessDate)).toBe(false);
});

test("a tag is eight plain characters, the same for the same seed and hardly ever for another one", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (seed) => /^[A-HJ-NP-Z2-9]{8}$/.test(documentTag(seed))));
  expect(documentTag("a revision")).toBe(documentTag("a revision"));
  const tags = new Set(Array.from({ length: 20_000 }, (_, index) => documentTag(`revision ${index}`)));
  expect(tags.size).toBe(20_000);
});
