import type { z } from "zod";
import { type CommandContext, defineCommand } from "#lib/commands/define-command.ts";
import { lenderOf } from "#lib/core/actors.ts";
import { isEqual, sum } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { step } from "#lib/core/workflow.ts";
import { type DocumentLink, linkDocuments as storeLinks } from "#lib/db/adoption.ts";
import { oncePerItem, readEarlier } from "#lib/db/earlier-decisions.ts";
import { type FactsBase, readFactsBase } from "#lib/db/facts.ts";
import { lockItems, type StoredItem, storeAssessments } from "#lib/db/items.ts";
import { readLinkable } from "#lib/db/job-choices.ts";
import { erpKey } from "#lib/db/taken-ids.ts";
import { voidDecisions } from "#lib/db/void-decisions.ts";
import {
  adoptableTypes,
  type Comparison,
  compare,
  type Match,
  matchDocuments,
} from "#lib/preflight/adopt-documents.ts";
import { recordType } from "#lib/records/registry.ts";
import { LinkDocuments, type RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow, moved } from "#lib/views/rows.ts";

type Row = z.infer<typeof LinkDocuments>["rows"][number];
type Chosen = { readonly entry: Row; readonly item: StoredItem; readonly comparison: Comparison };

/**
 * Links documents of a project that was in progress before the connection to the records that Sage has of them. Nothing is
 * sent; the sync client reads each record back, and what is there as it was seen becomes Synced. A decision like
 * Accept, but of one person also where the accept rules ask for two: it writes nothing.
 */
export const linkDocuments = defineCommand({
  name: "document.link",
  needs: "export.decide",
  input: LinkDocuments,
  touches: [
    "document.page",
    "document.match",
    "project.status",
    "project.ladder",
    "inbox.page",
    "item.view",
    "shell.view",
  ],
  async run(context, input): Promise<Outcome<RowsAnswer>> {
    const { tx, companyId } = context;
    const asked = oncePerItem(input.rows);
    const project = await readLinkable(tx, companyId, input.projectId, true);
    if (!project) return refuse("item.unknown");
    if (project.job === null) return refuse("link.no_job");
    const locked = await lockItems(
      tx,
      companyId,
      asked.map(({ itemId }) => itemId),
    );
    const items = [...locked.values()].filter(
      ({ projectId, recordType: id }) => projectId === project.id && adoptableTypes.some((type) => type.id === id),
    );
    const amount = sum(items.map((item) => item.amount));
    if (asked.length !== input.count || items.length !== asked.length || !isEqual(amount, input.amount)) {
      const { count, amount: confirmed } = input;
      return refuse("link.totals", {
        count: String(count),
        amount: confirmed,
        found: String(items.length),
        sum: amount,
      });
    }
    const base = await readFactsBase(tx, companyId);
    const earlier = await readEarlier(context, asked, "accept");
    const matches = new Map((await matchDocuments(tx, base, project.job, items)).map((one) => [one.item.id, one]));
    const outcomes = new Map<string, Outcome<Chosen | "replay">>();
    for (const entry of asked) {
      const match = matches.get(entry.itemId);
      const before = earlier.get(entry.decisionId);
      if (before) outcomes.set(entry.itemId, before === "replay" ? ok("replay") : refuse("decision.reused"));
      else if (match && asked.some((one) => one !== entry && one.erpId === entry.erpId))
        outcomes.set(entry.itemId, refuse("link.record_gone", { erpId: entry.erpId, number: match.item.number }));
      else if (match) outcomes.set(entry.itemId, await check(context, base, entry, match, input.isExact));
    }
    const chosen = [...outcomes.values()].flatMap((one) => (one.ok && one.value !== "replay" ? [one.value] : []));
    const versions = await store(context, chosen);
    const answers = asked.map(({ itemId }) => {
      const outcome = outcomes.get(itemId) ?? refuse<Chosen>("item.unknown");
      return answerRow(itemId, outcome.ok ? ok(versions.get(itemId) ?? locked.get(itemId)?.version ?? 0) : outcome);
    });
    return ok({ rows: answers, done: answers.filter((answer) => answer.isDone).length, releaseAt: null });
  },
});

/** Everything that was seen is looked at again, against the mirror as it is now. */
async function check(
  { tx, actor }: CommandContext,
  base: FactsBase,
  entry: Row,
  match: Match,
  isExact: boolean,
): Promise<Outcome<Chosen>> {
  const { item, waitsFor } = match;
  const { number } = item;
  const { recordType: type, ownPersonIds } = item;
  const allowed = step(item.state, "link", actor, { recordType: type, ownPersonIds });
  if (!allowed.ok) return allowed.refusal.code === "item.state" ? { ok: false, refusal: moved(item) } : allowed;
  if (item.version !== entry.seenVersion || item.revisionId !== item.latestRevisionId || item.isGone)
    return refuse("item.changed");
  if (waitsFor !== null) return refuse("link.waits", { number, parent: waitsFor });
  const { erpId } = entry;
  const candidate = match.candidates.find(({ record }) => record.erpId === erpId);
  if (!candidate) return refuse("link.record_gone", { erpId, number });
  const isProposed = match.chosen?.record.erpId === erpId;
  const comparison = isProposed ? match.comparison : await compare(tx, base, item, candidate.record);
  if (!comparison || comparison.problem !== null)
    return refuse("link.impossible", { number, erpId, problem: comparison?.problem ?? "" });
  if (isExact && !(isProposed && match.degree === "exact")) return refuse("link.not_exact", { number, erpId });
  if (comparison.seen !== entry.seen) return refuse("item.changed");
  return ok({ entry, item, comparison });
}

async function store(
  { tx, companyId, actor }: CommandContext,
  chosen: readonly Chosen[],
): Promise<ReadonlyMap<string, number>> {
  if (chosen.length === 0 || actor.kind !== "person") return new Map();
  const ids = chosen.map(({ item }) => item.id);
  await voidDecisions(tx, companyId, ids);
  await storeAssessments(
    tx,
    companyId,
    chosen.map(({ item, comparison: { fields, document } }) => ({
      ...{
        itemId: item.id,
        revisionId: item.revisionId,
        fields,
        findings: [],
        lane: "clean" as const,
        blocks: 0,
        warns: 0,
      },
      ...{ note: null, document, documentProblem: null, keepsNote: true },
    })),
  );
  const links = chosen.map(({ entry, item, comparison }): DocumentLink => {
    const { sha256 = "", erpId = "" } = comparison.document ?? {};
    return {
      ...{ itemId: item.id, version: item.version, revisionId: item.revisionId, decisionId: entry.decisionId },
      ...{ sha256, fields: comparison.fields, erpId, erpKey: erpKey({ recordType: item.recordType, erpId }) },
      ...{ familyKey: recordType(item.recordType).familyKey(erpId), amount: item.amount },
      differences: comparison.differences.length,
      onBehalfOf: lenderOf(actor, item.recordType, item.ownPersonIds)?.personId ?? null,
    };
  });
  return await storeLinks(tx, companyId, actor, links);
}
