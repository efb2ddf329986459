import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { judge } from "#lib/core/machines/look.ts";
import { budget } from "#lib/records/budget/definition.ts";
import { aBudget, aLine, someFacts, someFields } from "#lib/records/budget/fixtures.ts";
import type { Budget } from "#lib/records/budget/model.ts";
import { preview } from "#lib/records/budget/preview.ts";
import { encode } from "#lib/records/budget/sage300.ts";
import { readableTables } from "#lib/sync-client/readable-tables.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const golden = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8");

function documentOf(body: Budget, facts: Facts = someFacts()): ExportDocument {
  const encoded = encode(body, someFields(), facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}

/** A sub job between lines of the project, a new combination without an amount, a negative one, and one of two lines. */
const mixed = aBudget({
  lines: [
    aLine(1),
    aLine(9, { extra: "PARK" }),
    aLine(2, { amount: "-75.50" }),
    aLine(9, { category: "M", amount: "0.00" }),
    aLine(1, { amount: "9.50" }),
    aLine(3, { amount: "0.00" }),
  ],
});
const held = { originalEstimate: "100.00", approvedChanges: "7.00" };
const factsOfMixed = () => {
  const facts = someFacts();
  return { ...facts, categories: { ...facts.categories, "|26-020|S": held } };
};

describe("golden files", () => {
  test("lines of the project first, then extra by extra; no units", () => {
    expect(documentOf(mixed, factsOfMixed()).files).toEqual([
      { step: "Estimates", extension: "jce", text: golden("budget.jce") },
    ]);
  });
  test("ids without punctuation, and what is new alone", () => {
    const profile = CompanyProfile.parse({ idsWithPunctuation: false });
    const facts = someFacts({
      profile,
      carried: { times: 1, amounts: { "|26-010|S": "1250.50", "|26-020|S": "2000.00" } },
    });
    const later = aBudget({ lines: [aLine(1), aLine(2), aLine(3)] });
    expect(documentOf(later, facts).files[0]?.text).toBe(golden("later.jce"));
  });
});

describe("proof", () => {
  const { expectations, erpId } = documentOf(mixed, factsOfMixed());
  test("totals before and after; what stays as it is has none", () => {
    expect(erpId).toBe("24-01");
    expect(budget.familyKey(erpId)).toBe("estimates:24-01");
    const told = expectations.map(({ key, before, rows, unposted }) => [
      [key.Extra, key.Cost_Code, key.Category].join("|"),
      before?.[0]?.Original_Estimate,
      rows[0]?.Original_Estimate,
      unposted?.rows[0]?.Amount,
    ]);
    expect(told).toEqual([
      ["|26-010|S", "0.00", "1260.00", "1260.00"],
      ["PARK|26-090|S", "0.00", "9250.50", "9250.50"],
      ["|26-020|S", "100.00", "24.50", "-75.50"],
      ["|26-090|M", undefined, "0.00", undefined],
    ]);
  });
  test("names only what a sync client may read", () => {
    for (const part of expectations.flatMap((one) => [one, ...(one.unposted ? [one.unposted] : [])])) {
      const readable: readonly string[] = readableTables[part.table as keyof typeof readableTables];
      const named = [part.key, part.columns, ...part.rows].flatMap((entry) => Object.keys(entry));
      expect(readable).toEqual(expect.arrayContaining(named));
    }
  });
  test("before the import it is absent, after it unposted, after the posting proved, in part a difference", () => {
    const none = { posted: [], unposted: [] };
    const verdict = (found: { posted: Record<string, string>[]; unposted: Record<string, string>[] }[]) =>
      judge(expectations, { at: "", isReadable: true, found, runs: [] }).kind;
    const old = { posted: [{ Category: "S", Original_Estimate: "100" }], unposted: [] };
    expect(verdict([none, none, old, none])).toBe("absent");
    const made = (category: string) => [{ Category: category, Original_Estimate: "0" }];
    const waits = (Amount: string) => [{ Transaction_Type: "Original estimate", Amount }];
    const imported = [
      { posted: made("S"), unposted: waits("1260") },
      { posted: made("S"), unposted: waits("9250.5") },
      { posted: old.posted, unposted: waits("-75.5") },
      { posted: made("M"), unposted: [] },
    ];
    expect(verdict(imported)).toBe("imported");
    const posted = expectations.map(({ rows }) => ({ posted: rows.map((row) => ({ ...row })), unposted: [] }));
    expect(verdict(posted)).toBe("proved");
    expect(verdict([...posted.slice(0, 2), old, ...posted.slice(3)])).toBe("mismatch");
  });
});

test("the same input gives the same tag, another date another one", () => {
  const other = encode(mixed, someFields({ date: "2026-05-19" }), someFacts(), SHA);
  expect(documentOf(mixed).tag).toBe(documentOf(mixed).tag);
  expect(other.ok && other.value.tag).not.toBe(documentOf(mixed).tag);
});

test.each<[string, Budget, Facts, Readonly<Record<string, string>>, string]>([
  ["no job", mixed, someFacts({ job: null }), {}, "not linked to a job"],
  ["no date", mixed, someFacts(), { date: "" }, "date is not a date"],
  ["codes unread", mixed, someFacts({ asOf: { ...someFacts().asOf, codes: null } }), {}, "have not been read"],
  ["no lines", aBudget({ lines: [] }), someFacts(), {}, "no amount that Sage does not hold"],
  ["zero lines alone", aBudget({ lines: [aLine(1, { amount: "0" })] }), someFacts(), {}, "no amount that Sage"],
  [
    "nothing new",
    aBudget({ lines: 1 }),
    someFacts({ carried: { times: 1, amounts: { "|26-010|S": "1250.50" } } }),
    {},
    "no amount that Sage",
  ],
])("nothing can be rendered: %s", (_, body, facts, fields, problem) => {
  const encoded = encode(body, someFields(fields), facts, SHA);
  expect(encoded).toMatchObject({ ok: false, refusal: { code: "item.not_rendered" } });
  expect(!encoded.ok && encoded.refusal.params.problem).toContain(problem);
});

describe("preview", () => {
  const facts = factsOfMixed();
  const records = preview(mixed, someFields(), facts, documentOf(mixed, facts));
  test("says the code and the amount of every record, the totals, and what is summed", () => {
    expect(records.map(({ title }) => title)).toEqual([
      "Job 24-01",
      "26-010 S: 1260.00",
      "26-020 S: -75.50",
      "26-090 M: 0.00",
      "26-030 S: 0.00",
      "Extra PARK",
      "PARK 26-090 S: 9250.50",
    ]);
    const notes = records.map(({ fields }) => fields.find(({ name }) => name === "Amount")?.note);
    expect(notes).toEqual([
      undefined,
      "The sum of lines 1, 5. Original estimate in Sage: 0.00 before, 1260.00 after.",
      "Original estimate in Sage: 100.00 before, 24.50 after.",
      "Makes the combination on the job.",
      undefined,
      undefined,
      "Makes the combination on the job. Original estimate in Sage: 0.00 before, 9250.50 after.",
    ]);
  });
  test("every field has a name and a source", () => {
    for (const { fields } of records)
      for (const { name, source } of fields)
        expect([name.startsWith("Field") && source !== "Not sent", source === ""]).toEqual([false, false]);
  });
});

test("the caution is to be acknowledged before the first export only", () => {
  expect(budget.prefill(mixed, someFacts())).toEqual({ date: "2026-05-20", caution: "" });
  expect(budget.prefill(mixed, someFacts({ carried: { times: 1, amounts: { "|26-010|S": "1" } } })).caution).toBe(
    "yes",
  );
});
