import { differences, type Found, type Row, type Run } from "#lib/core/machines/look.ts";
import { type Order, trace, Violation, type World } from "#lib/core/machines/simulation/world.ts";

/** What an import did, never changed afterwards: the truth that exports are judged by. */
export type Effect = {
  readonly orderId: string;
  readonly fence: number;
  readonly at: number;
  readonly isWhole: boolean;
};

type Handing = {
  readonly orderId: string;
  readonly fence: number;
  spool: Run["spool"];
  report: Run["report"];
  isWorkedOn: boolean;
};
type Books = { posted: Row[]; unposted: Row[]; isPostingHeld: boolean };

/** Sage in memory: an import folder, unposted and posted entries, reports. It never refuses a duplicate: that is our part. */
export class SageModel {
  readonly effects: Effect[] = [];
  isOffline = false;
  isUnreadable = false;
  private readonly world: World;
  private readonly books = new Map<string, Books>();
  private readonly handings: Handing[] = [];
  private isBusy = false;
  private hangId = 0;

  constructor(world: World) {
    this.world = world;
    for (const order of world.orders) this.books.set(order.id, { posted: [], unposted: [], isPostingHeld: false });
  }

  private booksOf(orderId: string): Books {
    return this.books.get(orderId) as Books;
  }

  /** Somebody keys a record under the same identifier by hand. */
  keyByHand(order: Order, isEqual: boolean): void {
    const rows = (order.expectations[0]?.rows ?? []).map((row) => (isEqual ? row : { ...row, amount: "999.99" }));
    this.booksOf(order.id).posted.push(...rows);
    trace(this.world, () => `sage: ${order.id} keyed by hand${isEqual ? "" : " with other amounts"}`);
  }

  /** The trigger file appears in the import folder. */
  handOver(orderId: string, fence: number): void {
    if (this.world.orders.some(({ id, isLookOnly }) => id === orderId && isLookOnly))
      throw new Violation("look only", `${orderId} was only to be looked for, and its files came under fence ${fence}`);
    this.handings.push({ orderId, fence, spool: "waiting", report: null, isWorkedOn: false });
    trace(this.world, () => `sage: files of ${orderId} fence ${fence} in the import folder`);
    this.wake();
  }

  reportOf(orderId: string, fence: number): Run["report"] {
    return this.handings.find((handing) => handing.orderId === orderId && handing.fence === fence)?.report ?? null;
  }

  posted(orderId: string): readonly Row[] {
    return [...this.booksOf(orderId).posted];
  }
  unposted(orderId: string): readonly Row[] {
    return [...this.booksOf(orderId).unposted];
  }
  runs(orderId: string): readonly Run[] {
    const own = this.handings.filter((handing) => handing.orderId === orderId);
    return own.map(({ fence, spool, report }) => ({ fence, spool, report }));
  }

  /** Something of the order still waits in Sage or is being worked on: a person cannot conclude yet. */
  isUnderWay(orderId: string): boolean {
    return this.handings.some(
      (handing) => handing.orderId === orderId && (handing.spool === "waiting" || handing.isWorkedOn),
    );
  }
  found(orderId: string): Found {
    return { posted: this.posted(orderId), unposted: this.unposted(orderId) };
  }
  isWhole(order: Order, where: keyof Found): boolean {
    return order.expectations.every(
      (expectation) => differences(expectation, this.booksOf(order.id)[where]).length === 0,
    );
  }
  /** A person deletes what stands there, in Sage. */
  remove(orderId: string): void {
    const books = this.booksOf(orderId);
    books.posted = [];
    books.unposted = [];
  }

  goOffline(forMs: number): void {
    this.isOffline = true;
    this.world.clock.after(forMs, () => {
      this.isOffline = false;
      this.wake();
    });
  }
  becomeUnreadable(forMs: number): void {
    this.isUnreadable = true;
    this.world.clock.after(forMs, () => {
      this.isUnreadable = false;
    });
  }
  /** All faults of Sage end: it can be read, works and posts. */
  calmDown(): void {
    this.isUnreadable = false;
    this.isOffline = false;
    this.wake();
    this.releasePosting();
  }
  releasePosting(): void {
    for (const [orderId, books] of this.books) {
      if (!books.isPostingHeld) continue;
      books.isPostingHeld = false;
      this.post(orderId);
    }
  }

