import "server-only";
import { z } from "zod";
import { mostPerMinute } from "#lib/core/api-tokens.ts";
import { permissions } from "#lib/core/permissions.ts";
import { type RefusalCode, refusals } from "#lib/core/refusals.ts";
import schemas from "#lib/server/api-schemas.json" with { type: "json" };
import { type TokenDoor, tokenDoors } from "#lib/server/open-doors.ts";
import { statusOf } from "#lib/server/route.ts";

type Json = { readonly [key: string]: unknown };

/** What every request can be refused with, whatever it asks. */
const always: readonly RefusalCode[] = [
  "token.missing",
  "token.malformed",
  "token.unknown",
  "token.expired",
  "token.revoked",
  "token.person",
  "token.with_session",
  "token.scope",
  "token.pace",
  "access.role",
  "input.invalid",
];
const ofKind: Readonly<Record<TokenDoor["kind"], readonly RefusalCode[]>> = {
  view: [],
  table: ["table.too_long"],
  command: ["request.json", "request.type", "request.too_large"],
};

/** The description of all that is open to tokens, as OpenAPI 3.1, made from the registries: it lists nothing that is closed. */
export function openApi(): Json {
  const doors = tokenDoors();
  return {
    openapi: "3.1.1",
    info: {
      title: "Countersign",
      version: "1.0.0",
      description: `The same queries and commands as the screens', in the name of the person who made the token and with the rights that both have. ${mostPerMinute} requests a minute and token; a table counts for ten. What decides on an export is a person's alone and not here. Amounts are decimal strings, times are instants in UTC.`,
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    tags: [
      { name: "views", description: "What the screens show. Lists have “next”: it is given back as “after”." },
      { name: "tables", description: "The same lists whole, as CSV or XLSX, 50,000 rows at most." },
      { name: "commands", description: "What the buttons do. On several rows each row has its own answer." },
    ],
    paths: Object.fromEntries(
      doors.map((door) => [door.path, { [door.kind === "command" ? "post" : "get"]: operationOf(door) }]),
    ),
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "An API token, made on the page API. It begins with cst_.",
        },
      },
      schemas: { Problem: problemSchema, ...schemas.components },
    },
  };
}

const problemSchema: Json = {
  type: "object",
  description: "Why something was not done: a code for programs, a sentence and a next step for people.",
  required: ["code", "sentence", "fix", "id"],
  properties: {
    code: { type: "string" },
    sentence: { type: "string" },
    fix: { type: "string" },
    details: { type: "array", items: { type: "string" } },
    id: { type: "string", description: "Under it the installation's log has the request." },
  },
  example: {
    code: "token.scope",
    sentence: "The API token “Month's end” was not given the right “import from Sage”.",
    fix: "Make a token that has it; the rights of a token never change.",
    details: [],
    id: "1f0c9a2e",
  },
};

function operationOf(door: TokenDoor): Json {
  const { kind, name, needs, open } = door;
  const own = [...new Set([...ofKind[kind], ...(open.refusals ?? [])])];
  const key = kind === "command" ? door.open.key : undefined;
  const codes = [...new Set([...always, ...own, ...(key ? (["request.key"] as const) : [])])];
  return {
    operationId: kind === "table" ? `table.${name}` : name,
    summary: open.about,
    description: `Needs the right “${permissions[needs].label}”.`,
    tags: [`${kind}s`],
    ...asked(door, key),
    responses: { "200": answered(door), ...refusedWith(codes) },
    "x-right": needs,
    "x-refusals": own,
  };
}

/** The input: a command's as its body, with an example; a view's and a table's in the address. */
function asked(door: TokenDoor, key: string | undefined): Json {
  const schema = plain(z.toJSONSchema(door.input, { io: "input", unrepresentable: "any" })) as Json;
  if (door.kind === "command") {
    const content = { "application/json": { schema: withoutKey(schema, key), example: door.open.example } };
    const description = `A UUID for “${key}”: sent again, the request is the same one.`;
    const header = { name: "Idempotency-Key", in: "header", description, schema: { type: "string", format: "uuid" } };
    return { requestBody: { required: true, content }, ...(key ? { parameters: [header] } : {}) };
  }
  const required = (schema.required ?? []) as readonly string[];
  const fields = Object.entries((schema.properties ?? {}) as Readonly<Record<string, Json>>)
    // A whole table has no pages.
    .filter(([name]) => door.kind === "view" || !["after", "limit"].includes(name))
    .map(([name, field]) => ({ name, in: "query", required: required.includes(name), schema: field }));
  const format = { name: "format", in: "query", schema: { type: "string", enum: ["csv", "xlsx"], default: "xlsx" } };
  return { parameters: door.kind === "table" ? [format, ...fields] : fields };
}

/** The field that the header can fill need not be in the body. */
function withoutKey(schema: Json, key: string | undefined): Json {
  return key ? { ...schema, required: (schema.required as readonly string[]).filter((name) => name !== key) } : schema;
}

/** What the types of the query or command say of its answer (bin/api-schemas.ts). */
function answered({ kind, name, open }: TokenDoor): Json {
  if (kind !== "table") {
    const schema = (schemas.answers as Json)[name];
    if (schema === undefined) throw new Error(`${name} has no schema: run npm run api-schemas`);
    return { description: open.about, content: { "application/json": { schema } } };
  }
  const file = { schema: { type: "string", format: "binary" } };
  const types = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];
  return { description: open.about, content: Object.fromEntries(types.map((type) => [type, file])) };
}

/** The refusals by their HTTP status, each code with its sentence; and the one answer to a defect. */
function refusedWith(codes: readonly RefusalCode[]): Json {
  const statuses = [...new Set(codes.map(statusOf))].toSorted((a, b) => a - b);
  const answers = statuses.map((status) => {
    const here = codes.filter((code) => statusOf(code) === status);
    return [
      String(status),
      refusedAs(here, here.map((code) => `- \`${code}\`: ${refusals[code].sentence}`).join("\n")),
    ];
  });
  return { ...Object.fromEntries(answers), "500": refusedAs(["fault"], "A defect, logged under the answer's id.") };
}

function refusedAs(codes: readonly string[], description: string): Json {
  const schema = { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }] };
  return { description, content: { "application/json": { schema } } };
}

/** Without what says nothing to a reader: the dialect, a pattern beside its format, the bounds of every whole number. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== "object" || node === null) return node;
  const { $schema: _, ...rest } = node as Readonly<Record<string, unknown>>;
  const kept = Object.entries(rest).filter(
    ([key, value]) => !(key === "pattern" && "format" in rest) && Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER,
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, plain(value)]));
}
