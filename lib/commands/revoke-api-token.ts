import { defineCommand } from "#lib/commands/define-command.ts";
import { personIdOf } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { lockApiToken, revokeApiToken } from "#lib/db/api-tokens.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { nameOf } from "#lib/db/transition.ts";
import { RevokeToken } from "#lib/views/tokens.ts";

/** Ends a token at once: an own one, or as an administrator anybody's. */
export const revokeApiTokenCommand = defineCommand({
  name: "token.revoke",
  needs: "token.own",
  input: RevokeToken,
  touches: ["token.list"],
  async run({ tx, companyId, actor }, { tokenId }): Promise<Outcome<{ tokenId: string }>> {
    const found = await lockApiToken(tx, companyId, tokenId);
    if (!found) return refuse("token.gone");
    const { name, prefix, person, personId } = found;
    if (personId !== personIdOf(actor) && !can(actor, "settings.change").ok)
      return refuse("token.not_yours", { name, person });
    await revokeApiToken(tx, companyId, tokenId, nameOf(actor));
    await appendAudit(tx, companyId, actor, [{ event: { kind: "token.revoked", tokenId, name, prefix, person } }]);
    return ok({ tokenId });
  },
});
