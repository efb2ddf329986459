import { z } from "zod";
import { type Permission, tokenRights } from "#lib/core/permissions.ts";
import type { TokenStatus } from "#lib/views/token-statuses.ts";

/** What a token is made of; `days` until it ends, null: it does not end by itself. Its rights never change. */
export const MakeToken = z.strictObject({
  name: z.string().trim().min(1).max(60),
  rights: z
    .array(z.enum(tokenRights as [Permission, ...Permission[]]))
    .min(1)
    .max(tokenRights.length),
  days: z.int().min(1).max(366).nullable(),
});
export const RevokeToken = z.strictObject({ tokenId: z.uuid() });

/** The token itself, shown once. */
export type MadeToken = { readonly tokenId: string; readonly name: string; readonly token: string };

export type TokenRow = {
  readonly id: string;
  readonly name: string;
  /** By which it is recognised. */
  readonly prefix: string;
  readonly person: string;
  readonly isOwn: boolean;
  readonly status: TokenStatus;
  /** What it may see and what it may do, in words. */
  readonly sees: readonly string[];
  readonly does: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  /** To the minute; null: never. */
  readonly lastUsedAt: string | null;
  readonly revoked: { readonly at: string; readonly by: string } | null;
  /** Why the person cannot revoke it; null when they can. */
  readonly noRevoke: string | null;
};
export type TokenRight = { readonly id: Permission; readonly label: string; readonly isReading: boolean };
export type TokenList = {
  readonly rows: readonly TokenRow[];
  readonly next: string | null;
  /** Everybody's tokens are shown, not the person's own alone. */
  readonly isWhole: boolean;
  /** What the person can lend. */
  readonly rights: readonly TokenRight[];
};

/** One command, view or table that is open to tokens, as the page lists it. */
export type OpenDoor = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly about: string;
  /** The right that it needs, in words. */
  readonly right: string;
};
