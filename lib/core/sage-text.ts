import { fits, isDecimal, type Money, toScale, trim } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";

/**
 * The text of Sage's import files: one record per line, text in double quotes, numbers bare, nothing between the commas
 * of an empty field, CRLF (domain/sage-300-cre.md 2). Whatever the files cannot carry is refused with the place named;
 * nothing is ever stripped, replaced or cut.
 */

/** The 27 characters that Windows-1252 keeps in 0x80-0x9F; the five other bytes of that range mean nothing. */
const HIGH = new Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");
const NAMES: Readonly<Record<string, string>> = {
  '"': "a double quote",
  "\t": "a tab",
  "\n": "a line break",
  "\r": "a carriage return",
  "\u2028": "a line separator (U+2028)",
  "\u2029": "a paragraph separator (U+2029)",
};

export type TextProblem =
  | { readonly kind: "character"; readonly character: string; readonly name: string; readonly position: number }
  | { readonly kind: "blanks" }
  | { readonly kind: "too_long"; readonly length: number; readonly limit: number };

export type SageDateFormat = "mm/dd/yyyy" | "dd/mm/yyyy" | "yyyy-mm-dd" | "mmddyyyy";

/** One field of a record, before it is text. `fixedDecimals` writes a number with just so many decimals ("10.00"). */
export type SageField =
  | { readonly kind: "text"; readonly name: string; readonly value: string; readonly limit: number }
  | {
      readonly kind: "number";
      readonly name: string;
      readonly value: Money;
      readonly digits: number;
      readonly decimals: number;
      readonly fixedDecimals?: number;
    }
  | {
      readonly kind: "date";
      readonly name: string;
      readonly value: string;
      readonly format: SageDateFormat;
      /** Written without quotes, as invoices have their dates (domain 3.6). */
      readonly isBare?: true;
    }
  | { readonly kind: "flag"; readonly name: string; readonly value: boolean }
  | { readonly kind: "empty"; readonly name: string };
export type SageRecord = { readonly record: string; readonly fields: readonly SageField[] };

/** True for a character that a quoted field can hold: printable Windows-1252 without the double quote. */
function isCarried(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x7f) return code >= 0x20 && character !== '"';
  return (code >= 0xa0 && code <= 0xff) || HIGH.has(character);
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const isInvisible = code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code <= 0xdfff);
  return NAMES[character] ?? (isInvisible ? `the character ${hex}` : `“${character}” (${hex})`);
}

/**
 * The first reason why Sage's import cannot carry this text as it is, null when it can: a character (with its position,
 * counted from 1), blanks at either end (Sage trims them, the read-back would differ), or more than `limit` characters.
 */
export function textProblem(text: string, limit: number): TextProblem | null {
  const characters = [...text];
  const index = characters.findIndex((character) => !isCarried(character));
  const character = characters[index];
  if (character !== undefined) return { kind: "character", character, name: nameOf(character), position: index + 1 };
  if (text !== text.trim()) return { kind: "blanks" };
  return characters.length > limit ? { kind: "too_long", length: characters.length, limit } : null;
}

/** The problem as a sentence; `label` names the text and begins the sentence. */
export function wordsOfTextProblem(label: string, problem: TextProblem): string {
  if (problem.kind === "blanks") return `${label} begins or ends with a blank; Sage would drop it.`;
  if (problem.kind === "too_long") return `${label} has ${problem.length} characters; Sage takes ${problem.limit}.`;
  return `${label} has ${problem.name} at position ${problem.position}; Sage's import cannot carry it.`;
}

/** True for a day that exists, written YYYY-MM-DD, in the years 1900 to 2999. */
export function isBusinessDate(text: string): boolean {
  if (!/^(19|2\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The date (YYYY-MM-DD, must exist) in Sage's format. Throws on anything else: check with `isBusinessDate` first. */
export function sageDate(date: string, format: SageDateFormat): string {
  if (!isBusinessDate(date)) throw new TypeError(`not a business date: ${JSON.stringify(date.slice(0, 20))}`);
  const [year = "", month = "", day = ""] = date.split("-");
  if (format === "mmddyyyy") return `${month}${day}${year}`;
  if (format === "yyyy-mm-dd") return date;
  return format === "dd/mm/yyyy" ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
}

/**
 * The lines of a file, each ended by CRLF. Refuses (`item.not_rendered`) with the first field that cannot be written:
 * text by `textProblem`, a number that is no decimal or out of digits, a date that does not exist.
 */
export function renderRecords(records: readonly SageRecord[]): Outcome<string> {
  const lines: string[] = [];
  for (const { record, fields } of records) {
    const values: string[] = [record];
    for (const field of fields) {
      const written = renderField(field);
      if (!written.ok) return written;
      values.push(written.value);
    }
    lines.push(`${values.join(",")}\r\n`);
  }
  return ok(lines.join(""));
}

function renderField(field: SageField): Outcome<string> {
  switch (field.kind) {
    case "empty":
      return ok("");
    case "flag":
      return ok(field.value ? "1" : "0");
    case "text":
      return renderText(field.name, field.value, field.limit);
    case "number":
      return renderNumber(field);
    case "date":
      if (!isBusinessDate(field.value)) return refuse("item.not_rendered", { problem: `${field.name} is not a date.` });
      return ok(writtenDate(field));
  }
}

/** The estimate file writes its date bare, the commitment file in quotes (domain 2, dates). */
function writtenDate({ value, format, isBare }: Extract<SageField, { kind: "date" }>): string {
  const date = sageDate(value, format);
  return isBare || format === "mmddyyyy" ? date : `"${date}"`;
}

function renderText(name: string, value: string, limit: number): Outcome<string> {
  const problem = textProblem(value, limit);
  if (problem) return refuse("item.not_rendered", { problem: wordsOfTextProblem(name, problem) });
  return ok(value === "" ? "" : `"${value}"`);
}

function renderNumber(field: Extract<SageField, { kind: "number" }>): Outcome<string> {
  const { name, value, digits, decimals, fixedDecimals } = field;
  if (!isDecimal(value)) return refuse("item.not_rendered", { problem: `${name} is not a number.` });
  if (!fits(value, digits, decimals)) {
    const problem = `${name} is ${value}; Sage takes ${digits} digits before and ${decimals} after the point.`;
    return refuse("item.not_rendered", { problem });
  }
  return ok(fixedDecimals === undefined ? trim(value) : toScale(value, fixedDecimals));
}

/** The fields of one written line without their quotes, the record id first; the reverse of `renderRecords` for a line. */
export function splitRecord(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,"]*))/g)].map((match) => match[1] ?? match[2] ?? "");
}

/** 32 characters that nobody mistakes for another: no 0, 1, I, O. */
const TAG_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/** A short tag for file names, the same for the same seed: FNV-1a over the seed's UTF-16 bytes, folded to 40 bits. */
export function documentTag(seed: string): string {
  let hash = FNV_OFFSET;
  for (let index = 0; index < seed.length; index += 1) {
    const unit = seed.charCodeAt(index);
    for (const byte of [unit & 0xff, unit >> 8]) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  }
  let folded = (hash >> 40n) ^ (hash & 0xffffffffffn);
  let tag = "";
  for (let place = 0; place < 8; place += 1) {
    tag += TAG_ALPHABET[Number(folded & 31n)];
    folded >>= 5n;
  }
  return tag;
}
