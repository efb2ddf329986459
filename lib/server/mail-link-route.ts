import "server-only";
import { z } from "zod";
import { acceptByMail } from "#lib/commands/accept-by-mail.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { enterByMailLink, type MailLinkPrincipal } from "#lib/db/mail-links.ts";
import { noteWrongLink, waitForLink } from "#lib/db/people.ts";
import { mailLinkView } from "#lib/queries/mail-link-view.ts";
import { isTooFast, networkOf } from "#lib/server/origin.ts";
import { fault, problem, refused, refuseForeign } from "#lib/server/route.ts";
import { principal } from "#lib/server/session.ts";
import { database } from "#lib/server/wiring.ts";

/**
 * The door of links from mails. The address that a mail has leads to a page and carries the secret behind its #, which no
 * server, log or Referer ever sees; only the page's own script posts it here. Nothing is decided by opening an address.
 */
const Body = z.strictObject({ token: z.string().min(1).max(200) });
const noStore = { "cache-control": "private, no-store" };
const kept = /^link:/;

/** `POST /api/mail-accept/look`: what the link would accept, or why it accepts nothing; writes nothing. */
export async function lookRoute(request: Request): Promise<Response> {
  return await through(request, (who) => mailLinkView.execute(database(), who, { linkId: who.actor.mailLink }));
}

/** `POST /api/mail-accept`: accepts the item that the link is for, once. */
export async function acceptRoute(request: Request): Promise<Response> {
  return await through(request, (who) => acceptByMail.execute(database(), who, { linkId: who.actor.mailLink }));
}

/** Origin → pace of the network → token → whoever is signed in here is its person → pace of the link → `work`. */
async function through(
  request: Request,
  work: (who: MailLinkPrincipal) => Promise<Outcome<object>>,
): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = Body.safeParse(await request.json().catch(() => null));
  if (!body.success) return refused({ code: "mail_link.unknown", params: {} });
  if (kept.test(body.data.token)) return refused({ code: "mail_link.kept", params: {} });
  try {
    const who = await enter(body.data.token, networkOf(request.headers.get("x-forwarded-for")));
    if (!who.ok) return refused(who.refusal);
    const { actor } = who.value;
    const session = await principal();
    if (session && session.actor.personId !== actor.personId)
      return refused({ code: "mail_link.other", params: { name: actor.name, other: session.actor.name } });
    if (isTooFast(`link ${actor.mailLink}`, Date.now()))
      return problem(429, "request.pace", "Too many questions in a few seconds.", "Wait ten seconds and go on.");
    const outcome = await work(who.value);
    return outcome.ok ? Response.json(outcome.value, { headers: noStore }) : refused(outcome.refusal);
  } catch (error) {
    return fault(error, { door: "mail-accept" }, "The link could not be followed; nothing was decided");
  }
}

/** Tokens that lead nowhere slow their network down, as wrong passwords do. */
async function enter(token: string, network: string | null): Promise<Outcome<MailLinkPrincipal>> {
  const seconds = network === null ? 0 : await waitForLink(database(), network);
  if (seconds > 0) return refuse("mail_link.pace", { seconds: String(seconds) });
  const who = await enterByMailLink(database(), token);
  if (!who.ok && network !== null) await noteWrongLink(database(), network);
  return who;
}
