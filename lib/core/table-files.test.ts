import { expect, test } from "vitest";
import type { Actor } from "#lib/core/actors.ts";
import { mayStillHave } from "#lib/core/table-files.ts";

const person = (roles: Extract<Actor, { kind: "person" }>["roles"], projectIds: readonly string[] = []): Actor => ({
  ...{ kind: "person", personId: "p", name: "Ada Kline", roles, grants: [], projectIds },
});

test.each([
  ["all of the company, still", null, person(["accountant"]), true],
  ["own projects, now all", ["a"], person(["project_manager", "accountant"]), true],
  ["own projects, the same and more", ["a"], person(["project_manager"], ["a", "b"]), true],
  ["own projects, one of them no longer", ["a", "b"], person(["project_manager"], ["b"]), false],
  ["all of the company, now own projects", null, person(["project_manager"], ["a"]), false],
  ["no project, now another one", [], person(["project_manager"], ["a"]), true],
] as const)("a file made within %s", (_, madeWithin, actor, isAllowed) => {
  expect(mayStillHave(actor, madeWithin)).toBe(isAllowed);
});
