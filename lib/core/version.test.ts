import { expect, test } from "vitest";
import { isAtLeast } from "#lib/core/version.ts";

test("versions are compared part by part, as numbers", () => {
  const later = ["17.1.4", "17.1.10", "17.2", "18.1", "20"];
  const earlier = ["17.1.3", "17.1", "16.12.9", "9.9"];
  expect(later.filter((version) => !isAtLeast(version, "17.1.4"))).toEqual([]);
  expect(earlier.filter((version) => isAtLeast(version, "17.1.4"))).toEqual([]);
});
