import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCsv, toCsv } from "#lib/core/csv.ts";

const cells = (text: string) => parseCsv(text)?.map((row) => row.cells);

test("quotes, commas, line breaks inside a cell, blank lines and the byte order mark", () => {
  const text = '\uFEFFid,name\r\n1,"Apex, ""Big"" Inc"\r\n\r\n2,"two\r\nlines"\n3,last';
  expect(cells(text)).toEqual([
    ["id", "name"],
    ["1", 'Apex, "Big" Inc'],
    ["2", "two\r\nlines"],
    ["3", "last"],
  ]);
  expect(parseCsv(text)?.map(({ line }) => line)).toEqual([1, 2, 4, 6]);
});

test("a quote that is not closed is no table", () => {
  expect(parseCsv('a,"b')).toBeNull();
});

test("formulas are written as text, figures as figures", () => {
  expect(toCsv([["=1+1", "-12.50", "@x", "-x"]])).toBe("\uFEFF'=1+1,-12.50,'@x,'-x\r\n");
});

test("what was written is read back", () => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab ,"\n=@-1') });
  const table = fc.array(
    fc.array(cell, { minLength: 2, maxLength: 4 }).filter((row) => row.some((one) => one.trim() !== "")),
  );
  fc.assert(
    fc.property(table, (rows) => {
      expect(cells(toCsv(rows))).toEqual(rows);
    }),
  );
});
