import { describe, expect, test } from "vitest";
import type { Facts } from "#lib/core/facts.ts";
import { aCode, aParent, aSubJob, someFacts, someFields } from "#lib/records/sub-job/fixtures.ts";
import type { SubJob } from "#lib/records/sub-job/model.ts";
import { rules } from "#lib/records/sub-job/rules.ts";

const all = (over: Partial<SubJob> = {}, fields = {}, facts: Partial<Facts> = {}) =>
  rules(aSubJob(over), someFields(fields), someFacts(facts));
const codes = (...args: Parameters<typeof all>) => all(...args).map(({ code }) => code.slice("sub_job.".length));

test("a sub job of a linked project has no finding", () => {
  expect(all()).toEqual([]);
});

describe("the sub job", () => {
  test.each([
    [{ name: "" }, ["name.missing"]],
    [{ name: "Thirty characters are the limit" }, ["name.too_long"]],
    [{ name: "Thirty characters are the most" }, []],
    [{ name: 'The "new" garage' }, ["name.character"]],
    [{ isDeleted: true }, ["status.deleted"]],
    [{ codes: [] }, ["codes.none"]],
    [{ codes: [aCode(1, { categories: [] })] }, ["category.missing"]],
    [{ codes: [aCode(9)] }, ["cost_code.not_standard"]],
    [{ codes: [aCode(1, { costCode: "26-000" })] }, ["cost_code.group"]],
    [{ codes: [aCode(1, { categories: ["X"] })] }, ["category.not_standard"]],
    [{ codes: [aCode(1, { costCode: "" })] }, ["cost_code.missing"]],
    [{ codes: [aCode(1), aCode(1)] }, ["cost_code.twice"]],
  ] as [Partial<SubJob>, string[]][])("%j: %j", (over, found) => {
    expect(codes(over)).toEqual(found);
  });
});

describe("the extra", () => {
  test.each([
    [{ sageId: "" }, ["extra.missing"]],
    [{ sageId: "TENLETTERS" }, []],
    [{ sageId: "ELEVENCHARS" }, ["extra.too_long"]],
    [{ sageId: "A/B" }, ["extra.character"]],
    [{ sageId: "garage" }, ["extra.capitals"]],
    [{ date: "" }, ["date.missing"]],
    [{ date: "2026-02-30" }, ["date.invalid"]],
    [{ date: "2026-06-01" }, ["date.future"]],
  ])("%j: %j", (fields, found) => {
    expect(codes({}, fields)).toEqual(found);
  });

  test("is free on the job, in Sage and among the items here", () => {
    expect(codes({}, {}, { extras: { GARAGE: { description: "Old garage" } } })).toEqual(["extra.taken"]);
    expect(codes({}, {}, { extras: { YARD: { description: "Yard" } } })).toEqual([]);
    const taken = { "24-01/GARAGE": "item GARAGE in this inbox" };
    expect(codes({}, {}, { takenErpIds: taken })).toEqual(["extra.taken"]);
    expect(codes({}, {}, { takenErpIds: { "24-02/GARAGE": "item GARAGE in this inbox" } })).toEqual([]);
  });
});

describe("the job", () => {
  test("has to be linked and open", () => {
    expect(codes({}, {}, { job: null })).toEqual(["project.not_linked"]);
    expect(codes({}, {}, { job: { job: "24-01", inSage: null } })).toEqual(["job.not_in_sage"]);
    const closed = { job: "24-01", inSage: { description: "", status: "Closed" } };
    expect(codes({}, {}, { job: closed })).toEqual(["job.closed"]);
  });

  test("may be on its way as the project's own item", () => {
    const waits = all({}, {}, { job: null, parent: aParent() });
    expect(waits.map(({ code, severity }) => [code, severity])).toEqual([["sub_job.parent.not_proved", "informs"]]);
    const failed = aParent({ state: "failed" });
    expect(all({}, {}, { job: null, parent: failed })).toMatchObject([{ severity: "warns" }]);
    const ready = aParent({ state: "ready", isAccepted: false });
    expect(codes({}, {}, { job: null, parent: ready })).toEqual(["parent.not_accepted"]);
    expect(codes({}, {}, { parent: ready }), "a link says more than the item").toEqual([]);
  });

  test("may have been proved just now, before the mirror shows it or the link is there", () => {
    const proved = aParent({ state: "synced", isProved: true });
    expect(codes({}, {}, { job: null, parent: proved })).toEqual([]);
    expect(codes({}, {}, { job: { job: "24-09", inSage: null }, parent: proved })).toEqual([]);
    const other = { job: "24-01", inSage: null };
    expect(codes({}, {}, { job: other, parent: proved })).toEqual(["job.not_in_sage"]);
  });

  test("is compared with lists that were read", () => {
    const unread = { ...someFacts().asOf, codes: null };
    expect(codes({ codes: [aCode(9)] }, {}, { asOf: unread })).toEqual(["mirror.unread"]);
  });
});
