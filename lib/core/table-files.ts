import type { Actor } from "#lib/core/actors.ts";
import { ownProjects, type Permission } from "#lib/core/permissions.ts";

/** Every table that leaves: its name in the address → what its file is called and which right its rows need. */
export const tableNames = {
  reconcile: { title: "Reconcile", needs: "reconcile.read" },
  "reconcile-figure": { title: "Figure", needs: "reconcile.read" },
  rehearsal: { title: "Rehearsal", needs: "reconcile.read" },
  "rehearsal-items": { title: "Rehearsal items", needs: "reconcile.read" },
  ageing: { title: "Ageing", needs: "inbox.read" },
  throughput: { title: "Throughput", needs: "inbox.read" },
  failures: { title: "Failures", needs: "inbox.read" },
  "aged-items": { title: "Items by age", needs: "inbox.read" },
  "job-costs": { title: "Job costs", needs: "project.read" },
  batch: { title: "Batch", needs: "outbox.read" },
  inbox: { title: "Inbox", needs: "inbox.read" },
  outbox: { title: "Outbox", needs: "outbox.read" },
  history: { title: "Events", needs: "history.read" },
  vendors: { title: "Vendors", needs: "vendor.read" },
  imports: { title: "Imports", needs: "import.read" },
  batches: { title: "Batches", needs: "outbox.read" },
  projects: { title: "Projects", needs: "project.read" },
  people: { title: "People", needs: "settings.read" },
  lines: { title: "Lines", needs: "item.read" },
} as const satisfies Record<string, { title: string; needs: Permission }>;
export type TableName = keyof typeof tableNames;
export const tableNameIds = Object.keys(tableNames) as TableName[];

export const tableFormats = {
  csv: { label: "CSV", type: "text/csv; charset=utf-8" },
  xlsx: { label: "XLSX", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
} as const;
export type TableFormat = keyof typeof tableFormats;

/** waiting → making → ready or failed; stopped by its person. A worker that ended leaves it to be made again from the start. */
export const tableStates = {
  waiting: { label: "Waits", tone: "wait" },
  making: { label: "Being made", tone: "flow" },
  ready: { label: "Ready", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  stopped: { label: "Stopped", tone: "quiet" },
} as const;
export type TableState = keyof typeof tableStates;
export const isOpenFile = (state: TableState): boolean => state === "waiting" || state === "making";

export const tableLimits = {
  /** Up to here a file is made while the person waits for it; the worker makes what is longer. */
  atOnce: 5_000,
  /** What a program gets in one answer. */
  inOneAnswer: 50_000,
  /** Of one person: files that wait or are being made, and all that are kept. */
  open: 5,
  kept: 30,
  /** Bytes of one file, and of all of a company's. */
  bytes: 1024 ** 3,
  companyBytes: 4 * 1024 ** 3,
  /** Files of a company that are made at the same time. */
  together: 2,
  /** A file whose worker ended so often is given up. */
  tries: 3,
} as const;

/**
 * Whether somebody may still have what was made for them: the right to the table, and every project to which their reading was
 * limited when it was made (null: it was not limited).
 */
export function mayStillHave(actor: Actor, madeWithin: readonly string[] | null): boolean {
  const within = ownProjects(actor);
  if (within === null) return true;
  return madeWithin?.every((id) => within.includes(id)) ?? false;
}
