"use client";
import { useView } from "#lib/client/use-view.ts";
import { accessRefusals, filled } from "#lib/core/access-refusals.ts";
import { can, type Permission } from "#lib/core/permissions.ts";
import type { ShellView } from "#lib/views/screens.ts";

/** Who is signed in, from what the shell already reads. */
export function usePerson(): ShellView["person"] | null {
  return useView("shell.view", {}, { isOn: false }).data?.person ?? null;
}

/** Why the person may not; null when allowed. The server decides again. */
export function useReasonAgainst(permission: Permission): string | null {
  const person = usePerson();
  if (!person) return null;
  const right = can(
    { kind: "person", personId: person.id, name: person.name, roles: person.roles, grants: [], projectIds: [] },
    permission,
  );
  if (right.ok) return null;
  // Without a resource a person is refused by role alone.
  const { sentence, fix } = filled(accessRefusals["access.role"], right.refusal.params);
  return `${sentence} ${fix}`;
}
