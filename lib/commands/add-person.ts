import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { holderOf, isStillAdmin, knownOrNew, lockMember, projectNames, writeMembership } from "#lib/db/members.ts";
import { linkHours, makePasswordLink } from "#lib/db/password-links.ts";
import { AddPerson, type PasswordLinkAnswer } from "#lib/views/inputs.ts";

/**
 * Adds a person to the company. Who has no password yet gets a link to set one, shown once; somebody known here by the
 * e-mail keeps name and password, and no link is made: it would open their other companies too.
 */
export const addPerson = defineCommand({
  name: "person.add",
  needs: "settings.change",
  input: AddPerson,
  touches: ["settings.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<PasswordLinkAnswer>> {
    const by = actor.kind === "person" ? actor.personId : null;
    if (by !== null && !(await isStillAdmin(tx, companyId, by))) return refuse("person.not_admin");
    const email = input.email.toLowerCase();
    const projects = await projectNames(tx, companyId, input.projectIds);
    if (projects.length !== new Set(input.projectIds).size)
      return refuse("input.invalid", { field: "Projects", problem: "one of them is not a project of this company" });
    const person = await knownOrNew(tx, email, input.name);
    if (await lockMember(tx, companyId, person.id)) return refuse("person.known", { email });
    const holder = input.procoreUserId === null ? null : await holderOf(tx, companyId, input.procoreUserId, person.id);
    if (holder !== null)
      return refuse("input.invalid", { field: "Procore user", problem: `${input.procoreUserId} is ${holder} already` });
    const { roles, projectIds, procoreUserId } = input;
    await writeMembership(tx, companyId, person.id, { roles, projectIds, procoreUserId, isDisabled: false });
    const member = await lockMember(tx, companyId, person.id);
    const needsLink = member !== null && !member.hasPassword && !member.isElsewhere;
    const token = needsLink ? await makePasswordLink(tx, companyId, person.id, by) : null;
    await appendAudit(tx, companyId, actor, [
      { event: { kind: "person.added", personId: person.id, name: person.name, email, roles, projects } },
    ]);
    return ok({ personId: person.id, name: person.name, token, hours: linkHours });
  },
});
