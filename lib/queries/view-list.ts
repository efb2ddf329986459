import { z } from "zod";
import { personIdOf } from "#lib/core/actors.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { mayChangeView } from "#lib/core/view-rights.ts";
import { readViews } from "#lib/db/saved-views.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { type SavedViews, ViewBody } from "#lib/views/saved-views.ts";

/** The views of the inbox that the person has: own ones and the company's. */
export const viewList = defineQuery({
  name: "view.list",
  needs: "inbox.read",
  open: { about: "Saved views of the inbox, own and shared ones." },
  input: z.object({}),
  async run({ tx, companyId, actor }) {
    const me = personIdOf(actor);
    const share = can(actor, "view.share");
    const stored = await readViews(tx, companyId, me);
    const view: SavedViews = {
      views: stored.map(({ personId, body, ...one }) => ({
        id: one.id,
        name: one.name,
        isShared: one.isShared,
        owner: one.owner,
        version: one.version,
        isMine: personId === me,
        canChange: mayChangeView(actor, { ...one, personId }, one.isShared).ok,
        // A view of an older version may name what is no more: what can be read of it stands.
        body: ViewBody.catch(ViewBody.parse({})).parse(body),
      })),
      canSave: allowed(can(actor, "view.save")),
      canShare: allowed(share),
    };
    return ok(view);
  },
});

function allowed(right: Outcome<true>) {
  return { isAllowed: right.ok, reason: right.ok ? null : reasonOf(right.refusal) };
}
