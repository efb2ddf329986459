import { type Field, type FileKind, type Layout, layoutsOf } from "#lib/simulators/sage/layouts.ts";
import { decodeWindows1252 } from "#lib/simulators/sage/windows-1252.ts";

export type MalformedCode =
  | "empty_file"
  | "blank_line"
  | "not_ended"
  | "bare_line_end"
  | "control_character"
  | "unclosed_quote"
  | "stray_quote"
  | "unknown_record"
  | "field_count"
  | "missing"
  | "not_quoted"
  | "quoted_number"
  | "text_too_long"
  | "not_a_number"
  | "too_many_digits"
  | "not_a_flag"
  | "not_a_date";

export interface Malformed {
  code: MalformedCode;
  words: string;
}

export interface ParsedLine {
  number: number;
  /** The bytes as they came, line end included. */
  raw: Buffer;
  record: string;
  key: string;
  values: Readonly<Record<string, string>>;
  refusals: readonly Malformed[];
}

interface Token {
  value: string;
  quoted: boolean;
}

const refuse = (code: MalformedCode, words: string): Malformed => ({ code, words });
const say = (name: string): string => name.replaceAll("_", " ");

export function parseFile(file: FileKind, bytes: Buffer, invoices: readonly Layout[] = []): ParsedLine[] {
  if (bytes.length === 0) {
    const refusals = [refuse("empty_file", "file is empty")];
    return [{ number: 1, raw: bytes, record: "?", key: "?", values: {}, refusals }];
  }
  const layouts = layoutsOf(file, invoices);
  return splitLines(bytes).map((raw, index) => parseLine(layouts, raw, index + 1));
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf("\r\n", start, "latin1");
    const next = end < 0 ? bytes.length : end + 2;
    lines.push(bytes.subarray(start, next));
    start = next;
  }
  return lines;
}

function parseLine(layouts: readonly Layout[], raw: Buffer, number: number): ParsedLine {
  const line = decodeWindows1252(raw);
  const isEnded = line.endsWith("\r\n");
  const text = isEnded ? line.slice(0, -2) : line;
  const { tokens, refusal } = tokenize(text);
  const refusals = lineRefusals(text, isEnded);
  if (refusal && refusals.length === 0) refusals.push(refusal);
  const record = tokens[0]?.value ?? "";
  const layout = layouts.find((one) => one.record === record);
  if (!layout) {
    if (refusals.length === 0) refusals.push(refuse("unknown_record", "record not known"));
    return { number, raw, record: "?", key: "?", values: {}, refusals };
  }
  const values: Record<string, string> = {};
  const isWhole = refusals.length === 0;
  if (isWhole) refusals.push(...countRefusals(layout, tokens.length - 1));
  layout.fields.forEach((field, index) => {
    const read = readField(field, tokens[index + 1] ?? { value: "", quoted: false });
    values[field.name] = read.value;
    if (isWhole && read.refusal && index < tokens.length - 1) refusals.push(read.refusal);
  });
  const key = layout.key.map((name) => values[name] || "?").join("/");
  return { number, raw, record, key, values, refusals };
}

function lineRefusals(text: string, isEnded: boolean): Malformed[] {
  if (text === "") return [refuse("blank_line", "blank line")];
  if (/[\r\n]/.test(text)) return [refuse("bare_line_end", "line end without carriage return")];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes to refuse
  if (/[\u0000-\u001f\u007f\u0081\u008d\u008f\u0090\u009d]/.test(text)) {
    return [refuse("control_character", "character not printable")];
  }
  return isEnded ? [] : [refuse("not_ended", "last line not ended")];
}

function countRefusals(layout: Layout, count: number): Malformed[] {
  const least = layout.fields.reduce((last, field, index) => (field.required ? index + 1 : last), 0);
  if (count > layout.fields.length) return [refuse("field_count", "too many fields")];
  return count < least ? [refuse("field_count", "too few fields")] : [];
}

function tokenize(text: string): { tokens: Token[]; refusal?: Malformed } {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    const token = text[position] === '"' ? quotedToken(text, position) : bareToken(text, position);
    if ("code" in token) return { tokens, refusal: token };
    tokens.push({ value: token.value, quoted: token.quoted });
    if (token.end >= text.length) return { tokens };
    position = token.end + 1;
  }
}

function bareToken(text: string, start: number): (Token & { end: number }) | Malformed {
  const comma = text.indexOf(",", start);
  const end = comma < 0 ? text.length : comma;
  const value = text.slice(start, end);
  if (value.includes('"')) return refuse("stray_quote", "quote inside field");
  return { value, quoted: false, end };
}

function quotedToken(text: string, start: number): (Token & { end: number }) | Malformed {
  let value = "";
  let position = start + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    if (quote < 0) return refuse("unclosed_quote", "quote not closed");
    value += text.slice(position, quote);
    if (text[quote + 1] !== '"') {
      const end = quote + 1;
      if (end < text.length && text[end] !== ",") return refuse("stray_quote", "quote inside field");
      return { value, quoted: true, end };
    }
    value += '"';
    position = quote + 2;
  }
}

function readField(field: Field, token: Token): { value: string; refusal?: Malformed } {
  const value = token.value.trim();
  const name = say(field.name);
  if (value === "") {
    return field.required ? { value, refusal: refuse("missing", `${name} is blank`) } : { value };
  }
  switch (field.kind) {
    case "unused":
      return { value };
    case "text":
      if (!token.quoted) return { value, refusal: refuse("not_quoted", `${name} not in quotes`) };
      if (value.length > field.length) {
        return { value, refusal: refuse("text_too_long", `${name} over ${field.length} characters`) };
      }
      return { value };
    case "number":
      return { value, ...numberRefusal(field, token) };
    case "flag":
      if (token.quoted || !/^[01]$/.test(value)) {
        return { value, refusal: refuse("not_a_flag", `${name} not 0 or 1`) };
      }
      return { value };
    case "slash_date":
    case "bare_date":
    case "plain_date":
      return readDate(field.kind, name, token);
  }
}

function numberRefusal(field: Extract<Field, { kind: "number" }>, token: Token): { refusal?: Malformed } {
  const name = say(field.name);
  if (token.quoted) return { refusal: refuse("quoted_number", `${name} in quotes`) };
  const match = /^-?(\d+)(?:\.(\d+))?$/.exec(token.value);
  if (!match) return { refusal: refuse("not_a_number", `${name} not numeric`) };
  const whole = (match[1] ?? "").replace(/^0+/, "");
  const decimals = match[2] ?? "";
  if (whole.length > field.digits || decimals.length > field.decimals) {
    return { refusal: refuse("too_many_digits", `${name} over ${field.digits}.${field.decimals} digits`) };
  }
  return {};
}

function readDate(
  kind: "slash_date" | "bare_date" | "plain_date",
  name: string,
  token: Token,
): { value: string; refusal?: Malformed } {
  const refusal = refuse("not_a_date", `${name} not valid`);
  const form = kind !== "plain_date" ? /^(\d\d)\/(\d\d)\/(\d{4})$/ : /^(\d\d)(\d\d)(\d{4})$/;
  const match = form.exec(token.value);
  if (!match || token.quoted !== (kind === "slash_date")) return { value: token.value, refusal };
  const [, month = "", day = "", year = ""] = match;
  const iso = `${year}-${month}-${day}`;
  const date = new Date(`${iso}T00:00:00Z`);
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
  return isReal && Number(year) >= 1900 ? { value: iso } : { value: iso, refusal };
}
