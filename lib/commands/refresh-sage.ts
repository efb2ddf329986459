import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { row } from "#lib/db/database.ts";
import { startRefresh } from "#lib/db/sage-refresh.ts";

/** Reads all of Sage now and checks what it moves; one refresh at a time. Refused while no sync client can read Sage. */
export const refreshSage = defineCommand({
  name: "sage.refresh",
  needs: "sage.refresh",
  input: z.strictObject({}),
  touches: ["health.view", "shell.view"],
  open: {
    about: "Has all of Sage read now; isNew is false where that is under way already.",
    refusals: ["sage.away"],
    example: {},
  },
  async run({ tx, companyId, actor }): Promise<Outcome<{ isNew: boolean }>> {
    const reader = await row(
      tx,
      sql`select 1 from sync_client where company_id = ${companyId} and revoked_at is null and is_sage_readable and connection_id is not null
        and seen_at > clock_timestamp() - interval '20 seconds'`,
    );
    if (!reader) return refuse("sage.away");
    const isNew = await startRefresh(tx, companyId, actor.kind === "person" ? actor.personId : null);
    if (isNew) await appendAudit(tx, companyId, actor, [{ event: { kind: "sage.refresh_asked" } }]);
    return ok({ isNew });
  },
});
