import { sql } from "drizzle-orm";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { row } from "#lib/db/database.ts";
import { SwitchProjectCosts } from "#lib/views/inputs.ts";

type Found = { readonly name: string; readonly job: string | null; readonly is_on: boolean };

/** Whether the job cost transactions of a project flow into Procore as direct costs. What is there stays when it is switched off. */
export const switchProjectCosts = defineCommand({
  name: "project.switch_costs",
  needs: "import.run",
  input: SwitchProjectCosts,
  touches: ["project.costs", "import.page"],
  async run({ tx, companyId, actor }, { projectId, isOn }): Promise<Outcome<{ isOn: boolean }>> {
    const found = await row<Found>(
      tx,
      sql`select p.name, l.job, p.imports_costs as is_on from project p left join project_link l on l.company_id = p.company_id and l.project_id = p.id
        where p.company_id = ${companyId} and p.id = ${projectId} for update of p`,
    );
    if (!found) return refuse("item.unknown");
    if (found.is_on === isOn) return ok({ isOn });
    if (isOn && found.job === null) return refuse("project.unlinked", { project: found.name });
    await tx.execute(
      sql`update project set imports_costs = ${isOn}, imports_costs_at = clock_timestamp() where company_id = ${companyId} and id = ${projectId}`,
    );
    await appendAudit(tx, companyId, actor, [
      { event: { kind: "project.costs_switched", projectId, name: found.name, isOn } },
    ]);
    await tx.execute(sql`select ring('imports.stage', ${companyId}::uuid, 'all')`);
    return ok({ isOn });
  },
});
