import { describe, expect, test } from "vitest";
import { cleanFileName, fileKindOf, fileSize } from "#lib/core/file-kinds.ts";

const text = (words: string) => new TextEncoder().encode(words);
const bytes = (...values: number[]) => Uint8Array.from(values);

/** A zip's directory with these names and nothing in the files: the kind is read from the directory alone. */
function aZip(...names: readonly string[]): Uint8Array {
  const begin = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
  const entries = names.map((name) => {
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(name.length, 28);
    entry.write(name, 46, "latin1");
    return entry;
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(begin.length, 16);
  return Buffer.concat([begin, ...entries, end]);
}
const workbook = ["[Content_Types].xml", "xl/workbook.xml"];

describe("a file's kind", () => {
  test.each([
    ["pdf", text("%PDF-1.7 …")],
    ["png", bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0)],
    ["jpeg", bytes(0xff, 0xd8, 0xff, 0xe0, 0)],
    ["text", text("Größe\t1\r\n😀")],
    ["xlsx", aZip(...workbook)],
  ] as const)("is %s by its bytes, whatever it is called", (kind, content) => {
    expect(fileKindOf(content, "invoice.exe")).toBe(kind);
    expect(fileKindOf(content, "")).toBe(kind);
  });

  test("a text is CSV where it is called so; bytes that are no text are not", () => {
    expect(fileKindOf(text("a,b\n1,2\n"), "Lines.CSV")).toBe("csv");
    expect(fileKindOf(bytes(0x00, 0x01), "lines.csv")).toBeNull();
  });

  test.each([
    ["nothing", bytes()],
    ["a program", text("MZ\u0000\u0003")],
    ["a zip", aZip("a.txt")],
    ["a zip that ends early", aZip(...workbook).subarray(0, 40)],
    ["a workbook with macros", aZip(...workbook, "xl/vbaProject.bin")],
    ["Windows-1252", bytes(0x47, 0x72, 0xf6, 0xdf, 0x65)],
    ["a broken character", bytes(0x41, 0xe2, 0x82)],
    ["an overlong character", bytes(0xc0, 0xaf)],
    ["half a pair", bytes(0xed, 0xa0, 0x80)],
    ["an escape", text("\u001b[31m")],
  ])("%s is none", (_, content) => {
    expect(fileKindOf(content, "file.pdf")).toBeNull();
  });
});

test.each([
  ["../../etc/pass wd.pdf", "pdf", "pass wd.pdf"],
  ["C:\\Invoices\\May.PDF", "pdf", "May.pdf"],
  ["page.html", "text", "page.html.txt"],
  ["photo.JPEG", "jpeg", "photo.jpeg"],
  ["invoice\u202Efdp.exe", "pdf", "invoicefdp.exe.pdf"],
  ["a\r\nb:c?.csv", "csv", "ab_c_.csv"],
  ["..", "png", "file.png"],
  [".pdf", "pdf", "pdf.pdf"],
  ["", "xlsx", "file.xlsx"],
  [`${"x".repeat(500)}.pdf`, "pdf", `${"x".repeat(116)}.pdf`],
  ["x".repeat(500), "csv", `${"x".repeat(116)}.csv`],
] as const)("%s is called plainly", (raw, kind, name) => {
  expect(cleanFileName(raw, kind)).toBe(name);
});

test.each([
  [812, "812 B"],
  [4200, "4.1 KB"],
  [12_582_912, "12 MB"],
])("%d bytes are %s", (size, words) => {
  expect(fileSize(size)).toBe(words);
});
