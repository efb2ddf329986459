import { Decimal } from "decimal.js";
import { closedPeriodWords } from "#lib/simulators/sage/closed-period.ts";
import { effect, wordsOf } from "#lib/simulators/sage/documents.ts";
import { bare, openPlaces, type Places, path, type RuleContext } from "#lib/simulators/sage/facts.ts";
import type { ParsedLine } from "#lib/simulators/sage/parser.ts";
import { importedLine, type Plan, rejectedLine } from "#lib/simulators/sage/plan.ts";

export type EstimateKind = "Estimates" | "EstimatesCO";

const TRANSACTION_TYPES = { Estimates: "Original estimate", EstimatesCO: "Aprvd est changes" } as const;

interface CurrentJob {
  line: ParsedLine;
  id: string;
  isBad: boolean;
  isFinalized: boolean;
  extraLines: Map<string, ParsedLine>;
}

interface Work {
  plan: Plan;
  context: RuleContext;
  kind: EstimateKind;
  places: Places;
  job: CurrentJob | undefined;
  extras: Set<string>;
  codes: Map<string, string>;
  categories: Set<string>;
}

export function planEstimates(
  plan: Plan,
  lines: readonly ParsedLine[],
  kind: EstimateKind,
  context: RuleContext,
): void {
  const places = openPlaces(context.facts);
  if (stopsWhole(plan, lines, places, context)) return;
  const work: Work = {
    plan,
    context,
    kind,
    places,
    job: undefined,
    extras: new Set(),
    codes: new Map(),
    categories: new Set(),
  };
  for (const line of lines) {
    if (line.record === "*") startJob(work, line);
    else planLine(work, line);
  }
}

const value = (line: ParsedLine, name: string): string => line.values[name] ?? "";

/** A category that is not standard ends the import before anything is written. */
function stopsWhole(plan: Plan, lines: readonly ParsedLine[], places: Places, context: RuleContext): boolean {
  const rejected: string[] = [];
  let job = "";
  for (const line of lines) {
    if (line.record === "*") {
      job = value(line, "job");
      const words = context.interference.refusal(job);
      if (words !== undefined) rejected.push(rejectedLine(line, [words]));
    }
    const isReadable = line.record === "C" && line.refusals.length === 0;
    if (!isReadable || places.standardCategory(value(line, "category"))) continue;
    rejected.push(rejectedLine(line, ["category not standard"], keyIn(job, line)));
  }
  if (rejected.length === 0) return false;
  plan.rejected.push(...rejected);
  for (const line of lines) plan.rejectLines.add(line.number);
  return true;
}

function keyIn(job: string, line: ParsedLine): string {
  if (line.record !== "C" && line.record !== "E") return line.key;
  const parts = line.record === "C" ? [value(line, "extra"), line.key] : [line.key];
  return [job || "?", ...parts].filter((part) => part !== "").join("/");
}

function startJob(work: Work, line: ParsedLine): void {
  const sent = value(line, "job");
  const known = work.places.job(sent);
  const earlier = work.plan.rows.jobs.find((row) => row.job === sent);
  const words = wordsOf(line);
  if (known?.status === "Closed") words.push("job is closed");
  const isBad = words.length > 0;
  work.job = {
    line,
    id: known?.job ?? sent,
    isBad,
    isFinalized: known?.finalized ?? false,
    extraLines: new Map(),
  };
  if (isBad) {
    reject(work, line, words);
    return;
  }
  work.plan.imported.push(importedLine(line));
  if (known || earlier) return;
  work.plan.rows.jobs.push({ job: sent, description: value(line, "description"), status: "Unstarted" });
  work.plan.effects.push(effect("job.created", sent, null, {}));
}

function reject(work: Work, line: ParsedLine, words: readonly string[]): void {
  work.plan.rejected.push(rejectedLine(line, words, keyOf(work, line)));
  // The job and extra records go along so that the reject file can be imported again.
  const { job, plan } = work;
  if (job) plan.rejectLines.add(job.line.number);
  const extra = line.record === "C" ? job?.extraLines.get(value(line, "extra")) : undefined;
  if (extra) plan.rejectLines.add(extra.number);
  plan.rejectLines.add(line.number);
}

const keyOf = ({ job }: Work, line: ParsedLine): string => keyIn(job ? value(job.line, "job") : "", line);

function planLine(work: Work, line: ParsedLine): void {
  const { job } = work;
  if (job?.isBad && line.refusals.length === 0) {
    // Its cause is reported at the job record.
    work.plan.rejectLines.add(line.number);
    return;
  }
  const words = lineProblems(work, line);
  if (!job || words.length > 0) {
    reject(work, line, words);
  } else if (line.record === "E") {
    planExtra(work, job, line);
  } else {
    work.plan.imported.push(importedLine(line, keyOf(work, line)));
    addTransaction(work, job, line);
  }
}

