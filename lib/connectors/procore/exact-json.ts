import type { Json } from "#lib/core/canonical-json.ts";

const NUMBER = /^-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Reads JSON without a number ever passing through a float: whole numbers within the safe range come as numbers, every
 * other number (a fraction, an exponent, a long id) as the text it was sent as. Throws SyntaxError as JSON.parse does.
 */
export function parseExactJson(text: string): Json {
  return JSON.parse(quoteInexactNumbers(text)) as Json;
}

function quoteInexactNumbers(text: string): string {
  let quoted = "";
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === 0x22) {
      at = endOfString(text, at);
    } else if (isNumberChar(char)) {
      const end = endOfNumber(text, at);
      const token = text.slice(at, end);
      if (isInexact(token) && !isBeforeColon(text, end)) {
        quoted += `${text.slice(copied, at)}"${token}"`;
        copied = end;
      }
      at = end;
    } else {
      at += 1;
    }
  }
  return copied === 0 ? text : quoted + text.slice(copied);
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1;
  return slashes % 2 === 1;
}

/** A digit, a sign or a point: letters are taken only inside a number, or the words true and false would be cut. */
function isNumberChar(char: number): boolean {
  return (char >= 0x30 && char <= 0x39) || char === 0x2d || char === 0x2b || char === 0x2e;
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length) {
    const char = text.charCodeAt(end);
    if (!isNumberChar(char) && char !== 0x65 && char !== 0x45) break;
    end += 1;
  }
  return end;
}

function isInexact(token: string): boolean {
  const parts = NUMBER.exec(token);
  if (parts === null) return false;
  return parts[1] !== undefined || parts[2] !== undefined || !Number.isSafeInteger(Number(token));
}

/** A number where only a key may stand is left alone, so that JSON.parse still refuses the text. */
function isBeforeColon(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  return text.charAt(at) === ":";
}
