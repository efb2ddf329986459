import { describe, expect, test } from "vitest";
import type { FileKind } from "#lib/simulators/sage/layouts.ts";
import { type MalformedCode, type ParsedLine, parseFile } from "#lib/simulators/sage/parser.ts";

const parse = (file: FileKind, text: string): ParsedLine[] => parseFile(file, Buffer.from(text, "latin1"));
const one = (file: FileKind, record: string): ParsedLine => {
  const [line] = parse(file, `${record}\r\n`);
  if (!line) throw new Error("no line");
  return line;
};
const codes = (line: ParsedLine): MalformedCode[] => line.refusals.map((refusal) => refusal.code);

const COMMITMENT = 'C,"SC-2401-010",1,"Concrete package","ACMEST","03/01/2026",10,1,0,0,,,,,,,,,,';
const ITEM = 'CI,"SC-2401-010",1,"Slab on grade",,,,"2401","","03100","SUB","",0,0,0,"LS",120000.00';
const CHANGE = 'CCO,"SC-2401-010","001","Thicker slab",,"03/20/2026",,,5';
const CHANGE_ITEM = 'CCOI,"SC-2401-010","001",1,"Thicker slab",0,8500.00';

describe("records in full", () => {
  test.each([
    ["jcc", COMMITMENT, "C", "SC-2401-010"],
    ["jcc", `${COMMITMENT},"Jo","Net 30","Truck","Site"`, "C", "SC-2401-010"],
    ["jcc", ITEM, "CI", "SC-2401-010/1"],
    ["jcc", CHANGE, "CCO", "SC-2401-010/001"],
    ["jcc", CHANGE_ITEM, "CCOI", "SC-2401-010/001/1"],
    ["jce", '*,"2401","North Clinic"', "*", "2401"],
    ["jce", '*,"2401",', "*", "2401"],
    ["jce", 'E,"2401E1","Parking add"', "E", "2401E1"],
    ["jce", 'C,"03100",,"MAT",03312026,120,"CY",18000.00,,,,,', "C", "03100/MAT"],
    ["jce", 'C,"03100"," ","LAB",03312026,0,"",9500.00,,,"","","2401E1"', "C", "03100/LAB"],
  ] as const)("%s %s", (file, record, kind, key) => {
    const line = one(file, record);
    expect({ codes: codes(line), record: line.record, key: line.key }).toEqual({ codes: [], record: kind, key });
  });

  test("values come out trimmed, dates as ISO days", () => {
    expect(one("jcc", COMMITMENT).values).toMatchObject({
      vendor: "ACMEST",
      date: "2026-03-01",
      type: "1",
      retainage_percent: "10",
    });
    const estimate = one("jce", 'C,"   03100",,"MAT",03312026,-1.50,"CY",-18000.00');
    expect(estimate.values).toMatchObject({
      cost_code: "03100",
      date: "2026-03-31",
      units: "-1.50",
      amount: "-18000.00",
    });
  });

  test("records may end early, after their last required field", () => {
    expect(codes(one("jcc", 'C,"SC-1",2,"Pipes","ACMEST","03/01/2026"'))).toEqual([]);
    expect(codes(one("jce", 'E,"E1"'))).toEqual([]);
    expect(codes(one("jce", '*,"2401"'))).toEqual([]);
  });
});

describe("text", () => {
  test("Windows-1252 characters are read", () => {
    const bytes = Buffer.from([0x45, 0x2c, 0x22, 0x80, 0xe9, 0x96, 0x22, 0x0d, 0x0a]);
    expect(parseFile("jce", bytes)[0]?.values.extra).toBe("€é–");
  });
  test("commas and doubled quotes belong to the text", () => {
    expect(one("jce", 'E,"E1","Pipe 2"", black"').values.description).toBe('Pipe 2", black');
  });
  test("lines keep their number and their bytes", () => {
    const text = `${COMMITMENT}\r\n${ITEM}\r\n`;
    const lines = parse("jcc", text);
    expect(lines.map((line) => line.number)).toEqual([1, 2]);
    expect(Buffer.concat(lines.map((line) => line.raw)).toString("latin1")).toBe(text);
  });
});

