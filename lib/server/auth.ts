import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { endSession, signInWithOidc, signInWithPassword } from "#lib/db/people.ts";
import { networkOf } from "#lib/server/origin.ts";
import { config, database } from "#lib/server/wiring.ts";

type Claims = { sessionId?: string };

/**
 * Sign-in by password, and by an OpenID provider where one is configured. The cookie's token holds only the id of a session
 * row; that row is looked up on every request (lib/server/session.ts), so that ending it works at the next click.
 */
export function authOptions(): NextAuthOptions {
  const settings = config();
  return {
    secret: settings.NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: 12 * 60 * 60 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        name: "Password",
        credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
        async authorize(given, request) {
          const network = networkOf(request.headers?.["x-forwarded-for"]);
          const result = await signInWithPassword(database(), given?.email ?? "", given?.password ?? "", network);
          if (result.kind === "wait") throw new Error(`wait:${result.seconds}`);
          if (result.kind === "wrong") return null;
          return { id: result.personId, name: result.name, email: result.email, sessionId: result.sessionId };
        },
      }),
      ...(settings.OIDC_ISSUER && settings.OIDC_CLIENT_ID && settings.OIDC_CLIENT_SECRET
        ? [
            {
              id: "oidc",
              name: settings.OIDC_NAME,
              type: "oauth" as const,
              wellKnown: `${settings.OIDC_ISSUER.replace(/\/+$/, "")}/.well-known/openid-configuration`,
              issuer: settings.OIDC_ISSUER,
              clientId: settings.OIDC_CLIENT_ID,
              clientSecret: settings.OIDC_CLIENT_SECRET,
              authorization: { params: { scope: "openid profile" } },
              idToken: true,
              checks: ["pkce" as const, "state" as const, "nonce" as const],
              profile: (profile: { sub: string }) => ({ id: profile.sub }),
            },
          ]
        : []),
    ],
    callbacks: {
      async signIn({ account, user }) {
        if (account?.type !== "oauth") return true;
        const result = await signInWithOidc(database(), `${settings.OIDC_ISSUER}|${account.providerAccountId}`);
        if (result.kind !== "in") return "/sign-in?error=NotKnown";
        (user as Claims).sessionId = result.sessionId;
        return true;
      },
      jwt({ token, user }) {
        const sessionId = (user as Claims | undefined)?.sessionId;
        return sessionId ? { sub: token.sub ?? "", sessionId } : token;
      },
      session({ session, token }) {
        return { ...session, sessionId: (token as Claims).sessionId };
      },
    },
    events: {
      async signOut({ token }) {
        const sessionId = (token as Claims | null)?.sessionId;
        if (sessionId) await endSession(database(), sessionId);
      },
    },
  };
}