  private wake(): void {
    if (this.isBusy) return;
    this.isBusy = true;
    this.world.clock.after(this.world.random.int(5, 1500), () => {
      this.isBusy = false;
      const next = this.isOffline
        ? undefined
        : this.handings.find((handing) => handing.spool === "waiting" && !handing.isWorkedOn);
      if (next) this.importRun(next);
    });
  }

  private importRun(handing: Handing): void {
    const { clock, random, faults } = this.world;
    handing.isWorkedOn = true;
    // Sage takes the trigger away when it begins or when it has finished; both have been seen.
    if (random.chance(0.5)) handing.spool = "done";
    if (faults.strikes("hang_before_commit")) {
      this.hang(handing, () => this.end(handing));
      return;
    }
    const work = () => this.commit(handing);
    if (faults.strikes("slow_import")) {
      this.hang(handing, work);
      return;
    }
    clock.after(random.int(5, 1500), work);
  }

  private hang(handing: Handing, then: () => void): void {
    const id = ++this.hangId;
    trace(this.world, () => `sage: hangs on ${handing.orderId} fence ${handing.fence} (${id})`);
    this.world.clock.after(this.world.random.int(10_000, 150_000), then);
  }

  private end(handing: Handing): void {
    handing.spool = "done";
    handing.isWorkedOn = false;
    this.wake();
  }

  private commit(handing: Handing): void {
    const { random, faults, clock, orders } = this.world;
    const order = orders.find((candidate) => candidate.id === handing.orderId) as Order;
    const rows = order.expectations[0]?.rows ?? [];
    const isRejected = faults.strikes("import_rejected");
    const taken = isRejected ? [] : faults.strikes("import_partial") ? rows.slice(0, 1) : rows;
    if (taken.length > 0) this.enter(order, handing.fence, taken);
    if (faults.strikes("hang_after_commit")) {
      this.hang(handing, () => this.end(handing));
      return;
    }
    const rejected = rows.slice(taken.length).map((row) => `line ${row.line}: cost code is not on the job`);
    const imported = taken.map((row) => `CI ${row.line}`);
    clock.after(random.int(1, 800), () => {
      handing.report = { isClean: rejected.length === 0, imported, rejected };
      this.end(handing);
    });
  }

  private enter(order: Order, fence: number, rows: readonly Row[]): void {
    const { random, faults, clock } = this.world;
    const books = this.booksOf(order.id);
    trace(this.world, () => `sage: IMPORT of ${order.id} fence ${fence}, ${rows.length} rows`);
    if (books.posted.length + books.unposted.length > 0)
      throw new Violation("I03 twice", `${order.id} fence ${fence} entered beside what stands there`);
    books.unposted.push(...rows);
    this.effects.push({
      orderId: order.id,
      fence,
      at: clock.now,
      isWhole: rows.length === order.expectations[0]?.rows.length,
    });
    if (faults.strikes("entry_deleted")) {
      clock.after(random.int(10, 20_000), () => this.deleteEntry(order.id));
      return;
    }
    if (faults.strikes("posting_held")) books.isPostingHeld = true;
    else clock.after(random.int(1, 8_000), () => this.post(order.id));
  }

  private deleteEntry(orderId: string): void {
    trace(this.world, () => `sage: the unposted entry of ${orderId} is deleted by hand`);
    this.booksOf(orderId).unposted = [];
  }

  private post(orderId: string): void {
    const books = this.booksOf(orderId);
    const isWhole = books.unposted.length === 2;
    if (books.unposted.length === 0 || !isWhole) return;
    trace(this.world, () => `sage: ${orderId} posted`);
    books.posted.push(...books.unposted);
    books.unposted = [];
  }
}
