import "server-only";
import { connection } from "next/server";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { readSession, type SessionPrincipal } from "#lib/db/people.ts";
import { authOptions } from "#lib/server/auth.ts";
import { database } from "#lib/server/wiring.ts";

/** Who asks, from the session row as it is now; null when nobody is signed in (any more). Once per request. */
export const principal = cache(async (): Promise<SessionPrincipal | null> => {
  // A build renders nothing of this: without a request there is neither a session nor a configuration.
  await connection();
  const session: unknown = await getServerSession(authOptions());
  const sessionId = (session as { sessionId?: string } | null)?.sessionId;
  return sessionId ? await readSession(database(), sessionId) : null;
});
