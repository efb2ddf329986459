import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { readChainCheck } from "#lib/db/chain-check.ts";
import { readNow } from "#lib/db/inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { ChainView } from "#lib/views/history.ts";

/** How far the newest verification of the chain is, and what it found. */
export const chainView = defineQuery({
  name: "history.chain",
  needs: "history.read",
  open: { about: "How far the verification of the record is, and what it found." },
  input: z.object({}),
  async run({ tx, companyId }) {
    const view: ChainView = { check: await readChainCheck(tx, companyId), now: await readNow(tx) };
    return ok(view);
  },
});
