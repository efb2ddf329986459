import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { commitment } from "#lib/records/commitment/definition.ts";
import { aCommitment, aLine, someFacts, someFields } from "#lib/records/commitment/fixtures.ts";

describe("what the rules need to know", () => {
  test("each combination once, the wanted id as typed and in capitals", () => {
    const body = aCommitment({ lines: [aLine(1), aLine(1), aLine(2, { extra: "PARK" })] });
    expect(commitment.factsQuery(body, someFields({ sageId: "sc-7" }))).toEqual({
      projectSourceId: "77",
      vendorSourceId: "555",
      codes: [
        { extra: "", costCode: "26-010", category: "S" },
        { extra: "PARK", costCode: "26-020", category: "S" },
      ],
      takenIn: "commitments",
      standsOn: true,
      erpIds: ["sc-7", "SC-7"],
    });
  });
  test("no vendor, no wanted id", () => {
    const query = commitment.factsQuery(aCommitment({ vendor: null }), {});
    expect(query).toMatchObject({ vendorSourceId: null, erpIds: [] });
  });
});

describe("prefill", () => {
  const prefill = (body: Parameters<typeof aCommitment>[0], profile: Partial<CompanyProfile> = {}) =>
    commitment.prefill(aCommitment(body), someFacts({ profile: CompanyProfile.parse(profile) }));

  test("number, contract date and title", () => {
    expect(prefill({ number: "sc-7" })).toEqual({ sageId: "SC-7", date: "2026-05-04", description: "Site electrical" });
  });
  test("today without a contract date, no description when Sage cannot hold the title", () => {
    expect(prefill({ contractDate: null, title: "x".repeat(31) })).toMatchObject({
      date: "2026-05-20",
      description: "",
    });
    expect(prefill({ title: '3/4" pipe' })).toMatchObject({ description: "" });
  });
  test("the company's settings", () => {
    expect(prefill({}, { contractNumberAsCommitmentId: false })).toMatchObject({ sageId: "" });
    expect(prefill({ number: "sc-7" }, { capitalIds: false })).toMatchObject({ sageId: "sc-7" });
  });
  test("fills the fields that the type declares, and a clean item is clean with them", () => {
    const [body, facts] = [aCommitment(), someFacts()];
    const fields = commitment.prefill(body, facts);
    expect(Object.keys(fields)).toEqual(commitment.exportFields.map((field) => field.name));
    expect(commitment.rules(body, fields, facts)).toEqual([]);
  });
});

test("documents of one commitment are one family, however its id is spelled", () => {
  expect(commitment.familyKey("sc-7")).toBe("commitment:SC-7");
});
