import { z } from "zod";
import type { Clock } from "#lib/core/clock.ts";
import type { Money } from "#lib/core/money.ts";
import { type ShareStanding, shareDays } from "#lib/core/project-share.ts";
import type { LadderRung } from "#lib/views/screens.ts";

/** A link to the status of a project: for whom, how many days, and whether money is shown. */
export const MakeShare = z.strictObject({
  projectId: z.uuid(),
  name: z.string().trim().min(1).max(80),
  days: z.int().min(1).max(shareDays.most),
  hasMoney: z.boolean(),
});
export const RevokeShare = z.strictObject({ shareId: z.uuid() });

/** Paths with the secret behind their #, shown once; the card's is null where the company listed no site that may frame it. */
export type MadeShare = {
  readonly shareId: string;
  readonly name: string;
  readonly path: string;
  readonly cardPath: string | null;
};

export type ShareRow = {
  readonly id: string;
  readonly name: string;
  readonly person: string;
  readonly standing: ShareStanding;
  readonly hasMoney: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revoked: { readonly by: string; readonly at: string } | null;
  readonly openedCount: number;
  readonly openedAt: string | null;
};
/** Links of a project, those that are not over first: all of these, and the newest of the others. */
export type ShareList = {
  readonly project: string;
  /** The company's switch “Links for outsiders”. */
  readonly isOn: boolean;
  readonly rows: readonly ShareRow[];
  readonly hasMore: boolean;
  readonly now: string;
};

/** One rung as outsiders see it: counts and states, money where the link has it. */
export type StatusRung = Omit<LadderRung, "amount" | "open" | "pace"> & { readonly open: Money | null };
/** All that a link shows. No person, no vendor, no document. */
export type SharedStatus = {
  readonly company: string;
  readonly project: string;
  readonly clock: Clock;
  readonly currency: string;
  readonly rungs: readonly StatusRung[];
  /** When Sage was last read; null before the first time. */
  readonly readAt: string | null;
  readonly expiresAt: string;
  readonly now: string;
};
