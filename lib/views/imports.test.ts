import { expect, test } from "vitest";
import { importProgress } from "#lib/views/imports.ts";

test("a refused import is not counted as imported, neither in the bar nor in words", () => {
  expect(importProgress({ done: 3, failed: 2, total: 10 })).toEqual({
    done: 3,
    of: 10,
    words: "3 of 10 imported, 2 failed",
  });
  expect(importProgress({ done: 10, failed: 0, total: 10 })).toEqual({ done: 10, of: 10, words: "10 of 10 imported" });
});
