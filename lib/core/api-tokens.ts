import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";

/** How many tokens that are not revoked one person can have. */
export const mostTokens = 20;
/** Requests by one token in a minute, over all processes. */
export const mostPerMinute = 300;

const shape = /^cst_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/;

/** The token in a header `Authorization`; refused where there is none or it cannot be one. */
export function readBearer(authorization: string | null): Outcome<string> {
  if (authorization === null || authorization.trim() === "") return refuse("token.missing");
  const [scheme = "", token = "", ...rest] = authorization.trim().split(/\s+/);
  if (scheme.toLowerCase() !== "bearer" || rest.length > 0 || !shape.test(token)) return refuse("token.malformed");
  return ok(token);
}

/** The beginning by which people recognise a token; it is no part of what is secret. */
export function prefixOf(token: string): string {
  return token.slice(0, 12);
}
