import type { ImportStep, Staged, StepContext, StepRow } from "#lib/core/import-type.ts";
import { type StagedCode, tiersOf } from "#lib/core/staged-codes.ts";

/** Where the codes of a staged record go: `key` is "24-05" for a job, "24-05/GARAGE" for an extra. */
export type CodePlace = {
  readonly key: string;
  readonly codes: readonly StagedCode[];
  readonly delimiter: string;
  readonly projectId: string;
  /** Left out for the project itself. */
  readonly subJob?: { readonly id: string; readonly code: string };
};

/** As many tiers as Procore takes. */
const tiers = [0, 1, 2] as const;

/**
 * The steps that bring codes into a project or sub job: divisions first, then what stands below them, then the cost types
 * of each code. Ties are "<key>/<code>".
 */
export function codeSteps(placeOf: (staged: Staged, context: StepContext) => CodePlace): readonly ImportStep[] {
  const steps = tiers.map(
    (tier): ImportStep => ({
      name: `codes_${tier + 1}`,
      write(staged, context) {
        const place = placeOf(staged, context);
        const { projectId, subJob } = place;
        const at = subJob === undefined ? { projectId } : { projectId, subJobId: subJob.id };
        return { list: "cost_codes", place: at, rows: tierRows(place, tier, context) };
      },
    }),
  );
  return [...steps, { name: "cost_types", write: (staged, context) => assignments(placeOf(staged, context)) }];
}

function tierRows(place: CodePlace, tier: number, { written }: StepContext): readonly StepRow<"cost_codes">[] {
  const { key: base, codes, delimiter } = place;
  const parents = written[`codes_${tier}`] ?? {};
  return (tiersOf(codes, delimiter)[tier] ?? []).map(({ code, last, parent, name }) => {
    const key = `${base}/${code}`;
    const parentId = parent === null ? null : (parents[`${base}/${parent}`] ?? null);
    return { key, code, row: { originId: key, code: last, name, parentId } };
  });
}

function assignments({ codes, projectId, subJob }: CodePlace) {
  const rows = codes
    .filter(({ isGroup }) => !isGroup)
    .flatMap(({ code: costCode, categories }) =>
      categories.map((costType) => ({
        key: `${costCode}|${costType}`,
        row: { budgetCode: { subJob: subJob?.code ?? null, costCode, costType } },
      })),
    );
  return { list: "wbs_codes" as const, place: { projectId }, rows };
}
