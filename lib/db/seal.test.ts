import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { seal, unseal } from "#lib/db/seal.ts";

const key = randomBytes(32).toString("base64");

test("a sealed secret comes back, and is never sealed to the same text twice", () => {
  const sealed = seal(key, "schlüssel ✓");
  expect(sealed).toMatch(/^v1\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]+$/);
  expect(unseal(key, sealed)).toBe("schlüssel ✓");
  expect(seal(key, "schlüssel ✓")).not.toBe(sealed);
  expect(unseal(key, seal(key, ""))).toBe("");
});

test.each([
  ["another key", (sealed: string) => [randomBytes(32).toString("base64"), sealed]],
  ["changed data", (sealed: string) => [key, sealed.replace(/.$/, (last) => (last === "A" ? "B" : "A"))]],
  ["a cut tag", (sealed: string) => [key, sealed.replace(/\.([^.]{8})[^.]*\.([^.]*)$/, ".$1.$2")]],
  ["no form", () => [key, "v1.secret"]],
  ["a short key", (sealed: string) => [randomBytes(16).toString("base64"), sealed]],
])("with %s nothing is given out", (_, change) => {
  const [used = "", text = ""] = change(seal(key, "a longer secret"));
  expect(() => unseal(used, text)).toThrow(/sealed|32 bytes/);
});
