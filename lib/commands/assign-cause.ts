import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { giveCause, readMarks, readOwners } from "#lib/db/cause-episodes.ts";
import { findCause } from "#lib/db/find-cause.ts";
import { AssignCause } from "#lib/views/inputs.ts";

/** Says whose a cause is, or that it is nobody's; whoever comes second is told who was first. */
export const assignCause = defineCommand({
  name: "cause.assign",
  needs: "cause.mark",
  input: AssignCause,
  touches: ["cause.list", "cause.view"],
  open: {
    about: "Says whose a cause is; null: nobody's.",
    refusals: ["cause.unknown", "cause.moved", "cause.owner"],
    example: { key: "failed:vendor inactive", ownerId: "9d7b1c52-0a0f-4a55-8a43-6a1f7f3b2e90", seenOwnerId: null },
  },
  async run({ tx, companyId, actor }, { key, ownerId, seenOwnerId }): Promise<Outcome<{ owner: string | null }>> {
    const words = await findCause(tx, companyId, key);
    if (words === null) return refuse("cause.unknown");
    const mark = (await readMarks(tx, companyId, [key])).get(key);
    const before = mark?.owner ?? null;
    if ((mark?.ownerId ?? null) !== seenOwnerId) return refuse("cause.moved", { owner: before ?? "nobody" });
    const owner = (await readOwners(tx, companyId)).find(({ id }) => id === ownerId)?.name ?? null;
    if (ownerId !== null && owner === null) return refuse("cause.owner");
    await giveCause(tx, companyId, key, ownerId);
    await appendAudit(tx, companyId, actor, [{ event: { kind: "cause.assigned", key, words, owner, before } }]);
    return ok({ owner });
  },
});
