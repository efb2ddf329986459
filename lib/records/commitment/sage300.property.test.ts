import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { codeKey, type Facts, noTotals } from "#lib/core/facts.ts";
import { blocks } from "#lib/core/findings.ts";
import { isEqual, multiply, toScale } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { aCommitment, someFacts } from "#lib/records/commitment/fixtures.ts";
import { type Commitment, type CommitmentLine, linesTotal } from "#lib/records/commitment/model.ts";
import { rules } from "#lib/records/commitment/rules.ts";
import { encode } from "#lib/records/commitment/sage300.ts";
import { planCommitments } from "#lib/simulators/sage/commitment-rules.ts";
import type { Row } from "#lib/simulators/sage/database.ts";
import { groupDocuments } from "#lib/simulators/sage/documents.ts";
import { planEstimates } from "#lib/simulators/sage/estimate-rules.ts";
import type { Facts as SimulatedFacts } from "#lib/simulators/sage/facts.ts";
import { parseFile } from "#lib/simulators/sage/parser.ts";
import { emptyPlan } from "#lib/simulators/sage/plan.ts";
import { encodeWindows1252 } from "#lib/simulators/sage/windows-1252.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";

/** Independent of the encoder: reads a file character by character, as strictly as Sage's own layout asks. */
function parse(text: string): string[][] {
  const records: string[][] = [];
  let [record, field, isQuoted]: [string[], string, boolean] = [[], "", false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (isQuoted) {
      if (character === '"') isQuoted = false;
      else field += character;
    } else if (character === '"') {
      if (field !== "") throw new Error(`quote inside a field at ${at}`);
      isQuoted = true;
    } else if (character === ",") {
      record.push(field);
      field = "";
    } else if (character === "\r" && text[at + 1] === "\n") {
      records.push([...record, field]);
      [record, field] = [[], ""];
      at += 1;
    } else if (/[\r\n]/.test(character)) throw new Error(`bare line end at ${at}`);
    else field += character;
  }
  if (isQuoted || field !== "" || record.length > 0) throw new Error("not ended");
  return records;
}

const decimal = (digits: number, decimals: number) =>
  fc
    .tuple(
      fc.bigInt({ min: -(10n ** BigInt(digits + decimals)), max: 10n ** BigInt(digits + decimals) }),
      fc.nat(decimals),
    )
    .map(([units, scale]) => {
      const text = String(units < 0n ? -units : units).padStart(scale + 1, "0");
      return `${units < 0n ? "-" : ""}${text.slice(0, text.length - scale)}${scale > 0 ? `.${text.slice(-scale)}` : ""}`;
    });
const anyText = (maxLength: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.string({ unit: fc.constantFrom(..."abc XYZ09,;-./'&%éÜß€–“”"), maxLength }) },
    { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: maxLength + 4 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('"', "a\r\nb", 'a\nC,"X"', "\u2028", "__proto__", "constructor", "\ud800", ""),
    },
  );
const anyLine = fc
  .record({
    sourceId: fc.constant("1"),
    description: anyText(30),
    extra: fc.oneof(fc.constantFrom("", "", "PARK"), anyText(10)),
    costCode: fc.oneof(fc.constantFrom("26-010", "26-090", "26-000", "31-100"), anyText(12)),
    category: fc.oneof(fc.constantFrom("S", "M", "X"), anyText(3)),
    quantity: fc.oneof(fc.constant("0"), decimal(8, 4)),
    unit: anyText(6),
    unitCost: fc.oneof(fc.constant("0"), decimal(6, 4)),
    amount: decimal(9, 2),
    isTaxed: fc.boolean(),
    multiplies: fc.boolean(),
  })
  .map(({ multiplies, ...line }) =>
    multiplies ? { ...line, amount: toScale(multiply(line.quantity, line.unitCost), 2) } : line,
  );
const anyCase = fc.record({
  kind: fc.constantFrom("subcontract" as const, "purchase_order" as const),
  retainagePercent: fc.oneof(fc.constantFrom("0", "10", "7.5"), decimal(3, 4)),
  lines: fc.array(anyLine, { maxLength: 6 }),
  fields: fc.record({
    sageId: fc.oneof(fc.constantFrom("SC-0007", "PO 1"), anyText(12)),
    date: fc.constantFrom("2026-05-04", "2026-02-29", "", "2027-12-31"),
    description: anyText(30),
  }),
  profile: fc.record({
    idsWithPunctuation: fc.boolean(),
    checkUnitPrices: fc.boolean(),
    zeroLinesForNewCodes: fc.boolean(),
    commitmentDateFormat: fc.constantFrom("mm/dd/yyyy" as const, "dd/mm/yyyy" as const, "yyyy-mm-dd" as const),
  }),
});
/** Near the limits of what may go: most of these are without a blocking finding. */
const tameLine = fc
  .record({
    sourceId: fc.constant("1"),
    description: fc.constantFrom("", "Rough-in", "é – €", "x".repeat(30)),
    extra: fc.constantFrom("", "PARK"),
    costCode: fc.constantFrom("26-010", "26-090"),
    category: fc.constantFrom("S", "M"),
    quantity: fc.constantFrom("0", "1.5", "-3", "99.9999"),
    unit: fc.constantFrom("", "sq yds"),
    unitCost: fc.constantFrom("0", "0", "2.5", "999999.99", "-0.0001"),
    amount: fc.oneof(fc.constantFrom("0.00", "-999999999.99"), decimal(9, 2)),
    isTaxed: fc.constant(false),
  })
  .map((line) =>
    line.unitCost === "0" ? line : { ...line, amount: toScale(multiply(line.quantity, line.unitCost), 2) },
  );
