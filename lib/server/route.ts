import "server-only";
import { randomUUID } from "node:crypto";
import { commands } from "#lib/commands/registry.ts";
import { type Refusal, wordsOf } from "#lib/core/refusals.ts";
import { switchCompany } from "#lib/db/people.ts";
import { queries } from "#lib/queries/registry.ts";
import { isOwnOrigin } from "#lib/server/origin.ts";
import { perform } from "#lib/server/perform.ts";
import { principal } from "#lib/server/session.ts";
import { database } from "#lib/server/wiring.ts";

const noStore = { "cache-control": "private, no-store" };

/** `GET /api/views/<name>`: a query's view as JSON, input from the address. */
export async function viewRoute(request: Request, name: string): Promise<Response> {
  return await answerView(name, Object.fromEntries(new URL(request.url).searchParams));
}

/** `POST /api/views/<name>`: the same question where what it asks is too long for an address; only of our own pages. */
export async function longViewRoute(request: Request, name: string): Promise<Response> {
  return refuseForeign(request) ?? (await answerView(name, await request.json().catch(() => null)));
}

async function answerView(name: string, input: unknown): Promise<Response> {
  const query = queries.get(name);
  if (!query) return problem(404, "view.unknown", "There is no such view.", "Check the address.");
  const who = await principal();
  if (!who) return problem(401, "session.ended", "You are signed out.", "Sign in again.");
  try {
    const outcome = await query.execute(database(), who, input);
    return outcome.ok ? Response.json(outcome.value, { headers: noStore }) : refused(outcome.refusal);
  } catch (error) {
    return fault(error, { view: name }, "The list could not be read");
  }
}

/** `POST /api/commands/<name>`: the same commands as the buttons', for the same session. */
export async function commandRoute(request: Request, name: string): Promise<Response> {
  const command = commands.get(name);
  if (!command) return problem(404, "command.unknown", "There is no such command.", "Check the address.");
  const raw: unknown = await request.json().catch(() => null);
  const answer = await perform(command, raw, request.headers);
  return Response.json(answer, { status: answer.ok ? 200 : statusOf(answer.code), headers: noStore });
}

/** `POST /api/company`: the session goes on in another company of its person. */
export async function companyRoute(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const who = await principal();
  const body = (await request.json().catch(() => null)) as { companyId?: unknown } | null;
  if (!who) return problem(401, "session.ended", "You are signed out.", "Sign in again.");
  const companyId =
    typeof body?.companyId === "string" && /^[0-9a-f-]{36}$/.test(body.companyId) ? body.companyId : null;
  if (!companyId || !(await switchCompany(database(), who, companyId)))
    return problem(404, "company.unknown", "You do not belong to that company.", "Pick one from the list.");
  return Response.json({ ok: true }, { headers: noStore });
}

const statuses: Readonly<Record<string, number>> = {
  "session.ended": 401,
  "token.missing": 401,
  "token.malformed": 401,
  "token.unknown": 401,
  "token.expired": 401,
  "token.revoked": 401,
  "token.person": 401,
  "token.closed": 403,
  "token.scope": 403,
  "token.with_session": 400,
  "token.pace": 429,
  "request.foreign": 403,
  "request.pace": 429,
  "mail_link.pace": 429,
  "share.pace": 429,
  "share.nothing": 404,
  "mail_link.other": 403,
  "request.json": 400,
  "request.key": 400,
  "request.too_large": 413,
  "file.large": 413,
  "source.file_large": 413,
  "source.file_gone": 404,
  "source.gone": 404,
  "source.silent": 502,
  "source.busy": 503,
  "request.type": 415,
  "input.invalid": 400,
  "reject.reason": 400,
  fault: 500,
};

/** The HTTP status of a refusal's code, the same at every door. */
export function statusOf(code: string): number {
  const known = statuses[code];
  if (known !== undefined) return known;
  if (code.startsWith("access.")) return 403;
  return code.endsWith(".unknown") ? 404 : 409;
}

/** A defect: logged under an id, which the person is told. */
export function fault(
  error: unknown,
  what: Readonly<Record<string, string>>,
  sentence: string,
  id = randomUUID().slice(0, 8),
): Response {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ level: "error", id, ...what, error: words }));
  const said = { code: "fault", sentence: `${sentence} (${id}).`, fix: "Try again in a moment.", id };
  return Response.json(said, { status: 500, headers: noStore });
}

export function refused(refusal: Refusal): Response {
  const { sentence, fix } = wordsOf(refusal);
  return problem(statusOf(refusal.code), refusal.code, sentence, fix);
}
/** Null for a request of our own pages; every other is refused. */
export function refuseForeign({ headers }: Request): Response | null {
  if (isOwnOrigin(headers)) return null;
  const sentence = "The request did not come from this application.";
  return problem(403, "request.foreign", sentence, "Open Countersign itself.");
}

export function problem(status: number, code: string, sentence: string, fix: string): Response {
  return Response.json({ code, sentence, fix }, { status, headers: noStore });
}
