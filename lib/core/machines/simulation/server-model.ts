import { accepted, exportTimes, lookedFor } from "#lib/core/machines/export.ts";
import type { ExportEffect, ExportEvent, ExportState, ExportStep } from "#lib/core/machines/export-state.ts";
import type { ClientModel } from "#lib/core/machines/simulation/client-model.ts";
import type { NetworkModel } from "#lib/core/machines/simulation/network-model.ts";
import {
  type ExportRow,
  type Order,
  type ReportMessage,
  trace,
  Violation,
  type World,
} from "#lib/core/machines/simulation/world.ts";
import { exportWorkflow, type Gesture } from "#lib/core/workflow.ts";

const ttlMs = 30_000;
const sweepMs = 10_000;
const final = ["proved", "failed", "taken_back", "unlinked"];

/** The server's shell: rows that survive, doorbells and answers that do not. */
export class ServerModel {
  isUp = true;
  /** What Sage really holds of an order, for the check that nothing opens too early. */
  isGone: (orderId: string) => boolean = () => true;
  readonly rows = new Map<string, ExportRow>();
  private readonly world: World;
  private readonly network: NetworkModel;
  private readonly client: ClientModel;
  private life = 0;

  constructor(world: World, network: NetworkModel, client: ClientModel) {
    this.world = world;
    this.network = network;
    this.client = client;
    world.clock.after(sweepMs, () => this.sweep());
  }

  accept(order: Order, undoMs: number): void {
    const { clock, machines } = this.world;
    const releaseAt = clock.now + undoMs;
    const row = this.rows.get(order.id);
    if (row) {
      const step = machines.stepExport(row.state, { kind: "accept", releaseAt });
      if (step.isRefused) return;
      row.item = "outbox";
      trace(this.world, () => `person: ${order.id} accepted again`);
      return void this.commit(row, step, "accept");
    }
    const state = accepted(releaseAt);
    this.rows.set(order.id, { order, state, item: "outbox", leases: [], openDelivery: null, alarms: 0 });
    trace(this.world, () => `person: ${order.id} accepted`);
    this.ring(order.id, releaseAt);
  }

  /** A person says that the order stands in Sage already: for the first time, or again after the link was taken off. */
  link(order: Order): void {
    const { clock, machines } = this.world;
    const row = this.rows.get(order.id);
    if (row) {
      const step = machines.stepExport(row.state, { kind: "link", now: clock.now });
      if (step.isRefused) return;
      row.item = "unknown";
      return void this.commit(row, step, "link");
    }
    const state = lookedFor(clock.now);
    this.rows.set(order.id, { order, state, item: "unknown", leases: [], openDelivery: null, alarms: 0 });
    trace(this.world, () => `person: ${order.id} linked`);
    this.ring(order.id, clock.now);
  }

  /** A person's gesture; false when the machine refused it. */
  gesture(
    row: ExportRow,
    event: ExportEvent & { kind: "take_back" | "resolve" | "unlink" | "keep" | "hold" | "lift" },
  ): boolean {
    if (event.kind === "unlink" && this.hasChildren(row)) return false;
    const step = this.world.machines.stepExport(row.state, event);
    if (step.isRefused) return false;
    trace(this.world, () => `person: ${row.order.id} ${event.kind} ${event.kind === "resolve" ? event.as : ""}`);
    return this.commit(row, step, event.kind, event.kind === "resolve" && event.as !== "give_up");
  }

  receive(message: ReportMessage): void {
    const row = this.rows.get(message.orderId);
    if (!this.isUp || !row) return;
    const { verdict, fence } = message;
    const step = this.world.machines.stepExport(row.state, {
      kind: "report",
      now: this.world.clock.now,
      fence,
      verdict,
    });
    const isSettling = verdict.kind === "absent" || verdict.kind === "refused" || verdict.kind === "proved";
    if (
      verdict.kind === "proved" &&
      step.state.status !== "proved" &&
      step.state.status !== "unlinking" &&
      fence > step.state.goneFence &&
      !step.effects.some((effect) => effect.kind === "alarm")
    ) {
      throw new Violation("P10 testimony", `${row.order.id}: the proof under fence ${fence} went unheard`);
    }
    if (!this.commit(row, step, `report ${verdict.kind} fence ${fence}`, isSettling && fence === row.state.fence))
      return;
    this.network.send({ kind: "ack", orderId: message.orderId, fence }, (ack) => this.client.receive(ack));
  }

  /** Children first: nothing that belongs to it may be accepted when it is to be unlinked. */
  private hasChildren({ order }: ExportRow): boolean {
    const out = ["failed", "taken_back", "unlinked"];
    return [...this.rows.values()].some(
      ({ order: other, state }) =>
        other.family === order.family && other.position > order.position && !out.includes(state.status),
    );
  }

  private earlier(row: ExportRow): readonly ExportState[] {
    const { family, position } = row.order;
    return this.world.orders
      .filter((order) => order.family === family && order.position < position)
      .map((order) => this.rows.get(order.id)?.state ?? accepted(0));
  }

  private tick(row: ExportRow): void {
    if (!this.isUp) return;
    const { clock, machines } = this.world;
    const step = machines.stepExport(row.state, {
      kind: "tick",
      now: clock.now,
      gate: machines.gateOf(this.earlier(row)),
    });
    this.commit(row, step, "tick");
  }

