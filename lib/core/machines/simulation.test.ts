import { describe, expect, test } from "vitest";
import { type FaultKind, faultKinds, noCounts } from "#lib/core/machines/simulation/faults.ts";
import { type ActionKind, actionKinds, noActions } from "#lib/core/machines/simulation/people-model.ts";
import { lookOnlyBugs, plantedBugs } from "#lib/core/machines/simulation/planted-bugs.ts";
import { type ScheduleOptions, shrink, simulate } from "#lib/core/machines/simulation/simulate.ts";

const seed = Number(process.env.SIMULATION_SEED ?? 1);
const count = Number(process.env.SIMULATION_COUNT ?? 1_000);

function story(failing: number, options: ScheduleOptions = {}): string {
  const small = shrink(failing, options);
  return [`SIMULATION_SEED=${failing} SIMULATION_COUNT=1: ${small.failure?.message}`, ...small.trace].join("\n");
}

test(`${count} schedules from seed ${seed}: nothing lost, nothing twice, nothing silent`, () => {
  const [fired, actions] = [noCounts(), noActions()];
  const begun = performance.now();
  let orders = 0;
  let proved = 0;
  for (let n = seed; n < seed + count; n++) {
    const result = simulate(n);
    if (result.failure) expect.fail(story(n));
    for (const kind of faultKinds) fired[kind] += result.fired[kind];
    for (const kind of actionKinds) actions[kind] += result.actions[kind];
    orders += result.orders;
    proved += result.proved;
  }
  const perSecond = Math.round((count * 1000) / (performance.now() - begun));
  console.log(`simulation: seed ${seed}, ${count} schedules, ${perSecond}/s, ${orders} orders, ${proved} proved`);
  console.log(`faults fired: ${words(fired)}\npeople did: ${words(actions)}`);
  if (count < 1_000) return;
  const never: (FaultKind | ActionKind)[] = [
    ...faultKinds.filter((kind) => fired[kind] === 0),
    ...actionKinds.filter((kind) => actions[kind] === 0),
  ];
  expect(never, "a fault that never struck proves nothing").toEqual([]);
}, 600_000);

function words(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([kind, number]) => `${kind} ${number}`)
    .join(", ");
}

test("the same seed gives the same schedule", () => {
  const [one, two] = [simulate(7, { isTraced: true }), simulate(7, { isTraced: true })];
  expect(one.trace.length).toBeGreaterThan(20);
  expect(two.trace).toEqual(one.trace);
});

test("a look-only export never sends, whatever fails and whoever presses what", () => {
  const actions = noActions();
  let proved = 0;
  for (let n = seed; n < seed + count; n++) {
    const result = simulate(n, { isInProgress: true });
    if (result.failure) expect.fail(story(n, { isInProgress: true }));
    for (const kind of actionKinds) actions[kind] += result.actions[kind];
    proved += result.proved;
  }
  if (count < 1_000) return;
  const told = { proved, unlinked: actions.unlink, settled: actions.give_up };
  expect(
    Object.values(told).every((n) => n > 50),
    JSON.stringify(told),
  ).toBe(true);
}, 600_000);

describe.each(Object.entries(lookOnlyBugs))("a look-only export: %s", (_, machines) => {
  test("is caught within 2,000 schedules", () => {
    let n = 1;
    while (n <= 2_000 && simulate(n, { machines, isInProgress: true }).failure?.rule !== "look only") n++;
    expect(n).toBeLessThanOrEqual(2_000);
  }, 60_000);
});

describe("planted bugs are caught within 2,000 schedules", () => {
  test.each(Object.entries(plantedBugs))(
    "%s",
    (_, machines) => {
      let n = 1;
      while (n <= 2_000 && simulate(n, { machines }).failure === null) n++;
      expect(n).toBeLessThanOrEqual(2_000);
    },
    60_000,
  );

  test("and told as a short story", () => {
    const machines = plantedBugs["probe looks at posted entries only"];
    if (!machines) throw new Error("no such bug");
    const told = shrink(1, { machines });
    expect(told.failure?.rule).toBe("I03 twice");
    expect(told.trace.at(-1)).toContain("VIOLATION I03 twice");
    expect(told.orders).toBeLessThanOrEqual(3);
    expect(told.trace.length).toBeLessThan(100);
  });
});
