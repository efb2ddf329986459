import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { aProject, someFacts, someFields } from "#lib/records/new-job/fixtures.ts";
import { preview } from "#lib/records/new-job/preview.ts";
import { encode } from "#lib/records/new-job/sage300.ts";
import { readableTables } from "#lib/sync-client/readable-tables.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const golden = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8");
function documentOf(facts = someFacts(), fields = someFields(), body = aProject()) {
  const encoded = encode(body, fields, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}

test("golden file: the job with its name and a zero line for every combination", () => {
  expect(documentOf().files).toEqual([{ step: "Estimates", extension: "jce", text: golden("job.jce") }]);
  const profile = { ...someFacts().profile, idsWithPunctuation: false };
  expect(documentOf(someFacts({ profile })).files[0]?.text).toMatch(/^\*,"24109","South Clinic"\r\nC,"26010",/);
});

test("the job and each combination are looked for, in tables that may be read", () => {
  const { expectations, erpId } = documentOf();
  expect(erpId).toBe("24-109");
  expect(expectations[0]).toMatchObject({
    table: "JCM_MASTER__JOB",
    key: { Job: "24-109" },
    rows: [{ Job: "24-109", Description: "South Clinic" }],
  });
  expect(expectations).toHaveLength(5);
  expect(expectations.at(-1)?.key).toEqual({ Job: "24-109", Extra: "", Cost_Code: "26-020", Category: "S" });
  for (const { table, columns } of expectations) {
    const readable: readonly string[] = readableTables[table as keyof typeof readableTables];
    expect(readable).toEqual(expect.arrayContaining(Object.keys(columns)));
  }
});

test("what cannot be written is refused", () => {
  for (const [name, value] of [
    ["sageId", ""],
    ["date", ""],
    ["sageId", "24-118-0001"],
  ] as const)
    expect(encode(aProject(), someFields({ [name]: value }), someFacts(), SHA).ok).toBe(false);
  expect(encode(aProject({ name: "x".repeat(31) }), someFields(), someFacts(), SHA).ok).toBe(false);
});

test("the preview says what is made and that the address stays behind", () => {
  const [head, ...lines] = preview(aProject(), someFields(), someFacts(), documentOf());
  expect(head).toMatchObject({ title: "Job 24-109: South Clinic", file: ".jce" });
  expect(head?.fields[1]?.note).toContain("(400 Harbor Road, Duluth, MN 55802) is not part of Sage's import");
  expect(lines.map(({ title }) => title)).toContain("New: 26-020 S");
  const bare = aProject({ address: [], city: "", state: "", zip: "" });
  expect(preview(bare, someFields(), someFacts(), documentOf())[0]?.fields[1]?.note).not.toContain("address");
});
