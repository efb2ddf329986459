import "server-only";
import { connection } from "next/server";
import { config } from "#lib/server/wiring.ts";

/** What the sign-in page offers besides the password. */
export async function signInOptions(): Promise<{ oidcName: string | null }> {
  await connection();
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = config();
  return { oidcName: OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET ? OIDC_NAME : null };
}
