import { expect, test } from "vitest";
import { compareJob, numberKey } from "#lib/core/job-match.ts";

const is = (number: string, name: string) => ({ number, name });

test.each([
  ["24-009", "24-9"],
  ["024.009", "24-9"],
  ["24009", "24009"],
  ["a-07b", "A-7-B"],
  ["", ""],
])("%s is compared as %s", (number, key) => {
  expect(numberKey(number)).toBe(key);
});

test("the same number with a name that fits is certain", () => {
  const found = compareJob(is("24-09", "Elm Street School"), is("24-009", "Elm Street School"));
  expect(found).toEqual({ isSameNumber: true, likeness: 1, isCertain: true, score: 1 });
});

test("the same number with another name is not certain: it may have been used twice", () => {
  const found = compareJob(is("24-09", "Elm Street School"), is("24-09", "Harbor Parking Garage"));
  expect(found).toMatchObject({ isSameNumber: true, likeness: 0, isCertain: false });
});

test("the same name under another number is proposed and never certain: it may be another phase", () => {
  const found = compareJob(is("24-09", "Elm Street School"), is("24-10", "Elm Street School"));
  expect(found).toMatchObject({ isSameNumber: false, likeness: 1, isCertain: false });
  expect(found.score).toBeLessThan(compareJob(is("24-09", "Elm School"), is("24-09", "Elm Street School")).score);
});

test("what Sage cut at 30 characters is compared with as much of the name", () => {
  const name = "Northern Community Hospital Annex Building";
  expect(compareJob(is("1", name), is("1", name.slice(0, 30))).likeness).toBe(1);
});

test("two blank numbers are not the same number", () => {
  expect(compareJob(is("", "Elm"), is("--", "Elm"))).toMatchObject({ isSameNumber: false, isCertain: false });
});
