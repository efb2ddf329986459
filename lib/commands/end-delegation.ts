import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { endDelegationRow, lockDelegation } from "#lib/db/delegations.ts";
import { EndDelegation } from "#lib/views/inputs.ts";

/** Ends a delegation at once: by whoever lent the right, whoever it was lent to, or an administrator. */
export const endDelegation = defineCommand({
  name: "delegation.end",
  needs: "delegation.make",
  input: EndDelegation,
  touches: ["delegation.list", "item.view", "inbox.page"],
  async run({ tx, companyId, actor }, { delegationId }): Promise<Outcome<{ delegationId: string }>> {
    const found = await lockDelegation(tx, companyId, delegationId);
    if (!found || actor.kind !== "person") return refuse("delegation.over");
    const isTheirs = [found.fromPersonId, found.toPersonId].includes(actor.personId);
    if (!isTheirs && !actor.roles.includes("admin")) return refuse("delegation.other");
    await endDelegationRow(tx, companyId, delegationId, actor.personId);
    const { fromName: from, toName: to, firstDay, lastDay, note } = found;
    const event = { kind: "delegation.ended" as const, delegationId, from, to, firstDay, lastDay, note };
    await appendAudit(tx, companyId, actor, [{ event }]);
    return ok({ delegationId });
  },
});
