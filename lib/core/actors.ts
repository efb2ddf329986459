/** Who acts. There is no command and no audit event without one. */
export type Actor =
  | {
      readonly kind: "person";
      readonly personId: string;
      readonly name: string;
      readonly roles: readonly Role[];
      readonly grants: readonly string[];
      readonly projectIds: readonly string[];
      /** For whom the person stands in today, each with the rights that they have themselves. */
      readonly standsInFor?: readonly Lender[];
      /** Set where a program asks in the person's name. */
      readonly token?: ActorToken;
      /** Set where a link from a mail asks in the person's name: its id. */
      readonly mailLink?: string;
    }
  | { readonly kind: "worker"; readonly name: string }
  | { readonly kind: "sync-client"; readonly syncClientId: string; readonly name: string }
  | { readonly kind: "source"; readonly system: "procore"; readonly user: string }
  | { readonly kind: "system"; readonly name: string };

/** What a program shows instead of a sign-in; `rights` are the permissions that its person lent to it. */
export type ActorToken = { readonly id: string; readonly name: string; readonly rights: readonly string[] };

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

/** Whose rights to push to accounting a delegate uses. What was lent to them is not among their own: nothing is lent on. */
export type Lender = { readonly personId: string; readonly name: string; readonly grants: readonly string[] };

/**
 * In whose stead the actor decides on a record type; null where they need nobody's right but their own, or nobody lends it.
 * `closed` are the persons in whose stead nobody may decide on the item, because they sent or edited it.
 */
export function lenderOf(actor: Actor, recordType: string, closed: readonly string[] = []): Lender | null {
  if (actor.kind !== "person" || actor.grants.includes(recordType)) return null;
  const lends = (one: Lender) => one.grants.includes(recordType) && !closed.includes(one.personId);
  return actor.standsInFor?.find(lends) ?? null;
}
