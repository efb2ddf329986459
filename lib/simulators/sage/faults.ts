import { z } from "zod";
import type { Interference } from "#lib/simulators/sage/facts.ts";

export const FAULT_KINDS = [
  "reject",
  "partial",
  "slow",
  "locked",
  "offline",
  "hang_before_commit",
  "hang_after_commit",
  "posting_held",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export const FaultRequest = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  times: z.int().positive().optional(),
  match: z.string().min(1).optional(),
  words: z.string().min(1).max(200).optional(),
  items: z.array(z.int().positive()).optional(),
  ms: z.int().min(0).max(600_000).optional(),
});
export type FaultRequest = z.infer<typeof FaultRequest>;

export interface Fault extends Omit<FaultRequest, "times"> {
  id: number;
  /** null: until it is cleared. */
  left: number | null;
  fired: number;
  isHolding: boolean;
}

/** The names by which a run can be matched: its tag, its commitments, its jobs. */
export interface Subject {
  tag: string;
  names: ReadonlySet<string>;
}

const ONCE: ReadonlySet<FaultKind> = new Set(["reject", "hang_before_commit", "hang_after_commit"]);

export interface Faults {
  add(request: FaultRequest): Fault;
  clear(kind?: FaultKind): number;
  list(): Fault[];
  isOffline(): boolean;
  /** Uses one firing up, if such a fault is on for this run. */
  fire(kind: FaultKind, subject: Subject): Fault | undefined;
  /** Waits until the hang is cleared; the fault stays listed meanwhile. */
  hang(fault: Fault): Promise<void>;
  interferenceFor(subject: Subject): Interference;
  /** Ends every wait, for a stop of the program. */
  releaseAll(): void;
}

export function openFaults(): Faults {
  let faults: Fault[] = [];
  let nextId = 1;
  const waits = new Map<number, () => void>();
  let isEnding = false;
  // Hangs that have fired and not ended: they stay listed, or nothing could release them.
  const open = new Set<number>();

  const take = (kind: FaultKind, matches: (fault: Fault) => boolean): Fault | undefined => {
    const fault = faults.find((each) => each.kind === kind && each.left !== 0 && matches(each));
    if (!fault) return undefined;
    fault.fired += 1;
    if (fault.left !== null) fault.left -= 1;
    if (kind.startsWith("hang_")) open.add(fault.id);
    return fault;
  };
  const settle = (): void => {
    faults = faults.filter((fault) => fault.left !== 0 || open.has(fault.id));
  };
  const release = (fault: Fault): void => {
    waits.get(fault.id)?.();
    waits.delete(fault.id);
  };

  return {
    add({ times, ...request }) {
      const left = times ?? (ONCE.has(request.kind) ? 1 : null);
      const fault: Fault = { ...request, id: nextId, left, fired: 0, isHolding: false };
      nextId += 1;
      faults.push(fault);
      return fault;
    },
    clear(kind) {
      const cleared = faults.filter((fault) => kind === undefined || fault.kind === kind);
      faults = faults.filter((fault) => !cleared.includes(fault));
      for (const fault of cleared) release(fault);
      return cleared.length;
    },
    list: () => faults.map((fault) => ({ ...fault })),
    isOffline: () => faults.some((fault) => fault.kind === "offline"),
    fire(kind, subject) {
      const fault = take(kind, ({ match }) => match === undefined || match === subject.tag || subject.names.has(match));
      settle();
      return fault;
    },
    async hang(fault) {
      if (faults.includes(fault) && !isEnding) {
        fault.isHolding = true;
        await new Promise<void>((resolve) => waits.set(fault.id, resolve));
        fault.isHolding = false;
      }
      open.delete(fault.id);
      settle();
    },
    interferenceFor: (subject) => interference(subject, take, settle),
    releaseAll() {
      isEnding = true;
      for (const fault of faults) release(fault);
    },
  };
}

function interference(
  { tag }: Subject,
  take: (kind: FaultKind, matches: (fault: Fault) => boolean) => Fault | undefined,
  settle: () => void,
): Interference {
  const fireFor = (kind: FaultKind, name: string): Fault | undefined => {
    const fault = take(kind, ({ match }) => match === undefined || match === tag || match === name);
    settle();
    return fault;
  };
  return {
    refusal: (name) => {
      const fault = fireFor("reject", name);
      return fault ? (fault.words ?? "entry refused") : undefined;
    },
    partial: (name) => {
      const fault = fireFor("partial", name);
      return fault ? { items: fault.items, words: fault.words ?? "line not written" } : undefined;
    },
  };
}
