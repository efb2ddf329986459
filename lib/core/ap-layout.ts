import type { Outcome } from "#lib/core/outcome.ts";
import { ok, refuse } from "#lib/core/outcome.ts";

/**
 * The layout of Sage's invoice import. It depends on the AP settings of the company; Sage prints it under AP, Tools, Import
 * Invoices, Import Format (domain/sage-300-cre.md 3.1 to 3.3). Fields are named as printed; the lists are in Sage's order.
 */
export const apHeaderFields = [
  "Record ID",
  "Vendor",
  "Invoice",
  "Description",
  "Amount",
  "Tax",
  "Discount Offered",
  "Misc Deduction",
  "Invoice Date",
  "Date Received",
  "Discount Date",
  "Payment Date",
  "Accounting Date",
  "Invoice Code 1",
  "Invoice Code 2",
  "Summary Payee Name",
  "Summary Payee Address 1",
  "Summary Payee Address 2",
  "Summary Payee City",
  "Summary Payee State",
  "Summary Payee ZIP",
] as const;
export const apDistributionFields = [
  "Record ID",
  "Commitment",
  "Commitment Line Item",
  "Job",
  "Extra",
  "Cost Code",
  "Category",
  "Standard Item",
  "Expense Account",
  "Accounts Payable Account",
  "Tax Group",
  "Units",
  "Unit Cost",
  "Amount",
  "Tax",
  "Retainage",
  "1099 Exempt",
  "Draw",
  "Description",
  "Joint Payee",
  "Default Payment Type",
] as const;
export type ApHeaderField = (typeof apHeaderFields)[number];
export type ApDistributionField = (typeof apDistributionFields)[number];

/** Fields of both records in their order; "" is a place that is always left empty. */
export type ApLayout = {
  readonly records: { readonly header: string; readonly distribution: string };
  readonly header: readonly (ApHeaderField | "")[];
  readonly distribution: readonly (ApDistributionField | "")[];
};

export const apLayoutNames = ["a", "b", "c", "fixed", "printed"] as const;
export type ApLayoutName = (typeof apLayoutNames)[number];

const variable = { header: "API", distribution: "APD" };
const payee: readonly ApHeaderField[] = apHeaderFields.filter((name) => name.startsWith("Summary Payee"));

/** Three real printed formats, columns A, B and C of domain/sage-300-cre.md 3.2 and 3.3, and the derived full list. */
const presets: Readonly<Record<Exclude<ApLayoutName, "printed">, ApLayout>> = {
  a: {
    records: variable,
    header: [
      "Record ID",
      "Vendor",
      "Invoice",
      "Description",
      "Amount",
      "Discount Offered",
      "Invoice Date",
      "Discount Date",
      "Payment Date",
      "Accounting Date",
      ...payee,
    ],
    distribution: [
      "Record ID",
      "Commitment",
      "Commitment Line Item",
      "Job",
      "Extra",
      "Cost Code",
      "Category",
      "Expense Account",
      "Accounts Payable Account",
      "Amount",
      "Retainage",
      "1099 Exempt",
      "Draw",
      "Description",
      "Joint Payee",
    ],
  },
  b: {
    records: variable,
    header: [
      "Record ID",
      "Vendor",
      "Invoice",
      "Description",
      "Amount",
      "Tax",
      "Discount Offered",
      "Invoice Date",
      "Date Received",
      "Discount Date",
      "Payment Date",
      "Invoice Code 1",
      ...payee,
    ],
    distribution: apDistributionFields,
  },
  c: {
    records: variable,
    header: [
      "Record ID",
      "Vendor",
      "Invoice",
      "Description",
      "Amount",
      "Invoice Date",
      "Payment Date",
      "Accounting Date",
      ...payee,
    ],
    distribution: [
      "Record ID",
      "Commitment",
      "Commitment Line Item",
      "Job",
      "Cost Code",
      "Category",
      "Expense Account",
      "Accounts Payable Account",
      "Units",
      "Unit Cost",
      "Amount",
      "Retainage",
      "1099 Exempt",
      "Draw",
      "Description",
      "Joint Payee",
    ],
  },
  fixed: {
    records: { header: "APIF", distribution: "APDF" },
    header: apHeaderFields,
    distribution: apDistributionFields,
  },
};

