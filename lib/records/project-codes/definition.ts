import type { Json } from "#lib/core/canonical-json.ts";
import type { Facts, FactsQuery } from "#lib/core/facts.ts";
import { combinationsOf } from "#lib/core/job-codes.ts";
import type { ExportFields, RecordType } from "#lib/core/record-type.ts";
import { newCombinations, readProjectCodes } from "#lib/records/project-codes/model.ts";
import { preview } from "#lib/records/project-codes/preview.ts";
import { decode, procoreKind } from "#lib/records/project-codes/procore.ts";
import { dateField, rules } from "#lib/records/project-codes/rules.ts";
import { encode } from "#lib/records/project-codes/sage300.ts";
import { details, lines } from "#lib/records/project-codes/view.ts";

/** Codes that are added to a project later: from Procore's cost codes to codes of Sage's jobs, export only. */
export const projectCodes: RecordType = {
  id: "project_codes",
  label: { one: "Project codes", many: "Project codes" },
  rung: "codes",
  sourceKinds: [{ kind: procoreKind, label: "Project codes", short: "Codes", hasNoOrigin: true }],
  exportFields: [
    {
      name: "date",
      label: "Date",
      kind: "date",
      isRequired: true,
      hint: "The date of the zero estimate lines that make the codes in Sage.",
    },
  ],
  booksOn: dateField,
  erpNoun: "cost codes on the job in Sage",
  decode,
  factsQuery,
  prefill: (_body: Json, facts: Facts): ExportFields => ({ date: facts.today }),
  rules,
  encode,
  preview,
  lines,
  details,
  arises: hasNew,
  // Codes go again and again: what Sage lacks when the project has more of them.
  hasMore: hasNew,
  // The job is the part before the first slash.
  familyKey: (erpId) => `job:${erpId.split("/", 1)[0]?.toUpperCase()}`,
};

function hasNew(body: Json, facts: Facts): boolean {
  const { job, asOf } = facts;
  // Sage's codes were read before the job was linked: those that were made with it are not seen yet.
  if (job === null || asOf.codes === null || (job.linkedAt ?? "") > asOf.codes) return false;
  return newCombinations(readProjectCodes(body), facts).length > 0;
}

function factsQuery(body: Json, _fields: ExportFields): FactsQuery {
  const { projectSourceId, codes } = readProjectCodes(body);
  return { projectSourceId, vendorSourceId: null, codes: combinationsOf(codes, ""), erpIds: [] };
}
