import { settledFence, stepExport } from "#lib/core/machines/export.ts";
import type { ExportState, Gate } from "#lib/core/machines/export-state.ts";
import { ClientModel } from "#lib/core/machines/simulation/client-model.ts";
import { type FaultCounts, type FaultKind, Faults } from "#lib/core/machines/simulation/faults.ts";
import { NetworkModel } from "#lib/core/machines/simulation/network-model.ts";
import { checkEnd, isAtRest } from "#lib/core/machines/simulation/oracle.ts";
import { type ActionCounts, PeopleModel } from "#lib/core/machines/simulation/people-model.ts";
import { Random } from "#lib/core/machines/simulation/random.ts";
import { SageModel } from "#lib/core/machines/simulation/sage-model.ts";
import { ServerModel } from "#lib/core/machines/simulation/server-model.ts";
import { VirtualClock } from "#lib/core/machines/simulation/virtual-clock.ts";
import { type Machines, type Order, orderOf, Violation, type World } from "#lib/core/machines/simulation/world.ts";
import { recover, stepClient } from "#lib/core/machines/sync-client.ts";

function gateOf(earlier: readonly ExportState[]): Gate {
  const isOpen = earlier.every((state) => state.status === "proved");
  return isOpen ? { kind: "open" } : { kind: "wait", reason: "An earlier document of the family is not in Sage yet" };
}

export const realMachines: Machines = { stepExport, settledFence, stepClient, recover, gateOf, flushesIntents: true };

export type ScheduleOptions = {
  readonly machines?: Machines;
  readonly without?: ReadonlySet<FaultKind>;
  readonly maxOrders?: number;
  /** The first of every family stood in Sage before and is linked; what belongs to it is sent. */
  readonly isInProgress?: boolean;
  readonly isTraced?: boolean;
};
export type ScheduleResult = {
  readonly seed: number;
  readonly failure: { readonly rule: string; readonly message: string } | null;
  readonly orders: number;
  readonly proved: number;
  readonly fired: FaultCounts;
  readonly chosen: ReadonlySet<FaultKind>;
  readonly actions: ActionCounts;
  readonly trace: readonly string[];
};

const limitMs = 4 * 3_600_000;

function ordersOf(random: Random, most: number): readonly Order[] {
  const orders: Order[] = [];
  const families = random.int(1, 3);
  for (let family = 0; family < families; family++) {
    const size = random.int(1, 3);
    for (let position = 0; position < size; position++)
      orders.push(orderOf(`${"ABC"[family]}${position + 1}`, family, position));
  }
  return orders.slice(0, most);
}

/** One schedule from one seed: storm, then quiet, then the truth. */
export function simulate(seed: number, options: ScheduleOptions = {}): ScheduleResult {
  const random = new Random(seed);
  const clock = new VirtualClock();
  const faults = new Faults(random, options.without ?? new Set());
  const orders = ordersOf(random, options.maxOrders ?? 9).map((order) =>
    options.isInProgress && order.position === 0 ? { ...order, isLookOnly: true as const } : order,
  );
  const lines: string[] = [];
  const trace = options.isTraced
    ? (line: () => string) => void lines.push(`${(clock.now / 1000).toFixed(3).padStart(10)} ${line()}`)
    : null;
  const world: World = { clock, random, faults, machines: options.machines ?? realMachines, orders, trace };
  const sage = new SageModel(world);
  const network = new NetworkModel(world);
  const client = new ClientModel(world, sage, network);
  const server = new ServerModel(world, network, client);
  client.server = server;
  server.isGone = (id) => sage.posted(id).length + sage.unposted(id).length === 0;
  const people = new PeopleModel(world, sage, server);
  let failure: ScheduleResult["failure"] = null;
  try {
    const stormMs = random.int(60_000, 600_000);
    people.plan(stormMs);
    while (clock.step(stormMs));
    faults.end();
    people.quiet();
    sage.calmDown();
    trace?.(() => "— quiet —");
    while (!isAtRest(server, world) && clock.step(stormMs + limitMs));
    // What still is on its way may not change anything any more.
    people.goHome();
    const end = clock.now + 300_000;
    while (clock.step(end));
    checkEnd(world, server, sage);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    failure = { rule: error.rule, message: error.message };
    trace?.(() => `VIOLATION ${error.message}`);
  }
  const proved = [...server.rows.values()].filter((row) => row.state.status === "proved").length;
  return {
    seed,
    failure,
    orders: orders.length,
    proved,
    fired: faults.fired,
    chosen: faults.chosen,
    actions: people.done,
    trace: lines,
  };
}

/** Leaves out fault kinds and orders while the schedule still fails; gives the small schedule with its trace. */
export function shrink(seed: number, options: ScheduleOptions = {}): ScheduleResult {
  const without = new Set(options.without ?? []);
  let maxOrders = options.maxOrders ?? 9;
  const fails = (tried: ScheduleOptions) => simulate(seed, { ...options, ...tried }).failure !== null;
  for (const kind of simulate(seed, options).chosen)
    if (fails({ without: new Set([...without, kind]), maxOrders })) without.add(kind);
  while (maxOrders > 1 && fails({ without, maxOrders: maxOrders - 1 })) maxOrders--;
  return simulate(seed, { ...options, without, maxOrders, isTraced: true });
}
