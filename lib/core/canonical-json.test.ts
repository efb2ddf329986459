import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";

const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ unit: "binary" }),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== "__proto__"),
      tie("json"),
      { maxKeys: 4 },
    ),
  ),
}));

function turned(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((entry: Json) => turned(entry));
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, turned(entry as Json)]),
  );
}

test("keys are sorted by code unit, blanks and undefined left out", () => {
  expect(canonicalJson({ b: 1, a: [true, null, "x"], é: "ü", Z: undefined, B: {} })).toBe(
    '{"B":{},"a":[true,null,"x"],"b":1,"é":"ü"}',
  );
});

test("the order of keys does not matter", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
    }),
  );
});

test("parse gives the value back, and the same text again", () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
    }),
  );
});

test("different values give different texts", () => {
  expect(canonicalJson(["1"])).not.toBe(canonicalJson([1]));
  expect(canonicalJson({ a: null })).not.toBe(canonicalJson({ a: undefined }));
  expect(canonicalJson(["a,b"])).not.toBe(canonicalJson(["a", "b"]));
});
