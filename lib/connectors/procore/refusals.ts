import type { FieldMessages, ProcoreCode, ProcoreErrorKind } from "#lib/connectors/procore/procore-error.ts";
import type { Json } from "#lib/core/canonical-json.ts";

/** Vendor text is read in this file and nowhere else. */
export type Refused = { kind: ProcoreErrorKind; code: ProcoreCode; fields: FieldMessages; message: string };

/** An answer with a failing status, whichever of Procore's body shapes it has; `body` is null when it was not JSON. */
export function readRefusal(status: number, body: Json): Refused {
  const { messages, fields } = readMessages(body);
  const [kind, usual] = meaningOf(status, fields);
  const words = [...messages, ...Object.entries(fields).map(([field, texts]) => `${field} ${texts.join(", ")}`)];
  const message = words.length === 0 ? `Procore answered with status ${status}.` : shorten(words.join("; "));
  return { kind, code: codeOf(messages, fields) ?? usual, fields, message };
}

/** One row of the `errors` of a sync answer: `{<submitted attributes>, errors: {field: [text]}}`. */
export function readRowRefusal(row: Json): Refused {
  return readRefusal(422, isObject(row) && row.errors !== undefined ? { errors: row.errors } : row);
}

function meaningOf(status: number, fields: FieldMessages): [ProcoreErrorKind, ProcoreCode] {
  if (status === 400 && Object.keys(fields).length > 0) return ["validation", "value.invalid"];
  if (status === 401) return ["reconnect", "access.token"];
  if (status === 403) return ["permission", "access.denied"];
  if (status === 404 || status === 410) return ["not_found", "record.gone"];
  if (status === 405 || status === 501) return ["permanent", "request.not_offered"];
  if (status === 409) return ["conflict", "record.changed"];
  if (status === 413) return ["too_large", "request.too_large"];
  if (status === 422) return ["validation", "value.invalid"];
  if (status === 429) return ["rate", "rate.limited"];
  if (status === 408 || status >= 500) return ["transient", "server.unavailable"];
  if (status >= 300 && status < 400) return ["permanent", "answer.redirect"];
  return ["permanent", "request.invalid"];
}

const PHRASES: readonly (readonly [RegExp, ProcoreCode])[] = [
  [/app(lication)? is not connected to/i, "access.not_connected"],
  [/missing procore-company-id/i, "access.company_header"],
  [/\b(invalid_client|invalid_grant|unauthorized_client)\b/i, "access.credentials"],
  [/(synced|integrated) with .*erp|is locked|erp.*(locked|cannot be (changed|edited|deleted))/i, "record.locked"],
];

const FIELD_PHRASES: readonly (readonly [string, RegExp, ProcoreCode])[] = [
  ["origin_id", /taken|already|in use|unique/i, "origin.in_use"],
  ["id", /not exist|not found/i, "record.gone"],
];

function codeOf(messages: readonly string[], fields: FieldMessages): ProcoreCode | null {
  for (const [field, phrase, code] of FIELD_PHRASES) if (fields[field]?.some((text) => phrase.test(text))) return code;
  const texts = [...messages, ...Object.values(fields).flat()];
  for (const [phrase, code] of PHRASES) if (texts.some((text) => phrase.test(text))) return code;
  return null;
}

type Messages = { messages: string[]; fields: Record<string, string[]> };

function readMessages(body: Json): Messages {
  const found: Messages = { messages: [], fields: {} };
  if (typeof body === "string") found.messages.push(body);
  if (!isObject(body)) return found;
  readErrors(body.errors ?? null, found);
  if (isObject(body.fields)) readFields(body.fields, "", found);
  if (isObject(body.error)) readNested(body.error, found);
  for (const key of ["error", "code", "message", "error_description", "reason"]) pushText(body[key], found);
  return { messages: [...new Set(found.messages)], fields: found.fields };
}

/** `errors` is a text, a list of texts or of objects, or texts by field. */
function readErrors(errors: Json, found: Messages): void {
  if (typeof errors === "string") found.messages.push(errors);
  else if (isObject(errors)) readFields(errors, "", found);
  else if (isList(errors)) for (const entry of errors) readDetail(entry, found);
}

/** The body of v2: `{error: {code, message, details: […]}}`. */
function readNested(error: JsonObject, found: Messages): void {
  pushText(error.code, found);
  pushText(error.message, found);
  const { details } = error;
  if (isList(details ?? null)) for (const detail of details as readonly Json[]) readDetail(detail, found);
  else if (isObject(details)) readFields(details, "", found);
}

function readDetail(detail: Json, found: Messages): void {
  if (!isObject(detail)) {
    pushText(detail, found);
    return;
  }
  const field = [detail.field, detail.source, detail.name].find((name) => typeof name === "string");
  const text = [detail.message, detail.reason, detail.detail, detail.code].find((words) => typeof words === "string");
  if (typeof field === "string" && typeof text === "string") addField(field, text, found);
  else if (typeof text === "string") found.messages.push(text);
  else readFields(detail, "", found);
}

function readFields(object: JsonObject, prefix: string, found: Messages): void {
  for (const [key, value] of Object.entries(object)) {
    const field = prefix + key;
    if (isObject(value)) readFields(value, `${field}.`, found);
    else if (isList(value ?? null)) {
      for (const entry of value as readonly Json[]) {
        if (isObject(entry)) readFields(entry, `${field}.`, found);
        else if (entry !== null) addField(field, String(entry), found);
      }
    } else if (value !== null && value !== undefined) addField(field, String(value), found);
  }
}

function addField(field: string, text: string, found: Messages): void {
  const name = Object.hasOwn(found.fields, field) ? found.fields[field] : undefined;
  Object.defineProperty(found.fields, field, {
    value: [...(name ?? []), shorten(text)],
    enumerable: true,
    configurable: true,
  });
}

function pushText(value: Json | undefined, found: Messages): void {
  if ((typeof value === "string" && value !== "") || typeof value === "number")
    found.messages.push(shorten(String(value)));
}

function shorten(text: string): string {
  return text.length <= 500 ? text : `${text.slice(0, 497)}...`;
}

type JsonObject = { readonly [key: string]: Json | undefined };

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
