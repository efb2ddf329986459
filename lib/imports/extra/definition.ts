import type { Json } from "#lib/core/canonical-json.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import {
  type Difference,
  differing,
  type ImportFacts,
  type ImportType,
  type LabelledField,
  type Staged,
} from "#lib/core/import-type.ts";
import { codeSteps } from "#lib/core/staged-code-steps.ts";
import { codeDifferences, lostCodes, stagedCodeRules } from "#lib/core/staged-codes.ts";
import { Extra, readExtra } from "#lib/imports/extra/model.ts";

const makers = findingMakers("extra");

/** Extras: they become sub jobs of the job's project (domain/procore-erp-tool.md 4.5). */
export const extra: ImportType = {
  id: "extra",
  label: { one: "Extra", many: "Extras" },
  procoreNoun: "sub job",
  source: "extras",
  head(row) {
    const { job, extra: code, name } = Extra.parse(row);
    return { code, name, job, amount: null };
  },
  tied: (staged) => readExtra(staged).here.subJobSourceId,
  rules,
  options: [],
  differences,
  effect(before, after) {
    const { job, extra: id, codes } = Extra.parse(before);
    const lost = lostCodes(codes, after === null ? [] : Extra.parse(after).codes);
    if (lost.length === 0) return null;
    const words =
      after === null ? `removes extra ${id}` : `removes ${lost.length} ${lost.length === 1 ? "code" : "codes"}`;
    return { job, extra: id, codes: lost, words };
  },
  details(row) {
    const { job, extra: id, name, status, codes } = Extra.parse(row);
    const list = codes.map(({ code }) => code).join(", ") || "none";
    const text = (label: string, value: string) => ({ label, value, kind: "text" as const });
    return [
      text("Job", job),
      text("Extra", id),
      text("Description", name),
      text("Status", status),
      text("Codes", list),
    ];
  },
  steps: [
    {
      name: "sub_job",
      write(staged) {
        const { job, extra: code, name, here } = readExtra(staged);
        const key = `${job}/${code}`;
        const row = { originId: key, code, name: name || code };
        return { list: "sub_jobs", place: { projectId: here.projectSourceId ?? "" }, rows: [{ key, row }] };
      },
    },
    ...codeSteps((staged, { written }) => {
      const { job, extra: code, codes, here } = readExtra(staged);
      const key = `${job}/${code}`;
      const subJob = { id: written.sub_job?.[key] ?? "", code };
      return { key, codes, delimiter: here.delimiter, projectId: here.projectSourceId ?? "", subJob };
    }),
  ],
  undo: {
    consequence:
      "The sub job stays in Procore, without its tie to Sage. Delete it there before the extra is imported again.",
    below(staged) {
      const { extra: id, here } = readExtra(staged);
      return { projectSourceId: here.projectSourceId ?? "", extra: id };
    },
  },
};

function rules(staged: Staged, { profile }: ImportFacts): readonly Finding[] {
  const { job, extra: id, codes, here } = readExtra(staged);
  const findings: Finding[] = [];
  if (here.projectSourceId === null) {
    const sentence = `Job ${job} is no project in Procore yet; an extra follows its job.`;
    const words = `Import job ${job} first; the extra is ready by itself then.`;
    findings.push(makers.inSage("job.not_linked", "job", sentence, words, { fixer: "admin" }));
  }
  if (here.twin !== null && here.subJobSourceId === null) {
    const sentence = `Sub job ${id} “${here.twin}” is in the project already; importing would make a second one.`;
    const words = "A sub job is made in one system: give that sub job another code, or delete it.";
    findings.push(makers.inProcore("sub_job.twin", "extra", sentence, { fix: { words } }));
  }
  return [...findings, ...stagedCodeRules(codes, `extra ${id} of job ${job}`, profile, makers)];
}

function differences(before: Json, after: Json): readonly Difference[] {
  const [was, is] = [Extra.parse(before), Extra.parse(after)];
  return [...differing(fieldsOf(was), fieldsOf(is)), ...codeDifferences(was.codes, is.codes)];
}

function fieldsOf({ name, status }: Extra): readonly LabelledField[] {
  return [
    ["Description", name],
    ["Status", status],
  ];
}
