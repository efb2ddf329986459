import "server-only";
import { randomUUID } from "node:crypto";
import { commands } from "#lib/commands/registry.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Refusal, wordsOf } from "#lib/core/refusals.ts";
import { tableLimits } from "#lib/core/table-files.ts";
import type { Database } from "#lib/db/database.ts";
import { enterByToken, type TokenPrincipal } from "#lib/db/token-door.ts";
import { queries } from "#lib/queries/registry.ts";
import { readBody } from "#lib/server/read-body.ts";
import { fault, statusOf } from "#lib/server/route.ts";
import { database } from "#lib/server/wiring.ts";
import { askedTable, download, tableFile } from "#lib/tables/table-file.ts";

/** The doors for programs: who asks is known by a token alone, never by a cookie, so that no page of others can ask for anybody. */

/** Of a command's body. */
const mostKiB = 1024;
/** What a whole table counts for in the pace of its token: it reads as much as many views. */
const tableCost = 10;

/** `GET /api/v1/views/<name>`: a query's view as JSON, input from the address. */
export async function viewByToken(request: Request, name: string, db: Database = database()): Promise<Response> {
  return await through(db, request, { view: name }, async (who) => {
    const query = queries.get(name);
    if (!query) return refuse("door.unknown", { door: "view", name });
    const input = Object.fromEntries(new URL(request.url).searchParams);
    const strange = query.open && unknownField(query.input, input);
    if (strange) return refuse("input.invalid", strangeness(strange));
    const view = await query.execute(db, who, input);
    return view.ok ? ok(Response.json(view.value, { headers: noStore })) : view;
  });
}

/** `POST /api/v1/commands/<name>`: the same command as the button's; answers its value. */
export async function commandByToken(request: Request, name: string, db: Database = database()): Promise<Response> {
  return await through(db, request, { command: name }, async (who) => {
    const command = commands.get(name);
    if (!command) return refuse("door.unknown", { door: "command", name });
    const body = await jsonOf(request);
    if (!body.ok) return body;
    const input = withKey(body.value, command.open?.key, request.headers.get("idempotency-key"));
    if (!input.ok) return input;
    const done = await command.execute(db, who, input.value);
    return done.ok ? ok(Response.json(done.value, { headers: noStore })) : done;
  });
}

/** `GET /api/v1/tables/<name>?format=csv|xlsx&…`: a whole table as a file. */
export async function tableByToken(request: Request, name: string, db: Database = database()): Promise<Response> {
  const work = async (who: TokenPrincipal) => {
    const asked = askedTable(request.url, name);
    if (!asked) return refuse<Response>("door.unknown", { door: "table", name });
    const { query } = asked.source;
    const strange = query.open && unknownField(query.input, asked.input);
    if (strange) return refuse<Response>("input.invalid", strangeness(strange));
    const file = await tableFile(db, who, asked, { most: tableLimits.inOneAnswer });
    if (!file.ok) return file;
    return ok(file.value === null ? new Response(null, { status: 204 }) : download(file.value));
  };
  return await through(db, request, { table: name }, work, tableCost);
}

const noStore = { "cache-control": "private, no-store" };
const sessionCookie = /(?:^|;\s*)(?:__Secure-)?next-auth\.session-token/;

/** Token → pace → `work`; a refusal and a defect are answered in words, under an id that the log has too. */
async function through(
  db: Database,
  request: Request,
  door: Readonly<Record<string, string>>,
  work: (who: TokenPrincipal) => Promise<Outcome<Response>>,
  cost = 1,
): Promise<Response> {
  const { headers } = request;
  const id = randomUUID().slice(0, 8);
  try {
    // Whoever sends both is not sure who is asking; then we are not either.
    if (sessionCookie.test(headers.get("cookie") ?? "") && headers.has("authorization"))
      return refusedByToken(id, door, { code: "token.with_session", params: {} });
    const who = await enterByToken(db, headers.get("authorization"), { cost });
    if (!who.ok) return refusedByToken(id, door, who.refusal);
    const done = await work(who.value);
    return done.ok ? done.value : refusedByToken(id, door, done.refusal, who.value.actor.token?.id);
  } catch (error) {
    return fault(error, door, "The request could not be answered", id);
  }
}

function refusedByToken(
  id: string,
  door: Readonly<Record<string, string>>,
  refusal: Refusal,
  token?: string,
): Response {
  const { code, details = [], params } = refusal;
  const status = statusOf(code);
  console.warn(JSON.stringify({ level: "warn", id, ...door, code, ...(token ? { token } : {}) }));
  const more: Record<string, string> =
    status === 401
      ? { "www-authenticate": `Bearer realm="Countersign"${code === "token.missing" ? "" : ', error="invalid_token"'}` }
      : status === 429
        ? { "retry-after": params.seconds ?? "60" }
        : {};
  return Response.json({ code, ...wordsOf(refusal), details, id }, { status, headers: { ...noStore, ...more } });
}

/** A field that the query does not ask for: a name mistyped would be a filter that silently does nothing. */
function unknownField(schema: { readonly shape?: object }, input: object): string | undefined {
  const known = Object.keys(schema.shape ?? input);
  return Object.keys(input).find((field) => !known.includes(field));
}

const strangeness = (field: string) => ({ field, problem: "there is no such parameter" });

async function jsonOf(request: Request): Promise<Outcome<unknown>> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) return refuse("request.type");
  const text = await readBody(request, mostKiB * 1024);
  if (text === null) return refuse("request.too_large", { most: String(mostKiB) });
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return refuse("request.json");
  }
}

/** The body with the header Idempotency-Key in the command's own field, where it has one. */
function withKey(body: unknown, field: string | undefined, key: string | null): Outcome<unknown> {
  if (!field || key === null || typeof body !== "object" || body === null) return ok(body);
  const given = (body as Readonly<Record<string, unknown>>)[field];
  if (given !== undefined && given !== key) return refuse("request.key", { field });
  return ok({ ...body, [field]: key });
}
