import { z } from "zod";
import { basesOfKey } from "#lib/core/causes.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { readCauseWords, readEpisodes, readMarks, readOwners } from "#lib/db/cause-episodes.ts";
import { type CauseItemRow, readCauseItems, readCauses } from "#lib/db/causes.ts";
import { iso } from "#lib/db/database.ts";
import { readNow } from "#lib/db/inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordTypeOfKind } from "#lib/records/registry.ts";
import { toCauseLine } from "#lib/views/cause-lines.ts";
import type { CauseItem, CauseView } from "#lib/views/causes.ts";
import { placeOf } from "#lib/views/rows.ts";

/** One cause with the items that it holds up, newest first, and when it did so before (ux.md 6.7). */
export const causeView = defineQuery({
  name: "cause.view",
  needs: "health.read",
  open: {
    about: "A cause that holds items up, with the items.",
    refusals: ["cause.unknown"],
  },
  input: z.object({
    key: z.string().min(1).max(200),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(50),
  }),
  async run({ tx, companyId }, { key, after, limit }) {
    const { causes, isCut } = await readCauses(tx, companyId, basesOfKey(key));
    const cause = causes.find((one) => one.key === key);
    const words = cause?.words ?? (await readCauseWords(tx, companyId, key));
    if (words === null) return refuse("cause.unknown");
    const now = await readNow(tx);
    const mark = (await readMarks(tx, companyId, [key])).get(key);
    const groups = cause?.groups ?? [];
    const { rows, next } = await readCauseItems(tx, companyId, { groups, isCut, after: after ?? null, limit });
    const view: CauseView = {
      key,
      words,
      line: cause ? toCauseLine(cause, mark, now) : null,
      rows: rows.map(toItem),
      next,
      history: await readEpisodes(tx, companyId, key),
      owners: await readOwners(tx, companyId),
      now,
    };
    return ok(view);
  },
});

function toItem(found: CauseItemRow): CauseItem {
  return {
    id: found.id,
    version: found.version,
    kindLabel: kindWords(recordTypeOfKind(found.source_kind), found.source_kind).label,
    number: found.number,
    title: found.title,
    amount: found.amount,
    state: found.state as ItemState,
    sha256: found.document_sha256,
    place: placeOf(found),
    vendorName: found.vendor_name,
    sageId: found.erp_id,
    at: iso(found.at),
    words: found.words,
  };
}
