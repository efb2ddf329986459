import { z } from "zod";
import { type Actor, personIdOf } from "#lib/core/actors.ts";
import { ok } from "#lib/core/outcome.ts";
import { can, isReading, type Permission, permissions, tokenRights } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { type ApiToken, readApiTokens } from "#lib/db/api-tokens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { TokenList, TokenRow } from "#lib/views/tokens.ts";

/** The API tokens, newest first: everybody's for whoever sees the settings, else the person's own; and what they can lend. */
export const apiTokenList = defineQuery({
  name: "token.list",
  needs: "token.own",
  input: z.object({
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  async run({ tx, companyId, actor }, { after, limit }) {
    const isWhole = can(actor, "settings.read").ok;
    const self = personIdOf(actor);
    const page = await readApiTokens(tx, companyId, {
      personId: isWhole ? null : self,
      after: after ?? null,
      limit,
    });
    const list: TokenList = {
      rows: page.rows.map((one) => toRow(one, actor)),
      next: page.next,
      isWhole,
      rights: tokenRights
        .filter((id) => can(actor, id).ok)
        .map((id) => ({ id, label: permissions[id].label, isReading: isReading(id) })),
    };
    return ok(list);
  },
});

function toRow(one: ApiToken, actor: Actor): TokenRow {
  const { id, name, prefix, person, createdAt, expiresAt, lastUsedAt, revokedAt, revokedBy } = one;
  const known = tokenRights.filter((right) => one.rights.includes(right));
  const words = (rights: readonly Permission[]) => rights.map((right) => permissions[right].label);
  return {
    ...{ id, name, prefix, person, createdAt, expiresAt, lastUsedAt },
    isOwn: one.personId === personIdOf(actor),
    status: statusOf(one),
    sees: words(known.filter(isReading)),
    does: words(known.filter((right) => !isReading(right))),
    noRevoke: revokedAt === null ? whyNotRevoke(one, actor) : "It was revoked already.",
    revoked: revokedAt === null ? null : { at: revokedAt, by: revokedBy ?? "" },
  };
}

function whyNotRevoke({ personId, name, person }: ApiToken, actor: Actor): string | null {
  if (personId === personIdOf(actor) || can(actor, "settings.change").ok) return null;
  return reasonOf({ code: "token.not_yours", params: { name, person } });
}

function statusOf({ revokedAt, isExpired, isPersonDisabled }: ApiToken): TokenRow["status"] {
  if (revokedAt !== null) return "revoked";
  if (isExpired) return "expired";
  return isPersonDisabled ? "blocked" : "active";
}
