/** What happens to API tokens; the token itself is nowhere in the record, only the beginning by which it is recognised. */
export type TokenEvent =
  | {
      readonly kind: "token.made";
      readonly tokenId: string;
      readonly name: string;
      readonly prefix: string;
      /** What it may do, in words. */
      readonly rights: readonly string[];
      /** An instant; null: it does not end by itself. */
      readonly expiresAt: string | null;
    }
  | {
      readonly kind: "token.revoked";
      readonly tokenId: string;
      readonly name: string;
      readonly prefix: string;
      /** Whose it was. */
      readonly person: string;
    };
