import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { commands } from "#lib/commands/registry.ts";
import { isReading, tokenRights } from "#lib/core/permissions.ts";
import { refusals } from "#lib/core/refusals.ts";
import { queries } from "#lib/queries/registry.ts";
import { openApi } from "#lib/server/open-api.ts";
import { tokenDoors } from "#lib/server/open-doors.ts";

type Json = { readonly [key: string]: unknown };
type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Json };
type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Json; readonly example: Json }>>;
  };
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: Json }>>;
};

// As it leaves: through JSON.
const document = JSON.parse(JSON.stringify(openApi())) as Json & {
  readonly info: Json;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every object of the document, with the way to it. */
function* nodes(node: unknown, way = "#"): Generator<readonly [string, Json]> {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) yield [way, node as Json];
  for (const [key, value] of Object.entries(node)) yield* nodes(value, `${way}/${key}`);
}

describe("the document keeps the rules of OpenAPI 3.1", () => {
  test("its head, its doors and its security scheme are there", () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({
      title: expect.any(String),
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
    expect(document.components.securitySchemes.token).toMatchObject({ type: "http", scheme: "bearer" });
    expect(document.security).toEqual([{ token: [] }]);
    expect(operations.length).toBeGreaterThan(40);
    const known = ["openapi", "info", "servers", "security", "tags", "paths", "components"];
    expect(Object.keys(document).filter((key) => !known.includes(key))).toEqual([]);
  });

  test("every reference leads somewhere", () => {
    const references = [...nodes(document)].flatMap(([, { $ref }]) => (typeof $ref === "string" ? [$ref] : []));
    expect(references.length).toBeGreaterThan(0);
    for (const reference of new Set(references)) {
      const found = reference
        .replace(/^#\//, "")
        .split("/")
        .reduce<unknown>((at, key) => (at as Json | undefined)?.[key], document);
      expect([reference, typeof found]).toEqual([reference, "object"]);
    }
  });

  test("operation ids are there and each its own", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.filter((id, n) => typeof id !== "string" || ids.indexOf(id) !== n)).toEqual([]);
  });

  test.each(operations.map((one) => [one.operation.operationId, one] as const))(
    "%s",
    (_, { path, method, operation }) => {
      expect(path).toMatch(/^\/api\/v1\/(views|tables|commands)\/[a-z._-]+$/);
      expect(operation.summary).toMatch(/^[A-Z].*\.$/);
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[2-5]\d\d$/);
        expect([status, description]).toEqual([status, expect.stringMatching(/\S/)]);
        expect(Object.keys(content ?? {}).length).toBeGreaterThan(0);
      }
      for (const status of ["200", "400", "401", "403", "429", "500"])
        expect(operation.responses).toHaveProperty(status);
      const names = (operation.parameters ?? []).map((one) => `${one.in} ${one.name}`);
      expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
      for (const one of operation.parameters ?? []) {
        expect(["query", "header"]).toContain(one.in);
        expect(one.schema).toHaveProperty("type");
      }
      expect(operation.requestBody !== undefined).toBe(method === "post");
    },
  );

  test("every answer is described by more than its being there, and every component by somebody's need", () => {
    const said = JSON.stringify(document);
    for (const { path, operation } of operations) {
      if (path.startsWith("/api/v1/tables/")) continue;
      const content = operation.responses["200"]?.content as Record<string, { readonly schema: Json }>;
      const schema = content["application/json"]?.schema ?? {};
      expect([path, "$ref" in schema || "properties" in schema || "items" in schema]).toEqual([path, true]);
    }
    const components = Object.keys(document.components.schemas);
    expect(components.length).toBeGreaterThan(80);
    expect(components.filter((name) => !/^[A-Za-z0-9._-]+$/.test(name))).toEqual([]);
    expect(components.filter((name) => !said.includes(`"#/components/schemas/${name}"`))).toEqual([]);
  });

  test("amounts are decimals, times are instants and days are days", () => {
    const { InboxRow, DelegationRow } = document.components.schemas as Readonly<
      Record<string, { readonly properties: Readonly<Record<string, Json>> }>
    >;
    expect(InboxRow?.properties.amount).toMatchObject({ type: "string", format: "decimal" });
    expect(InboxRow?.properties.movedAt).toMatchObject({ type: "string", format: "date-time" });
    expect(InboxRow?.properties.sentAt).toMatchObject({ type: ["string", "null"], format: "date-time" });
    expect(DelegationRow?.properties.firstDay).toMatchObject({ type: "string", format: "date" });
  });

  test("schemas are JSON Schema 2020-12 without words of older dialects", () => {
    for (const [way, node] of nodes({ paths: document.paths, schemas: document.components.schemas })) {
      if (/\/(properties|example|responses|content)$/.test(way)) continue;
      expect([way, "nullable" in node, "$schema" in node]).toEqual([way, false, false]);
      if ("exclusiveMinimum" in node) expect([way, typeof node.exclusiveMinimum]).toEqual([way, "number"]);
      if (Array.isArray(node.required))
        for (const name of node.required)
          expect([way, Object.keys(node.properties ?? {})]).toEqual([way, expect.arrayContaining([name])]);
    }
  });
});

