import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { subJob } from "#lib/records/sub-job/definition.ts";
import { aParent, aSubJob, someFacts, someFields } from "#lib/records/sub-job/fixtures.ts";
import { preview } from "#lib/records/sub-job/preview.ts";
import { encode } from "#lib/records/sub-job/sage300.ts";
import { readableTables } from "#lib/sync-client/readable-tables.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const golden = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8");
function documentOf(facts = someFacts(), fields = someFields(), body = aSubJob()) {
  const encoded = encode(body, fields, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}

test("golden file: the extra with its name and a zero line for every combination", () => {
  expect(documentOf().files).toEqual([{ step: "Estimates", extension: "jce", text: golden("extra.jce") }]);
});

test("without punctuation where the company wants it so", () => {
  const facts = someFacts({ profile: { ...someFacts().profile, idsWithPunctuation: false } });
  expect(documentOf(facts).files[0]?.text).toContain('*,"2401",\r\nE,"GARAGE","Parking garage"\r\nC,"26010",');
});

test("the extra and each combination are looked for, in tables that may be read", () => {
  const { expectations, erpId } = documentOf();
  expect(erpId).toBe("24-01/GARAGE");
  expect(subJob.familyKey(erpId)).toBe("job:24-01");
  expect(expectations[0]).toMatchObject({
    table: "JCM_MASTER__EXTRA",
    key: { Job: "24-01", Extra: "GARAGE" },
    rows: [{ Extra: "GARAGE", Description: "Parking garage" }],
  });
  expect(expectations.slice(1).map(({ key }) => key)).toContainEqual({
    Job: "24-01",
    Extra: "GARAGE",
    Cost_Code: "26-020",
    Category: "S",
  });
  for (const { table, columns } of expectations) {
    const readable: readonly string[] = readableTables[table as keyof typeof readableTables];
    expect(readable).toEqual(expect.arrayContaining(Object.keys(columns)));
  }
});

test("the project's own item says the job while there is no link", () => {
  const facts = someFacts({ job: null, parent: aParent() });
  expect(documentOf(facts).erpId).toBe("24-09/GARAGE");
  const linked = documentOf(someFacts({ job: { job: "24-09", inSage: null } }));
  expect(documentOf(facts), "the link changes nothing").toEqual(linked);
  const none = encode(aSubJob(), someFields(), someFacts({ job: null }), SHA);
  expect(none).toMatchObject({ ok: false, refusal: { code: "item.not_rendered" } });
});

test("what cannot be written is refused", () => {
  for (const [name, value] of [
    ["sageId", ""],
    ["date", ""],
    ["sageId", "ELEVENCHARS"],
  ] as const)
    expect(encode(aSubJob(), someFields({ [name]: value }), someFacts(), SHA).ok).toBe(false);
  expect(encode(aSubJob({ name: "x".repeat(31) }), someFields(), someFacts(), SHA).ok).toBe(false);
});

test("the tag follows revision and fields", () => {
  expect(documentOf().tag).toBe(documentOf().tag);
  expect(documentOf(someFacts(), someFields({ date: "2026-05-21" })).tag).not.toBe(documentOf().tag);
});

test("the preview shows every record with its sources", () => {
  const records = preview(aSubJob(), someFields(), someFacts(), documentOf());
  expect(records.map(({ title }) => title)).toEqual([
    "Job 24-01",
    "Extra GARAGE: Parking garage",
    "New: GARAGE 26-010 M",
    "New: GARAGE 26-010 S",
    "New: GARAGE 26-020 M",
    "New: GARAGE 26-020 S",
  ]);
  expect(records[0]?.fields[0]).toMatchObject({ source: "Link: job of the project", note: expect.any(String) });
  const facts = someFacts({ job: null, parent: aParent() });
  const early = preview(aSubJob(), someFields(), facts, documentOf(facts));
  expect(early[0]?.fields[0]?.note).toContain("goes first");
  expect(early[2]?.fields.find(({ name }) => name === "Amount")?.note).toContain("without changing");
});
