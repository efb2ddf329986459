import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { step } from "#lib/core/workflow.ts";
import { oncePerItem } from "#lib/db/earlier-decisions.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { lockItems } from "#lib/db/items.ts";
import { send } from "#lib/db/send.ts";
import { assessAndStore } from "#lib/preflight/assess-items.ts";
import { ItemRefs, type RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow } from "#lib/views/rows.ts";

/** Send to ERP and Re-send: the items go to accounting and are locked for the sender until decided. */
export const sendItems = defineCommand({
  name: "item.send",
  needs: "item.send",
  input: ItemRefs,
  touches: ["project.status", "inbox.page", "item.view", "vendor.page"],
  open: {
    about: "Sends items to accounting, as their project manager would; rows are answered one by one.",
    refusals: ["item.unknown", "item.changed", "item.state", "access.project"],
    example: { items: [{ itemId: "4b0c9a5e-6a54-4d2f-9f0e-0d5a3a9b7c11", seenVersion: 3 }] },
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
      const allowed = step(item.state, "send", actor, { projectId: item.projectId, recordType: item.recordType });
      if (!allowed.ok) return { entry, outcome: allowed };
      if (item.version !== entry.seenVersion) return { entry, outcome: refuse<number>("item.changed") };
      return { entry, outcome: ok(item.version) };
    });
    const versions = await send(
      tx,
      companyId,
      actor,
      checked.filter(({ outcome }) => outcome.ok).map(({ entry }) => entry),
    );
    const sent = [...(await lockItems(tx, companyId, [...versions.keys()])).values()];
    if (sent.length > 0) await assessAndStore(tx, await readFactsBase(tx, companyId), sent);
    const answers = checked.map(({ entry, outcome }) =>
      answerRow(entry.itemId, outcome.ok ? ok(versions.get(entry.itemId) ?? 0) : outcome),
    );
    return ok({ rows: answers, done: answers.filter((answer) => answer.isDone).length, releaseAt: null });
  },
});
