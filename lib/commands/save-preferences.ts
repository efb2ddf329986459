import { defineCommand } from "#lib/commands/define-command.ts";
import { personIdOf } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { readPreferences, writePreferences } from "#lib/db/own-preferences.ts";
import { preferencesOf, SavePreferences } from "#lib/views/own-preferences.ts";

const parts = ["columns", "density", "keys"] as const;

/** Keeps how a person has the screens: columns of the inbox, row height, own keys. What is not named stays. */
export const savePreferences = defineCommand({
  name: "preference.save",
  needs: "session.own",
  input: SavePreferences,
  touches: ["preference.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ saved: number }>> {
    if (actor.kind !== "person")
      return refuse("access.role", { permission: "change own sign-in", company: "your company" });
    const personId = personIdOf(actor);
    const before = preferencesOf(await readPreferences(tx, companyId, personId));
    const after = {
      columns: input.columns === undefined ? before.columns : input.columns,
      density: input.density ?? before.density,
      keys: input.keys ?? before.keys,
    };
    const changed = parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
    if (changed.length === 0) return ok({ saved: 0 });
    await writePreferences(tx, companyId, personId, after);
    await appendAudit(
      tx,
      companyId,
      actor,
      changed.map((what) => ({ event: { kind: "preference.saved", what } })),
    );
    return ok({ saved: changed.length });
  },
});
