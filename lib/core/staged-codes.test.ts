import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import { codeDifferences, lostCodes, type StagedCode, stagedCodeRules, tiersOf } from "#lib/core/staged-codes.ts";

const code = (id: string, more: Partial<StagedCode> = {}): StagedCode => {
  return { code: id, name: `Work ${id}`, isGroup: false, categories: ["SUB"], ...more };
};
const makers = findingMakers("job");
const profile = CompanyProfile.parse({});
const rules = (codes: readonly StagedCode[]) => stagedCodeRules(codes, "job 24-05", profile, makers);

describe("findings", () => {
  test("sectioned codes with categories, and group codes without, can go", () => {
    expect(rules([code("26-010"), code("26-000", { isGroup: true, categories: [] })])).toEqual([]);
  });

  test("a code without a category says which, and what to do in Sage", () => {
    const [finding] = rules([code("26-010", { categories: [] })]);
    expect(finding).toMatchObject({ code: "job.category.missing", severity: "blocks", fixer: "sage" });
    expect(finding?.sentence).toBe(
      "Cost code 26-010 “Work 26-010” of job 24-05 has no category; Procore needs one at least.",
    );
    expect(finding?.fix.words).toContain("In Sage, add a category to 26-010");
  });

  test("many bad codes are named as far as a person reads, the rest is counted", () => {
    const bad = Array.from({ length: 11 }, (_, n) => code(`9${String(n).padStart(2, "0")}`));
    const found = rules(bad);
    expect(found).toHaveLength(9);
    expect(found.at(-1)?.sentence).toBe("3 more codes of job 24-05 cannot go to Procore.");
  });
});

describe("tiers", () => {
  test("two tiers: the group code names its division and is no code of its own", () => {
    const group = code("26-000", { name: "Electrical", isGroup: true, categories: [] });
    expect(tiersOf([group, code("26-010"), code("27-010")], "-")).toEqual([
      [
        { code: "26", last: "26", parent: null, name: "Electrical" },
        { code: "27", last: "27", parent: null, name: "Division 27" },
      ],
      [
        { code: "26-010", last: "010", parent: "26", name: "Work 26-010" },
        { code: "27-010", last: "010", parent: "27", name: "Work 27-010" },
      ],
    ]);
  });

  test("three tiers: the one in the middle has its parent and its group's name", () => {
    const groups = [
      code("01.00.00", { name: "General", isGroup: true }),
      code("01.20.00", { name: "Fees", isGroup: true }),
    ];
    const tiers = tiersOf([...groups, code("01.20.05")], ".");
    expect(tiers.map((tier) => tier.map((one) => [one.code, one.last, one.parent, one.name]))).toEqual([
      [["01", "01", null, "General"]],
      [["01.20", "20", "01", "Fees"]],
      [["01.20.05", "05", "01.20", "Work 01.20.05"]],
    ]);
  });
});

describe("differences", () => {
  const before = [code("26-010", { categories: ["MAT", "SUB"] }), code("26-020"), code("26-030")];
  const after = [code("26-010"), code("26-020", { name: "Renamed" }), code("26-040")];

  test("say what came, went, lost a category or was renamed, and nothing else", () => {
    expect(codeDifferences(before, after)).toEqual([
      { label: "Cost code 26-010", before: "Work 26-010 · MAT, SUB", after: "Work 26-010 · SUB" },
      { label: "Cost code 26-020", before: "Work 26-020 · SUB", after: "Renamed · SUB" },
      { label: "Cost code 26-030", before: "Work 26-030 · SUB", after: "" },
      { label: "Cost code 26-040", before: "", after: "Work 26-040 · SUB" },
    ]);
    expect(codeDifferences(before, before)).toEqual([]);
  });

  test("lost is what is gone or has lost a category", () => {
    expect(lostCodes(before, after)).toEqual(["26-010", "26-030"]);
    expect(lostCodes(after, [...before, ...after])).toEqual([]);
  });
});
