import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { holderOf, isStillAdmin, lockMember, type Membership, projectNames, writeMembership } from "#lib/db/members.ts";
import { ChangePerson } from "#lib/views/inputs.ts";

/**
 * Roles, projects and the tie to Procore of a person, and whether they may sign in to this company; works at their next click.
 * Nobody changes themselves, and whoever changes others is an administrator still: one always remains.
 */
export const changePerson = defineCommand({
  name: "person.change",
  needs: "settings.change",
  input: ChangePerson,
  touches: ["settings.view"],
  async run({ tx, companyId, actor }, { personId, ...wanted }): Promise<Outcome<{ name: string }>> {
    if (actor.kind === "person" && actor.personId === personId) return refuse("person.self");
    if (actor.kind === "person" && !(await isStillAdmin(tx, companyId, actor.personId)))
      return refuse("person.not_admin");
    const member = await lockMember(tx, companyId, personId);
    if (!member) return refuse("person.unknown");
    const holder = wanted.procoreUserId === null ? null : await holderOf(tx, companyId, wanted.procoreUserId, personId);
    if (holder !== null)
      return refuse("input.invalid", {
        field: "Procore user",
        problem: `${wanted.procoreUserId} is ${holder} already`,
      });
    const after: Membership = {
      ...wanted,
      roles: [...new Set(wanted.roles)].sort(),
      projectIds: [...new Set(wanted.projectIds)].sort(),
    };
    const { roles, projectIds, procoreUserId, isDisabled } = member;
    const before: Membership = { roles: roles.toSorted(), projectIds, procoreUserId, isDisabled };
    const said = async (one: Membership) => ({ ...one, projectIds: await projectNames(tx, companyId, one.projectIds) });
    const [was, is] = [await said(before), await said(after)];
    if (is.projectIds.length !== after.projectIds.length)
      return refuse("input.invalid", { field: "Projects", problem: "one of them is not a project of this company" });
    const keys = (["roles", "projectIds", "procoreUserId", "isDisabled"] as const).filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
    );
    if (keys.length === 0) return ok({ name: member.name });
    await writeMembership(tx, companyId, personId, after);
    const pick = (one: typeof was) =>
      Object.fromEntries(keys.map((key) => [key === "projectIds" ? "projects" : key, one[key]]));
    await appendAudit(tx, companyId, actor, [
      { event: { kind: "person.changed", personId, name: member.name, before: pick(was), after: pick(is) } },
    ]);
    return ok({ name: member.name });
  },
});
