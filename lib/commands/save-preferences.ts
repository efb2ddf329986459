import { defineCommand } from "#lib/commands/define-command.ts";
import { personIdOf } from "#lib/core/actors.ts";
import { isTimeZone } from "#lib/core/clock.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { hasTimeZone, readPreferences, writePreferences } from "#lib/db/own-preferences.ts";
import { preferencesOf, SavePreferences } from "#lib/views/own-preferences.ts";

const parts = ["columns", "density", "timeZone", "dateFormat", "keys"] as const;

/** Keeps how a person has the screens: columns, row height, time zone, date format, keys. What is not named stays. */
export const savePreferences = defineCommand({
  name: "preference.save",
  needs: "session.own",
  input: SavePreferences,
  touches: ["preference.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ saved: number }>> {
    if (actor.kind !== "person")
      return refuse("access.role", { permission: "change own sign-in", company: "your company" });
    const personId = personIdOf(actor);
    const zone = input.timeZone ?? null;
    if (zone !== null && !(isTimeZone(zone) && (await hasTimeZone(tx, zone))))
      return refuse("preference.time_zone", { zone });
    const before = preferencesOf(await readPreferences(tx, companyId, personId));
    const after = {
      columns: input.columns === undefined ? before.columns : input.columns,
      density: input.density ?? before.density,
      timeZone: input.timeZone === undefined ? before.timeZone : input.timeZone,
      dateFormat: input.dateFormat === undefined ? before.dateFormat : input.dateFormat,
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
