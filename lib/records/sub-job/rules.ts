import type { Json } from "#lib/core/canonical-json.ts";
import { ahead, type DateField, dateRules } from "#lib/core/document-rules.ts";
import type { Facts } from "#lib/core/facts.ts";
import { entry, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { jobCodeRules } from "#lib/core/job-code-rules.ts";
import { acceptFirst, waitFor } from "#lib/core/parent-rules.ts";
import { jobRules, mirrorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { inExportField, inProcore, inSage, makers } from "#lib/records/sub-job/finding.ts";
import { readSubJob, type SubJob } from "#lib/records/sub-job/model.ts";
import { erpIdOf, jobOf, limits } from "#lib/records/sub-job/sage300.ts";

export const dateField: DateField = {
  code: "date",
  name: "date",
  label: "The date",
  ahead: ahead.odd,
  booked: { ledger: "jc", severity: "blocks" },
};

/**
 * Everything that Countersign has to say about a sub job before Sage sees it (domain/procore-erp-tool.md 4.5 and 5,
 * domain/sage-300-cre.md 4). Pure: the same revision, export fields and facts give the same findings.
 */
export function rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[] {
  const subJob = readSubJob(body);
  return [
    ...mirrorRules(facts, makers, ["jobs", "codes"]),
    ...(subJob.isDeleted ? [inProcore("status.deleted", "status", `Sub job ${subJob.code} was deleted.`)] : []),
    ...projectRules(facts),
    ...nameRules(subJob),
    ...extraRules(fields.sageId ?? "", facts),
    ...codesRules(subJob, facts),
    ...dateRules(dateField, fields.date ?? "", facts, makers),
  ];
}

/** The job has to be there: linked and in Sage, or on its way as the project's own item, which goes first. */
function projectRules(facts: Facts): readonly Finding[] {
  const { job, parent, project } = facts;
  const name = [project.number, project.name].filter(Boolean).join(" ");
  // The mirror may not have caught up with a job that was proved just now.
  if (parent?.isProved && (!job || job.job === parent.erpId))
    return job ? jobRules(facts, makers).filter(({ code }) => code !== "sub_job.job.not_in_sage") : [];
  if (job || !parent) return jobRules(facts, makers);
  if (!parent.isAccepted) {
    const sentence = `Project ${name} has no job in Sage and is “${itemStates[parent.state].label}”; it has to be accepted before its sub jobs.`;
    const words = `Accept project ${parent.number}, alone or together with this.`;
    return [
      inSage("parent.not_accepted", "project", sentence, words, {
        fixer: "accounting",
        fix: acceptFirst(parent, words),
      }),
    ];
  }
  const sentence = `Project ${name} is not Synced yet; this waits for its job ${parent.erpId}.`;
  const severity = parent.state === "failed" || parent.state === "held" ? "warns" : "informs";
  const fix = waitFor(parent);
  return [inSage("parent.not_proved", "project", sentence, fix.words, { severity, fixer: "accounting", fix })];
}

function nameRules({ name, code }: SubJob): readonly Finding[] {
  if (name === "") return [inProcore("name.missing", "name", `Sub job ${code} has no name.`)];
  return unwritable("name", "The sub job's name", name, limits.name, (problem, sentence) =>
    inProcore(problem, "name", sentence),
  );
}

function extraRules(id: string, facts: Facts): readonly Finding[] {
  if (id === "") return [inExportField("extra.missing", "sageId", "The extra is empty; Sage needs an id.")];
  const findings: Finding[] = [];
  const length = [...id].length;
  if (length > limits.extra) {
    const sentence = `The extra has ${length} characters; Sage takes ${limits.extra}.`;
    findings.push(inExportField("extra.too_long", "sageId", sentence));
  }
  const place = [...id].findIndex((character) => !/[A-Za-z0-9._-]/.test(character));
  if (place >= 0) {
    const sentence = `The extra has a character that no id can have at position ${place + 1}; letters, digits and - . _ are allowed.`;
    findings.push(inExportField("extra.character", "sageId", sentence));
  }
  if (facts.profile.capitalIds && id !== id.toUpperCase()) {
    const sentence = `The extra is ${id}; Sage stores ids in capitals: ${id.toUpperCase()}.`;
    findings.push(inExportField("extra.capitals", "sageId", sentence));
  }
  return [...findings, ...takenRules(id, facts)];
}

function takenRules(id: string, facts: Facts): readonly Finding[] {
  const job = jobOf(facts);
  const found = entry(facts.extras, id) ?? entry(facts.extras, id.toUpperCase());
  if (found) {
    const sentence = `Extra ${id} is on job ${job} in Sage already: “${found.description}”.`;
    return [inExportField("extra.taken", "sageId", sentence, { asOf: facts.asOf.codes })];
  }
  const taken = entry(facts.takenErpIds, erpIdOf(job, id)) ?? entry(facts.takenErpIds, erpIdOf(job, id.toUpperCase()));
  return taken === undefined ? [] : [inExportField("extra.taken", "sageId", `Extra ${id} is taken: ${taken}.`)];
}

function codesRules(subJob: SubJob, facts: Facts): readonly Finding[] {
  if (subJob.codes.length > 0) return jobCodeRules(subJob.codes, facts, makers);
  const sentence = `Sub job ${subJob.code} has no cost codes of its own; Sage needs one at least to take cost.`;
  return [inProcore("codes.none", "codes", sentence)];
}
