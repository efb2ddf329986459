import type { ExportDocument } from "#lib/core/export-document.ts";
import { isEqual, isZero, type Money, negate, subtract, sum, toScale } from "#lib/core/money.ts";
import { splitRecord } from "#lib/core/sage-text.ts";

/** What a replay compares of each job, as Reconcile names it. */
export const replayMeasures = {
  budget: "Budget",
  committed: "Committed",
  changes: "Approved changes",
  invoiced: "Invoiced",
  retainage: "Retainage",
} as const;
export type ReplayMeasure = keyof typeof replayMeasures;
export const replayMeasureIds = Object.keys(replayMeasures) as readonly ReplayMeasure[];

/** What one document moves of a job's totals. */
export type ReplayFigure = { readonly job: string; readonly measure: ReplayMeasure; readonly amount: Money };

export const masterKinds = { job: "Job", vendor: "Vendor", code: "Code", commitment: "Commitment" } as const;
export type MasterKind = keyof typeof masterKinds;
/** A record that Sage must have; `parts` are its key, for a code: job, extra, cost code, category. */
export type Master = { readonly kind: MasterKind; readonly parts: readonly string[] };

/** A record's name for sets: files may have ids of jobs and codes without the punctuation of Sage's mask. */
export function masterKey({ kind, parts }: Master): string {
  const isMasked = kind === "job" || kind === "code";
  return [kind, ...parts.map((part) => (isMasked ? part.replace(/[-. ]/g, "") : part))].join("|");
}

export type DocumentParts = {
  readonly figures: readonly ReplayFigure[];
  readonly needs: readonly Master[];
  readonly makes: readonly Master[];
};

/** Which job each item of a commitment is on, as the documents say; a change order names items alone. */
export type ItemJobs = Map<string, string>;

/**
 * What a document stands on, what it makes and what it moves, read from its own expectations and files. Documents come in
 * their order: `jobs` is filled by commitments and asked by their change orders.
 */
export function partsOf(document: ExportDocument, jobs: ItemJobs): DocumentParts {
  const rows = (table: string) =>
    document.expectations
      .filter((one) => one.table === table)
      .flatMap((one) => one.rows.map((row): Readonly<Record<string, string>> => ({ ...one.key, ...row })));
  const items = rows("JCM_MASTER__COMMITMENT_ITEM");
  for (const row of items) jobs.set(`${row.Commitment}|${row.Item_Number}`, row.Job ?? "");
  const distributions = rows("APM_MASTER__DISTRIBUTION");
  const categories = rows("JCM_MASTER__CATEGORY");
  const coded = [...items, ...distributions, ...categories].filter((row) => row.Job);
  const needs: Master[] = [
    ...rows("JCM_MASTER__COMMITMENT").map((row) => master("vendor", row.Vendor)),
    ...rows("APM_MASTER__INVOICE").map((row) => master("vendor", row.Vendor)),
    ...rows("JCM_MASTER__COMMITMENT_CO").map((row) => master("commitment", row.Commitment)),
    ...distributions.map((row) => master("commitment", row.Commitment)),
    ...rows("JCM_MASTER__EXTRA").map((row) => master("job", row.Job)),
    ...coded.map((row) => master("job", row.Job)),
    ...coded.map((row) => master("code", row.Job, row.Extra ?? "", row.Cost_Code, row.Category)),
  ];
  const makes: Master[] = [
    ...rows("JCM_MASTER__JOB").map((row) => master("job", row.Job)),
    ...rows("JCM_MASTER__COMMITMENT").map((row) => master("commitment", row.Commitment)),
    ...rows("APM_MASTER__VENDOR").map((row) => master("vendor", row.Vendor)),
    ...codesMade(document),
  ];
  const figures = [
    ...items.map((row) => figure(row.Job, "committed", row.Amount)),
    ...rows("JCM_MASTER__COMMITMENT_CO_ITEM").map((row) =>
      figure(jobs.get(`${row.Commitment}|${row.Item_Number}`), "changes", row.Amount),
    ),
    ...distributions.flatMap((row) => [
      figure(row.Job, "invoiced", row.Amount),
      figure(row.Job, "retainage", row.Retainage),
    ]),
    ...estimatesMoved(document),
  ];
  return {
    figures: totalsOf(figures),
    needs: distinct(needs.filter(({ kind, parts }) => parts[kind === "code" ? 2 : 0])),
    makes: distinct(makes),
  };
}

const master = (kind: MasterKind, ...parts: readonly (string | undefined)[]): Master => ({
  kind,
  parts: parts.map((part) => part ?? ""),
});
const figure = (job: string | undefined, measure: ReplayMeasure, amount: string | undefined): ReplayFigure => ({
  job: job ?? "",
  measure,
  amount: amount || "0",
});
const distinct = (masters: readonly Master[]): readonly Master[] => [
  ...new Map(masters.map((one) => [masterKey(one), one])).values(),
];

