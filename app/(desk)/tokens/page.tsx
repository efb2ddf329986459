import type { Metadata } from "next";
import { makeTokenAction, revokeTokenAction } from "#app/(desk)/tokens/actions.ts";
import { Tokens } from "#components/tokens/tokens.tsx";
import { apiTokenList } from "#lib/queries/api-token-list.ts";
import { apiAddress, openDoors } from "#lib/server/open-doors.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "API" };

export default async function TokensRoute() {
  const first = await read(apiTokenList, {}, "/tokens");
  const actions = { make: makeTokenAction, revoke: revokeTokenAction };
  return <Tokens first={first} actions={actions} doors={openDoors()} address={apiAddress()} />;
}
