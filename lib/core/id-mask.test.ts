import { expect, test } from "vitest";
import { fitsMask } from "#lib/core/id-mask.ts";

test.each([
  ["24-001", "99-999", true],
  ["24-01", "99-999", false],
  ["24-0011", "99-999", false],
  ["2A-001", "99-999", false],
  ["AB1", "AAX", true],
  ["ABC", "AAX", true],
  ["A1C", "AAX", false],
  ["V0012", "V9999", true],
  ["W0012", "V9999", false],
  ["", "", true],
])("%j in %j: %s", (id, mask, fits) => {
  expect(fitsMask(id, mask)).toBe(fits);
});