/** A `C` record of an estimate file makes its combination where the job does not have it (docs/sage.md). */
function codesMade({ files }: ExportDocument): readonly Master[] {
  let job = "";
  return files
    .filter(({ step }) => step === "Estimates" || step === "EstimatesCO")
    .flatMap(({ text }) => text.split("\r\n"))
    .flatMap((line): Master[] => {
      const [record, ...values] = splitRecord(line);
      if (record === "*") job = values[0] ?? "";
      return record === "C" ? [master("code", job, values[11], values[0], values[2])] : [];
    });
}

/** Totals of estimates are proved before and after: what lies between them is the document's. */
function estimatesMoved({ expectations }: ExportDocument): readonly ReplayFigure[] {
  return expectations.flatMap(({ table, key, columns, rows, before }) => {
    if (table !== "JCM_MASTER__CATEGORY" || !before) return [];
    const moved = (["Original_Estimate", "Approved_Estimate_Changes"] as const).filter((column) => column in columns);
    return moved.map((column) =>
      figure(key.Job, "budget", subtract(rows[0]?.[column] || "0", before[0]?.[column] || "0")),
    );
  });
}

/** One figure for each job and measure, those of zero left out. */
export function totalsOf(figures: readonly ReplayFigure[]): readonly ReplayFigure[] {
  const groups = new Map<string, ReplayFigure[]>();
  for (const one of figures) {
    const name = `${one.measure}|${one.job}`;
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return [...groups.values()]
    .map((group) => ({ ...(group[0] as ReplayFigure), amount: toScale(sum(group.map((one) => one.amount)), 2) }))
    .filter(({ amount }) => !isZero(amount));
}

export type Ordered = { readonly familyKey: string; readonly position: number; readonly provedAt: string };

/**
 * The order in which documents were proved, except that none comes before an elder of its family: whatever was proved
 * later than its place says waits for nobody here.
 */
export function inProvedOrder<T extends Ordered>(exports: readonly T[]): readonly T[] {
  const elders = new Map<string, string>();
  const due = new Map<T, string>();
  for (const one of exports.toSorted((a, b) => a.position - b.position)) {
    const elder = elders.get(one.familyKey) ?? "";
    const at = [one.provedAt, elder].toSorted()[1] ?? "";
    elders.set(one.familyKey, at);
    due.set(one, at);
  }
  const at = (one: T) => due.get(one) ?? "";
  return exports.toSorted((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a.position - b.position));
}

/** One total of one job on both sides; `because` names what explains the difference, empty where there is none. */
export type ReplayTotal = {
  readonly job: string;
  readonly measure: ReplayMeasure;
  readonly ledger: Money;
  readonly sage: Money;
  readonly difference: Money;
  readonly because: string;
};

/** A document that Sage was not brought to, with what it would have moved. */
export type NotReplayed = { readonly name: string; readonly figures: readonly ReplayFigure[] };

/** Both sides of every job that either names, all measures of it, in the order of jobs; amounts with two decimals. */
export function compareTotals(
  ledger: readonly ReplayFigure[],
  sage: readonly ReplayFigure[],
  missing: readonly NotReplayed[],
): readonly ReplayTotal[] {
  const jobs = [...new Set([...ledger, ...sage].map(({ job }) => job))].toSorted();
  const placed = (figures: readonly ReplayFigure[]) =>
    new Map(totalsOf(figures).map((one) => [`${one.measure}|${one.job}`, one.amount]));
  const [own, there, without] = [placed(ledger), placed(sage), placed(missing.flatMap(({ figures }) => figures))];
  return jobs.flatMap((job) =>
    replayMeasureIds.map((measure) => {
      const amountIn = (side: ReadonlyMap<string, Money>) => side.get(`${measure}|${job}`) ?? "0.00";
      const difference = toScale(subtract(amountIn(there), amountIn(own)), 2);
      const names = missing
        .filter(({ figures }) => figures.some((one) => one.job === job && one.measure === measure))
        .map(({ name }) => name);
      const isExplained = isEqual(difference, negate(amountIn(without)));
      const because = isZero(difference)
        ? ""
        : isExplained && names.length > 0
          ? `Not replayed: ${named(names)}`
          : "Not explained by what was not replayed";
      return { job, measure, ledger: amountIn(own), sage: amountIn(there), difference, because };
    }),
  );
}

const shownNames = 20;
const named = (names: readonly string[]): string =>
  names.length > shownNames
    ? `${names.slice(0, shownNames).join(", ")} and ${names.length - shownNames} more`
    : names.join(", ");

/** How a replay ended. `waits`: entries in Sage are to be posted first; `refused`: nothing was written for it. */
export const replayOutcomes = {
  equal: "Every total is equal",
  differs: "Totals differ",
  failed: "Stopped at a document that Sage did not take",
  waits: "Waits for Sage",
  refused: "Refused",
} as const;
export type ReplayOutcome = keyof typeof replayOutcomes;
