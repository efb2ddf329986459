import { describe, expect, test } from "vitest";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { type CodeKey, type Facts, type FactsQuery, noTotals } from "#lib/core/facts.ts";
import type { Maker } from "#lib/core/makers.ts";
import { waitReason } from "#lib/core/prerequisite-rules.ts";
import { wantedJob, withPrerequisites } from "#lib/core/prerequisites.ts";

const profile = { zeroLinesForNewCodes: true };
const someFacts = (over: object = {}) =>
  ({ vendor: null, job: null, costCodes: {}, categories: {}, extras: {}, profile, ...over }) as unknown as Facts;
const company = (link: object | null) => ({ vendor: { id: "v", name: "Lumen Works", isActive: true, link } });
const aMaker = (over: Partial<Maker>): Maker => ({
  itemId: "m",
  made: "company",
  number: "Lumen Works",
  title: "Lumen Works",
  erpId: "LUMEN",
  state: "ready",
  isFresh: false,
  isLinking: false,
  isUnlinking: false,
  document: null,
  ...over,
});
const makes = (job: string, ...keys: readonly CodeKey[]) => {
  const expectations = keys.map(({ extra, costCode, category }) => ({
    table: "JCM_MASTER__CATEGORY",
    key: { Job: job, Extra: extra, Cost_Code: costCode, Category: category },
  }));
  return { expectations } as unknown as ExportDocument;
};
const ask = (...codes: readonly CodeKey[]): FactsQuery => ({
  projectSourceId: "77",
  vendorSourceId: "555",
  codes,
  erpIds: [],
  standsOn: true,
});
const onJob: CodeKey = { extra: "", costCode: "26-010", category: "SUB" };
const onExtra: CodeKey = { ...onJob, extra: "GARAGE" };

describe("the vendor", () => {
  test.each([["ready"], ["outbox"], ["failed"]] as const)(
    "is as an item that is %s will make it, and is waited for",
    (state) => {
      const facts = withPrerequisites(someFacts(company(null)), [aMaker({ state })], ask());
      expect(facts.vendor?.link).toEqual({ vendor: "LUMEN", inSage: { name: "Lumen Works", status: "" } });
      expect(facts.prerequisites).toMatchObject([{ itemId: "m", isAccepted: state !== "ready" }]);
    },
  );

  test("of an item without an id, or given up, is not known; what stands on it waits all the same", () => {
    for (const maker of [aMaker({ erpId: "" }), aMaker({ state: "rejected" })]) {
      const facts = withPrerequisites(someFacts(company(null)), [maker], ask());
      expect(facts.vendor?.link).toBeNull();
      expect(facts.prerequisites).toHaveLength(1);
    }
  });

  test("that is linked is the linked one, whatever an item wants", () => {
    const link = { vendor: "OAKFIELD", inSage: null };
    const facts = withPrerequisites(someFacts(company(link)), [aMaker({ state: "outbox" })], ask());
    expect(facts.vendor?.link).toEqual(link);
    expect(facts.prerequisites).toBeUndefined();
  });

  test("that was proved waits for its link, then stands there before the mirror shows it; severed, it is gone", () => {
    const proved = { state: "synced", isFresh: true } as const;
    const linking = withPrerequisites(someFacts(company(null)), [aMaker({ ...proved, isLinking: true })], ask());
    expect(linking.prerequisites).toHaveLength(1);
    const link = { vendor: "LUMEN", inSage: null };
    const linked = withPrerequisites(someFacts(company(link)), [aMaker(proved)], ask());
    expect([linked.vendor?.link?.inSage?.name, linked.prerequisites]).toEqual(["Lumen Works", undefined]);
    const old = withPrerequisites(someFacts(company(link)), [aMaker({ ...proved, isFresh: false })], ask());
    expect(old.vendor?.link?.inSage).toBeNull();
    const severed = withPrerequisites(someFacts(company(null)), [aMaker(proved)], ask());
    expect([severed.vendor?.link, severed.prerequisites]).toEqual([null, undefined]);
  });

  test("that is being unlinked is waited for", () => {
    const maker = aMaker({ state: "synced", isUnlinking: true });
    const facts = withPrerequisites(someFacts(company({ vendor: "LUMEN", inSage: null })), [maker], ask());
    expect(waitReason(facts.prerequisites ?? [])).toBe("Waiting: company Lumen Works is being unlinked");
  });
});

describe("job, extras and codes", () => {
  const job = aMaker({ made: "job", number: "25-7", title: "Annex", erpId: "25-7", document: makes("25-7", onJob) });

  test("a job brings its codes, and only those", () => {
    const other = { ...onJob, costCode: "26-020" };
    const facts = withPrerequisites(someFacts(), [job], ask(onJob, other));
    expect(facts.job).toEqual({ job: "25-7", inSage: { description: "Annex", status: "" } });
    expect(facts.categories).toEqual({ "|26-010|SUB": noTotals });
    expect(facts.prerequisites).toHaveLength(1);
    expect([wantedJob(undefined, [job]), wantedJob("24-01", [job]), wantedJob(undefined, [])]).toEqual([
      "25-7",
      "24-01",
      "",
    ]);
  });

  test("an extra is waited for by what uses it and lacks it", () => {
    const extra = aMaker({ made: "extra", number: "GARAGE", erpId: "24-01/GARAGE", document: makes("24-01", onExtra) });
    const linked = { job: { job: "24-01", inSage: { description: "", status: "" } } };
    const needs = (over: object, key: CodeKey) =>
      withPrerequisites(someFacts({ ...linked, ...over }), [extra], ask(key)).prerequisites?.length ?? 0;
    expect([needs({}, onExtra), needs({}, onJob)]).toEqual([1, 0]);
    expect(needs({ extras: { GARAGE: { description: "" } } }, onExtra), "it is there").toBe(0);
  });

  test("an item of codes is waited for only by what makes none itself", () => {
    const codes = aMaker({ made: "codes", number: "24-01", erpId: "24-01/1", document: makes("24-01", onJob) });
    const linked = { job: { job: "24-01", inSage: { description: "", status: "" } } };
    const found = (zeroLinesForNewCodes: boolean, over: Partial<FactsQuery> = {}) =>
      withPrerequisites(someFacts({ ...linked, profile: { zeroLinesForNewCodes } }), [codes], {
        ...ask(onJob),
        ...over,
      });
    expect(found(true).prerequisites).toBeUndefined();
    expect(found(false, { estimates: true }).prerequisites).toBeUndefined();
    expect(found(false)).toMatchObject({ categories: { "|26-010|SUB": noTotals }, prerequisites: [{ itemId: "m" }] });
  });
});
