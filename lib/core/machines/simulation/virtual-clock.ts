type Entry = { readonly at: number; readonly order: number; readonly run: () => void };

/** Virtual time: what is to happen, by instant; nothing happens between two entries. */
export class VirtualClock {
  now = 0;
  private readonly heap: Entry[] = [];
  private order = 0;

  after(delayMs: number, run: () => void): void {
    const heap = this.heap;
    let n = heap.length;
    const entry: Entry = { at: this.now + delayMs, order: this.order++, run };
    heap.push(entry);
    while (n > 0) {
      const up = (n - 1) >> 1;
      const parent = heap[up] as Entry;
      if (!isBefore(entry, parent)) break;
      heap[n] = parent;
      n = up;
    }
    heap[n] = entry;
  }

  /** Runs the next entry; false when there is none before `end`. */
  step(end: number): boolean {
    const first = this.heap[0];
    if (!first || first.at > end) {
      this.now = Math.max(this.now, end);
      return false;
    }
    this.removeFirst();
    this.now = first.at;
    first.run();
    return true;
  }

  private removeFirst(): void {
    const heap = this.heap;
    const last = heap.pop() as Entry;
    if (heap.length === 0) return;
    let n = 0;
    for (;;) {
      let child = 2 * n + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry, heap[child] as Entry)) child++;
      if (!isBefore(heap[child] as Entry, last)) break;
      heap[n] = heap[child] as Entry;
      n = child;
    }
    heap[n] = last;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
