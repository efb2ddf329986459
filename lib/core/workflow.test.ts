import { describe, expect, test } from "vitest";
import type { Actor, Role } from "#lib/core/actors.ts";
import { exportWorkflow, type Gesture, type ItemState, itemStates, step } from "#lib/core/workflow.ts";

/** Written by hand from the design, not from the code: gesture → state it leads to, from each state ("-": impossible). */
const columns = "not_sent ready retrieved rejected outbox exporting unknown held failed synced".split(
  " ",
) as ItemState[];
const transitions = `
send        ready     -         ready ready -         -         -         -         -        -
retrieve    -         retrieved -     -     -         -         -         -         -        -
accept      -         outbox    -     -     -         -         -         -         -        -
reject      -         rejected  -     -     -         -         -         -         rejected -
take_back   -         -         -     -     ready     -         -         -         -        -
retry       -         -         -     -     -         -         -         -         outbox   -
adopt       -         -         -     -     -         -         synced    synced    -        -
send_again  -         -         -     -     -         -         -         exporting -        -
give_up     -         -         -     -     -         -         -         failed    -        -
unlink      -         -         -     -     -         -         -         -         -        not_sent
link        unknown   unknown   unknown unknown -       -         -         -         unknown  -
part        -         -         -     -     -         -         -         not_sent  -        -
reopen      -         -         -     -     -         -         -         -         -        not_sent
void        -         -         -     -     ready     -         -         -         -        -
release     -         -         -     -     exporting -         -         -         -        -
stop        -         -         -     -     failed    failed    -         -         -        -
prove       -         -         -     -     synced    synced    synced    synced    synced   -
refuse      -         -         -     -     -         failed    failed    -         -        -
lose        -         -         -     -     -         unknown   -         -         -        -
requeue     -         -         -     -     -         -         exporting -         -        -
hold        -         -         -     -     -         held      held      -         -        held`;

const person = (role: Role, grants: string[], projectIds: string[] = []): Actor => ({
  kind: "person",
  personId: `${role}-${grants.length}`,
  name: "Dana",
  roles: [role],
  grants,
  projectIds,
});
const sender: Actor = { ...person("accountant", ["commitment"]), personId: "sender" } as Actor;
const actors: Record<string, Actor> = {
  accountant: person("accountant", ["commitment"]),
  "no grant": person("accountant", []),
  sender,
  admin: person("admin", []),
  "own manager": person("project_manager", [], ["p1"]),
  "other manager": person("project_manager", [], ["p2"]),
  auditor: person("auditor", []),
  worker: { kind: "worker", name: "worker-1" },
  source: { kind: "source", system: "procore", user: "17" },
  "sync client": { kind: "sync-client", syncClientId: "c1", name: "SAGE01" },
  system: { kind: "system", name: "sending rule" },
};

/** Who may: "yes" or the reason why not; people first, machines after the bar. */
const rights = `
send        role role  role yes yes project role | role yes role yes
retrieve    role role  role yes yes project role | role role role role
accept      yes  grant own  role     role role   role | role role role role
reject      yes  grant own  role     role role   role | role role role role
take_back   yes  grant yes  role     role role   role | role role role role
retry       yes  grant own  role     role role   role | role role role role
adopt       yes  grant yes  role     role role   role | role role role role
send_again  yes  grant yes  role     role role   role | role role role role
give_up     yes  grant yes  role     role role   role | role role role role
unlink      yes  grant yes  role     role role   role | role role role role
link        yes  grant own  role     role role   role | role role role role
part        role role  role role     role role   role | yes yes yes yes
reopen      role role  role role     role role   role | yes yes yes yes
void        role role  role role     role role   role | yes yes yes yes
release     role role  role role     role role   role | yes yes yes yes
stop        role role  role role     role role   role | yes yes yes yes
prove       role role  role role     role role   role | yes yes yes yes
refuse      role role  role role     role role   role | yes yes yes yes
lose        role role  role role     role role   role | yes yes yes yes
requeue     role role  role role     role role   role | yes yes yes yes
hold        role role  role role     role role   role | yes yes yes yes`;

function grid(text: string): Map<string, string[]> {
  const rows = text.trim().split("\n");
  return new Map(
    rows.map((row) => {
      const [name = "", ...cells] = row.replace("|", " ").trim().split(/\s+/);
      return [name, cells];
    }),
  );
}

const targets = grid(transitions);
const allowed = grid(rights);
const resource = { recordType: "commitment", projectId: "p1", ownPersonIds: ["sender"] };

test("the hand-written tables name every gesture and every state", () => {
  expect([...targets.keys()].sort()).toEqual(Object.keys(exportWorkflow).sort());
  expect([...allowed.keys()].sort()).toEqual(Object.keys(exportWorkflow).sort());
  expect([...columns].sort()).toEqual(Object.keys(itemStates).sort());
  for (const cells of targets.values()) expect(cells).toHaveLength(columns.length);
  for (const cells of allowed.values()) expect(cells).toHaveLength(Object.keys(actors).length);
});

describe.each(Object.entries(actors))("%s", (_, actor) => {
  const n = Object.values(actors).indexOf(actor);
  test.each([...targets.keys()] as Gesture[])("%s in every state", (gesture) => {
    const right = allowed.get(gesture)?.[n];
    columns.forEach((state, column) => {
      const outcome = step(state, gesture, actor, resource);
      const to = targets.get(gesture)?.[column];
      const said = outcome.ok ? outcome.value.to : outcome.refusal.code;
      expect([state, said]).toEqual([state, right !== "yes" ? `access.${right}` : to === "-" ? "item.state" : to]);
    });
  });
});

test("a refusal for the state names gesture and state in the words of the screen", () => {
  const outcome = step("synced", "accept", actors.accountant as Actor, resource);
  expect(outcome).toEqual({
    ok: false,
    refusal: { code: "item.state", params: { gesture: "Accept", state: "Synced" } },
  });
});
