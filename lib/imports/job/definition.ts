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
import { Job, readJob } from "#lib/imports/job/model.ts";

const makers = findingMakers("job");

/** Jobs: they become projects with their codes; the job's id is the project's number (domain/procore-erp-tool.md 4.4). */
export const job: ImportType = {
  id: "job",
  label: { one: "Job", many: "Jobs" },
  procoreNoun: "project",
  source: "jobs",
  head: (row) => ({ code: Job.parse(row).job, name: Job.parse(row).name, job: "", amount: null }),
  tied: ({ here }) => readHere(here),
  rules,
  options: [
    {
      name: "template",
      label: "Project template",
      hint: "Tools, roles and settings that the new project starts with.",
      none: "No template",
      list: "project_templates",
      usual: ({ projectTemplate }) => projectTemplate,
    },
  ],
  differences,
  effect(before, after) {
    const { job: id, codes } = Job.parse(before);
    const lost = lostCodes(codes, after === null ? [] : Job.parse(after).codes);
    const words = after === null ? `removes job ${id}` : `removes ${count(lost.length, "code")}`;
    return lost.length === 0 ? null : { job: id, codes: lost, words };
  },
  details: (row) => details(Job.parse(row)),
  steps: [
    {
      name: "project",
      write(staged, { options: { template = "" } }) {
        const { job: number, name, address, city, state, zip } = readJob(staged);
        const row = {
          ...{ originId: number, originCode: number, number, name, isActive: true, isErpIntegrated: true },
          ...{ address: address.join("\n"), city, stateCode: state, zip, templateId: template || null },
        };
        return { list: "projects", place: null, rows: [{ key: number, row }] };
      },
    },
    ...codeSteps((staged, { written }) => {
      const { job: key, codes, here } = readJob(staged);
      return { key, codes, delimiter: here.delimiter, projectId: written.project?.[key] ?? "" };
    }),
  ],
  after(staged, { written }) {
    const { job: id, name } = readJob(staged);
    return { kind: "link_project", projectSourceId: written.project?.[id] ?? "", number: id, name, job: id };
  },
  undo: {
    consequence:
      "The project stays in Procore, without its tie to Sage. Delete it there before the job is imported again.",
    below: (_staged, projectSourceId) => ({ projectSourceId, extra: null }),
  },
};

function readHere(here: Json): string | null {
  return (here as { projectSourceId?: string | null }).projectSourceId ?? null;
}

function rules(staged: Staged, { profile }: ImportFacts): readonly Finding[] {
  const { job: id, name, status, codes, here } = readJob(staged);
  const findings: Finding[] = [];
  if (name.trim() === "") {
    const sentence = `Job ${id} has no description; it would become a project without a name.`;
    findings.push(makers.inSage("name.missing", "name", sentence, "Give the job a description in Sage."));
  }
  if (here.twin !== null && here.projectSourceId === null) {
    const sentence = `Project ${id} “${here.twin}” is in Procore already and is not linked; importing would make a second one.`;
    const words = "Link the project to the job on the project's page, or give it another number if it is another one.";
    findings.push(makers.inProcore("project.twin", "job", sentence, { fix: { words } }));
  }
  if (codes.every(({ isGroup }) => isGroup)) {
    const sentence = `Job ${id} has no cost codes; the project could not carry any cost.`;
    findings.push(makers.inSage("codes.none", "codes", sentence, "Add cost codes to the job in Sage."));
  }
  if (status.toLowerCase() === "closed") {
    const sentence = `Job ${id} is closed in Sage.`;
    findings.push(
      makers.inSage("closed", "status", sentence, "Import it all the same, or archive it.", { severity: "warns" }),
    );
  }
  return [...findings, ...stagedCodeRules(codes, `job ${id}`, profile, makers)];
}

function differences(before: Json, after: Json): readonly Difference[] {
  const [was, is] = [Job.parse(before), Job.parse(after)];
  return [...differing(fieldsOf(was), fieldsOf(is)), ...codeDifferences(was.codes, is.codes)];
}

function fieldsOf(job: Job): readonly LabelledField[] {
  return [
    ["Description", job.name],
    ["Status", job.status],
    ["Address", addressOf(job)],
  ];
}

function addressOf({ address, city, state, zip }: Job): string {
  return [...address, [city, state, zip].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}

function details(entry: Job) {
  const text = (label: string, value: string) => ({ label, value, kind: "text" as const });
  const combinations = entry.codes.reduce((sum, code) => sum + code.categories.length, 0);
  return [
    text("Job", entry.job),
    text("Description", entry.name),
    text("Status", entry.status),
    text("Address", addressOf(entry)),
    text("Codes", `${count(entry.codes.length, "code")} with ${count(combinations, "category", "categories")}`),
  ];
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
