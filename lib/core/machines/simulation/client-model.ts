import type { NetworkModel } from "#lib/core/machines/simulation/network-model.ts";
import type { SageModel } from "#lib/core/machines/simulation/sage-model.ts";
import {
  type AckMessage,
  type LeaseMessage,
  type Order,
  type ReportMessage,
  trace,
  Violation,
  type World,
} from "#lib/core/machines/simulation/world.ts";
import {
  type ClientEffect,
  type ClientEvent,
  type ClientState,
  idle,
  type JournalRecord,
} from "#lib/core/machines/sync-client.ts";

type Document = { readonly order: Order; state: ClientState; readonly durable: JournalRecord[]; isWriting: boolean };

const importTimeoutMs = 20_000;

/** The sync client's shell: journal with a durable part, effects that take time, crashes that leave only the journal. */
export class ClientModel {
  isUp = true;
  server: { receive(message: ReportMessage): void } | null = null;
  private readonly world: World;
  private readonly sage: SageModel;
  private readonly network: NetworkModel;
  private readonly documents = new Map<string, Document>();
  private life = 0;
  private frozenUntil = 0;

  constructor(world: World, sage: SageModel, network: NetworkModel) {
    this.world = world;
    this.sage = sage;
    this.network = network;
    for (const order of world.orders)
      this.documents.set(order.id, { order, state: idle, durable: [], isWriting: false });
  }

  receive(message: LeaseMessage | AckMessage): void {
    if (!this.isUp) return;
    this.later(1, () => {
      if (message.kind === "ack") return this.feed(message.orderId, { kind: "acked", fence: message.fence });
      const { mode, fence, invalid, settledFence } = message;
      this.feed(message.orderId, { kind: "lease", mode, fence, invalid, settledFence });
    });
  }

  crash(downMs: number): void {
    if (!this.isUp) return;
    trace(this.world, () => "client: CRASH");
    this.isUp = false;
    this.life++;
    this.frozenUntil = 0;
    for (const document of this.documents.values()) {
      document.state = idle;
      document.isWriting = false;
    }
    this.world.clock.after(downMs, () => this.start());
  }

  private start(): void {
    this.isUp = true;
    trace(this.world, () => "client: starts again");
    for (const document of this.documents.values()) {
      const step = this.world.machines.recover(document.durable);
      document.state = step.state;
      this.perform(document, step.effects);
    }
  }

  /** Runs later in this life of the process; a frozen process runs it when it wakes. */
  private later(delayMs: number, run: () => void): void {
    const life = this.life;
    const { clock } = this.world;
    const go = (): void => {
      if (life !== this.life) return;
      if (clock.now < this.frozenUntil) {
        clock.after(this.frozenUntil - clock.now, go);
        return;
      }
      run();
    };
    clock.after(delayMs, go);
  }

  private feed(orderId: string, event: ClientEvent): void {
    const document = this.documents.get(orderId) as Document;
    const before = document.state;
    const step = this.world.machines.stepClient(before, event, document.order.expectations);
    trace(
      this.world,
      () => `client: ${orderId} ${event.kind} · ${before.phase} → ${step.state.phase} fence ${step.state.fence}`,
    );
    if (step.state.fence < before.fence)
      throw new Violation("I16 client fence", `${orderId} fell from ${before.fence} to ${step.state.fence}`);
    document.state = step.state;
    this.perform(document, step.effects);
  }

  private perform(document: Document, effects: readonly ClientEffect[]): void {
    const { faults, random } = this.world;
    for (const effect of effects) {
      if (faults.strikes("client_crash_before_effect")) {
        this.crash(random.int(500, 30_000));
        return;
      }
      if (faults.strikes("client_frozen")) this.frozenUntil = this.world.clock.now + random.int(5_000, 90_000);
      switch (effect.kind) {
        case "journal":
          this.journal(document, effect.record);
          break;
        case "look":
          this.look(document);
          break;
        case "write_files":
          this.write(document, effect.fence);
          break;
        case "await_import":
          this.awaitImport(document, effect.fence, this.world.clock.now + importTimeoutMs);
          break;
        case "send":
          this.network.send(
            { kind: "report", orderId: document.order.id, fence: effect.fence, verdict: effect.verdict },
            (message) => this.server?.receive(message),
          );
          break;
      }
    }
  }

