import type { SageModel } from "#lib/core/machines/simulation/sage-model.ts";
import type { ServerModel } from "#lib/core/machines/simulation/server-model.ts";
import { type ExportRow, type Order, trace, type World } from "#lib/core/machines/simulation/world.ts";

export const actionKinds = [
  "take_back",
  "source_change",
  "accept_again",
  "adopt",
  "send_again",
  "give_up",
  "unlink",
  "keep",
  "hold",
  "lift",
] as const;
export type ActionKind = (typeof actionKinds)[number];
export type ActionCounts = Record<ActionKind, number>;

export function noActions(): ActionCounts {
  return Object.fromEntries(actionKinds.map((kind) => [kind, 0])) as ActionCounts;
}

/** People: accept, take back, change the source, and settle held exports by what Sage really shows. */
export class PeopleModel {
  readonly done: ActionCounts = noActions();
  private readonly world: World;
  private readonly sage: SageModel;
  private readonly server: ServerModel;
  private isQuiet = false;
  private isGone = false;
  private readonly again = new Map<string, number>();

  constructor(world: World, sage: SageModel, server: ServerModel) {
    this.world = world;
    this.sage = sage;
    this.server = server;
  }

  /** Plans what people do to the orders in the first `spanMs`. */
  plan(spanMs: number): void {
    const { clock, random, faults, orders } = this.world;
    for (const order of orders) {
      if (order.isLookOnly) {
        this.planLink(order, spanMs);
        continue;
      }
      if (faults.strikes("hand_keyed")) this.sage.keyByHand(order, random.chance(0.5));
      clock.after(random.int(0, spanMs / 4), () => this.server.accept(order, random.int(0, 30_000)));
      if (random.chance(0.2)) clock.after(random.int(0, spanMs), () => this.takeBack(order, "take_back"));
      if (random.chance(0.15)) clock.after(random.int(0, spanMs), () => this.takeBack(order, "source_change"));
      if (random.chance(0.4)) clock.after(random.int(spanMs / 4, spanMs), () => this.acceptAgain(order));
      if (random.chance(0.3)) clock.after(random.int(spanMs / 2, spanMs), () => this.unlink(order));
    }
    clock.after(random.int(5_000, 40_000), () => this.goRound());
    for (const order of orders) if (random.chance(0.25)) clock.after(random.int(0, spanMs), () => this.hold(order));
  }

  /** A record of Sage's own: the same, another one, or one that somebody keys only later; it is linked once or twice. */
  private planLink(order: Order, spanMs: number): void {
    const { clock, random } = this.world;
    const key = () => this.sage.posted(order.id).length === 0 && this.sage.keyByHand(order, random.chance(0.6));
    if (random.chance(0.7)) key();
    else if (random.chance(0.5)) clock.after(random.int(0, spanMs), key);
    clock.after(random.int(0, spanMs / 4), () => this.server.link(order));
    if (random.chance(0.5)) clock.after(random.int(spanMs / 2, spanMs), () => this.server.link(order));
    if (random.chance(0.4)) clock.after(random.int(spanMs / 2, spanMs), () => this.unlink(order));
  }

  quiet(): void {
    this.isQuiet = true;
  }

  goHome(): void {
    this.isGone = true;
  }

  private takeBack(order: Order, kind: "take_back" | "source_change"): void {
    const row = this.server.rows.get(order.id);
    if (row && this.server.isUp && this.server.gesture(row, { kind: "take_back" })) this.done[kind]++;
  }

  /** Holds what was not given to anybody yet, now and then for so long that others overtake it. */
  private hold(order: Order): void {
    const row = this.server.rows.get(order.id);
    if (row && this.server.isUp && this.server.gesture(row, { kind: "hold" })) this.done.hold++;
  }

  private lift(row: ExportRow): void {
    if (this.server.gesture(row, { kind: "lift", now: this.world.clock.now })) this.done.lift++;
  }

