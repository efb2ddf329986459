import { expect, test } from "vitest";
import { blocks, type Finding, laneOf, type Severity } from "#lib/core/findings.ts";

const finding = (severity: Severity): Finding => ({
  code: `commitment.title.${severity}`,
  severity,
  sentence: "The title is too long.",
  field: "title",
  asOf: null,
  fixer: "project",
  fix: { words: "Shorten it in Procore." },
});

test.each<[Severity[], string]>([
  [[], "clean"],
  [["informs"], "clean"],
  [["informs", "warns"], "look"],
  [["warns", "blocks"], "blocked"],
  [["blocks"], "blocked"],
])("%j is %s", (severities, lane) => {
  expect(laneOf(severities.map(finding))).toBe(lane);
});

test("blocks keeps the blocking ones in order", () => {
  expect(blocks([finding("warns"), finding("blocks"), finding("informs")])).toEqual([finding("blocks")]);
});
