import type { Role } from "#lib/core/actors.ts";
import type { PastStanding } from "#lib/core/as-of.ts";
import type { GateView } from "#lib/core/gates.ts";
import type { Period } from "#lib/core/periods.ts";

/** A part of the settings at an instant, or why it is not shown, and from when on it is kept. */
export type PastPart<Value> = {
  readonly standing: Exclude<PastStanding, "to_come">;
  readonly keptFrom: string | null;
  readonly value: Value | null;
};

export type PastRulesView = {
  readonly version: number;
  readonly words: readonly string[];
  readonly note: string;
  readonly by: string;
  readonly settledBy: string | null;
  /** Since when it was in force, or waited. */
  readonly since: string;
};

export type PastPersonView = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly projects: readonly string[];
  /** Labels of the record types that they could push to accounting. */
  readonly grants: readonly string[];
  readonly standsInFor: readonly string[];
  readonly procoreUserId: string | null;
  readonly isDisabled: boolean;
};

export type PastSettings = {
  readonly at: string;
  readonly isToCome: boolean;
  readonly profile: PastPart<Readonly<Record<string, unknown>>>;
  /** Those that hang on the profile alone: which sync client was connected is not kept. */
  readonly gates: readonly GateView[];
  readonly periods: PastPart<readonly Period[]>;
  readonly rules: { readonly inForce: PastRulesView | null; readonly proposed: PastRulesView | null };
  readonly now: string;
};

/** One page of the people of then, by name. */
export type PastPeople = {
  readonly standing: "shown" | "not_kept";
  readonly keptFrom: string | null;
  readonly rows: readonly PastPersonView[];
  readonly next: string | null;
};

export type PastLinks = {
  readonly at: string;
  readonly standing: Exclude<PastStanding, "not_yet">;
  readonly keptFrom: string | null;
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly sageVendor: string | null;
    readonly since: string | null;
    readonly by: string | null;
  }[];
  readonly next: string | null;
  readonly companies: number;
  readonly linked: number;
  readonly now: string;
};
export const pastLinkShows = ["all", "linked", "unlinked"] as const;
export type PastLinkShow = (typeof pastLinkShows)[number];
