import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { addDelegation, lockOverlapping, readAccountants } from "#lib/db/delegations.ts";
import { readCompany } from "#lib/db/facts.ts";
import { MakeDelegation } from "#lib/views/inputs.ts";

/**
 * One accountant stands in for another from one day to another, with the rights of that one. What is lent is never lent on:
 * whoever is away in these days stands in for nobody. People do it for themselves; administrators also for others, and never
 * for their own benefit.
 */
export const makeDelegation = defineCommand({
  name: "delegation.make",
  needs: "delegation.make",
  input: MakeDelegation,
  touches: ["delegation.list", "item.view", "inbox.page"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ delegationId: string }>> {
    if (actor.kind !== "person") return refuse("delegation.other");
    const { fromPersonId: from, toPersonId: to, firstDay, lastDay, note } = input;
    const isForOther = from !== actor.personId;
    if (isForOther && (!actor.roles.includes("admin") || to === actor.personId)) return refuse("delegation.other");
    if (from === to) return refuse("input.invalid", { field: "Stands in", problem: "nobody stands in for themselves" });
    if (lastDay < firstDay) return refuse("input.invalid", { field: "Last day", problem: "it is before the first" });
    const { today } = await readCompany(tx, companyId);
    if (lastDay < today) return refuse("input.invalid", { field: "Last day", problem: `it is before today, ${today}` });
    const names = new Map((await readAccountants(tx, companyId)).map(({ id, name }) => [id, name]));
    const [giver, taker] = [names.get(from), names.get(to)];
    if (giver === undefined || taker === undefined) {
      const name = giver === undefined ? "Whoever is away" : "Whoever stands in";
      return refuse("delegation.person", { name, problem: "only accountants who can sign in do" });
    }
    const others = await lockOverlapping(tx, companyId, { from, to }, { firstDay, lastDay });
    const same = others.find((one) => one.fromPersonId === from && one.toPersonId === to);
    if (same) return refuse("delegation.overlap", { name: giver, other: taker });
    const chained = others.find((one) => one.fromPersonId === to || one.toPersonId === from);
    if (chained) return refuse("delegation.chain", { name: chained.fromName, other: chained.toName });
    const delegationId = await addDelegation(tx, companyId, { from, to, firstDay, lastDay, note, by: actor.personId });
    const event = { kind: "delegation.made" as const, delegationId, from: giver, to: taker, firstDay, lastDay, note };
    await appendAudit(tx, companyId, actor, [{ event }]);
    return ok({ delegationId });
  },
});
