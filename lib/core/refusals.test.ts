import { expect, test } from "vitest";
import { ok, refuse } from "#lib/core/outcome.ts";
import { type RefusalCode, refusals, wordsOf } from "#lib/core/refusals.ts";

const codes = Object.keys(refusals) as RefusalCode[];

test.each(codes)("%s: no placeholder is left, with all params and with none", (code) => {
  const { sentence, fix } = refusals[code];
  const names = [...`${sentence} ${fix}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  const params = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
  for (const words of [wordsOf({ code, params }), wordsOf({ code, params: {} })])
    expect(`${words.sentence} ${words.fix}`).not.toMatch(/[{}]/);
  const full = wordsOf({ code, params });
  for (const name of names) expect(`${full.sentence} ${full.fix}`).toContain(`<${name}>`);
});

test.each(codes)("%s: a sentence and a next step", (code) => {
  const { sentence, fix } = refusals[code];
  expect(sentence.length).toBeGreaterThan(5);
  expect(fix).toMatch(/^[A-Z{].*[.}]$/);
});

test("params are put in as they are, not read again", () => {
  expect(wordsOf({ code: "input.invalid", params: { field: "{problem}", problem: "$&" } }).sentence).toBe(
    "{problem}: $&",
  );
});

test("outcomes", () => {
  expect(ok(3)).toEqual({ ok: true, value: 3 });
  expect(refuse("item.unknown")).toEqual({ ok: false, refusal: { code: "item.unknown", params: {} } });
  expect(refuse("item.blocked", { count: "1", first: "x" }, ["x"])).toMatchObject({ refusal: { details: ["x"] } });
});