/** The layout as the company's profile has it; refuses (`item.not_rendered`) when a printed one is missing or not understood. */
export function apLayoutOf(profile: {
  readonly apLayout: ApLayoutName;
  readonly apPrintedLayout: string;
}): Outcome<ApLayout> {
  if (profile.apLayout !== "printed") return ok(presets[profile.apLayout]);
  if (profile.apPrintedLayout.trim() === "")
    return refuse("item.not_rendered", { problem: "the printed Import Format of AP invoices is not in the settings." });
  const read = parsePrintedLayout(profile.apPrintedLayout);
  return read.ok ? read : refuse("item.not_rendered", { problem: read.problem });
}

type Read = { readonly ok: true; readonly value: ApLayout } | { readonly ok: false; readonly problem: string };
type Part = "header" | "distribution";
type Fields = Readonly<Record<Part, readonly string[]>>;

const fieldsOf: Fields = { header: apHeaderFields, distribution: apDistributionFields };
const partOf: Readonly<Record<string, Part>> = {
  API: "header",
  APIF: "header",
  APD: "distribution",
  APDF: "distribution",
};
/** Names that a company's Custom Descriptions and the forms give to the same field. */
const otherNames: Readonly<Record<string, string>> = {
  subcontract: "Commitment",
  contract: "Commitment",
  "contract/po": "Commitment",
  "contract / po": "Commitment",
  "commitment item": "Commitment Line Item",
  "line item": "Commitment Line Item",
  holdback: "Retainage",
  "acct date": "Accounting Date",
  "inv date": "Invoice Date",
  "accounts payable acct": "Accounts Payable Account",
  "ap account": "Accounts Payable Account",
  "expense acct": "Expense Account",
  "exempt 1099": "1099 Exempt",
};
const needed: Fields = {
  header: ["Vendor", "Invoice", "Amount", "Invoice Date"],
  distribution: ["Commitment", "Commitment Line Item", "Job", "Cost Code", "Amount"],
};

/**
 * Reads a printed Import Format: a line `API` (or `APIF`) and below it the header's fields, a line `APD` (or `APDF`) and
 * below it the distribution's, one field a line in order. Numbers in front, and type and length behind two blanks or a tab,
 * are passed over; `-` is a place that stays empty. The first thing that is not understood is told in a sentence.
 */
export function parsePrintedLayout(text: string): Read {
  const found: Record<Part, string[]> = { header: [], distribution: [] };
  const records: Record<Part, string> = { header: "", distribution: "" };
  let part: Part | null = null;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const name = nameIn(line);
    if (name === "") continue;
    const problem = (words: string): Read => ({
      ok: false,
      problem: `Line ${index + 1} of the printed format: ${words}`,
    });
    const starts: Part | undefined = partOf[name.toUpperCase()];
    if (starts !== undefined) {
      if (records[starts] !== "") return problem(`“${name}” starts a record that was there before.`);
      records[starts] = name.toUpperCase();
      found[starts] = ["Record ID"];
      part = starts;
    } else if (part === null) return problem(`“${name}” stands before API or APD.`);
    else if (!/^record id$/i.test(name)) {
      const known = knownName(part, name);
      if (known === undefined)
        return problem(`“${name}” is no field of the ${part} that is known; write - where it is to stay empty.`);
      if (known !== "" && found[part].includes(known)) return problem(`“${known}” is there twice.`);
      found[part].push(known);
    }
  }
  return whole(found, records);
}

function whole(found: Readonly<Record<Part, string[]>>, records: Readonly<Record<Part, string>>): Read {
  for (const part of ["header", "distribution"] as const) {
    const start = part === "header" ? "API" : "APD";
    if (records[part] === "")
      return { ok: false, problem: `The printed format has no ${part}: a line ${start} starts it.` };
    const missing = needed[part].find((name) => !found[part].includes(name));
    if (missing)
      return { ok: false, problem: `The printed format has no ${missing} in the ${part}; no invoice goes without.` };
  }
  if (records.header.endsWith("F") !== records.distribution.endsWith("F"))
    return { ok: false, problem: `The printed format mixes ${records.header} and ${records.distribution}.` };
  return { ok: true, value: { records, ...found } as ApLayout };
}

/** The name in a line: "3. Description  alpha 30" is "Description". */
function nameIn(line: string): string {
  const [name = ""] = line
    .trim()
    .replace(/^\d{1,2}[.)]?\s+/, "")
    .split(/\t|\s{2,}/);
  return name.replace(/\s*[:;,]$/, "").trim();
}

function knownName(part: Part, name: string): string | undefined {
  if (name === "-") return "";
  const plain = name.toLowerCase();
  const other = Object.hasOwn(otherNames, plain) ? otherNames[plain] : undefined;
  return fieldsOf[part].find((field) => field.toLowerCase() === plain || field === other);
}
