/** Who acts. There is no command and no audit event without one. */
export type Actor =
  | {
      readonly kind: "person";
      readonly personId: string;
      readonly name: string;
      readonly roles: readonly Role[];
      readonly grants: readonly string[];
      readonly projectIds: readonly string[];
    }
  | { readonly kind: "worker"; readonly name: string }
  | { readonly kind: "sync-client"; readonly syncClientId: string; readonly name: string }
  | { readonly kind: "source"; readonly system: "procore"; readonly user: string }
  | { readonly kind: "system"; readonly name: string };

/** The person's id; a machine is nobody whom an item or a view could belong to. */
export function personIdOf(actor: Actor): string {
  return actor.kind === "person" ? actor.personId : "00000000-0000-0000-0000-000000000000";
}

export const roles = ["accountant", "admin", "project_manager", "auditor"] as const;
export type Role = (typeof roles)[number];

export const roleLabels: Readonly<Record<Role, string>> = {
  accountant: "Accountant",
  admin: "Administrator",
  project_manager: "Project manager",
  auditor: "Auditor",
};
