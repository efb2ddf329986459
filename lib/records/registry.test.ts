import { expect, test } from "vitest";
import { makerKinds } from "#lib/core/makers.ts";
import { recordType, recordTypeOfKind, recordTypes } from "#lib/records/registry.ts";

test("ids and source kinds are unique", () => {
  const ids = recordTypes.map((type) => type.id);
  const kinds = recordTypes.flatMap((type) => type.sourceKinds.map(({ kind }) => kind));
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(kinds).size).toBe(kinds.length);
});

test("what others stand on is made by types that are known, and leaves its link after the proof", () => {
  const makers = Object.values(makerKinds).map((kind) => recordTypeOfKind(kind));
  expect(new Set(makers.map(({ id }) => id)).size).toBe(makers.length);
  for (const kind of [makerKinds.company, makerKinds.job]) expect(recordTypeOfKind(kind).afterProof).toBeDefined();
});

test("a type is found by its id and by each of its source kinds", () => {
  for (const type of recordTypes) {
    expect(recordType(type.id)).toBe(type);
    for (const { kind } of type.sourceKinds) expect(recordTypeOfKind(kind)).toBe(type);
  }
  expect(() => recordType("budget?")).toThrow("unknown record type");
  expect(() => recordTypeOfKind("constructor")).toThrow("no record type reads");
});
