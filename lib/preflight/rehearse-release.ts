import { causesOf } from "#lib/core/causes.ts";
import { nextOpenDay } from "#lib/core/periods.ts";
import type { SageTotals } from "#lib/core/reconcile/reconcile.ts";
import { fateIds, type RehearsalScope, rehearse } from "#lib/core/rehearsal.ts";
import { readAcceptRules } from "#lib/db/accept-rules.ts";
import type { Tx } from "#lib/db/database.ts";
import { readPeriods } from "#lib/db/periods.ts";
import { readSides } from "#lib/db/reconcile.ts";
import {
  type PendingProject,
  type RehearsalKind,
  type RehearsalTotals,
  type Rehearsed,
  readFates,
  readRehearsalTotals,
} from "#lib/db/rehearsal.ts";
import { reconcileKinds } from "#lib/preflight/reconcile-projects.ts";
import { recordTypes } from "#lib/records/registry.ts";
import type { PeriodNote, RehearsalRow, RehearsalSummary } from "#lib/views/rehearsal.ts";

const kinds: readonly RehearsalKind[] = recordTypes.map(({ id, reconciles, exportFields }) => ({
  recordType: id,
  counterpart: reconciles ?? null,
  dateField: exportFields.find(({ kind }) => kind === "date")?.name ?? "",
}));
const nothing: SageTotals = { budget: "0", committed: "0", changes: "0", invoiced: "0", retainage: "0", job_cost: "0" };
/** Exports that wait for Sage are no cause here: what is released is taken to arrive. */
const whole = { hasClient: true, isConnected: true, isReadable: true, seenAt: null };

type Asked = { readonly scope: RehearsalScope; readonly q: string | null; readonly upTo: string | null };

/** The question with what the company has in force: its record types and accept rules. */
export async function toRehearse(
  tx: Tx,
  companyId: string,
  asked: Asked,
  projectIds: readonly string[] | null = null,
): Promise<Rehearsed> {
  return { ...asked, projectIds, kinds, rules: await readAcceptRules(tx, companyId) };
}

/** These projects from what Sage has of them now to what it would have; nothing is written. */
export async function rehearseProjects(
  tx: Tx,
  companyId: string,
  asked: Rehearsed,
  projects: readonly PendingProject[],
): Promise<readonly RehearsalRow[]> {
  if (projects.length === 0) return [];
  const projectIds = projects.map(({ id }) => id);
  const fates = await readFates(tx, companyId, { ...asked, projectIds });
  const sides = await readSides(tx, companyId, { kinds: reconcileKinds, projectIds, upTo: asked.upTo });
  return projects.map((project) => {
    const { strands = [], sage = nothing } = sides.get(project.id) ?? {};
    return { ...project, cells: rehearse(fates.get(project.id) ?? [], { strands, sage }) };
  });
}

/** Everything pending by what becomes of it, the causes of what fails, and what the periods say; `today` is YYYY-MM-DD. */
export async function summarize(tx: Tx, companyId: string, asked: Rehearsed, today: string): Promise<RehearsalSummary> {
  const { fates, causes, ...rest } = await readRehearsalTotals(tx, companyId, asked);
  const known = new Map(fates.map((one) => [one.fate, one]));
  return {
    ...rest,
    fates: fateIds.map((fate) => known.get(fate) ?? { fate, items: 0, amount: "0.00" }),
    failures: causesOf(causes, whole).map(({ key, words, fix, items, amount }) => ({ key, words, fix, items, amount })),
    period: await periodNote(tx, companyId, asked.upTo ?? today, today),
  };
}

/** The findings or notes that one cause of the rehearsal has together; empty where it holds up nothing. */
export async function detailsOf(tx: Tx, companyId: string, asked: Rehearsed, key: string): Promise<readonly string[]> {
  const { causes }: RehearsalTotals = await readRehearsalTotals(tx, companyId, asked);
  const cause = causesOf(causes, whole).find((one) => one.key === key);
  return cause?.groups.map(({ detail }) => detail) ?? [];
}

async function periodNote(tx: Tx, companyId: string, day: string, today: string): Promise<PeriodNote | null> {
  const periods = await readPeriods(tx, companyId);
  if (periods.length === 0) return null;
  const period = periods.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
  return {
    name: period?.name ?? null,
    isApOpen: period?.isApOpen ?? false,
    isJcOpen: period?.isJcOpen ?? false,
    nextAp: nextOpenDay(today, periods, "ap"),
    nextJc: nextOpenDay(today, periods, "jc"),
  };
}
