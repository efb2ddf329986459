import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeParties } from "#drizzle/factories/vendor-pairs.ts";
import { decide, prepare } from "#lib/core/matching/decide.ts";
import { mailDomain, type Party, phoneDigits, streetAndZip, taxDigits } from "#lib/core/matching/party.ts";
import { rarityOf } from "#lib/core/matching/rarity.ts";

const rarity = rarityOf(new Map(), 0);
const nothing = {
  aliases: [],
  isActive: true,
  address: "",
  city: "",
  state: "",
  zip: "",
  phone: "",
  email: "",
  taxId: "",
};
const party = (name: string, over: Partial<Party> = {}): Party => ({ ...nothing, name, ...over });
const between = (mine: Party, theirs: Party) => decide(prepare(mine), prepare(theirs), rarity);

const phone = "(303) 555-0144";
const place = { address: "1200 Harbor Road\nSuite 4", zip: "80205" };

describe("certain", () => {
  test.each<[string, Party, Party, string]>([
    [
      "same name and telephone",
      party("Apex, Inc.", { phone }),
      party("APEX INC", { phone: "303.555.0144 x12" }),
      "certain",
    ],
    [
      "same name and mail domain",
      party("Apex", { email: "a@apex.example.com" }),
      party("APEX", { email: "ap@APEX.example.com" }),
      "certain",
    ],
    [
      "same name, street and postcode",
      party("Apex", place),
      party("APEX", { address: "1200 HARBOR RD", zip: "80205-1234" }),
      "certain",
    ],
    [
      "same tax id under a like name",
      party("Apex Concrete", { taxId: "84-1234567" }),
      party("APEX CONC WORKS", { taxId: "841234567" }),
      "certain",
    ],
    ["the name alone", party("Apex Concrete"), party("APEX CONCRETE"), "proposed"],
    ["same city is not enough", party("Apex", { city: "Denver" }), party("Apex", { city: "DENVER" }), "proposed"],
    [
      "a like name and the telephone",
      party("Apex Concrete", { phone }),
      party("Apex Concrete West", { phone }),
      "proposed",
    ],
    [
      "a mailbox that anybody has",
      party("Apex", { email: "a@gmail.com" }),
      party("Apex", { email: "b@gmail.com" }),
      "proposed",
    ],
    [
      "another tax id",
      party("Apex", { phone, taxId: "84-1234567" }),
      party("Apex", { phone, taxId: "84-7654321" }),
      "proposed",
    ],
    ["inactive in Sage", party("Apex", { phone }), party("Apex", { phone, isActive: false }), "proposed"],
    ["another legal form", party("Apex LLC", { phone }), party("Apex Inc", { phone }), "proposed"],
    [
      "a branch elsewhere",
      party("Apex", { email: "a@apex.example.com", phone, zip: "80205" }),
      party("Apex", { email: "b@apex.example.com", phone: "719 555 0101", zip: "80901" }),
      "proposed",
    ],
    ["nothing in common", party("Apex Concrete"), party("Bluestone Electric"), "none"],
    ["only the trade", party("Apex Concrete"), party("Bluestone Concrete"), "none"],
    ["another name under one telephone", party("Apex", { phone }), party("Zenith", { phone }), "none"],
  ])("%s", (_, mine, theirs, expected) => {
    expect(between(mine, theirs).class).toBe(expected);
    expect(between(theirs, mine).class).toBe(expected);
  });
});

test("says which words agree, how, and which clash", () => {
  const { name, fields } = between(
    party("Halvorsen Concrete Construction", { phone, city: "Denver" }),
    party("HALVORSON CONC DEMOLITION", { phone, city: "Aurora" }),
  );
  expect(name.matched).toEqual([
    { mine: "concrete", theirs: "concrete", how: "same" },
    { mine: "halvorsen", theirs: "halvorson", how: "spelling" },
  ]);
  expect([name.mine, name.theirs]).toEqual([["construction"], ["demolition"]]);
  expect(fields).toEqual({ taxId: "unknown", phone: "agrees", email: "unknown", address: "unknown", city: "differs" });
});

test("a name that a person tied to the vendor before counts as its own", () => {
  const sage = party("RMC", { aliases: ["Rocky Mountain Carpentry"] });
  expect(between(party("Rocky Mountain Carpentry, Inc."), sage)).toMatchObject({
    class: "proposed",
    name: { isSame: true },
  });
});

test("a rare word tells more than a common one", () => {
  const counts = new Map([
    ["pacific", 900],
    ["quarryman", 1],
  ]);
  const counted = rarityOf(counts, 3000);
  expect(counted("pacific")).toBeLessThan(0.2);
  expect(counted("quarryman")).toBeGreaterThan(0.8);
  const score = (mine: string, theirs: string) => decide(prepare(party(mine)), prepare(party(theirs)), counted).score;
  expect(score("Quarryman Glass", "Quarryman Steel")).toBeGreaterThan(score("Pacific Glass", "Pacific Steel"));
});

test("symmetric in score and class, whoever asks", () => {
  const parties = makeParties("symmetry", 60);
  fc.assert(
    fc.property(fc.nat(59), fc.nat(59), (a, b) => {
      const [mine, theirs] = [parties[a] as Party, parties[b] as Party];
      const [there, back] = [between(mine, theirs), between(theirs, mine)];
      expect([back.class, back.score]).toEqual([there.class, there.score]);
      if (a === b) expect(there.class).toBe("certain");
    }),
  );
});

test("what two fields are compared by", () => {
  expect([phoneDigits("+1 (303) 555-0144 ext. 7"), phoneDigits("555-0144"), phoneDigits("000-000-0000")]).toEqual([
    "3035550144",
    "",
    "",
  ]);
  expect([mailDomain("A@Apex.Example.com "), mailDomain("a@gmail.com"), mailDomain("apex")]).toEqual([
    "apex.example.com",
    "",
    "",
  ]);
  expect(streetAndZip({ address: "1200 N. Harbor Rd", zip: "80205-1111" })).toBe("1200 harbor 80205");
  expect(streetAndZip({ address: "PO Box 12", zip: "80205" })).toBe("");
  expect([taxDigits("84-1234567"), taxDigits("84-123"), taxDigits("000000000")]).toEqual(["841234567", "", ""]);
});
