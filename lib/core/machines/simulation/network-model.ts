import type { AckMessage, LeaseMessage, ReportMessage, World } from "#lib/core/machines/simulation/world.ts";
import { trace } from "#lib/core/machines/simulation/world.ts";

type Message = LeaseMessage | ReportMessage | AckMessage;

/** The wire between server and sync client: loses, doubles, delays and reorders messages, and tears. */
export class NetworkModel {
  isTorn = false;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  send<T extends Message>(message: T, deliver: (message: T) => void): void {
    const { faults, random, clock } = this.world;
    if (faults.strikes("link_torn")) this.tear(random.int(500, 60_000));
    if (this.isTorn || faults.strikes("message_lost")) {
      trace(this.world, () => `wire: ${message.kind} ${message.orderId} fence ${message.fence} lost`);
      return;
    }
    const copies = faults.strikes("message_doubled") ? 2 : 1;
    for (let n = 0; n < copies; n++) {
      let delay = random.int(1, 40);
      if (faults.strikes("message_reordered")) delay += random.int(0, 3_000);
      if (faults.strikes("message_delayed")) delay += random.int(5_000, 300_000);
      clock.after(delay, () => deliver(message));
    }
  }

  private tear(forMs: number): void {
    this.isTorn = true;
    this.world.clock.after(forMs, () => {
      this.isTorn = false;
    });
  }
}
