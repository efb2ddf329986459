import type { Json } from "#lib/core/canonical-json.ts";
import { ahead, type DateField, dateRules } from "#lib/core/document-rules.ts";
import type { Facts } from "#lib/core/facts.ts";
import { entry, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { exampleOf, fitsMask } from "#lib/core/id-mask.ts";
import { jobCodeRules } from "#lib/core/job-code-rules.ts";
import { mirrorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { inExportField, inProcore, inSage, makers } from "#lib/records/new-job/finding.ts";
import { type Project, readProject } from "#lib/records/new-job/model.ts";
import { limits } from "#lib/records/new-job/sage300.ts";

export const dateField: DateField = {
  code: "date",
  name: "date",
  label: "The date",
  ahead: ahead.odd,
  booked: { ledger: "jc", severity: "blocks" },
};

/**
 * Everything that Countersign has to say about a project before Sage sees it (domain/procore-erp-tool.md 4.4 and 5,
 * domain/sage-300-cre.md 4 and 9). Pure: the same revision, export fields and facts give the same findings.
 */
export function rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[] {
  const project = readProject(body);
  return [
    ...mirrorRules(facts, makers, ["jobs", "codes"]),
    ...linkRules(fields.sageId ?? "", facts),
    ...statusRules(project),
    ...textRules(project),
    ...jobIdRules(fields.sageId ?? "", facts),
    ...codesRules(project, facts),
    ...dateRules(dateField, fields.date ?? "", facts, makers),
  ];
}

/** A job is made in one system and carried to the other; two that exist are not made into one. */
function linkRules(wanted: string, { job, asOf }: Facts): readonly Finding[] {
  if (!job) return [];
  const sentence = `The project is linked to job ${job.job} in Sage; it is synced already and makes no job.`;
  const words = job.job === wanted ? "Nothing to send: reject the item." : "Reject the item, or take the link off.";
  return [inSage("linked", "project", sentence, words, { asOf: asOf.jobs, fixer: "accounting" })];
}

function statusRules(project: Project): readonly Finding[] {
  const findings: Finding[] = [];
  if (!project.isActive) {
    const sentence = "The project is inactive in Procore; only an active project goes to Sage.";
    findings.push(inProcore("status.inactive", "status", sentence));
  }
  if (!project.isErpIntegrated) {
    const sentence = "“Allow project to be synced with ERP” is not ticked in Procore.";
    findings.push(inProcore("status.not_integrated", "status", sentence));
  }
  return findings;
}

function textRules(project: Project): readonly Finding[] {
  const check = (subject: string, label: string, value: string, limit: number) =>
    unwritable(subject, label, value, limit, (code, sentence) => inProcore(code, subject, sentence));
  const missing = project.name === "" ? [inProcore("name.missing", "name", "The project has no name.")] : [];
  return [
    ...missing,
    ...check("name", "The project's name", project.name, limits.name),
    ...project.address.flatMap((line, n) => long(`Line ${n + 1} of the address`, "address", line, limits.address)),
    ...long("The city", "city", project.city, limits.city),
    ...long("The state", "state", project.state, limits.state),
    ...long("The zip code", "zip", project.zip, limits.zip),
  ];
}

/** The address is not written by the import; its lengths are those that Sage's job card takes. */
function long(label: string, subject: string, value: string, limit: number): readonly Finding[] {
  const length = [...value].length;
  if (length <= limit) return [];
  return [inProcore(`${subject}.too_long`, subject, `${label} has ${length} characters; Sage takes ${limit}.`)];
}

function jobIdRules(id: string, facts: Facts): readonly Finding[] {
  if (id === "") return [inExportField("job_id.missing", "sageId", "The Job ID is empty; Sage needs one.")];
  const { jobIdMask: mask, capitalIds } = facts.profile;
  const findings: Finding[] = [];
  const length = [...id].length;
  if (length > limits.job) {
    const sentence = `The Job ID has ${length} characters; Sage takes ${limits.job}.`;
    findings.push(inExportField("job_id.too_long", "sageId", sentence));
  }
  const place = [...id].findIndex((character) => !/[A-Za-z0-9.-]/.test(character));
  if (place >= 0) {
    const sentence = `The Job ID has a character that no job has at position ${place + 1}; letters, digits, - and . are allowed.`;
    findings.push(inExportField("job_id.character", "sageId", sentence));
  } else if (!fitsMask(id, mask)) {
    const sentence = `The Job ID ${id} is not in the company's format ${mask}, like ${exampleOf(mask)}.`;
    findings.push(inExportField("job_id.mask", "sageId", sentence));
  }
  if (capitalIds && id !== id.toUpperCase()) {
    const sentence = `The Job ID is ${id}; Sage stores ids in capitals: ${id.toUpperCase()}.`;
    findings.push(inExportField("job_id.capitals", "sageId", sentence));
  }
  return [...findings, ...takenRules(id, facts)];
}

function takenRules(id: string, facts: Facts): readonly Finding[] {
  const found = entry(facts.jobs, id) ?? entry(facts.jobs, id.toUpperCase());
  if (found) {
    const sentence = `Job ${id} is in Sage already: “${found.description}”.`;
    return [inExportField("job_id.taken", "sageId", sentence, { asOf: facts.asOf.jobs })];
  }
  const taken = entry(facts.takenErpIds, id) ?? entry(facts.takenErpIds, id.toUpperCase());
  return taken === undefined ? [] : [inExportField("job_id.taken", "sageId", `Job ID ${id} is taken: ${taken}.`)];
}

function codesRules({ codes }: Project, facts: Facts): readonly Finding[] {
  if (codes.length > 0) return jobCodeRules(codes, facts, makers);
  const sentence = "The project has no cost codes; without them the job takes no cost.";
  return [inProcore("codes.none", "codes", sentence)];
}
