import { describe, expect, test } from "vitest";
import { mentionedIn, namedAt, partsOf, peopleNamed } from "#components/review/mentions.ts";

const people = [
  { id: "1", name: "Ada Kline" },
  { id: "2", name: "Ada" },
  { id: "3", name: "Milo Santos" },
];

describe("who is being named", () => {
  test("the words after an @ that begins a word", () => {
    expect(namedAt("Hello @mi", 9)).toEqual({ at: 6, typed: "mi" });
    expect(namedAt("@", 1)).toEqual({ at: 0, typed: "" });
  });
  test("nobody in an address, on another line, or without an @", () => {
    expect(namedAt("ada@kline", 9)).toBeNull();
    expect(namedAt("@ada\nthen", 9)).toBeNull();
    expect(namedAt("nobody", 6)).toBeNull();
  });
  test("a name by the beginning of any of its words", () => {
    expect(peopleNamed(people, "san").map(({ id }) => id)).toEqual(["3"]);
    expect(peopleNamed(people, "ada k").map(({ id }) => id)).toEqual(["1"]);
    expect(peopleNamed(people, "zo")).toEqual([]);
  });
});

test("the longest name wins, and a name inside a word or an address is none", () => {
  expect(mentionedIn("@Ada Kline, look", people)).toEqual(["1"]);
  expect(mentionedIn("@Ada, look", people)).toEqual(["2"]);
  expect(mentionedIn("@Adam and x@Milo Santos", people)).toEqual([]);
});

test("the pieces make the text again", () => {
  const text = "To @Milo Santos and @Ada: see @nobody";
  const parts = partsOf(
    text,
    people.map(({ name }) => name),
  );
  expect(parts.map((part) => part.text).join("")).toBe(text);
  expect(parts.filter((part) => part.isMention).map((part) => part.text)).toEqual(["@Milo Santos", "@Ada"]);
});
