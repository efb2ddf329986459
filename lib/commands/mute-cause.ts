import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { muteCause as storeMute } from "#lib/db/cause-episodes.ts";
import { findCause } from "#lib/db/find-cause.ts";
import { nameOf } from "#lib/db/transition.ts";
import { MuteCause } from "#lib/views/inputs.ts";

/** Keeps a cause out of the list until an end, with a note; what it holds up stays as it is. `hours` null ends the mute. */
export const muteCause = defineCommand({
  name: "cause.mute",
  needs: "cause.mark",
  input: MuteCause,
  touches: ["cause.list", "cause.view"],
  open: {
    about: "Keeps a cause out of the list for some hours, with a note; null ends that.",
    refusals: ["cause.unknown", "cause.note"],
    example: { key: "failed:vendor inactive", hours: 24, note: "Lumen Works is being activated." },
  },
  async run({ tx, companyId, actor }, { key, hours, note }): Promise<Outcome<{ mutedUntil: string | null }>> {
    const words = await findCause(tx, companyId, key);
    if (words === null) return refuse("cause.unknown");
    if (hours !== null && note === "") return refuse("cause.note");
    const mute = hours === null ? null : { hours, note, by: nameOf(actor) };
    const mutedUntil = await storeMute(tx, companyId, key, mute);
    await appendAudit(tx, companyId, actor, [{ event: { kind: "cause.muted", key, words, hours, note } }]);
    return ok({ mutedUntil });
  },
});
