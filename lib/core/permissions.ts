import { type Actor, type ActorToken, lenderOf, type Role } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";

type Rule = {
  readonly label: string;
  readonly roles: readonly Role[];
  readonly grant?: true;
  readonly own?: true;
  readonly project?: true;
  readonly token?: "read" | "write";
};

/**
 * The one table of rights: permission → roles. `grant` marks the rights that also need "Can push to accounting" for the
 * item's record type (domain/procore-erp-tool.md 2); `own` the ones closed to whoever sent or last edited the item;
 * `project` the ones that a project manager has on own projects only; `token` the ones that a person can lend to a program:
 * what decides on money, on rights or on settings is not among them.
 */
export const permissions = {
  "inbox.read": { label: "see the inbox", roles: ["accountant", "admin", "auditor"], token: "read" },
  "item.read": {
    label: "see an item",
    roles: ["accountant", "admin", "auditor", "project_manager"],
    project: true,
    token: "read",
  },
  "item.comment": {
    label: "comment on items",
    roles: ["accountant", "admin", "project_manager"],
    project: true,
    token: "write",
  },
  "item.send": { label: "send and retrieve items", roles: ["project_manager", "admin"], project: true, token: "write" },
  "export.decide": { label: "accept and reject", roles: ["accountant"], grant: true, own: true },
  "item.hold": { label: "hold items", roles: ["accountant"], grant: true, token: "write" },
  "export.take_back": { label: "take back from the outbox", roles: ["accountant"], grant: true, token: "write" },
  "export.resolve": { label: "settle an unknown outcome", roles: ["accountant"], grant: true },
  "item.assign": { label: "assign items", roles: ["accountant", "admin"], token: "write" },
  "view.save": { label: "save views of the inbox", roles: ["accountant", "admin", "auditor"] },
  "view.share": { label: "share views with the company", roles: ["accountant", "admin"] },
  "outbox.read": { label: "see the outbox", roles: ["accountant", "admin", "auditor"], token: "read" },
  "project.read": {
    label: "see project status",
    roles: ["accountant", "admin", "auditor", "project_manager"],
    project: true,
    token: "read",
  },
  "project.share": { label: "show a project to outsiders", roles: ["project_manager", "admin"], project: true },
  "history.read": { label: "see the history", roles: ["accountant", "admin", "auditor"], token: "read" },
  "history.verify": { label: "verify the chain", roles: ["accountant", "admin", "auditor"], token: "write" },
  "reconcile.read": { label: "see Reconcile", roles: ["accountant", "admin", "auditor"], token: "read" },
  "reconcile.sign": { label: "sign off a project's figures", roles: ["accountant"] },
  "health.read": { label: "see sync health", roles: ["accountant", "admin", "auditor"], token: "read" },
  "cause.mark": { label: "mute a cause and say whose it is", roles: ["admin"], token: "write" },
  "sage.refresh": { label: "read Sage now", roles: ["accountant", "admin"], token: "write" },
  "vendor.read": { label: "see vendors", roles: ["accountant", "admin", "auditor"], token: "read" },
  "vendor.link": { label: "link vendors", roles: ["admin"] },
  "project.link": { label: "link projects to jobs", roles: ["admin"] },
  "import.read": { label: "see imports", roles: ["accountant", "admin", "auditor"], token: "read" },
  "import.run": { label: "import from Sage", roles: ["admin"], token: "write" },
  "delegation.read": { label: "see who stands in for whom", roles: ["accountant", "admin", "auditor"], token: "read" },
  "delegation.make": { label: "let somebody stand in", roles: ["accountant", "admin"] },
  "settings.read": { label: "see settings", roles: ["admin", "auditor"] },
  "settings.change": { label: "change settings", roles: ["admin"] },
  "mail.read": { label: "see mails", roles: ["admin", "auditor"] },
  "token.own": { label: "have API tokens", roles: ["accountant", "admin", "auditor", "project_manager"] },
  "session.own": { label: "change own sign-in", roles: ["accountant", "admin", "auditor", "project_manager"] },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

/** What a right is asked for: leave out what does not apply; the rule is then checked where the item is known. */
export type Resource = {
  readonly recordType?: string;
  /** Null: the item belongs to no project, and is closed to those who have own projects only. */
  readonly projectId?: string | null;
  /** Local persons who sent or last edited the item; nobody of them may decide on it. */
  readonly ownPersonIds?: readonly string[];
};

/** May the actor do this to the resource? Machines may do everything that a job does; people are held to the table. */
export function can(actor: Actor, permission: Permission, resource: Resource = {}): Outcome<true> {
  if (actor.kind !== "person") return ok(true);
  const rule: Rule = permissions[permission];
  const held = rule.roles.filter((role) => actor.roles.includes(role));
  if (held.length === 0) return refuse("access.role", { permission: rule.label, company: "your company" });
  if (actor.mailLink !== undefined && !byMailLink.includes(permission)) return refuse("mail_link.closed");
  const lentTo = actor.token ? tokenMay(actor.token, permission) : ok<true>(true);
  if (!lentTo.ok) return lentTo;
  const projectOnly = held.every((role) => role === "project_manager");
  if (
    rule.project &&
    projectOnly &&
    resource.projectId !== undefined &&
    (resource.projectId === null || !actor.projectIds.includes(resource.projectId))
  ) {
    return refuse("access.project");
  }
  if (rule.grant && resource.recordType !== undefined) {
    const lent = lendingRight(actor, resource.recordType, rule.own ? resource.ownPersonIds : []);
    if (!lent.ok) return lent;
  }
  if (rule.own && resource.ownPersonIds?.includes(actor.personId)) return refuse("access.own");
  return ok(true);
}

/** All that a link from a mail can do in its person's name. */
const byMailLink: readonly Permission[] = ["export.decide"];

/** The projects to which a person's reading is limited; null when the person's roles reach all of them. */
export function ownProjects(actor: Actor): readonly string[] | null {
  return actor.kind === "person" && actor.roles.every((role) => role === "project_manager") ? actor.projectIds : null;
}

/** The person's own right to push the record type to accounting, or that of somebody for whom they stand in. */
function lendingRight(
  actor: Extract<Actor, { kind: "person" }>,
  recordType: string,
  closed: readonly string[] = [],
): Outcome<true> {
  if (actor.grants.includes(recordType) || lenderOf(actor, recordType, closed)) return ok(true);
  const sender = lenderOf(actor, recordType);
  if (sender) return refuse("access.own_of_lender", { name: sender.name });
  return refuse("access.grant", { type: recordType.replaceAll("-", " ") });
}

/** The rights that a person can lend to a program, in the order of the table. */
export const tokenRights = (Object.keys(permissions) as Permission[]).filter((id) => (permissions[id] as Rule).token);

/** Whether the right only looks. */
export function isReading(permission: Permission): boolean {
  return (permissions[permission] as Rule).token === "read";
}

/** A token has those rights of its person that it was given, and never one that is a person's alone. */
function tokenMay(token: ActorToken, permission: Permission): Outcome<true> {
  const { label } = permissions[permission];
  if (!tokenRights.includes(permission)) return refuse("token.closed", { what: label });
  return token.rights.includes(permission) ? ok(true) : refuse("token.scope", { name: token.name, permission: label });
}
