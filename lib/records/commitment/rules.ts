import type { Json } from "#lib/core/canonical-json.ts";
import { ahead, currencyRules, type DateField, dateRules } from "#lib/core/document-rules.ts";
import type { Facts } from "#lib/core/facts.ts";
import { entry, nothingToDo, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { compare, fits, isEqual, isZero, toScale } from "#lib/core/money.ts";
import { jobRules, mirrorRules, vendorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { textProblem } from "#lib/core/sage-text.ts";
import { inExportField, inProcore, makers } from "#lib/records/commitment/finding.ts";
import { lineRules } from "#lib/records/commitment/line-rules.ts";
import {
  type Commitment,
  kindNames,
  linesTotal,
  readCommitment,
  sendableStatuses,
} from "#lib/records/commitment/model.ts";
import { limits } from "#lib/records/commitment/sage300.ts";

export const dateField: DateField = {
  code: "date",
  name: "date",
  label: "The commitment date",
  ahead: ahead.noticed,
  booked: { ledger: "jc", severity: "warns" },
};

/**
 * Everything that Countersign has to say about a commitment before Sage sees it (domain/procore-erp-tool.md 4.8 and 5,
 * domain/sage-300-cre.md 5.5 and 9). Pure: the same revision, export fields and facts give the same findings.
 * Lines are numbered from 1, as in Sage.
 */
export function rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[] {
  const commitment = readCommitment(body);
  const hasCodes = facts.asOf.codes !== null && facts.asOf.jobs !== null && Boolean(facts.job?.inSage);
  return [
    ...mirrorRules(facts, makers, ["jobs", "codes", "vendors", "commitments"]),
    ...statusRules(commitment),
    ...headRules(commitment),
    ...vendorRules(commitment.vendor, facts, makers),
    ...jobRules(facts, makers),
    ...sumRules(commitment),
    ...commitment.lines.flatMap((line, index) => lineRules(line, index + 1, { facts, hasCodes })),
    ...duplicateRules(commitment),
    ...sageIdRules(fields.sageId ?? "", facts),
    ...dateRules(dateField, fields.date ?? "", facts, makers),
    ...descriptionRules(fields.description ?? ""),
  ];
}

function statusRules(commitment: Commitment): readonly Finding[] {
  const kind = kindNames[commitment.kind];
  if (commitment.isDeleted)
    return [inProcore("status.deleted", "status", `${kind} ${commitment.number} was deleted in Procore.`)];
  const allowed: readonly string[] = sendableStatuses[commitment.kind];
  if (allowed.includes(commitment.status)) return [];
  const sentence = `Status is “${commitment.status}”; a ${kind.toLowerCase()} goes to Sage when it is ${allowed.join(" or ")}.`;
  return [inProcore("status.not_approved", "status", sentence)];
}

function headRules(commitment: Commitment): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [name, label] of [
    ["number", "Number"],
    ["title", "Title"],
  ] as const) {
    const [length, limit] = [[...commitment[name]].length, limits[name]];
    if (length === 0) findings.push(inProcore(`${name}.missing`, name, `${label} is empty.`));
    if (length > limit)
      findings.push(inProcore(`${name}.too_long`, name, `${label} has ${length} characters; Sage takes ${limit}.`));
  }
  const { retainagePercent: retainage, foreignCurrency } = commitment;
  if (compare(retainage, "0") < 0 || compare(retainage, "100") > 0) {
    findings.push(
      inProcore("retainage.out_of_range", "retainagePercent", `Retainage is ${retainage} %; Sage takes 0 to 100.`),
    );
  } else if (!fits(retainage, 3, 4)) {
    findings.push(
      inProcore(
        "retainage.digits",
        "retainagePercent",
        `Retainage is ${retainage} %; Sage takes 4 digits after the point.`,
      ),
    );
  }
  findings.push(...currencyRules("The contract", foreignCurrency, makers));
  return findings;
}

function sumRules(commitment: Commitment): readonly Finding[] {
  const count = commitment.lines.length;
  const noun = kindNames[commitment.kind];
  if (count === 0)
    return [inProcore("lines.none", "lines", `${noun} ${commitment.number} has no lines; Sage needs one at least.`)];
  const findings: Finding[] = [];
  if (count > limits.items)
    findings.push(inProcore("lines.too_many", "lines", `There are ${count} lines; Sage numbers 99999 at most.`));
  const total = linesTotal(commitment);
  if (!isEqual(total, commitment.grandTotal)) {
    const sentence = `The lines add up to ${toScale(total, 2)}, the contract's total is ${toScale(commitment.grandTotal, 2)}.`;
    findings.push(inProcore("lines.total_differs", "lines", sentence));
  }
  if (isZero(total))
    findings.push(inProcore("lines.zero_total", "lines", "The lines add up to zero.", { severity: "warns" }));
  return findings;
}

function duplicateRules(commitment: Commitment): readonly Finding[] {
  const first = new Map<string, number>();
  const findings: Finding[] = [];
  commitment.lines.forEach((line, index) => {
    const key = [line.extra, line.costCode, line.category, line.description].join("\n");
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index + 1);
      return;
    }
    const sentence = `Line ${index + 1} has the code and the description of line ${earlier}; both are sent.`;
    findings.push(inProcore("lines.duplicate", `lines.${index + 1}.description`, sentence, nothingToDo));
  });
  return findings;
}

function sageIdRules(id: string, facts: Facts): readonly Finding[] {
  if (id === "") return [inExportField("sage_id.missing", "sageId", "The Sage ID is empty; Sage needs one.")];
  const findings: Finding[] = [];
  const length = [...id].length;
  if (length > limits.sageId) {
    findings.push(
      inExportField("sage_id.too_long", "sageId", `The Sage ID has ${length} characters; Sage takes ${limits.sageId}.`),
    );
  }
  const bad = [...id].find((character) => !/[A-Za-z0-9./_-]/.test(character));
  if (bad !== undefined) {
    const name = textProblem(bad, 1)?.kind === "character" ? "a character that no id can have" : `“${bad}”`;
    const sentence = `The Sage ID has ${name} at position ${[...id].indexOf(bad) + 1}; letters, digits and - . / _ are allowed.`;
    findings.push(inExportField("sage_id.character", "sageId", sentence));
  }
  if (facts.profile.capitalIds && id !== id.toUpperCase()) {
    findings.push(
      inExportField(
        "sage_id.capitals",
        "sageId",
        `The Sage ID is ${id}; Sage stores ids in capitals: ${id.toUpperCase()}.`,
      ),
    );
  }
  const taken = entry(facts.takenErpIds, id) ?? entry(facts.takenErpIds, id.toUpperCase());
  if (taken !== undefined) {
    findings.push(
      inExportField("sage_id.taken", "sageId", `The Sage ID ${id} is taken: ${taken}.`, {
        asOf: facts.asOf.commitments,
      }),
    );
  }
  return findings;
}

function descriptionRules(description: string): readonly Finding[] {
  if (description === "") {
    return [
      inExportField("description.missing", "description", "The description for Sage is empty.", { severity: "warns" }),
    ];
  }
  const put = (code: string, sentence: string) => inExportField(code, "description", sentence);
  return unwritable("description", "The description for Sage", description, limits.description, put);
}
