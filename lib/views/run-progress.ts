export type RunStatus = "running" | "stopping" | "stopped" | "done";
export const runStatuses: Readonly<Record<RunStatus, string>> = {
  running: "Under way",
  stopping: "Stops after this part",
  stopped: "Stopped",
  done: "Done",
};

/** How far a run is. */
export type RunProgress = {
  readonly id: string;
  readonly number: number;
  readonly by: string;
  readonly at: string;
  readonly status: RunStatus;
  /** Of the items that were to go. */
  readonly count: number;
  readonly accepted: number;
  readonly signed: number;
  readonly refused: number;
};

/** How far a run is, of all that is known of it. */
export function progressOf({ id, number, by, at, status, count, accepted, signed, refused }: RunProgress): RunProgress {
  return { id, number, by, at, status, count, accepted, signed, refused };
}

/** How many items had their turn. */
export function doneOf({ accepted, signed, refused }: Pick<RunProgress, "accepted" | "signed" | "refused">): number {
  return accepted + signed + refused;
}

/** Whether it still goes on. */
export function isOpen({ status }: Pick<RunProgress, "status">): boolean {
  return status === "running" || status === "stopping";
}