const tameCase = fc.record({
  kind: fc.constantFrom("subcontract" as const, "purchase_order" as const),
  retainagePercent: fc.constantFrom("0", "10", "99.9999", "100"),
  lines: fc.array(tameLine, { minLength: 1, maxLength: 6 }),
  fields: fc.record({
    sageId: fc.constantFrom("SC-0007", "123456789012"),
    date: fc.constantFrom("2026-05-04", "2024-02-29"),
    description: fc.constantFrom("", "Site electrical", "x".repeat(30)),
  }),
  profile: fc.record({
    idsWithPunctuation: fc.boolean(),
    checkUnitPrices: fc.boolean(),
    zeroLinesForNewCodes: fc.constant(true),
    commitmentDateFormat: fc.constant("mm/dd/yyyy" as const),
  }),
});
type AnyCase = {
  readonly kind: Commitment["kind"];
  readonly retainagePercent: string;
  readonly lines: readonly CommitmentLine[];
  readonly fields: ExportFields;
  readonly profile: Partial<CompanyProfile>;
};

function prepare({ kind, retainagePercent, lines, fields, profile }: AnyCase) {
  const commitment = aCommitment({ kind, retainagePercent, lines });
  const known = commitment.lines.filter((line) => line.costCode.startsWith("26-"));
  const facts = someFacts(
    {
      profile: CompanyProfile.parse(profile),
      extras: { PARK: { description: "Parking" } },
      categories: Object.fromEntries(
        known.filter((_, index) => index % 2 === 0).map((line) => [codeKey(line), noTotals]),
      ),
      costCodes: { "|26-010": { description: "", isGroup: false } },
    },
    commitment,
  );
  return { commitment, fields, facts };
}