  /** The end of an effect: crashes strike inside it (with the deed done or not) and right after it. */
  private ended(document: Document, event: ClientEvent, deed: () => void): void {
    const { faults, random } = this.world;
    if (faults.strikes("client_crash_inside_effect")) {
      if (random.chance(0.5)) deed();
      this.crash(random.int(500, 30_000));
      return;
    }
    deed();
    if (faults.strikes("client_crash_after_effect")) {
      this.crash(random.int(500, 30_000));
      return;
    }
    this.feed(document.order.id, event);
  }

  private journal(document: Document, record: JournalRecord): void {
    const isFlushed = record.kind !== "INTENT" || this.world.machines.flushesIntents;
    const add = () => void document.durable.push(record);
    if (isFlushed) {
      this.later(this.world.random.int(1, 15), () => this.ended(document, { kind: "journaled" }, add));
      return;
    }
    this.later(this.world.random.int(100, 2_000), add);
    this.later(1, () => this.ended(document, { kind: "journaled" }, () => {}));
  }

  /** Posted rows, unposted rows and files are read one after the other, while Sage works on. */
  private look(document: Document): void {
    const { random, faults, clock } = this.world;
    const { id } = document.order;
    if (document.isWriting) throw new Violation("I05 look", `${id} is looked for while its files are being written`);
    if (faults.strikes("sage_offline")) this.sage.goOffline(random.int(5_000, 600_000));
    if (faults.strikes("sage_unreadable")) this.sage.becomeUnreadable(random.int(1_000, 3_600_000));
    const isBlind = () => this.sage.isOffline || this.sage.isUnreadable;
    this.later(random.int(1, 60), () => {
      const [posted, wasBlind] = [this.sage.posted(id), isBlind()];
      this.later(random.int(1, 60), () => {
        const unposted = this.sage.unposted(id);
        this.later(random.int(1, 60), () => {
          const isReadable = !wasBlind && !isBlind();
          const found = isReadable ? [{ posted, unposted }] : [];
          const whose = document.order.isLookOnly ? { isAnybodys: true as const } : {};
          const look = { at: String(clock.now), isReadable, ...whose, found, runs: this.sage.runs(id) };
          this.ended(document, { kind: "looked", look }, () => {});
        });
      });
    });
  }

  private write(document: Document, fence: number): void {
    const { id } = document.order;
    document.isWriting = true;
    this.later(this.world.random.int(2, 60), () => {
      document.isWriting = false;
      if (this.world.faults.strikes("write_failed"))
        return this.ended(document, { kind: "write_failed", reason: "disk full" }, () => {});
      this.ended(document, { kind: "written" }, () => {
        const newest = Math.max(...document.durable.map((record) => record.fence));
        if (!document.durable.some((record) => record.kind === "INTENT" && record.fence === fence)) {
          throw new Violation("P10 intent", `${id} fence ${fence} is written before its INTENT is on disk`);
        }
        if (fence < newest)
          throw new Violation("P10 fence", `${id} is written for fence ${fence} after fence ${newest} was accepted`);
        this.sage.handOver(id, fence);
      });
    });
  }

  private awaitImport(document: Document, fence: number, until: number): void {
    this.later(1_000, () => {
      if (document.state.phase !== "importing" || document.state.fence !== fence) return;
      const isEnded = this.sage.reportOf(document.order.id, fence) !== null;
      if (isEnded || this.world.clock.now >= until)
        return this.ended(document, { kind: isEnded ? "import_ended" : "import_timeout" }, () => {});
      this.awaitImport(document, fence, until);
    });
  }
}
