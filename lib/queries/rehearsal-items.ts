import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { nextOpenDay, type Period } from "#lib/core/periods.ts";
import {
  type Added,
  addedLabels,
  fateIds,
  fates,
  type RehearsedMeasure,
  rehearsalScopeIds,
  rehearsedMeasureIds,
  rehearsedMeasures,
} from "#lib/core/rehearsal.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { readCompany } from "#lib/db/facts.ts";
import { decodeCursor, encodeCursor, readNow } from "#lib/db/inbox.ts";
import { readPeriods } from "#lib/db/periods.ts";
import { readProject, readSageTime } from "#lib/db/reconcile.ts";
import { type RehearsedItem, readRehearsedItems } from "#lib/db/rehearsal.ts";
import { detailsOf, toRehearse } from "#lib/preflight/rehearse-release.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { briefName, recordType } from "#lib/records/registry.ts";
import type { RehearsalItem, RehearsalItems } from "#lib/views/rehearsal.ts";

const input = z.object({
  scope: z.enum(rehearsalScopeIds).default("all"),
  upTo: z.iso.date().optional(),
  q: z.string().max(100).optional(),
  projectId: z.uuid().optional(),
  fate: z.enum(fateIds).optional(),
  /** What a figure adds up: all that counts in a measure, or one kind of document of it. */
  measure: z.enum(rehearsedMeasureIds).optional(),
  kind: z.enum(Object.keys(addedLabels) as [Added, ...Added[]]).optional(),
  /** Released already, or not yet. */
  way: z.enum(["released", "pending"]).optional(),
  cause: z.string().max(200).optional(),
  /** Those alone whose accounting date lies in a closed period. */
  dated: z.literal("closed").optional(),
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
type Input = z.infer<typeof input>;

/** The items behind a figure of the rehearsal, each with what becomes of it and why. */
export const rehearsalItems = defineQuery({
  name: "rehearsal.items",
  needs: "reconcile.read",
  input,
  async run({ tx, companyId }, asked) {
    const { scope, upTo = null, projectId, fate, cause, way, after, limit } = asked;
    const project = projectId ? await readProject(tx, companyId, projectId) : null;
    const place = projectId ? [projectId] : null;
    const rehearsed = await toRehearse(tx, companyId, { scope, upTo, q: asked.q?.trim() || null }, place);
    const found = await readRehearsedItems(tx, companyId, rehearsed, {
      fate: fate ?? null,
      counterparts: asked.kind ? [asked.kind] : asked.measure ? rehearsedMeasures[asked.measure].adds : null,
      isReleased: way === undefined ? null : way === "released",
      details: cause === undefined ? null : await detailsOf(tx, companyId, rehearsed, cause),
      isInClosed: asked.dated === "closed",
      after: decodeCursor(after ?? null),
      limit,
    });
    const rows = found.rows.slice(0, limit);
    const last = rows.at(-1);
    const { today } = await readCompany(tx, companyId);
    const periods = await readPeriods(tx, companyId);
    const view: RehearsalItems = {
      title: titleOf(asked, project?.number ?? null),
      scope,
      upTo,
      rows: rows.map((item) => toItem(item, periods, today)),
      count: found.items,
      amount: found.amount,
      retainage: found.retainage,
      next: found.rows.length > limit && last ? encodeCursor(last.number, last.id) : null,
      readAt: await readSageTime(tx, companyId),
      now: await readNow(tx),
    };
    return ok(view);
  },
});

function titleOf({ fate, measure, kind, way }: Input, project: string | null): string {
  const what = kind ? addedLabels[kind] : measure ? rehearsedMeasures[measure as RehearsedMeasure].label : "Items";
  const how = fate ? fates[fate].label : "";
  return [project, what, how, way === "released" ? "on the way" : ""].filter(Boolean).join(", ");
}

function toItem(item: RehearsedItem, periods: readonly Period[], today: string): RehearsalItem {
  const type = recordType(item.recordType);
  const isInvoice = type.reconciles === "invoice";
  const from = item.booked > today ? item.booked : today;
  return {
    id: item.id,
    label: briefName(type, item.sourceKind, item.number),
    title: item.title,
    place: item.project ? `${item.project.number} ${item.project.name}` : "Company directory",
    state: item.state,
    stateLabel: itemStates[item.state].label,
    fate: item.fate,
    fateLabel: fates[item.fate].label,
    booked: item.booked || null,
    nextOpen: item.fate === "closed" ? nextOpenDay(from, periods, isInvoice ? "ap" : "jc") : null,
    words: wordsOf(item),
    amount: item.amount,
    retainage: item.retainage,
  };
}

function wordsOf({ fate, words, waitsFor }: RehearsedItem): string {
  if (fate === "goes") return "";
  if (fate === "waits") return waitsFor ? `Waits for ${waitsFor}, which does not go.` : fates.waits.words;
  return fate === "blocked" || fate === "closed" || fate === "failed" ? words || fates[fate].words : fates[fate].words;
}
