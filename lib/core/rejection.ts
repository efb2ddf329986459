import type { VersionDifference } from "#lib/core/difference.ts";
import type { Finding } from "#lib/core/findings.ts";
import { isZero } from "#lib/core/money.ts";

type Subject = "title" | "number" | "vendor" | "codes" | "amounts" | "retainage" | "dates";

/**
 * Coded reasons of a rejection, each tied to what it is about; the project manager sees them as a checklist. `subject` is
 * what a machine can look at when the document comes again; null where only a person can tell.
 */
export const rejectionReasons = {
  title: { label: "Title too long or unclear", subject: "title" },
  number: { label: "Number not usable in Sage", subject: "number" },
  vendor: { label: "Wrong vendor", subject: "vendor" },
  codes: { label: "Cost code or category wrong", subject: "codes" },
  amounts: { label: "Amounts do not agree", subject: "amounts" },
  retainage: { label: "Retainage wrong", subject: "retainage" },
  papers: { label: "Signed contract or papers missing", subject: null },
  duplicate: { label: "Already in Sage under another number", subject: "number" },
  period: { label: "Belongs to another period", subject: "dates" },
  other: { label: "Other, see text", subject: null },
} as const satisfies Record<string, { label: string; subject: Subject | null }>;

export type RejectionReason = keyof typeof rejectionReasons;
export const rejectionReasonCodes = Object.keys(rejectionReasons) as [RejectionReason, ...RejectionReason[]];

/** The reason's words; a code that is no longer offered stands for itself. */
export function reasonLabel(code: string): string {
  return isReason(code) ? rejectionReasons[code].label : code;
}

/**
 * A point of a rejection looked at again when the document came back (ux.md N15): `met` when what it is about changed and no rule
 * objects to it, `open` when it did not change or a rule still objects, `person` where no machine can tell.
 */
export type RejectionPoint = {
  readonly code: string;
  readonly label: string;
  readonly verdict: "met" | "open" | "person";
  /** Why, in a few words. */
  readonly words: string;
};

/** The points of a rejection, held against what changed since and against what the rules say now. */
export function recheck(
  codes: readonly string[],
  since: VersionDifference,
  findings: readonly Finding[],
): readonly RejectionPoint[] {
  return codes.map((code) => {
    const subject = isReason(code) ? rejectionReasons[code].subject : null;
    const label = reasonLabel(code);
    if (subject === null) return { code, label, verdict: "person", words: "for you to judge" };
    if (!hasChanged(subject, since)) return { code, label, verdict: "open", words: "nothing changed here" };
    const objection = findings.find((finding) => finding.severity === "blocks" && isAbout(subject, finding.field));
    if (objection) return { code, label, verdict: "open", words: "changed, and still blocked" };
    return { code, label, verdict: "met", words: "changed, nothing speaks against it" };
  });
}

const isReason = (code: string): code is RejectionReason => Object.hasOwn(rejectionReasons, code);

const columnsOf: Partial<Record<Subject, readonly string[]>> = {
  codes: ["extra", "costCode", "category"],
  amounts: ["quantity", "unitCost", "amount"],
  retainage: ["retainage"],
};
const labelsOf: Partial<Record<Subject, RegExp>> = {
  title: /^(title|name)$/i,
  number: /^(number|.* number|id)$/i,
  vendor: /vendor|company/i,
  retainage: /retainage/i,
};

function hasChanged(subject: Subject, { fields, lines, net }: VersionDifference): boolean {
  const columns = columnsOf[subject] ?? [];
  const isInLines = lines.some(
    ({ kind, columns: changed }) =>
      (columns.length > 0 && (kind === "added" || kind === "removed")) ||
      changed.some((column) => columns.includes(column)),
  );
  if (isInLines) return true;
  if (subject === "amounts") return !isZero(net) || fields.some((field) => field.kind === "money");
  if (subject === "dates") return fields.some((field) => field.kind === "date");
  return fields.some((field) => labelsOf[subject]?.test(field.label) ?? false);
}

const fieldsOf: Readonly<Record<Subject, RegExp>> = {
  title: /^(title|name|description|export\.description)$/i,
  number: /^(number|export\.sageId|sageId)$/i,
  vendor: /vendor/i,
  codes: /costCode|category|extra|codes/i,
  amounts: /amount|unitCost|quantity|^lines$/i,
  retainage: /retainage/i,
  dates: /date|period/i,
};

function isAbout(subject: Subject, field: string): boolean {
  return fieldsOf[subject].test(field);
}
