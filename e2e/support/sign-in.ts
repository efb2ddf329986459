import type { Browser, BrowserContext, BrowserContextOptions } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { environment } from "./environment.ts";

/** A browser of its own that carries a session, as after a sign-in. */
export async function signedIn(
  browser: Browser,
  personId: string,
  sessionId: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: environment.url(), ...options });
  await signInAgain(context, personId, sessionId);
  return context;
}

/** What a sign-in in another tab leaves in the browser. */
export async function signInAgain(context: BrowserContext, personId: string, sessionId: string): Promise<void> {
  const value = await encode({ token: { sub: personId, sessionId }, secret: environment.authSecret() });
  const name = "next-auth.session-token";
  await context.addCookies([{ name, value, url: environment.url(), httpOnly: true, sameSite: "Lax" }]);
}