describe("properties", () => {
  test("what is written reads back as the document, or the encoder refuses", () => {
    let rendered = 0;
    fc.assert(
      fc.property(fc.oneof(anyCase, tameCase), (given) => {
        const { commitment, fields, facts } = prepare(given);
        const encoded = encode(commitment, fields, facts, SHA);
        if (!encoded.ok) {
          expect(encoded.refusal.code).toBe("item.not_rendered");
          expect(encoded.refusal.params.problem).toMatch(/\.$/);
          return;
        }
        rendered += 1;
        const [head = [], ...items] = parse(encoded.value.files.at(-1)?.text ?? "");
        expect(head).toHaveLength(commitment.kind === "subcontract" ? 20 : 24);
        expect(head.slice(0, 5)).toEqual([
          "C",
          fields.sageId,
          commitment.kind === "subcontract" ? "1" : "2",
          fields.description,
          "LUMEN",
        ]);
        expect(isEqual(head[6] ?? "", commitment.retainagePercent)).toBe(true);
        expect(head.slice(7)).toEqual(["1", "0", "0", ...Array.from({ length: head.length - 10 }, () => "")]);
        expect(items).toHaveLength(commitment.lines.length);
        const written = (id: string) => (facts.profile.idsWithPunctuation ? id : id.replaceAll(/[-.]/g, ""));
        commitment.lines.forEach((line, index) => {
          const item = items[index] ?? [];
          expect(item).toHaveLength(17);
          const [units = "", unitCost = "", unit, amount = ""] = item.slice(13);
          const texts = [
            "CI",
            fields.sageId,
            String(index + 1),
            line.description,
            "",
            "",
            "",
            written("24-01"),
            line.extra,
          ];
          expect(item.slice(0, 13)).toEqual([...texts, written(line.costCode), line.category, "", "0"]);
          expect([unit, isEqual(amount, line.amount)]).toEqual([line.unit, true]);
          const isPriced = unitCost !== "0";
          if (isPriced) expect([isEqual(units, line.quantity), isEqual(unitCost, line.unitCost)]).toEqual([true, true]);
          expect(isPriced ? isEqual(toScale(multiply(units, unitCost), 2), amount) : units === "0").toBe(true);
        });
        checkZeroLines(encoded.value, commitment, facts, written);
        expect(isEqual(encoded.value.expectations[0]?.rows[0]?.Amount ?? "", linesTotal(commitment))).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(rendered).toBeGreaterThan(100);
  });

  test("an item without a blocking finding can always be encoded", () => {
    let clean = 0;
    fc.assert(
      fc.property(fc.oneof(anyCase, tameCase), (given) => {
        const { commitment, fields, facts } = prepare(given);
        if (blocks(rules(commitment, fields, facts)).length > 0) return;
        clean += 1;
        expect(encode(commitment, fields, facts, SHA)).toMatchObject({ ok: true });
      }),
      { numRuns: 3000 },
    );
    expect(clean).toBeGreaterThan(500);
  });

  test("an item without a blocking finding is not refused by Sage's simulator", () => {
    let accepted = 0;
    fc.assert(
      fc.property(tameCase, (given) => {
        const { commitment, fields, facts } = prepare(given);
        if (blocks(rules(commitment, fields, facts)).length > 0) return;
        const encoded = encode(commitment, fields, facts, SHA);
        if (!encoded.ok) expect.fail(JSON.stringify(encoded.refusal));
        expect(importedBySimulator(encoded.value, facts)).toEqual([]);
        accepted += 1;
      }),
      { numRuns: 1000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

/** What the simulator's import refuses of the document's files, one after the other; [] when all of it goes in. */
function importedBySimulator(document: ExportDocument, facts: Facts): readonly string[] {
  const keys = Object.keys(facts.categories).map((key) => key.split("|"));
  const places = keys.map(([extra = "", costCode = "", category = ""]) => ({
    job: "24-01",
    extra,
    costCode,
    category,
  }));
  const code = { job: "24-01", extra: "", costCode: "26-010", isGroup: false };
  const sage: SimulatedFacts = {
    vendors: [{ vendor: "LUMEN", status: "Active" }],
    commitments: [],
    jobs: [{ job: "24-01", status: "In progress", finalized: true }],
    extras: [{ job: "24-01", extra: "PARK" }],
    costCodes: [code, ...places.map((place) => ({ ...place, isGroup: false }))].filter(
      (entry, index, all) =>
        all.findIndex((other) => other.extra === entry.extra && other.costCode === entry.costCode) === index,
    ),
    categories: places,
    standardCodes: Object.entries(facts.standardCostCodes).map(([costCode, entry]) => ({
      costCode,
      ...entry,
      accumulateAs: null,
    })),
    standardCategories: Object.entries(facts.standardCategories).map(([category, entry]) => ({
      category,
      ...entry,
      accumulateAs: null,
    })),
    taxGroups: [],
    items: [],
    changeOrders: [],
  };
  const rejected: string[] = [];
  for (const file of document.files) {
    const plan = emptyPlan();
    const lines = parseFile(file.extension === "jce" ? "jce" : "jcc", encodeWindows1252(file.text));
    const interference = { refusal: () => undefined, partial: () => undefined };
    const context = { facts: sage, today: facts.today, tag: document.tag, allowsNewCostCodes: false, interference };
    if (file.step === "Estimates") planEstimates(plan, lines, file.step, context);
    else planCommitments(plan, groupDocuments(lines).documents, context);
    rejected.push(...plan.rejected);
    for (const { job, extra, cost_code: costCode } of plan.rows.costCodes as Row[])
      sage.costCodes.push({ job, extra, costCode, isGroup: false } as never);
    for (const { job, extra, cost_code: costCode, category } of plan.rows.categories as Row[])
      sage.categories.push({ job, extra, costCode, category } as never);
  }
  return rejected;
}

function checkZeroLines(
  document: ExportDocument,
  commitment: Commitment,
  facts: Facts,
  written: (id: string) => string,
) {
  const file = document.files.find((entry) => entry.extension === "jce");
  const wanted = new Set(commitment.lines.map(codeKey).filter((key) => !Object.hasOwn(facts.categories, key)));
  if (!facts.profile.zeroLinesForNewCodes || wanted.size === 0) return expect(file).toBeUndefined();
  const records = parse(file?.text ?? "");
  expect(records[0]).toEqual(["*", written("24-01"), ""]);
  const lines = records.filter(([record]) => record === "C");
  expect(lines).toHaveLength(wanted.size);
  for (const line of lines) {
    expect(line).toHaveLength(13);
    expect(line.slice(5, 12)).toEqual(["0", "", "0.00", "", "", "", ""]);
  }
  const spelled = new Set(
    [...wanted]
      .map((key) => key.split("|"))
      .map(([extra, code = "", category]) => `${extra}|${written(code)}|${category}`),
  );
  const hasPipes = commitment.lines.some((line) => `${line.extra}${line.costCode}${line.category}`.includes("|"));
  if (!hasPipes) expect(new Set(lines.map((line) => `${line[12]}|${line[1]}|${line[3]}`))).toEqual(spelled);
}
