import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { type Facts, noTotals } from "#lib/core/facts.ts";
import {
  aChangeOrder,
  aLine,
  anItem,
  aParent,
  someFacts,
  someFields,
} from "#lib/records/commitment-change-order/fixtures.ts";
import { type ChangeOrder, itemChanges } from "#lib/records/commitment-change-order/model.ts";
import { preview } from "#lib/records/commitment-change-order/preview.ts";
import { encode } from "#lib/records/commitment-change-order/sage300.ts";
import { readableTables } from "#lib/sync-client/readable-tables.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const golden = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8");

function documentOf(changeOrder: ChangeOrder, facts: Facts = someFacts(), fields = someFields()): ExportDocument {
  const encoded = encode(changeOrder, fields, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}

const mixed = aChangeOrder({
  description: "Owner's request 14\nas agreed on site",
  lines: [
    aLine(1),
    aLine(2, { amount: "-75.50" }),
    aLine(1, { description: "And more", amount: "20.00" }),
    aLine(4, { quantity: "2", unit: "EA", unitCost: "12.5", amount: "25.00" }),
  ],
});
const withNewCodes = aChangeOrder({
  lines: [
    aLine(1),
    aLine(9, { extra: "PARK" }),
    aLine(2, { category: "M", unit: "LS" }),
    aLine(9, { extra: "PARK", description: "Again" }),
  ],
});
const factsOfNewCodes = () => {
  const facts = someFacts();
  return { ...facts, categories: { ...facts.categories, "|26-020|M": noTotals } };
};

describe("golden files", () => {
  test("lines of one item are summed, priced items carry units", () => {
    expect(documentOf(mixed).files).toEqual([
      { step: "Commitments", extension: "jcc", text: golden("change-order.jcc") },
    ]);
  });
  test("codes that the commitment does not have are made first", () => {
    expect(documentOf(withNewCodes, factsOfNewCodes()).files).toEqual([
      { step: "Estimates", extension: "jce", text: golden("new-items.jce") },
      { step: "Commitments", extension: "jcc", text: golden("new-items.jcc") },
    ]);
  });
});

describe("proof", () => {
  test("one change order, its items, and every new item of the commitment", () => {
    const { erpId, expectations } = documentOf(withNewCodes, factsOfNewCodes());
    expect(erpId).toBe("SC-0007/001");
    expect(expectations.map(({ table, key, rows }) => [table, Object.values(key).join("/"), rows.length])).toEqual([
      ["JCM_MASTER__COMMITMENT_CO", "SC-0007/001", 1],
      ["JCM_MASTER__COMMITMENT_CO_ITEM", "SC-0007/001", 3],
      ["JCM_MASTER__COMMITMENT_ITEM", "SC-0007/6", 1],
      ["JCM_MASTER__COMMITMENT_ITEM", "SC-0007/7", 1],
    ]);
    expect(expectations[0]?.rows[0]).toMatchObject({ Amount: "2101.00", CO_Date: "2026-05-12", Status: "Approved" });
  });
  test("names only what a sync client may read", () => {
    for (const { table, unpostedTable, columns, key } of documentOf(withNewCodes, factsOfNewCodes()).expectations) {
      for (const name of [table, unpostedTable ?? ""]) {
        const readable: readonly string[] = readableTables[name as keyof typeof readableTables];
        expect(readable).toEqual(expect.arrayContaining([...Object.keys(columns), ...Object.keys(key)]));
      }
    }
  });
});

test("the profile decides the status code, the date and punctuation", () => {
  const profile = CompanyProfile.parse({
    approvedChangeOrderStatus: "3",
    commitmentDateFormat: "dd/mm/yyyy",
    idsWithPunctuation: false,
  });
  const text = documentOf(withNewCodes, { ...factsOfNewCodes(), profile }).files.at(-1)?.text;
  expect(text).toContain('CCO,"SC-0007","001","More outlets",,"12/05/2026",,,3\r\n');
  expect(text).toContain('"2401","PARK","26090","S"');
});

test("the same input gives the same tag, another id another one", () => {
  expect(documentOf(mixed).tag).toBe(documentOf(mixed).tag);
  expect(documentOf(mixed, someFacts(), someFields({ sageId: "002" })).tag).not.toBe(documentOf(mixed).tag);
});

test.each<[string, Facts, Readonly<Record<string, string>>, string]>([
  ["no id", someFacts(), { sageId: "" }, "change order ID is empty"],
  ["no job", someFacts({ job: null }), {}, "not linked to a job"],
  ["no parent", someFacts({ parent: null }), {}, "commitment has no id in Sage yet"],
  ["no items", someFacts({ parent: aParent({ items: [] }) }), {}, "items of its commitment are not known"],
  ["codes unread", someFacts({ asOf: { ...someFacts().asOf, codes: null } }), {}, "cost codes have not been read"],
])("nothing can be rendered: %s", (_, facts, fields, problem) => {
  const encoded = encode(mixed, someFields(fields), facts, SHA);
  expect(encoded).toMatchObject({ ok: false, refusal: { code: "item.not_rendered" } });
  expect(!encoded.ok && encoded.refusal.params.problem).toContain(problem);
});

describe("which item a line changes", () => {
  const items = [anItem(3), anItem(1, { unitCost: "5" }), { ...anItem(1), item: 2, description: "Second" }];
  const itemOf = (description: string) =>
    itemChanges(aChangeOrder({ lines: [aLine(1, { description })] }), items).map(({ item, others }) => [item, others]);
  test("the one of the same description, else a lump sum", () => {
    expect(itemOf("Area 1")).toEqual([[1, [2]]]);
    expect(itemOf("Something else")).toEqual([[2, [1]]]);
  });
  test("new items are numbered behind the last one, once per code", () => {
    const lines = [aLine(7), aLine(8), aLine(7)];
    const changes = itemChanges(aChangeOrder({ lines }), items);
    expect(changes.map(({ item, isNew, lines: of }) => [item, isNew, of])).toEqual([
      [4, true, [1, 3]],
      [5, true, [2]],
    ]);
  });
});

describe("preview", () => {
  const shown = (changeOrder: ChangeOrder, facts: Facts) =>
    preview(changeOrder, someFields(), facts, documentOf(changeOrder, facts));
  test("says that lines are summed and what becomes of the item's description", () => {
    const records = shown(mixed, someFacts());
    expect(records.map(({ title }) => title)).toEqual([
      "Change order 001 of SC-0007: 69.75",
      "Change of item 1: 26-010 S",
      "Change of item 2: 26-020 S",
      "Change of item 4: 26-040 S",
    ]);
    const notes = records[1]?.fields.flatMap(({ note }) => note ?? []);
    expect(notes).toEqual([
      "Replaces “Area 1” on the item.",
      "The sum of lines 1, 3: Sage changes an item once in a change order.",
    ]);
  });
  test("every field has a name and a source; the values are those of the file", () => {
    const facts = factsOfNewCodes();
    const records = shown(withNewCodes, facts);
    expect(records.map(({ file, record }) => `${file} ${record}`)).toEqual([
      ".jce *",
      ".jce E",
      ".jce C",
      ".jcc CI",
      ".jcc CI",
      ".jcc CCO",
      ".jcc CCOI",
      ".jcc CCOI",
      ".jcc CCOI",
    ]);
    for (const { fields } of records)
      for (const { name, source } of fields)
        expect([name.startsWith("Field") && source !== "Not sent", source === ""]).toEqual([false, false]);
  });
});
