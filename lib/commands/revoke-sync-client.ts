import { sql } from "drizzle-orm";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { row } from "#lib/db/database.ts";
import { RevokeSyncClient } from "#lib/views/inputs.ts";

/** Takes a sync client's key away: it stops at its next message. What it had under way is looked for by its successor. */
export const revokeSyncClient = defineCommand({
  name: "sync_client.revoke",
  needs: "settings.change",
  input: RevokeSyncClient,
  touches: ["health.view", "shell.view"],
  async run({ tx, companyId, actor }, { syncClientId }): Promise<Outcome<{ name: string }>> {
    const found = await row<{ name: string }>(
      tx,
      sql`update sync_client set revoked_at = clock_timestamp() where company_id = ${companyId} and id = ${syncClientId} and revoked_at is null returning name`,
    );
    if (!found) return refuse("item.unknown");
    await tx.execute(
      sql`update export set lease_client_id = null where company_id = ${companyId} and lease_client_id = ${syncClientId}`,
    );
    await tx.execute(sql`select pg_notify('sync_offer', ${companyId})`);
    await appendAudit(tx, companyId, actor, [{ event: { kind: "client.revoked", syncClientId, name: found.name } }]);
    return ok({ name: found.name });
  },
});
