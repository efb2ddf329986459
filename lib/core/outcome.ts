import type { Refusal } from "#lib/core/refusals.ts";

/** What a command answers: a value, or one refusal that a person can act on. Faults are thrown, refusals are returned. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function ok<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refuse<T = never>(
  code: Refusal["code"],
  params: Readonly<Record<string, string>> = {},
  details?: Refusal["details"],
): Outcome<T> {
  return { ok: false, refusal: details ? { code, params, details } : { code, params } };
}
