import type { Random } from "#lib/core/machines/simulation/random.ts";

/** Every fault that a schedule may draw, with its chance at each place where it can strike. */
const faultChances = {
  message_lost: 0.08,
  message_doubled: 0.1,
  message_delayed: 0.06,
  message_reordered: 0.2,
  link_torn: 0.03,
  server_crash_before_commit: 0.03,
  server_crash_after_commit: 0.03,
  doorbell_lost: 0.3,
  lease_tampered: 0.06,
  client_crash_before_effect: 0.02,
  client_crash_inside_effect: 0.02,
  client_crash_after_effect: 0.02,
  client_frozen: 0.02,
  write_failed: 0.1,
  sage_offline: 0.05,
  sage_unreadable: 0.08,
  hang_before_commit: 0.15,
  slow_import: 0.15,
  hang_after_commit: 0.15,
  import_rejected: 0.15,
  import_partial: 0.12,
  posting_held: 0.2,
  hand_keyed: 0.15,
  entry_deleted: 0.1,
} as const;

export type FaultKind = keyof typeof faultChances;
export const faultKinds = Object.keys(faultChances) as FaultKind[];
export type FaultCounts = Record<FaultKind, number>;

export function noCounts(): FaultCounts {
  return Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as FaultCounts;
}

/** The faults of one schedule: some kinds only, so that schedules differ in kind; none any more in the quiet phase. */
export class Faults {
  readonly fired: FaultCounts = noCounts();
  readonly chosen: ReadonlySet<FaultKind>;
  private isQuiet = false;
  private readonly random: Random;
  private readonly isAllowed: (kind: FaultKind) => boolean;

  constructor(random: Random, without: ReadonlySet<FaultKind>) {
    this.random = random;
    const share = random.next();
    const drawn = faultKinds.filter(() => random.chance(share));
    this.chosen = new Set(drawn.filter((kind) => !without.has(kind)));
    this.isAllowed = (kind) => this.chosen.has(kind);
  }

  /** True when the fault strikes here; the number is drawn in any case, so that leaving kinds out changes little. */
  strikes(kind: FaultKind): boolean {
    const drawn = this.random.chance(faultChances[kind]);
    if (!drawn || this.isQuiet || !this.isAllowed(kind)) return false;
    this.fired[kind]++;
    return true;
  }

  end(): void {
    this.isQuiet = true;
  }
}
