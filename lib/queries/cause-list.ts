import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { readMarks } from "#lib/db/cause-episodes.ts";
import { readCauses } from "#lib/db/causes.ts";
import { readNow } from "#lib/db/inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { toCauseLine } from "#lib/views/cause-lines.ts";
import type { CauseList } from "#lib/views/causes.ts";

const most = 100;

/**
 * What holds items up, one line for each cause, those with the most items first (ux.md 6.7). It counts every item that is
 * held up, and is therefore asked apart from the legs, and less often.
 */
export const causeList = defineQuery({
  name: "cause.list",
  needs: "health.read",
  open: { about: "The causes that hold items up, with their items and money." },
  input: z.object({}),
  async run({ tx, companyId }) {
    const { causes } = await readCauses(tx, companyId);
    const shown = causes.slice(0, most);
    const now = await readNow(tx);
    const marks = await readMarks(
      tx,
      companyId,
      shown.map(({ key }) => key),
    );
    const lines = shown.map((cause) => toCauseLine(cause, marks.get(cause.key), now));
    const view: CauseList = {
      causes: lines.toSorted((a, b) => Number(a.mute !== null) - Number(b.mute !== null)),
      moreCauses: causes.length - shown.length,
      now,
    };
    return ok(view);
  },
});
