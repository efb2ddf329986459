import { describe, expect, test } from "vitest";
import type { Facts } from "#lib/core/facts.ts";
import { exampleOf, fitsMask } from "#lib/core/id-mask.ts";
import { aCode, aProject, someFacts, someFields } from "#lib/records/new-job/fixtures.ts";
import type { Project } from "#lib/records/new-job/model.ts";
import { rules } from "#lib/records/new-job/rules.ts";

const all = (over: Partial<Project> = {}, fields = {}, facts: Partial<Facts> = {}) =>
  rules(aProject(over), someFields(fields), someFacts(facts));
const codes = (...args: Parameters<typeof all>) => all(...args).map(({ code }) => code.slice("new_job.".length));
const long = (length: number) => "x".repeat(length);

test("a project without a job has no finding", () => {
  expect(all()).toEqual([]);
});

describe("the project", () => {
  test.each([
    [{ isActive: false }, ["status.inactive"]],
    [{ isErpIntegrated: false }, ["status.not_integrated"]],
    [{ name: "" }, ["name.missing"]],
    [{ name: long(30) }, []],
    [{ name: long(31) }, ["name.too_long"]],
    [{ name: "Clinic → South" }, ["name.character"]],
    [{ address: [long(30), long(31)] }, ["address.too_long"]],
    [{ address: [long(30), long(30)] }, []],
    [{ city: long(15) }, []],
    [{ city: long(16) }, ["city.too_long"]],
    [{ state: "Minn" }, []],
    [{ state: "Minne" }, ["state.too_long"]],
    [{ zip: "55802-1234" }, []],
    [{ zip: "55802-12345" }, ["zip.too_long"]],
    [{ codes: [] }, ["codes.none"]],
    [{ codes: [aCode(1, { categories: [] })] }, ["category.missing"]],
    [{ codes: [aCode(9)] }, ["cost_code.not_standard"]],
    [{ codes: [aCode(1, { costCode: "26-000" })] }, ["cost_code.group"]],
    [{ codes: [aCode(1, { categories: ["X"] })] }, ["category.not_standard"]],
  ] as [Partial<Project>, string[]][])("%j: %j", (over, found) => {
    expect(codes(over)).toEqual(found);
  });
});

describe("the Job ID", () => {
  test.each([
    [{ sageId: "" }, ["job_id.missing"]],
    [{ sageId: "24-118" }, []],
    [{ sageId: "24.118" }, ["job_id.mask"]],
    [{ sageId: "24-1189" }, ["job_id.mask"]],
    [{ sageId: "24/118" }, ["job_id.character"]],
    [{ sageId: "24-118-0001" }, ["job_id.too_long", "job_id.mask"]],
    [{ date: "" }, ["date.missing"]],
    [{ date: "tomorrow" }, ["date.invalid"]],
    [{ date: "2026-05-21" }, ["date.future"]],
  ])("%j: %j", (fields, found) => {
    expect(codes({}, fields)).toEqual(found);
  });

  test("that does not fit is answered with the format and an example", () => {
    const [finding] = all({}, { sageId: "24.118" });
    expect(finding?.sentence).toBe("The Job ID 24.118 is not in the company's format 99-999, like 12-456.");
    expect(fitsMask("12-456", "99-999")).toBe(true);
  });

  test("is in capitals where Sage wants these", () => {
    const profile = { ...someFacts().profile, jobIdMask: "AX-999" };
    expect(codes({}, { sageId: "n4-118" }, { profile })).toEqual(["job_id.capitals"]);
    expect(codes({}, { sageId: "n4-118" }, { profile: { ...profile, capitalIds: false } })).toEqual([]);
    expect(fitsMask(exampleOf("AX-999"), "AX-999")).toBe(true);
  });

  test("is free: no job in Sage, no other item", () => {
    expect(codes({}, {}, { jobs: { "24-109": { description: "Old clinic", status: "Closed" } } })).toEqual([
      "job_id.taken",
    ]);
    expect(codes({}, {}, { takenErpIds: { "24-109": "item 24-109 in this inbox" } })).toEqual(["job_id.taken"]);
    expect(
      codes({}, {}, { jobs: { "24-110": { description: "", status: "" } }, takenErpIds: { "24-110": "x" } }),
    ).toEqual([]);
  });
});

test("masks: letters and marks stand for themselves, an empty one takes any", () => {
  expect(fitsMask("J-1", "J-9")).toBe(true);
  expect(fitsMask("K-1", "J-9")).toBe(false);
  expect(fitsMask("anything", "")).toBe(true);
  expect(exampleOf("J-9A")).toBe("J-3D");
});

test("a project that is linked makes no job", () => {
  const job = { job: "24-01", inSage: { description: "", status: "" } };
  expect(codes({}, {}, { job })).toEqual(["linked"]);
});

test("Sage's lists have to be read", () => {
  const asOf = { ...someFacts().asOf, jobs: null };
  expect(codes({}, {}, { asOf })).toEqual(["mirror.unread"]);
});
