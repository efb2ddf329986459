import "server-only";
import { z } from "zod";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { noteWrongLink, waitForLink } from "#lib/db/people.ts";
import { enterByShare, noteShareOpened, type SharePrincipal } from "#lib/db/project-shares.ts";
import { shareView } from "#lib/queries/share-view.ts";
import { isTooFast, networkOf } from "#lib/server/origin.ts";
import { fault, problem, refused, refuseForeign } from "#lib/server/route.ts";
import { database } from "#lib/server/wiring.ts";
import type { SharedStatus } from "#lib/views/shares.ts";

/**
 * The door of links to a project's status (docs/share.md). The secret stands behind the # of the address and only the page's own
 * script posts it here; nobody is signed in by it, no cookie is read, and nothing can be written with it.
 */
const Body = z.strictObject({ token: z.string().min(1).max(200), company: z.uuid().nullable().default(null) });
const noStore = { "cache-control": "private, no-store" };
const nothing = { code: "share.nothing", params: {} } as const;

/** `POST /api/status`: what the link shows. Whatever shows nothing is answered in the same words. */
export async function statusRoute(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = Body.safeParse(await request.json().catch(() => null));
  if (!body.success) return refused(nothing);
  try {
    const who = await enter(body.data.token, networkOf(request.headers.get("x-forwarded-for")));
    if (!who.ok) return refused(who.refusal);
    if (isTooFast(`share ${who.value.shareId}`, Date.now()))
      return problem(429, "request.pace", "Too many questions in a few seconds.", "Wait ten seconds and go on.");
    const { company } = body.data;
    const view = company === null || company === who.value.companyId ? await lookAt(who.value) : null;
    return view ? Response.json(view, { headers: noStore }) : refused(nothing);
  } catch (error) {
    return fault(error, { door: "status" }, "The status could not be read");
  }
}

async function lookAt(who: SharePrincipal): Promise<SharedStatus | null> {
  const outcome = await shareView.execute(database(), who, { shareId: who.shareId });
  if (!outcome.ok) return null;
  await noteShareOpened(database(), who);
  return outcome.value;
}

/** Tokens that lead nowhere slow their network down, as wrong passwords do; a link that has ended does not: it was one. */
async function enter(token: string, network: string | null): Promise<Outcome<SharePrincipal>> {
  const seconds = network === null ? 0 : await waitForLink(database(), network);
  if (seconds > 0) return refuse("share.pace", { seconds: String(seconds) });
  const who = await enterByShare(database(), token);
  if (who) return { ok: true, value: who };
  if (network !== null) await noteWrongLink(database(), network);
  return refuse("share.nothing");
}
