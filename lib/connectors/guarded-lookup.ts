import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";

/** The name leads to an address that is not written to. */
export class Inside extends Error {
  constructor() {
    super("The address is inside a network.");
    this.name = "Inside";
  }
}

/**
 * Looks names up for a connection and ends it with `Inside` when any address of the name is not allowed. What is looked up is
 * what is connected to: a name that points elsewhere a moment later gains nothing.
 */
export function guardedLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return done(error, []);
      if (!found.every(({ address }) => isAllowed(address))) return done(new Inside(), []);
      const [first] = found;
      if (options.all) return done(null, found);
      return done(null, first?.address ?? "", first?.family ?? 4);
    });
  };
}