describe("what is open", () => {
  test("the document has exactly the open commands and queries, and the tables of open queries", () => {
    const open = (registry: ReadonlyMap<string, { readonly open?: unknown }>) =>
      [...registry].filter(([, one]) => one.open).map(([name]) => name);
    const inDocument = (kind: string) =>
      Object.keys(document.paths).flatMap((path) =>
        path.startsWith(`/api/v1/${kind}/`) ? [path.split("/").at(-1)] : [],
      );
    expect(inDocument("commands")).toEqual(open(commands));
    expect(inDocument("views")).toEqual(open(queries));
    expect(inDocument("tables")).toContain("inbox");
    expect(inDocument("tables")).not.toContain("people");
  });

  test("everything open needs a right that can be lent; a command none that only looks", () => {
    for (const { kind, name, needs } of tokenDoors()) {
      expect([name, tokenRights.includes(needs)]).toEqual([name, true]);
      expect([name, isReading(needs)]).toEqual([name, kind !== "command"]);
    }
  });

  test("no decision on an export, no settings and no rights are open: by hand", () => {
    const closed = [
      ...["item.accept", "item.reject", "item.save_fields", "export.release", "export.retry", "export.resolve"],
      ...["item.lift_hold", "item.unlink", "document.link", "vendor.link", "project.link", "reconcile.sign"],
      ...["settings.save_profile", "settings.save_grants", "rules.propose", "rules.settle", "delegation.make"],
      ...["person.add", "person.change", "person.make_link", "token.make", "token.revoke", "webhook.add"],
      ...["import.undo", "project.switch_costs", "sync_client.make_code", "item.take_back_signature"],
    ];
    for (const name of closed)
      expect([name, commands.has(name), commands.get(name)?.open]).toEqual([name, true, undefined]);
    for (const name of ["settings.view", "mail.page", "webhook.list", "shell.view", "notice.page", "token.list"])
      expect([name, queries.has(name), queries.get(name)?.open]).toEqual([name, true, undefined]);
  });

  test("the example of a command is an input that it takes", () => {
    for (const [name, { open, input }] of commands)
      if (open) expect([name, input.safeParse(open.example).error?.issues]).toEqual([name, undefined]);
  });

  test("codes that a file refuses with are told, and only codes that there are", () => {
    for (const [folder, registry] of [
      ["lib/commands", commands],
      ["lib/queries", queries],
    ] as const) {
      for (const file of readdirSync(folder).filter((name) => !/test|registry|define-/.test(name))) {
        const text = readFileSync(`${folder}/${file}`, "utf8");
        const name = /\bname:\s*"([^"]+)"/.exec(text)?.[1] ?? "";
        const open = registry.get(name)?.open;
        if (!open) continue;
        const told: readonly string[] = [...(open.refusals ?? []), "access.role"];
        const used = [...text.matchAll(/\brefuse(?:<[^>]*>)?\(\s*"([^"]+)"/g)].map(([, code]) => code);
        expect([name, used.filter((code) => !told.includes(code ?? ""))]).toEqual([name, []]);
        expect([name, told.filter((code) => !(code in refusals))]).toEqual([name, []]);
      }
    }
  });
});