function lineProblems(work: Work, line: ParsedLine): string[] {
  if (line.refusals.length > 0) return wordsOf(line);
  if (!work.job) return ["no job record"];
  const closed = line.record === "C" ? closedPeriodWords(value(line, "date"), work.context.facts.closedThrough) : [];
  if (closed.length > 0) return closed;
  return line.record === "E" ? [] : amountProblems(work, work.job, line);
}

function planExtra({ plan, places, extras, ...work }: Work, job: CurrentJob, line: ParsedLine): void {
  const extra = value(line, "extra");
  job.extraLines.set(extra, line);
  plan.imported.push(importedLine(line, `${value(job.line, "job")}/${extra}`));
  if (places.hasExtra(job.id, extra) || extras.has(path(job.id, extra))) return;
  extras.add(path(job.id, extra));
  plan.rows.extras.push({ job: job.id, extra, description: value(line, "description"), status: "In progress" });
  plan.effects.push(effect("extra.created", `${job.id}/${extra}`, null, { by: work.context.tag }));
}

function amountProblems(work: Work, job: CurrentJob, line: ParsedLine): string[] {
  const extra = value(line, "extra");
  if (extra !== "" && !work.places.hasExtra(job.id, extra) && !work.extras.has(path(job.id, extra))) {
    return ["extra not found"];
  }
  const isZero = new Decimal(value(line, "amount")).isZero() && new Decimal(value(line, "units") || 0).isZero();
  if (work.kind === "Estimates" && job.isFinalized && !isZero) return ["original estimate finalized"];
  const sent = value(line, "cost_code");
  const code = work.places.costCode(job.id, extra, sent);
  if (code) return code.isGroup ? ["group cost code"] : [];
  const standard = work.places.standardCode(sent);
  if (standard?.isGroup) return ["group cost code"];
  if (standard || work.context.allowsNewCostCodes) return sent.length > 12 ? ["cost code over 12 characters"] : [];
  return ["cost code not standard"];
}

function addTransaction(work: Work, job: CurrentJob, line: ParsedLine): void {
  const extra = value(line, "extra");
  const costCode = ensureCode(work, job.id, extra, line);
  const category = ensureCategory(work, job.id, extra, costCode, line);
  const amount = new Decimal(value(line, "amount")).toFixed(2);
  const transactionType = TRANSACTION_TYPES[work.kind];
  work.plan.rows.transactions.push({
    job: job.id,
    extra,
    cost_code: costCode,
    category,
    transaction_type: transactionType,
    transaction_date: value(line, "date"),
    accounting_date: value(line, "date"),
    description: value(line, "description"),
    units: value(line, "units") || "0",
    unit_description: value(line, "unit_description"),
    amount,
    source: "Import",
    batch: work.context.tag,
  });
  const kind = work.kind === "Estimates" ? "estimate.imported" : "estimate_change.imported";
  const key = [job.id, extra, costCode, category].filter((part) => part !== "").join("/");
  work.plan.effects.push(effect(kind, key, amount, { units: value(line, "units") || "0" }));
}

function ensureCode(work: Work, job: string, extra: string, line: ParsedLine): string {
  const sent = value(line, "cost_code");
  const known = work.places.costCode(job, extra, sent)?.costCode;
  const slot = path(job, extra, bare(sent));
  const earlier = known ?? work.codes.get(slot);
  if (earlier !== undefined) return earlier;
  const standard = work.places.standardCode(sent);
  const costCode = standard?.costCode ?? sent;
  work.codes.set(slot, costCode);
  const description = standard?.description ?? value(line, "description");
  work.plan.rows.costCodes.push({
    job,
    extra,
    cost_code: costCode,
    description,
    accumulate_as: standard?.accumulateAs ?? null,
    status: "In progress",
  });
  work.plan.effects.push(effect("cost_code.created", [job, extra, costCode].filter(Boolean).join("/"), null, {}));
  return costCode;
}

function ensureCategory(work: Work, job: string, extra: string, costCode: string, line: ParsedLine): string {
  const category = value(line, "category");
  const slot = path(job, extra, costCode, category);
  if (work.places.hasCategory(job, extra, costCode, category) || work.categories.has(slot)) return category;
  work.categories.add(slot);
  const standard = work.places.standardCategory(category);
  work.plan.rows.categories.push({
    job,
    extra,
    cost_code: costCode,
    category,
    description: standard?.description ?? "",
    accumulate_as: standard?.accumulateAs ?? null,
    cost_unit_description: value(line, "unit_description"),
    status: "In progress",
  });
  const key = [job, extra, costCode, category].filter(Boolean).join("/");
  work.plan.effects.push(effect("category.created", key, null, {}));
  return category;
}