  private acceptAgain(order: Order): void {
    const row = this.server.rows.get(order.id);
    if (!row || order.isLookOnly || !this.server.isUp) return;
    if (!["failed", "taken_back", "unlinked"].includes(row.state.status)) return;
    this.done.accept_again++;
    this.server.accept(order, this.world.random.int(0, 30_000));
  }

  /** A round through the list: held exports are settled; in the quiet phase failed ones are tried again or let be. */
  private goRound(): void {
    const { clock, random } = this.world;
    if (this.isGone) return;
    for (const row of this.server.rows.values()) {
      if (!this.server.isUp) break;
      if (row.state.status === "held" && (this.isQuiet || random.chance(0.5))) this.settle(row);
      if (this.isQuiet) this.tidy(row);
      if (row.state.isOnHold && (this.isQuiet || random.chance(0.3))) this.lift(row);
      if (row.state.status === "unlinking" && (this.isQuiet || random.chance(0.5))) this.deleteOrKeep(row);
      const isSeen = row.state.status === "unknown" && this.sage.isWhole(row.order, "posted") && random.chance(0.2);
      if (isSeen && this.sage.found(row.order.id).unposted.length === 0) this.resolve(row, "adopt");
    }
    clock.after(random.int(10_000, 60_000), () => this.goRound());
  }

  private tidy(row: ExportRow): void {
    const tries = this.again.get(row.order.id) ?? 0;
    if (row.state.status === "failed" && tries < 2 && this.world.random.chance(0.5)) {
      this.again.set(row.order.id, tries + 1);
      this.acceptAgain(row.order);
      return;
    }
    const parents = [...this.server.rows.values()].filter(
      ({ order }) => order.family === row.order.family && order.position < row.order.position,
    );
    const isHopeless = parents.some(({ state }) => ["failed", "taken_back", "unlinked"].includes(state.status));
    if (row.state.status === "waiting" && isHopeless && this.world.random.chance(0.3))
      this.takeBack(row.order, "take_back");
  }

  /** Looks into Sage as a bookkeeper would, and says only what it shows. */
  private settle(row: ExportRow): void {
    const { order } = row;
    const { clock, random } = this.world;
    if (this.sage.isUnderWay(order.id) || this.sage.isOffline) return;
    const found = this.sage.found(order.id);
    if (this.sage.isWhole(order, "posted") && found.unposted.length === 0) {
      this.resolve(row, "adopt");
      return;
    }
    if (order.isLookOnly) {
      // A wrong button must do no harm either.
      if (random.chance(0.3)) this.resolve(row, "send_again");
      this.resolve(row, "give_up");
      return;
    }
    if (found.posted.length === 0 && this.sage.isWhole(order, "unposted")) {
      this.sage.releasePosting();
      return;
    }
    if (found.posted.length + found.unposted.length > 0) {
      trace(this.world, () => `person: deletes in Sage what stands there of ${order.id}`);
      this.sage.remove(order.id);
    }
    this.resolve(row, random.chance(0.2) ? "give_up" : "send_again", clock.now);
  }

  private unlink(order: Order): void {
    const row = this.server.rows.get(order.id);
    if (!row || !this.server.isUp || !this.server.gesture(row, { kind: "unlink", now: this.world.clock.now })) return;
    this.done.unlink++;
    if (this.world.random.chance(0.5)) this.deleteOrKeep(row);
  }

  /** Deletes in Sage what stands there, as the screen says; or thinks better of it while it still stands. */
  private deleteOrKeep(row: ExportRow): void {
    if (this.sage.isOffline || this.sage.isUnderWay(row.order.id)) return;
    const { posted, unposted } = this.sage.found(row.order.id);
    if (posted.length + unposted.length === 0) return;
    if (this.world.random.chance(0.3)) {
      if (this.server.gesture(row, { kind: "keep" })) this.done.keep++;
      return;
    }
    trace(this.world, () => `person: deletes ${row.order.id} in Sage, to unlink it`);
    this.sage.remove(row.order.id);
  }

  private resolve(row: ExportRow, as: "adopt" | "send_again" | "give_up", now = this.world.clock.now): void {
    if (this.server.gesture(row, { kind: "resolve", now, as })) this.done[as]++;
  }
}