describe("malformed lines", () => {
  const long = (length: number): string => "x".repeat(length);
  test.each([
    ["jcc", 'C,"SC-1,1,"D","ACMEST","03/01/2026"', "stray_quote"],
    ["jce", 'E,"E1,', "unclosed_quote"],
    ["jce", 'E,"E1"x', "stray_quote"],
    ["jce", 'E,E"1"', "stray_quote"],
    ["jce", 'E,"E1","a\nb"', "bare_line_end"],
    ["jce", 'E,"E1","a\rb"', "bare_line_end"],
    ["jce", 'E,"E1","a\tb"', "control_character"],
    ["jce", 'E,"E1","a\x9db"', "control_character"],
    ["jce", "", "blank_line"],
    ["jce", 'X,"E1"', "unknown_record"],
    ["jce", 'CI,"E1"', "unknown_record"],
    ["jcc", 'E,"E1"', "unknown_record"],
    ["jce", 'c,"03100"', "unknown_record"],
    ["jce", 'E,"E1","a",', "field_count"],
    ["jcc", `${COMMITMENT},"a","b","c","d","e"`, "field_count"],
    ["jcc", 'CCO,"SC-1","001","x",,"03/20/2026"', "field_count"],
    ["jcc", ITEM.replace(",120000.00", ""), "field_count"],
    ["jce", 'E,""', "missing"],
    ["jcc", COMMITMENT.replace('"ACMEST"', ""), "missing"],
    ["jce", "E,E1", "not_quoted"],
    ["jcc", ITEM.replace(",120000.00", ',"120000.00"'), "quoted_number"],
    ["jcc", ITEM.replace(",120000.00", ",120,000.00"), "field_count"],
    ["jcc", ITEM.replace(",120000.00", ",1.2e5"), "not_a_number"],
    ["jcc", ITEM.replace(",120000.00", ",$5"), "not_a_number"],
    ["jcc", ITEM.replace(",120000.00", ",1000000000.00"), "too_many_digits"],
    ["jcc", ITEM.replace(",120000.00", ",0.001"), "too_many_digits"],
    ["jcc", ITEM.replace(',0,0,0,"LS"', ',0,123456789,0,"LS"'), "too_many_digits"],
    ["jcc", ITEM.replace(',0,0,0,"LS"', ',0,1.00001,0,"LS"'), "too_many_digits"],
    ["jcc", ITEM.replace(',0,0,0,"LS"', ',0,0,1234567,"LS"'), "too_many_digits"],
    ["jcc", ITEM.replace(',1,"Slab', ',123456,"Slab'), "too_many_digits"],
    ["jcc", ITEM.replace('"LS"', '"1234567"'), "text_too_long"],
    ["jcc", COMMITMENT.replace("SC-2401-010", long(13)), "text_too_long"],
    ["jcc", COMMITMENT.replace("Concrete package", long(31)), "text_too_long"],
    ["jcc", CHANGE.replace('"001"', `"${long(11)}"`), "text_too_long"],
    ["jce", `*,"${long(11)}"`, "text_too_long"],
    ["jce", 'C,"03100",,"MAT",03312026,0,"",100000000.00', "too_many_digits"],
    ["jcc", COMMITMENT.replace("10,1,0,0", "10,Y,0,0"), "not_a_flag"],
    ["jcc", COMMITMENT.replace('"03/01/2026"', '"3/1/2026"'), "not_a_date"],
    ["jcc", COMMITMENT.replace('"03/01/2026"', "03/01/2026"), "not_a_date"],
    ["jcc", COMMITMENT.replace("03/01/2026", "02/30/2026"), "not_a_date"],
    ["jcc", COMMITMENT.replace("03/01/2026", "2026-03-01"), "not_a_date"],
    ["jce", 'C,"03100",,"MAT","03312026",0,"",1.00', "not_a_date"],
    ["jce", 'C,"03100",,"MAT",13012026,0,"",1.00', "not_a_date"],
  ] as const)("%s %j is refused as %s", (file, record, code) => {
    expect(codes(one(file, record))).toEqual([code]);
  });

  test.each([
    [COMMITMENT.replace("SC-2401-010", long(12))],
    [COMMITMENT.replace("Concrete package", long(30))],
    [ITEM.replace('"LS"', '"123456"')],
    [ITEM.replace(",120000.00", ",-999999999.99")],
    [ITEM.replace(',0,0,0,"LS"', ',0,-12345678.1234,999999.9999,"LS"')],
    [CHANGE.replace('"001"', `"${long(10)}"`)],
  ])("the longest allowed passes: %s", (record) => {
    expect(codes(one("jcc", record))).toEqual([]);
  });

  test("a file that is empty or cut off is refused with its line", () => {
    expect(parse("jce", "").map(codes)).toEqual([["empty_file"]]);
    const cut = parse("jcc", `${COMMITMENT}\r\n${ITEM}`);
    expect(cut.map(codes)).toEqual([[], ["not_ended"]]);
    expect(cut[1]?.number).toBe(2);
  });
  test("every fault of a readable line is named", () => {
    expect(codes(one("jcc", 'CCOI,"SC-1","001",x,"D",1.23456,'))).toEqual([
      "not_a_number",
      "too_many_digits",
      "missing",
    ]);
  });
  test("a quote and line end inside a text start a record of their own", () => {
    const lines = parse("jce", 'E,"E1","a"\r\nE,"E2"\r\n');
    expect(lines.map((line) => line.key)).toEqual(["E1", "E2"]);
  });
});
