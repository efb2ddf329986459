import { type CommandContext, defineCommand } from "#lib/commands/define-command.ts";
import { type HoldFacts, holdProblem } from "#lib/core/holds.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { oncePerItem } from "#lib/db/earlier-decisions.ts";
import { advance, lockExports, type StoredExport } from "#lib/db/exports.ts";
import { addHolds } from "#lib/db/holds.ts";
import { lockItems, type StoredItem } from "#lib/db/items.ts";
import { holdFactsOf } from "#lib/preflight/holds.ts";
import { HoldItems, type RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow, moved } from "#lib/views/rows.ts";

/**
 * Holds items in the inbox and exports that nobody was given yet, until a time, an event or a person ends it. A held item is
 * not accepted, a held export not released and not delivered.
 */
export const holdItems = defineCommand({
  name: "item.hold",
  needs: "item.hold",
  input: HoldItems,
  touches: ["inbox.page", "item.view", "outbox.page", "shell.view"],
  open: {
    about: "Holds items and exports until a time, an event or a person ends it; rows are answered one by one.",
    refusals: ["item.unknown", "item.moved", "hold.event", "hold.sent", "access.grant"],
    example: {
      items: [{ itemId: "4b0c9a5e-6a54-4d2f-9f0e-0d5a3a9b7c11", seenVersion: 4 }],
      until: { kind: "lift" },
      note: "The budget of the job is being corrected.",
    },
  },
  async run(context, { items: asked, until, note }): Promise<Outcome<RowsAnswer>> {
    const { tx, companyId, actor } = context;
    if (actor.kind !== "person") return refuse("item.unknown");
    const ids = oncePerItem(asked).map((entry) => entry.itemId);
    const items = await lockItems(tx, companyId, ids);
    const exports = new Map(
      (await lockExports(tx, companyId, { itemIds: ids })).map((stored) => [stored.itemId, stored]),
    );
    const facts = await holdFactsOf(tx, companyId, [...items.values()]);
    const answers = [];
    const held: StoredItem[] = [];
    for (const id of ids) {
      const item = items.get(id);
      const outcome = item
        ? await hold(context, item, exports.get(id), until, facts.get(id))
        : refuse<number>("item.unknown");
      if (outcome.ok && item) held.push(item);
      answers.push(answerRow(id, outcome));
    }
    const untilAt = until.kind === "time" ? until.at : null;
    const itemIds = held.map(({ id }) => id);
    if (held.length > 0) await addHolds(tx, companyId, { itemIds, person: actor, until: until.kind, untilAt, note });
    await appendAudit(
      tx,
      companyId,
      actor,
      held.map(({ id, isOnHold: isAgain }) => ({
        itemId: id,
        event: { kind: "item.held", until: until.kind, at: untilAt, note, isAgain },
      })),
    );
    return ok({ rows: answers, done: held.length, releaseAt: null });
  },
});

type Until = { readonly kind: "lift" | "link" | "parent" | "period" } | { readonly kind: "time"; readonly at: string };

async function hold(
  { tx, companyId, actor }: CommandContext,
  item: StoredItem,
  stored: StoredExport | undefined,
  until: Until,
  facts: HoldFacts | undefined,
): Promise<Outcome<number>> {
  const right = can(actor, "item.hold", { recordType: item.recordType });
  if (!right.ok) return right;
  const isWaiting = item.state === "outbox" || item.state === "exporting";
  if (item.state !== "ready" && !isWaiting) return { ok: false, refusal: moved(item) };
  const at = until.kind === "time" ? Date.parse(until.at) : null;
  const problem = facts ? holdProblem(until.kind, at, facts) : "It is not known.";
  if (problem !== null) return refuse("hold.event", { number: item.number, problem });
  if (!isWaiting || item.isOnHold) return ok(item.version);
  const step = stored && (await advance(tx, companyId, actor, stored, { kind: "hold" }));
  return !step || step.isRefused ? refuse("hold.sent", { number: item.number }) : ok(item.version);
}
