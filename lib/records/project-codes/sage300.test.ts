import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Facts, noTotals } from "#lib/core/facts.ts";
import { projectCodes } from "#lib/records/project-codes/definition.ts";
import { rawCodes, someCodes, someFacts, someFields } from "#lib/records/project-codes/fixtures.ts";
import { preview } from "#lib/records/project-codes/preview.ts";
import { decode } from "#lib/records/project-codes/procore.ts";
import { encode } from "#lib/records/project-codes/sage300.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const golden = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8");
function documentOf(facts = someFacts(), fields = someFields()) {
  const encoded = encode(someCodes(), fields, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}
const everything = Object.fromEntries(
  ["|26-010|M", "|26-010|S", "|26-020|M", "|26-020|S"].map((key) => [key, noTotals]),
);

test("golden file: only what the job does not have", () => {
  expect(documentOf().files).toEqual([{ step: "Estimates", extension: "jce", text: golden("new-codes.jce") }]);
});

test("each new combination is looked for; the first one names the document", () => {
  const { erpId, expectations } = documentOf();
  expect(erpId).toBe("24-01/26-010.S");
  expect(projectCodes.familyKey(erpId)).toBe("job:24-01");
  expect(expectations.map(({ key }) => `${key.Cost_Code} ${key.Category}`)).toEqual([
    "26-010 S",
    "26-020 M",
    "26-020 S",
  ]);
});

test("nothing new, no job, codes that were never read, no date: no document", () => {
  const refused = (facts = someFacts(), fields = someFields()) => encode(someCodes(), fields, facts, SHA).ok;
  expect(refused(someFacts({ categories: everything }))).toBe(false);
  expect(refused(someFacts({ job: null }))).toBe(false);
  expect(refused(someFacts({ asOf: { ...someFacts().asOf, codes: null } }))).toBe(false);
  expect(refused(someFacts(), someFields({ date: "" }))).toBe(false);
});

test("the preview shows every record", () => {
  const titles = preview(someCodes(), someFields(), someFacts(), documentOf()).map(({ title }) => title);
  expect(titles).toEqual(["Job 24-01", "New: 26-010 S", "New: 26-020 M", "New: 26-020 S"]);
});

test("the codes of a project are one document; those without a cost type are left out", () => {
  const decoded = decode("cost_codes", rawCodes());
  expect(decoded).toMatchObject({
    ok: true,
    value: {
      head: {
        sourceId: "77",
        projectSourceId: "77",
        number: "24-01",
        title: "Codes of North Clinic",
        isApproved: true,
      },
      body: {
        codes: [
          { costCode: "26-010", categories: ["M"] },
          { costCode: "26-020", categories: ["S"] },
        ],
      },
    },
  });
  expect(decode("cost_codes", rawCodes({ cost_codes: null })).ok).toBe(false);
  expect(decode("projects", rawCodes()).ok).toBe(false);
});

test("an item arises while the job lacks a combination", () => {
  expect(projectCodes.arises?.(someCodes(), someFacts())).toBe(true);
  expect(projectCodes.arises?.(someCodes(), someFacts({ categories: everything }))).toBe(false);
  expect(projectCodes.arises?.(someCodes(), someFacts({ job: null }))).toBe(false);
  const codes = "2026-05-04T10:00:00.000Z";
  const linked = (linkedAt: string) => {
    const job = { ...(someFacts().job as NonNullable<Facts["job"]>), linkedAt };
    return someFacts({ job, asOf: { ...someFacts().asOf, codes } });
  };
  expect(projectCodes.arises?.(someCodes(), linked("2026-05-04T10:00:01.000Z")), "not read since").toBe(false);
  expect(projectCodes.arises?.(someCodes(), linked("2026-05-04T09:59:59.000Z"))).toBe(true);
  expect(projectCodes.arises?.(someCodes(), someFacts({ asOf: { ...someFacts().asOf, codes: null } }))).toBe(false);
  expect(projectCodes.factsQuery(someCodes(), {}).codes).toHaveLength(4);
  expect(projectCodes.prefill(someCodes(), someFacts())).toEqual({ date: "2026-05-20" });
});

test("lines and details", () => {
  expect(projectCodes.lines(someCodes())).toHaveLength(4);
  expect(projectCodes.details(someCodes())).toContainEqual({
    label: "Codes with cost types",
    value: "2",
    kind: "text",
  });
});
