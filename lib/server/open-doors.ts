import "server-only";
import type { z } from "zod";
import { commands } from "#lib/commands/registry.ts";
import type { CommandOpening, Opening } from "#lib/core/opening.ts";
import { type Permission, permissions } from "#lib/core/permissions.ts";
import { queries } from "#lib/queries/registry.ts";
import { config } from "#lib/server/wiring.ts";
import { tables } from "#lib/tables/registry.ts";
import type { OpenDoor } from "#lib/views/tokens.ts";

type Json = Readonly<Record<string, unknown>>;
type Door<Kind extends string, Open extends Opening> = {
  readonly kind: Kind;
  readonly name: string;
  readonly path: string;
  readonly needs: Permission;
  readonly input: z.ZodType;
  readonly open: Open;
};
export type TokenDoor = Door<"view" | "table", Opening> | Door<"command", CommandOpening<Json>>;

/** Everything that is open to tokens, read from the registries: views, then tables, then commands. */
export function tokenDoors(): readonly TokenDoor[] {
  const views = [...queries.values()].flatMap(({ name, needs, input, open }): TokenDoor[] =>
    open ? [{ kind: "view", name, path: `/api/v1/views/${name}`, needs, input, open }] : [],
  );
  const files = [...tables].flatMap(([name, { name: title, query }]): TokenDoor[] => {
    const { needs, input, open } = query;
    const about = `The whole table “${title}” as a file.`;
    return open
      ? [{ kind: "table", name, path: `/api/v1/tables/${name}`, needs, input, open: { ...open, about } }]
      : [];
  });
  const verbs = [...commands.values()].flatMap(({ name, needs, input, open }): TokenDoor[] =>
    open ? [{ kind: "command", name, path: `/api/v1/commands/${name}`, needs, input, open }] : [],
  );
  return [...views, ...files, ...verbs];
}

/** The same for the screen. */
export function openDoors(): readonly OpenDoor[] {
  return tokenDoors().map(({ kind, path, needs, open }) => ({
    method: kind === "command" ? "POST" : "GET",
    path,
    about: open.about,
    right: permissions[needs].label,
  }));
}

/** Where programs reach this installation, without a path. */
export function apiAddress(): string {
  return new URL(config().NEXTAUTH_URL).origin;
}
