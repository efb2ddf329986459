import type { Expectation } from "#lib/core/export-document.ts";
import type { settledFence, stepExport } from "#lib/core/machines/export.ts";
import type { ExportState, Gate, LeaseMode } from "#lib/core/machines/export-state.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import type { Faults } from "#lib/core/machines/simulation/faults.ts";
import type { Random } from "#lib/core/machines/simulation/random.ts";
import type { VirtualClock } from "#lib/core/machines/simulation/virtual-clock.ts";
import type { recover, stepClient } from "#lib/core/machines/sync-client.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** What the shells run; a planted bug replaces a part of it. */
export type Machines = {
  readonly stepExport: typeof stepExport;
  readonly settledFence: typeof settledFence;
  readonly stepClient: typeof stepClient;
  readonly recover: typeof recover;
  readonly gateOf: (earlier: readonly ExportState[]) => Gate;
  /** False: the shell says `journaled` for an INTENT without waiting for the disk. */
  readonly flushesIntents: boolean;
};

/** One accepted business document of the schedule. */
export type Order = {
  readonly id: string;
  readonly family: number;
  readonly position: number;
  /** Linked to what stands in Sage already, never sent. */
  readonly isLookOnly?: true;
  readonly expectations: readonly Expectation[];
};

export type LeaseMessage = {
  readonly kind: "lease";
  readonly orderId: string;
  readonly mode: LeaseMode;
  readonly fence: number;
  readonly invalid: string | null;
  readonly settledFence: number;
};
export type ReportMessage = {
  readonly kind: "report";
  readonly orderId: string;
  readonly fence: number;
  readonly verdict: Verdict;
};
export type AckMessage = { readonly kind: "ack"; readonly orderId: string; readonly fence: number };

/** The row of one export at the server, with what the checks remember of it. */
export type ExportRow = {
  readonly order: Order;
  state: ExportState;
  item: ItemState;
  readonly leases: { readonly fence: number; readonly mode: LeaseMode }[];
  /** A delivery that neither a verdict nor a person has settled. */
  openDelivery: number | null;
  alarms: number;
};

export type World = {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly faults: Faults;
  readonly machines: Machines;
  readonly orders: readonly Order[];
  readonly trace: ((line: () => string) => void) | null;
};

/** A broken promise: ends the schedule. */
export class Violation extends Error {
  readonly rule: string;
  constructor(rule: string, words: string) {
    super(`${rule}: ${words}`);
    this.rule = rule;
  }
}

export function trace(world: World, line: () => string): void {
  world.trace?.(line);
}

export function orderOf(id: string, family: number, position: number): Order {
  const rows = [1, 2].map((line) => ({ id, line: String(line), amount: `${position + 1}${line}.50` }));
  const columns = { id: "text", line: "text", amount: "number" } as const;
  return {
    id,
    family,
    position,
    expectations: [
      { table: "COMMITMENT_ITEM", unpostedTable: "NEW_COMMITMENT_ITEM", key: { id }, rowKey: ["line"], columns, rows },
    ],
  };
}
