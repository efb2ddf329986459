import { sql } from "drizzle-orm";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type CompanyProfile, changedProfile } from "#lib/core/company-profile.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { json } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { markForCheck } from "#lib/db/items.ts";
import { SaveProfile } from "#lib/views/inputs.ts";

/** Saves the company profile with a note; every undecided item is checked again under the new settings. */
export const saveProfile = defineCommand({
  name: "settings.save_profile",
  needs: "settings.change",
  input: SaveProfile,
  touches: ["settings.view", "inbox.page"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ changed: number }>> {
    await tx.execute(sql`select 1 from company where id = ${companyId} for update`);
    const { profile: before } = await readCompany(tx, companyId);
    const after = changedProfile(before, input.profile);
    if (!after.ok) return after;
    const keys = (Object.keys(after.value) as (keyof CompanyProfile)[]).filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(after.value[key]),
    );
    if (keys.length === 0) return ok({ changed: 0 });
    await tx.execute(sql`update company set profile = ${json(after.value)} where id = ${companyId}`);
    const pick = (profile: CompanyProfile) => Object.fromEntries(keys.map((key) => [key, profile[key]]));
    await appendAudit(tx, companyId, actor, [
      { event: { kind: "settings.changed", note: input.note, before: pick(before), after: pick(after.value) } },
    ]);
    await markForCheck(tx, companyId, { all: true });
    await tx.execute(sql`select ring('items.check', ${companyId}::uuid, 'all')`);
    return ok({ changed: keys.length });
  },
});
