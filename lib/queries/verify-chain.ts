import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { verifyChain } from "#lib/db/audit.ts";
import { defineQuery } from "#lib/queries/define-query.ts";

/** Recomputes the company's record from its first event on. */
export const verifyChainQuery = defineQuery({
  name: "history.verify",
  needs: "history.read",
  input: z.object({}),
  async run({ tx, companyId }) {
    return ok(await verifyChain(tx, companyId));
  },
});
