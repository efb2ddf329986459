import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { readSettingsChanges } from "#lib/db/screens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { SettingsChanges } from "#lib/views/screens.ts";

/** Changes of the company profile, newest first, each with the values before and after; 20 a page. */
export const settingsChanges = defineQuery({
  name: "settings.changes",
  needs: "settings.read",
  input: z.object({ after: z.coerce.number().int().optional() }),
  async run({ tx, companyId }, { after }) {
    const view: SettingsChanges = await readSettingsChanges(tx, companyId, after ?? null, 20);
    return ok(view);
  },
});
