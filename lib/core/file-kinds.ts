/** What may be attached to a comment. A kind is what the bytes are: the name decides only between two ways to call a text. */
export const fileKinds = {
  pdf: { label: "PDF", type: "application/pdf", endings: ["pdf"] },
  png: { label: "PNG", type: "image/png", endings: ["png"] },
  jpeg: { label: "JPEG", type: "image/jpeg", endings: ["jpg", "jpeg"] },
  text: { label: "Text", type: "text/plain; charset=utf-8", endings: ["txt"] },
  csv: { label: "CSV", type: "text/csv; charset=utf-8", endings: ["csv"] },
  xlsx: {
    label: "XLSX",
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    endings: ["xlsx"],
  },
} as const satisfies Record<string, { label: string; type: string; endings: readonly [string, ...string[]] }>;
export type FileKind = keyof typeof fileKinds;

export const fileLimits = { bytes: 20 * 1024 * 1024, perComment: 10, unsent: 50, nameLength: 120 } as const;
/** The limit as people read it. */
export const largestFile = "20 MB";
export const allowedKinds = "PDF, PNG, JPEG, plain text, CSV or XLSX";

/** What the bytes are; null for everything else. */
export function fileKindOf(bytes: Uint8Array, name: string): FileKind | null {
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return "pdf";
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "jpeg";
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return isWorkbook(bytes) ? "xlsx" : null;
  if (!isPlainText(bytes)) return null;
  return name.toLowerCase().endsWith(".csv") ? "csv" : "text";
}

/** A name without folders, invisible characters and what a file system refuses; "file" where nothing is left. */
export function plainFileName(raw: string): string {
  const base = raw.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const words = base
    .replace(/\p{C}/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  return [...words].slice(0, fileLimits.nameLength).join("") || "file";
}

/** A plain name with an ending that says what the bytes are: `page.html` whose bytes are text becomes `page.html.txt`. */
export function cleanFileName(raw: string, kind: FileKind): string {
  const words = plainFileName(raw);
  const { endings } = fileKinds[kind];
  const ending = endings.find((one) => words.toLowerCase().endsWith(`.${one}`)) ?? endings[0];
  const stem = words.toLowerCase().endsWith(`.${ending}`) ? words.slice(0, -ending.length - 1) : words;
  const short = [...stem].slice(0, fileLimits.nameLength - ending.length - 1).join("");
  return `${short.trim()}.${ending}`;
}

/** Bytes as people read them: "812 B", "4.1 KB", "12 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / 1024 / 1024, "MB"];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, n) => bytes[n] === byte);
}

/** A zip whose directory has a workbook and no macros. */
function isWorkbook(bytes: Uint8Array): boolean {
  const names = zipNames(bytes);
  return names.has("[Content_Types].xml") && names.has("xl/workbook.xml") && !names.has("xl/vbaProject.bin");
}

/** The names in a zip's directory, which stands at its end; empty where there is none. */
function zipNames(bytes: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [tail, entry, longestComment] = [22, 46, 65_535];
  let end = bytes.length - tail;
  while (end >= 0 && end >= bytes.length - tail - longestComment && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return names;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && at + entry <= end; left -= 1) {
    if (view.getUint32(at, true) !== 0x02014b50) return names;
    const nameLength = view.getUint16(at + 28, true);
    names.add(String.fromCharCode(...bytes.subarray(at + entry, at + entry + nameLength)));
    at += entry + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

/** UTF-8 without control characters other than tab, line feed, form feed and carriage return. */
function isPlainText(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOfCharacter(bytes, at);
    if (length === 0) return false;
    at += length;
  }
  return bytes.length > 0;
}

const textControls = new Set([0x09, 0x0a, 0x0c, 0x0d]);

/** How many bytes the character has that begins here; 0 where none of a text does. */
function lengthOfCharacter(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return (first < 0x20 && !textControls.has(first)) || first === 0x7f ? 0 : 1;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let n = 1; n < length; n += 1) if (((bytes[at + n] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  const isOverlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const isOutside = (first === 0xed && second >= 0xa0) || (first === 0xf4 && second >= 0x90);
  return isOverlong || isOutside ? 0 : length;
}