  private lease(row: ExportRow): void {
    if (!this.isUp || !this.client.isUp || this.network.isTorn) return;
    const { clock, machines, faults } = this.world;
    const step = machines.stepExport(row.state, { kind: "lease", now: clock.now, ttl: ttlMs });
    if (step.isRefused || step.state.lease === null) return;
    const { fence, lease } = step.state;
    if (!this.commit(row, step, `lease ${lease.mode} fence ${fence}`)) return;
    const invalid = faults.strikes("lease_tampered") ? "the hash is not the accepted one" : null;
    const settledFence = machines.settledFence(step.state);
    const message = { kind: "lease", orderId: row.order.id, mode: lease.mode, fence, invalid, settledFence } as const;
    this.network.send(message, (delivered) => this.client.receive(delivered));
  }

  /** One transaction; false when the process died in it (then nothing happened) or right after it (then nothing follows). */
  private commit(row: ExportRow, step: ExportStep, cause: string, isSettling = false): boolean {
    const { faults, random } = this.world;
    if (faults.strikes("server_crash_before_commit")) {
      this.crash(random.int(500, 60_000));
      return false;
    }
    const before = row.state;
    row.state = step.state;
    if (isSettling) row.openDelivery = null;
    trace(
      this.world,
      () =>
        `server: ${row.order.id} ${cause} · ${before.status} → ${step.state.status}${step.state.note ? ` (${step.state.note})` : ""}`,
    );
    for (const effect of step.effects) {
      if (effect.kind === "item") this.moveItem(row, effect.gesture);
      if (effect.kind === "alarm") row.alarms++;
    }
    this.check(row, before);
    if (faults.strikes("server_crash_after_commit")) {
      this.crash(random.int(500, 60_000));
      return false;
    }
    for (const effect of step.effects) this.follow(row, effect);
    return true;
  }

  private follow(row: ExportRow, effect: ExportEffect): void {
    const { clock, random, faults } = this.world;
    if (effect.kind === "ring") this.ring(row.order.id, effect.at);
    if (effect.kind === "offer" && !faults.strikes("doorbell_lost"))
      this.later(random.int(1, 200), () => this.lease(row));
    if (effect.kind !== "wake_children") return;
    for (const child of this.rows.values()) {
      if (child.order.family === row.order.family && child.state.status === "waiting")
        this.ring(child.order.id, clock.now);
    }
  }

  private moveItem(row: ExportRow, gesture: Gesture): void {
    const rule = exportWorkflow[gesture];
    if (!(rule.from as readonly string[]).includes(row.item))
      throw new Violation("workflow", `${row.order.id}: ${gesture} while the item is ${row.item}`);
    if (gesture === "unlink" && !row.order.isLookOnly && !this.isGone(row.order.id))
      throw new Violation("unlink early", `${row.order.id} opens while Sage still shows it`);
    row.item = rule.to;
  }

  private check(row: ExportRow, before: ExportState): void {
    const { state, order } = row;
    if (!final.includes(state.status) && state.status !== "held" && !state.isOnHold && state.nextCheckAt === null) {
      throw new Violation("I11 silent", `${order.id} is ${state.status} and nobody will look at it again`);
    }
    if (state.fence < before.fence)
      throw new Violation("I16 fence", `${order.id} fell from ${before.fence} to ${state.fence}`);
    const isNew = state.lease !== null && state.lease !== before.lease;
    if (!isNew || state.lease === null) return;
    const { mode } = state.lease;
    if (mode === "deliver" && before.isOnHold)
      throw new Violation("hold", `${order.id} is delivered while a person holds it`);
    if (row.leases.some((lease) => lease.fence >= state.fence))
      throw new Violation("I16 fence", `${order.id} is leased twice under fence ${state.fence}`);
    row.leases.push({ fence: state.fence, mode });
    if (mode !== "deliver") return;
    if (order.isLookOnly) throw new Violation("look only", `${order.id} is delivered under fence ${state.fence}`);
    if (row.openDelivery !== null)
      throw new Violation("I05 blind", `${order.id} is delivered anew while fence ${row.openDelivery} is not settled`);
    row.openDelivery = state.fence;
    if (this.earlier(row).some((parent) => parent.status !== "proved"))
      throw new Violation("I10 order", `${order.id} is delivered before its parent is proved`);
  }

  private crash(downMs: number): void {
    trace(this.world, () => "server: CRASH");
    this.isUp = false;
    this.life++;
    this.world.clock.after(downMs, () => {
      this.isUp = true;
      trace(this.world, () => "server: starts again");
    });
  }

  private later(delayMs: number, run: () => void): void {
    const life = this.life;
    this.world.clock.after(Math.max(0, delayMs), () => {
      if (life === this.life) run();
    });
  }

  private ring(orderId: string, at: number): void {
    if (this.world.faults.strikes("doorbell_lost")) return;
    this.later(at - this.world.clock.now, () => this.tick(this.rows.get(orderId) as ExportRow));
  }

  /** The repair of lost doorbells: what is due is looked at, whoever forgot to ring. */
  private sweep(): void {
    const { clock } = this.world;
    for (const row of this.rows.values()) {
      if (row.state.nextCheckAt !== null && row.state.nextCheckAt <= clock.now) this.tick(row);
    }
    clock.after(Math.min(sweepMs, exportTimes.checkMs), () => this.sweep());
  }
}
