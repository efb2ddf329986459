import { expect, test } from "vitest";
import { guardedLookup, Inside } from "#lib/connectors/guarded-lookup.ts";
import { isPrivateAddress } from "#lib/connectors/private-address.ts";

const found = (isAllowed: (address: string) => boolean) =>
  new Promise((resolve) => {
    guardedLookup(isAllowed)("localhost", { all: true }, (error, addresses) => resolve(error ?? addresses));
  });

test("a name that leads inside the network ends the connection; where that is allowed it is connected to", async () => {
  expect(await found((address) => !isPrivateAddress(address))).toBeInstanceOf(Inside);
  expect(await found(() => true)).toContainEqual(
    expect.objectContaining({ address: expect.stringMatching(/^127\.|^::1$/) }),
  );
});
