import { z } from "zod";
import type { StagedState } from "#lib/core/import-type.ts";
import { ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readRuns } from "#lib/db/import-runs.ts";
import { readFreshness, readStagedCounts, readStagedPage, type StagedCount } from "#lib/db/import-screens.ts";
import { readNow } from "#lib/db/inbox.ts";
import { stagedSource } from "#lib/db/staged-sources.ts";
import { importType, importTypes } from "#lib/imports/registry.ts";
import { importRow, optionViews } from "#lib/preflight/import-rows.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { type ImportFilter, type ImportPage, importFilters } from "#lib/views/imports.ts";

const ids = importTypes.map(({ id }) => id);
const firstId = ids[0] ?? "";
/** What is under way stays in sight where it came from. */
const statesOf: Readonly<Record<ImportFilter, readonly StagedState[] | "news">> = {
  ready: ["ready", "importing"],
  news: "news",
  refused: ["refused"],
  failed: ["failed"],
  imported: ["imported", "undoing"],
  archived: ["archived"],
};

/** Records of Sage that can be imported, one type at a time, with what is new, changed or gone (ux.md 6.5). */
export const importPage = defineQuery({
  name: "import.page",
  needs: "import.read",
  open: { about: "Staged records of one type, in one of its lists." },
  input: z.object({
    type: z
      .enum(ids as [string, ...string[]])
      .catch(firstId)
      .default(firstId),
    show: z.enum(importFilters).catch("ready").default("ready"),
    q: z.string().max(100).optional(),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  async run({ tx, companyId, actor }, { type: typeId, show, q, after, limit }) {
    const type = importType(typeId);
    const { profile } = await readCompany(tx, companyId);
    const scope = { type: type.id, states: statesOf[show], q: q?.trim() || null, after: after ?? null, limit };
    const { rows, next } = await readStagedPage(tx, companyId, scope);
    const counts = await readStagedCounts(tx, companyId);
    const { staging, imports } = await readRuns(tx, companyId, type.id);
    const right = can(actor, "import.run");
    const page: ImportPage = {
      type: type.id,
      types: importTypes.map((one) => typeOf(one.id, one.label.many, one.flowsIn === true, counts)),
      one: type.label.one,
      procoreNoun: type.procoreNoun,
      again: type.again ?? null,
      off: type.isOff?.(profile) ?? null,
      flowsIn: type.flowsIn === true,
      hasJob: rows.some(({ job }) => job !== ""),
      hasAmount: rows.some(({ amount }) => amount !== null),
      counts: countsOf(type.id, counts),
      rows: rows.map((record) => importRow(type, record, profile, actor)),
      next,
      options: await optionViews(tx, companyId, type, profile),
      ...(await readFreshness(tx, companyId, stagedSource(type.source).tables)),
      staging,
      runs: imports.filter(({ endedAt }) => endedAt === null),
      canRun: right.ok ? { isAllowed: true, reason: null } : { isAllowed: false, reason: reasonOf(right.refusal) },
      now: await readNow(tx),
    };
    return ok(page);
  },
});

function typeOf(id: string, label: string, flowsIn: boolean, counts: readonly StagedCount[]) {
  const open = sum(counts, (one) => one.type === id && (one.state === "ready" || one.state === "failed"));
  return { id, label, flowsIn, open };
}

function countsOf(type: string, counts: readonly StagedCount[]): ImportPage["counts"] {
  const of = (...states: readonly StagedState[]) =>
    sum(counts, (one) => one.type === type && states.includes(one.state));
  return {
    ready: of("ready", "importing"),
    news: sum(counts, (one) => one.type === type && one.news !== ""),
    refused: of("refused"),
    failed: of("failed"),
    imported: of("imported", "undoing"),
    archived: of("archived"),
    importing: of("importing", "undoing"),
  };
}

function sum(counts: readonly StagedCount[], isIn: (one: StagedCount) => boolean): number {
  return counts.filter(isIn).reduce((total, one) => total + one.count, 0);
}
