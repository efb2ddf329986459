import { sql } from "drizzle-orm";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { list, row } from "#lib/db/database.ts";
import { recordTypes } from "#lib/records/registry.ts";
import { SaveGrants } from "#lib/views/inputs.ts";

/** "Can push to accounting" per record type. Nobody grants it to themselves (reliability.md P05). */
export const saveGrants = defineCommand({
  name: "settings.save_grants",
  needs: "settings.change",
  input: SaveGrants,
  touches: ["settings.view"],
  async run({ tx, companyId, actor }, { personId, recordTypes: wanted }): Promise<Outcome<{ granted: number }>> {
    if (actor.kind === "person" && actor.personId === personId)
      return refuse("input.invalid", {
        field: "Person",
        problem: "nobody grants the right to themselves; another administrator does it",
      });
    const unknown = wanted.find((id) => !recordTypes.some((type) => type.id === id));
    if (unknown !== undefined)
      return refuse("input.invalid", { field: "Record type", problem: `“${unknown}” is not a record type` });
    const found = await row<{ name: string; before: string[] }>(
      tx,
      sql`select p.name, (select coalesce(json_agg(record_type order by record_type), '[]') from push_grant where company_id = ${companyId} and person_id = p.id) as before
      from person p join membership m on m.person_id = p.id and m.company_id = ${companyId} where p.id = ${personId} for update of m`,
    );
    if (!found) return refuse("item.unknown");
    const after = [...new Set(wanted)].sort();
    if (JSON.stringify(after) === JSON.stringify(found.before)) return ok({ granted: after.length });
    const by = actor.kind === "person" ? actor.personId : null;
    await tx.execute(
      sql`delete from push_grant where company_id = ${companyId} and person_id = ${personId} and not record_type = any(${list(after, "text")})`,
    );
    await tx.execute(sql`insert into push_grant (company_id, person_id, record_type, granted_by)
      select ${companyId}::uuid, ${personId}::uuid, t, ${by}::uuid from unnest(${list(after, "text")}) t on conflict do nothing`);
    await appendAudit(tx, companyId, actor, [
      { event: { kind: "grants.changed", personId, name: found.name, before: found.before, after } },
    ]);
    return ok({ granted: after.length });
  },
});
