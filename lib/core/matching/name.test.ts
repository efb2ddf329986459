import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { initialsOf, nameOf, namesOf } from "#lib/core/matching/name.ts";
import { likenessOf } from "#lib/core/matching/spelling.ts";

describe("two spellings of one name", () => {
  test.each([
    ["Apex Concrete & Masonry, Inc.", "APEX CONCRETE AND MASONRY INC"],
    ["Häußler Électrique", "HAUßLER ELECTRIQUE"],
    ["J. B. Smith Plbg. Co.", "JB Smith Plumbing Company"],
    ["The Ortega Bros Constr. LLC", "Ortega Brothers Construction"],
    ["O’Brien Electrical Contractors", "OBrien Elec Contr"],
    ["Miller & Sons Roofing", "Miller and Son Roofing"],
  ])("%s = %s", (mine, theirs) => {
    expect(nameOf(mine).key).toBe(nameOf(theirs).key);
  });

  test.each([
    ["Pacific Plumbing", "Pacific Electric"],
    ["Miller Electric", "Mueller Electric"],
    ["A & B Roofing", "A & C Roofing"],
    ["Local 12 Services", "Local 21 Services"],
  ])("%s is not %s", (mine, theirs) => {
    expect(nameOf(mine).key).not.toBe(nameOf(theirs).key);
  });
});

test("a name that is nothing but a form keeps its words; one without letters has no key", () => {
  expect(nameOf("Company").key).toBe("company");
  expect(nameOf("LLC Inc").key).toBe("llc");
  expect(nameOf("– .").key).toBe("");
  expect(namesOf("…")).toEqual([]);
});

test("the legal form is known in one spelling", () => {
  expect(["Acme Corp", "Acme Incorporated", "Acme, Inc."].map((text) => nameOf(text).form)).toEqual([
    "inc",
    "inc",
    "inc",
  ]);
  expect(nameOf("Acme Co., LLC").form).toBe("llc");
  expect(nameOf("Acme Company").form).toBe("");
});

test("other names, and the name as Sage cuts it", () => {
  const keys = (text: string) => namesOf(text).map(({ key }) => key);
  expect(keys("Ramsey Holdings LLC d/b/a Blue Mesa Drywall")).toEqual(
    expect.arrayContaining(["ramsey holding", "blue mesa drywall"]),
  );
  expect(keys("Blue Mesa (formerly Red Mesa)")).toEqual(expect.arrayContaining(["blue mesa", "red mesa"]));
  expect(keys("Blue Mesa (Denver)")).toEqual(["blue mesa denver", "blue mesa"]);
  const long = namesOf("Halvorsen Concrete Construction and Engineering, Inc.");
  expect(long.find(({ isTrial }) => isTrial)).toMatchObject({
    key: "halvorsen concrete construct".concat("io"),
    isCut: true,
  });
  expect(nameOf("HALVORSEN CONCRETE CONSTRUCTIO")).toMatchObject({ isCut: true, isTrial: false });
});

test("initials want three words", () => {
  expect(initialsOf(nameOf("Halvorsen Concrete Construction"))).toBe("hcc");
  expect(initialsOf(nameOf("Halvorsen Concrete"))).toBe("");
});

test("whatever the text: the key is made of its words, case does not matter, and no name is empty", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 60 }), (text) => {
      const name = nameOf(text);
      expect(name.key).toBe(name.words.join(" "));
      expect(nameOf(text.toUpperCase()).key).toBe(name.key);
      for (const one of namesOf(text)) expect(one.key).not.toBe("");
    }),
  );
});

describe("likeness of words", () => {
  test.each([
    ["halvorsen", "halvorson", true],
    ["halvorsen", "havlorsen", true],
    ["constructio", "construction", true],
    ["pine", "line", false],
    ["smith", "smyth", true],
    ["ortega", "vortega", false],
    ["12", "21", false],
    ["abc", "abd", false],
  ])("%s and %s: %s", (a, b, isAlike) => {
    expect(likenessOf(a, b) > 0).toBe(isAlike);
    expect(likenessOf(b, a)).toBe(likenessOf(a, b));
  });

  test("is below 1 for different words and never negative", () => {
    const word = fc.stringMatching(/^[a-z]{1,14}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        fc.pre(a !== b);
        const likeness = likenessOf(a, b);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThan(1);
      }),
    );
  });
});
