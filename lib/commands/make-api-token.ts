import { defineCommand } from "#lib/commands/define-command.ts";
import { mostTokens } from "#lib/core/api-tokens.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can, permissions } from "#lib/core/permissions.ts";
import { insertApiToken, lockOwnTokens } from "#lib/db/api-tokens.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { type MadeToken, MakeToken } from "#lib/views/tokens.ts";

/**
 * A token for whoever asks, and for nobody else: what is done with it is done in their name. It has some of their rights, and
 * each only as long as they have it themselves.
 */
export const makeApiToken = defineCommand({
  name: "token.make",
  needs: "token.own",
  input: MakeToken,
  touches: ["token.list"],
  async run({ tx, companyId, actor }, { name, days, ...input }): Promise<Outcome<MadeToken>> {
    if (actor.kind !== "person") return refuse("token.not_yours", { name, person: "a machine" });
    const { personId } = actor;
    const rights = [...new Set(input.rights)];
    const missing = rights.find((right) => !can(actor, right).ok);
    if (missing) return refuse("token.right", { permission: permissions[missing].label });
    const own = await lockOwnTokens(tx, companyId, personId, name);
    if (own.isTaken) return refuse("token.taken", { name });
    if (own.count >= mostTokens) return refuse("token.limit", { count: String(own.count) });
    const made = await insertApiToken(tx, companyId, { personId, name, rights, days });
    const { id: tokenId, token, prefix, expiresAt } = made;
    const words = rights.map((right) => permissions[right].label);
    const event = { kind: "token.made" as const, tokenId, name, prefix, rights: words, expiresAt };
    await appendAudit(tx, companyId, actor, [{ event }]);
    return ok({ tokenId, name, token });
  },
});
