/** A number that goes out in the digits it was given in: long ids and amounts would not survive a JavaScript number. */
export class Digits {
  readonly text: string;

  /** Throws when the text is not a decimal number. */
  constructor(text: string) {
    if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) throw new TypeError("A number for Procore is not a decimal.");
    this.text = text;
  }
}

export type Body = string | boolean | null | Digits | readonly Body[] | { readonly [field: string]: Body | undefined };

/** The JSON text of a request; a field that is undefined is left out. */
export function exactBody(value: Body): string {
  if (value instanceof Digits) return value.text;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(exactBody).join(",")}]`;
  const fields = Object.entries(value).filter((entry): entry is [string, Body] => entry[1] !== undefined);
  return `{${fields.map(([field, entry]) => `${JSON.stringify(field)}:${exactBody(entry)}`).join(",")}}`;
}

/** An id for a body; throws when it is not a whole number. */
export function idDigits(id: string): Digits {
  if (!/^[1-9]\d{0,18}$/.test(id)) throw new TypeError("An id of Procore is a whole number.");
  return new Digits(id);
}

function isList(value: object): value is readonly Body[] {
  return Array.isArray(value);
}
