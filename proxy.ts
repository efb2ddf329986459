import { type NextRequest, NextResponse } from "next/server";
import { framersOf } from "#lib/server/status-frames.ts";

const cookies = ["next-auth.session-token", "__Secure-next-auth.session-token"];
const open = /^\/(sign-in|set-password|accept|status|api\/auth|api\/health)(\/|$)/;

/**
 * A convenience and a hardening, not a guard: a fresh nonce and the content policy for every answer, and the way to sign-in
 * for requests without any session cookie. Every page, view and command checks the session itself.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (request.headers.has("x-middleware-subrequest")) return new NextResponse(null, { status: 400 });
  const hasCookie = cookies.some((name) => request.cookies.has(name));
  if (!hasCookie && !open.test(pathname) && !pathname.startsWith("/api/")) {
    const to = new URL("/sign-in", request.url);
    if (pathname !== "/") to.searchParams.set("callbackUrl", pathname + search);
    return NextResponse.redirect(to);
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const card = cards.exec(pathname)?.[1];
  const policy = contentPolicy(nonce, card === undefined ? [] : await framersOf(card));
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries({ ...fixed, "content-security-policy": policy }))
    response.headers.set(name, value);
  // Nobody hears from where: the address of these pages carries a secret.
  if (pathname === "/accept" || pathname.startsWith("/status")) response.headers.set("referrer-policy", "no-referrer");
  return response;
}

/** The one page that other sites may frame: those which its company listed. It has no session and no button. */
const cards = /^\/status\/card\/([^/]+)$/;

const fixed = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "private, no-store",
} as const;

function contentPolicy(nonce: string, framers: readonly string[]): string {
  const isDevelopment = process.env.NODE_ENV !== "production";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    `frame-ancestors ${framers.length === 0 ? "'none'" : framers.join(" ")}`,
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");
}

// Files have a policy of their own (lib/server/file-route.ts), and a proxy keeps no body of 20 MB.
export const config = { matcher: ["/((?!_next/static|_next/image|api/files|api/attachments|favicon.ico|icon.svg).*)"] };
