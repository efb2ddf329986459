import { sql } from "drizzle-orm";
import { type CommandContext, defineCommand } from "#lib/commands/define-command.ts";
import { lenderOf } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { exportWorkflow } from "#lib/core/workflow.ts";
import { json, list } from "#lib/db/database.ts";
import { type EarlierUse, oncePerItem, readEarlier } from "#lib/db/earlier-decisions.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { lockItems, type StoredItem } from "#lib/db/items.ts";
import { transition } from "#lib/db/transition.ts";
import { voidDecisions } from "#lib/db/void-decisions.ts";
import { followRevision } from "#lib/preflight/follow-revision.ts";
import { RejectItems, type RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow, moved } from "#lib/views/rows.ts";

/** Rejects items with coded reasons and text: they go back to the project side, where the reasons are a checklist. */
export const rejectItems = defineCommand({
  name: "item.reject",
  needs: "export.decide",
  input: RejectItems,
  touches: ["inbox.page", "item.view", "project.status", "shell.view"],
  async run(context, { reasons, text, ...input }): Promise<Outcome<RowsAnswer>> {
    const { tx, companyId, actor } = context;
    const asked = oncePerItem(input.rows);
    if (reasons.length === 0 && text === "") return refuse("reject.reason");
    const items = await lockItems(
      tx,
      companyId,
      asked.map((entry) => entry.itemId),
    );
    const earlier = await readEarlier(context, asked, "reject");
    const checked = asked.map((entry) => ({
      entry,
      outcome: check(context, entry, items.get(entry.itemId), earlier.get(entry.decisionId)),
    }));
    const fresh = checked.flatMap(({ entry, outcome }) =>
      outcome.ok && outcome.value !== "replay" ? [{ entry, item: outcome.value }] : [],
    );
    const values = fresh.map(({ entry, item }) => ({
      d: entry.decisionId,
      i: item.id,
      r: item.revisionId,
      s: item.documentSha256,
      f: item.fields,
      b: lenderOf(actor, item.recordType, item.ownPersonIds)?.personId ?? null,
    }));
    await voidDecisions(
      tx,
      companyId,
      fresh.map(({ item }) => item.id),
    );
    const personId = actor.kind === "person" ? actor.personId : null;
    await tx.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id, on_behalf_of, seen_sha256, fields, reasons, text)
      select ${companyId}::uuid, d, i, r, 'reject', ${personId}::uuid, b, s, f, ${list(reasons, "text")}, ${text}
      from jsonb_to_recordset(${json(values)}) as x(d uuid, i uuid, r uuid, s text, f jsonb, b uuid)`);
    const versions = await transition(
      tx,
      companyId,
      actor,
      "reject",
      fresh.map(({ entry, item }) => ({
        itemId: item.id,
        seenVersion: item.version,
        isReturned: false,
        note: text || null,
        event: { kind: "item.rejected", decisionId: entry.decisionId, reasons, text },
      })),
    );
    const newer = await showNewest(
      context,
      fresh.map(({ item }) => item),
    );
    const versionOf = (id: string) => newer.get(id) ?? versions.get(id) ?? items.get(id)?.version ?? 0;
    const answers = checked.map(({ entry, outcome }) =>
      answerRow(entry.itemId, outcome.ok ? ok(versionOf(entry.itemId)) : outcome),
    );
    return ok({ rows: answers, done: answers.filter((answer) => answer.isDone).length, releaseAt: null });
  },
});

function check(
  context: CommandContext,
  entry: { itemId: string; seenVersion: number },
  item: StoredItem | undefined,
  earlier: EarlierUse | undefined,
): Outcome<StoredItem | "replay"> {
  if (!item) return refuse("item.unknown");
  if (earlier) return earlier === "replay" ? ok("replay") : refuse("decision.reused");
  const right = can(context.actor, "export.decide", { recordType: item.recordType, ownPersonIds: item.ownPersonIds });
  if (!right.ok) return right;
  const from: readonly string[] = exportWorkflow.reject.from;
  if (!from.includes(item.state)) return { ok: false, refusal: moved(item) };
  if (item.version !== entry.seenVersion) return refuse("item.changed");
  return ok(item);
}

/** A failed item kept the revision that was accepted; back at the project it shows the newest one. */
async function showNewest(
  { tx, companyId }: CommandContext,
  rejected: readonly StoredItem[],
): Promise<ReadonlyMap<string, number>> {
  const behind = rejected.filter((item) => item.revisionId !== item.latestRevisionId).map((item) => item.id);
  if (behind.length === 0) return new Map();
  return await followRevision(tx, await readFactsBase(tx, companyId), behind);
}
