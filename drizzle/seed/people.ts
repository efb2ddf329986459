import { uuidOf } from "#drizzle/seed/random.ts";
import type { Role } from "#lib/core/actors.ts";

/** Everybody's password in the demonstration. */
export const demoPassword = "countersign-demo";

export type SeedPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Accountants who may push to accounting. */
  readonly isGranted: boolean;
  /** The user in Procore, for those who work there too. */
  readonly procoreUserId: number | null;
};

const person = (
  name: string,
  role: Role,
  more: Partial<SeedPerson> = {},
  domain = "summitridge.example",
): SeedPerson => {
  const email = `${name.split(" ")[0]?.toLowerCase()}@${domain}`;
  return {
    id: uuidOf("person", email),
    name,
    email,
    role,
    isGranted: role === "accountant",
    procoreUserId: null,
    ...more,
  };
};

/** Works for both companies. */
const ben = person("Ben Okafor", "accountant");

export const summitRidgePeople: readonly SeedPerson[] = [
  person("Nora Alvarez", "accountant"),
  ben,
  person("Dana Whitfield", "accountant", { isGranted: false }),
  person("Carla Lindqvist", "admin"),
  person("Owen Tate", "admin"),
  person("Mei Sato", "admin"),
  person("Marcus Webb", "project_manager", { procoreUserId: 31 }),
  person("Priya Raman", "project_manager", { procoreUserId: 32 }),
  person("Luis Ortega", "project_manager", { procoreUserId: 33 }),
  person("Hugo Stein", "auditor"),
  person("Abena Mensah", "auditor"),
  person("Ruth Calloway", "auditor"),
];

export const harborlinePeople: readonly SeedPerson[] = [
  ben,
  person("Ines Whitlock", "admin", {}, "harborline.example"),
  person("Tomas Reyes", "project_manager", { procoreUserId: 61 }, "harborline.example"),
];

/** Users of Procore who have no sign-in here: superintendents and project engineers. */
export const procoreOnlyUsers: readonly { readonly id: number; readonly name: string }[] = [
  { id: 41, name: "Gwen Parrish" },
  { id: 42, name: "Andre Pohl" },
  { id: 43, name: "Kim Delacroix" },
];

/** Who manages project `n`: everybody a third of the projects, the next one in turn helps out on every fourth. */
export function managersOf(people: readonly SeedPerson[], n: number): readonly SeedPerson[] {
  const managers = people.filter(({ role }) => role === "project_manager");
  const [first, second] = [managers[n % managers.length], managers[(n + 1) % managers.length]];
  return [first, n % 4 === 1 && second !== first ? second : undefined].filter((one) => one !== undefined);
}
