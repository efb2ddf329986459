import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { readAccountants, readDelegations } from "#lib/db/delegations.ts";
import { readCompany } from "#lib/db/facts.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { DelegationList } from "#lib/views/rules.ts";

/** Who stands in for whom, newest first, and what the person may add. */
export const delegationList = defineQuery({
  name: "delegation.list",
  needs: "delegation.read",
  open: { about: "Who stands in for whom, newest first." },
  input: z.object({
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  async run({ tx, companyId, actor }, { after, limit }) {
    const { today } = await readCompany(tx, companyId);
    const page = await readDelegations(tx, companyId, after ?? null, limit);
    const accountants = await readAccountants(tx, companyId);
    const right = can(actor, "delegation.make");
    const self = actor.kind === "person" ? actor.personId : null;
    const isAdmin = actor.kind === "person" && actor.roles.includes("admin");
    const rows = page.rows.map((one) => {
      const { fromPersonId, toPersonId, endedAt, firstDay, lastDay } = one;
      const isOver = endedAt !== null || lastDay < today;
      const status = endedAt !== null ? "ended" : isOver ? "over" : firstDay > today ? "coming" : "now";
      const isTheirs = self !== null && (fromPersonId === self || toPersonId === self);
      const noEnd = right.ok
        ? isTheirs || isAdmin
          ? null
          : reasonOf({ code: "delegation.other", params: {} })
        : reasonOf(right.refusal);
      return { ...one, status, noEnd: isOver ? "It is over." : noEnd } as const;
    });
    const view: DelegationList = {
      rows,
      next: page.next,
      today,
      from: accountants.filter(({ id }) => isAdmin || id === self),
      to: accountants.filter(({ id }) => id !== self || !isAdmin),
      self,
      noMake: right.ok ? null : reasonOf(right.refusal),
    };
    return ok(view);
  },
});
