import { z } from "zod";
import { personIdOf } from "#lib/core/actors.ts";
import { ok } from "#lib/core/outcome.ts";
import { readPreferences } from "#lib/db/own-preferences.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { preferencesOf } from "#lib/views/own-preferences.ts";

/** How whoever asks has the screens of this company. */
export const preferenceView = defineQuery({
  name: "preference.view",
  needs: "session.own",
  input: z.object({}),
  async run({ tx, companyId, actor }) {
    return ok(preferencesOf(await readPreferences(tx, companyId, personIdOf(actor))));
  },
});
