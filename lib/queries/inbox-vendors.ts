import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { findVendors } from "#lib/db/record-search.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { InboxVendors } from "#lib/views/inbox.ts";

/** Vendors that a list can be narrowed to, by words of their name; without words the first ones by name. */
export const inboxVendors = defineQuery({
  name: "inbox.vendors",
  needs: "inbox.read",
  open: { about: "Companies of the directory by words of their name." },
  input: z.object({ q: z.string().max(100).default("") }),
  async run({ tx, companyId }, { q }) {
    const found = await findVendors(tx, companyId, q.trim(), 50);
    const view: InboxVendors = { vendors: found.map(({ id, name }) => ({ id, name })) };
    return ok(view);
  },
});
