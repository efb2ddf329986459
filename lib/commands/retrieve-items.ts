import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { step } from "#lib/core/workflow.ts";
import { oncePerItem } from "#lib/db/earlier-decisions.ts";
import { lockItems } from "#lib/db/items.ts";
import { transition } from "#lib/db/transition.ts";
import { ItemRefs, type RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow, moved } from "#lib/views/rows.ts";

/** Retrieve: the sender takes items back before accounting decided. */
export const retrieveItems = defineCommand({
  name: "item.retrieve",
  needs: "item.send",
  input: ItemRefs,
  touches: ["project.status", "inbox.page", "item.view", "vendor.page"],
  open: {
    about: "Takes items back that accounting has not decided on; rows are answered one by one.",
    refusals: ["item.unknown", "item.changed", "item.moved", "access.project"],
    example: { items: [{ itemId: "4b0c9a5e-6a54-4d2f-9f0e-0d5a3a9b7c11", seenVersion: 4 }] },
  },
  async run({ tx, companyId, actor }, input): Promise<Outcome<RowsAnswer>> {
    const asked = oncePerItem(input.items);
    const items = await lockItems(
      tx,
      companyId,
      asked.map((entry) => entry.itemId),
    );
    const checked = asked.map((entry) => {
      const item = items.get(entry.itemId);
      if (!item) return { entry, outcome: refuse<number>("item.unknown") };
      const allowed = step(item.state, "retrieve", actor, { projectId: item.projectId, recordType: item.recordType });
      if (!allowed.ok)
        return {
          entry,
          outcome: allowed.refusal.code === "item.state" ? { ok: false as const, refusal: moved(item) } : allowed,
        };
      if (item.version !== entry.seenVersion) return { entry, outcome: refuse<number>("item.changed") };
      return { entry, outcome: ok(item.version) };
    });
    const versions = await transition(
      tx,
      companyId,
      actor,
      "retrieve",
      checked
        .filter(({ outcome }) => outcome.ok)
        .map(({ entry }) => ({
          itemId: entry.itemId,
          seenVersion: entry.seenVersion,
          event: { kind: "item.retrieved" as const },
        })),
    );
    const answers = checked.map(({ entry, outcome }) =>
      answerRow(entry.itemId, outcome.ok ? ok(versions.get(entry.itemId) ?? 0) : outcome),
    );
    return ok({ rows: answers, done: answers.filter((answer) => answer.isDone).length, releaseAt: null });
  },
});
