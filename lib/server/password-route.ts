import "server-only";
import { z } from "zod";
import { redeemPasswordLink } from "#lib/db/password-links.ts";
import { fault, problem, refused, refuseForeign } from "#lib/server/route.ts";
import { database } from "#lib/server/wiring.ts";

const Body = z.strictObject({ token: z.string().min(1).max(100), password: z.string().max(1000) });

/** `POST /api/password`: sets a password with the secret of a link; nobody is signed in by that. */
export async function passwordRoute(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = Body.safeParse(await request.json().catch(() => null));
  if (!body.success)
    return problem(400, "input.invalid", "The link is incomplete.", "Copy it whole, from the first to the last sign.");
  try {
    const outcome = await redeemPasswordLink(database(), body.data.token, body.data.password);
    if (!outcome.ok) return refused(outcome.refusal);
    return Response.json(outcome.value, { headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return fault(error, { door: "password" }, "The password could not be set");
  }
}
