import { type Actor, lenderOf, type Role } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";

/**
 * The one table of rights: permission → roles. `grant` marks the rights that also need "Can push to accounting" for the
 * item's record type (domain/procore-erp-tool.md 2); `own` the ones closed to whoever sent or last edited the item;
 * `project` the ones that a project manager has on own projects only.
 */
export const permissions = {
  "inbox.read": { label: "see the inbox", roles: ["accountant", "admin", "auditor"] },
  "item.read": { label: "see an item", roles: ["accountant", "admin", "auditor", "project_manager"], project: true },
  "item.comment": {
    label: "comment on items",
    roles: ["accountant", "admin", "project_manager"],
    project: true,
  },
  "item.send": { label: "send and retrieve items", roles: ["project_manager", "admin"], project: true },
  "export.decide": { label: "accept and reject", roles: ["accountant"], grant: true, own: true },
  "item.hold": { label: "hold items", roles: ["accountant"], grant: true },
  "export.take_back": { label: "take back from the outbox", roles: ["accountant"], grant: true },
  "export.resolve": { label: "settle an unknown outcome", roles: ["accountant"], grant: true },
  "item.assign": { label: "assign items", roles: ["accountant", "admin"] },
  "view.save": { label: "save views of the inbox", roles: ["accountant", "admin", "auditor"] },
  "view.share": { label: "share views with the company", roles: ["accountant", "admin"] },
  "outbox.read": { label: "see the outbox", roles: ["accountant", "admin", "auditor"] },
  "project.read": {
    label: "see project status",
    roles: ["accountant", "admin", "auditor", "project_manager"],
    project: true,
  },
  "history.read": { label: "see the history", roles: ["accountant", "admin", "auditor"] },
  "history.verify": { label: "verify the chain", roles: ["accountant", "admin", "auditor"] },
  "reconcile.read": { label: "see Reconcile", roles: ["accountant", "admin", "auditor"] },
  "reconcile.sign": { label: "sign off a project's figures", roles: ["accountant"] },
  "health.read": { label: "see sync health", roles: ["accountant", "admin", "auditor"] },
  "cause.mark": { label: "mute a cause and say whose it is", roles: ["admin"] },
  "sage.refresh": { label: "read Sage now", roles: ["accountant", "admin"] },
  "vendor.read": { label: "see vendors", roles: ["accountant", "admin", "auditor"] },
  "vendor.link": { label: "link vendors", roles: ["admin"] },
  "project.link": { label: "link projects to jobs", roles: ["admin"] },
  "import.read": { label: "see imports", roles: ["accountant", "admin", "auditor"] },
  "import.run": { label: "import from Sage", roles: ["admin"] },
  "delegation.read": { label: "see who stands in for whom", roles: ["accountant", "admin", "auditor"] },
  "delegation.make": { label: "let somebody stand in", roles: ["accountant", "admin"] },
  "settings.read": { label: "see settings", roles: ["admin", "auditor"] },
  "settings.change": { label: "change settings", roles: ["admin"] },
  "mail.read": { label: "see mails", roles: ["admin", "auditor"] },
  "session.own": { label: "change own sign-in", roles: ["accountant", "admin", "auditor", "project_manager"] },
} as const satisfies Record<
  string,
  { label: string; roles: readonly Role[]; grant?: true; own?: true; project?: true }
>;

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
  const rule: { label: string; roles: readonly Role[]; grant?: true; own?: true; project?: true } =
    permissions[permission];
  const held = rule.roles.filter((role) => actor.roles.includes(role));
  if (held.length === 0) return refuse("access.role", { permission: rule.label, company: "your company" });
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
