import { describe, expect, test } from "vitest";
import { type Actor, type Role, roles } from "#lib/core/actors.ts";
import { can, type Permission, permissions } from "#lib/core/permissions.ts";

/** By hand: accountant, admin, project manager, auditor. */
const table: Record<Permission, string> = {
  "inbox.read": "yes yes no yes",
  "item.read": "yes yes yes yes",
  "item.comment": "yes yes yes no",
  "item.send": "no yes yes no",
  "export.decide": "yes no no no",
  "item.hold": "yes no no no",
  "export.take_back": "yes no no no",
  "export.resolve": "yes no no no",
  "item.assign": "yes yes no no",
  "view.save": "yes yes no yes",
  "view.share": "yes yes no no",
  "outbox.read": "yes yes no yes",
  "project.read": "yes yes yes yes",
  "project.share": "no yes yes no",
  "history.read": "yes yes no yes",
  "history.verify": "yes yes no yes",
  "reconcile.read": "yes yes no yes",
  "reconcile.sign": "yes no no no",
  "health.read": "yes yes no yes",
  "cause.mark": "no yes no no",
  "sage.refresh": "yes yes no no",
  "vendor.read": "yes yes no yes",
  "vendor.link": "no yes no no",
  "project.link": "no yes no no",
  "import.read": "yes yes no yes",
  "import.run": "no yes no no",
  "delegation.read": "yes yes no yes",
  "delegation.make": "yes yes no no",
  "settings.read": "no yes no yes",
  "settings.change": "no yes no no",
  "mail.read": "no yes no yes",
  "token.own": "yes yes yes yes",
  "session.own": "yes yes yes yes",
};
const rightsOf = Object.keys(permissions) as Permission[];
const person = (held: Role[], more: Partial<Extract<Actor, { kind: "person" }>> = {}): Actor => ({
  kind: "person",
  personId: "me",
  name: "Dana",
  roles: held,
  grants: [],
  projectIds: [],
  ...more,
});
const codeOf = (actor: Actor, permission: Permission, resource = {}) => {
  const outcome = can(actor, permission, resource);
  return outcome.ok ? "yes" : outcome.refusal.code;
};

test("the table by hand names every right", () => {
  expect(Object.keys(table).sort()).toEqual([...rightsOf].sort());
});

describe.each(rightsOf)("%s", (permission) => {
  test.each(roles.map((role, n) => [role, table[permission].split(" ")[n]]))("%s: %s", (role, expected) => {
    expect(codeOf(person([role as Role]), permission)).toBe(expected === "yes" ? "yes" : "access.role");
  });
  test("nobody without a role; machines always", () => {
    expect(codeOf(person([]), permission)).toBe("access.role");
    expect(codeOf({ kind: "worker", name: "w" }, permission)).toBe("yes");
  });
});

test("a project manager keeps to own projects; another role beside it lifts that", () => {
  const manager = person(["project_manager"], { projectIds: ["p1"] });
  expect(codeOf(manager, "item.read", { projectId: "p1" })).toBe("yes");
  expect(codeOf(manager, "item.read", { projectId: "p2" })).toBe("access.project");
  expect(codeOf(manager, "item.read", { projectId: null })).toBe("access.project");
  expect(codeOf(person(["accountant"]), "item.read", { projectId: null })).toBe("yes");
  expect(codeOf(person(["project_manager", "admin"]), "item.send", { projectId: "p2" })).toBe("yes");
  expect(codeOf(person(["project_manager", "accountant"]), "item.send", { projectId: "p2" })).toBe("access.project");
});

test("grants are per record type; the own item is for somebody else, even with the grant", () => {
  const accountant = person(["accountant"], { grants: ["commitment"] });
  expect(codeOf(accountant, "export.decide", { recordType: "commitment" })).toBe("yes");
  expect(codeOf(accountant, "export.decide", { recordType: "commitment-change-order" })).toBe("access.grant");
  expect(codeOf(accountant, "export.decide", { recordType: "commitment", ownPersonIds: ["x", "me"] })).toBe(
    "access.own",
  );
  expect(codeOf(accountant, "export.take_back", { recordType: "commitment", ownPersonIds: ["me"] })).toBe("yes");
  const refused = can(accountant, "export.decide", { recordType: "commitment-change-order" });
  expect(refused.ok ? "" : refused.refusal.params.type).toBe("commitment change order");
});

test("an administrator cannot decide, also not with a grant", () => {
  expect(codeOf(person(["admin"], { grants: ["commitment"] }), "export.decide", { recordType: "commitment" })).toBe(
    "access.role",
  );
});

describe("a token", () => {
  const everything = rightsOf as readonly string[];
  const withToken = (held: Role[], rights: readonly string[]) =>
    person(held, { grants: ["commitment"], token: { id: "t", name: "Export", rights } });
  /** By hand: what no program may do, whatever it was given. */
  const alone: readonly Permission[] = [
    ...(["export.decide", "export.resolve", "reconcile.sign", "vendor.link", "project.link"] as const),
    ...(["delegation.make", "settings.read", "settings.change", "mail.read", "view.save", "view.share"] as const),
    ...(["token.own", "session.own", "project.share"] as const),
  ];

  test.each(rightsOf)("%s: a right of its person that it was given, unless it is a person's alone", (permission) => {
    const isAlone = alone.includes(permission);
    for (const role of roles) {
      const own = codeOf(person([role]), permission);
      const lent = own !== "yes" ? own : isAlone ? "token.closed" : "yes";
      expect([role, codeOf(withToken([role], everything), permission)]).toEqual([role, lent]);
      const notLent = own !== "yes" ? own : isAlone ? "token.closed" : "token.scope";
      expect([role, codeOf(withToken([role], []), permission)]).toEqual([role, notLent]);
    }
  });

  test("is held to the grants and the projects of its person", () => {
    expect(codeOf(withToken(["accountant"], everything), "item.hold", { recordType: "commitment" })).toBe("yes");
    expect(codeOf(withToken(["accountant"], everything), "item.hold", { recordType: "budget" })).toBe("access.grant");
    expect(codeOf(withToken(["project_manager"], everything), "item.read", { projectId: "p" })).toBe("access.project");
  });
});
