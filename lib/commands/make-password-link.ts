import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { lockMember } from "#lib/db/members.ts";
import { linkHours, makePasswordLink } from "#lib/db/password-links.ts";
import { MakePasswordLink, type PasswordLinkAnswer } from "#lib/views/inputs.ts";

/** A link with which the person sets a new password, once; the old password works until then. */
export const makePasswordLinkCommand = defineCommand({
  name: "person.make_link",
  needs: "settings.change",
  input: MakePasswordLink,
  touches: ["settings.view"],
  async run({ tx, companyId, actor }, { personId }): Promise<Outcome<PasswordLinkAnswer>> {
    const member = await lockMember(tx, companyId, personId);
    if (!member) return refuse("person.unknown");
    const { name, isDisabled, isElsewhere } = member;
    if (isDisabled) return refuse("person.disabled", { name });
    if (isElsewhere) return refuse("person.elsewhere", { name });
    const by = actor.kind === "person" ? actor.personId : null;
    const token = await makePasswordLink(tx, companyId, personId, by);
    await appendAudit(tx, companyId, actor, [{ event: { kind: "person.link_made", personId, name } }]);
    return ok({ personId, name, token, hours: linkHours });
  },
});
