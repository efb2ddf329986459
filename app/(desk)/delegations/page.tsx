import type { Metadata } from "next";
import { endDelegationAction, makeDelegationAction } from "#app/(desk)/delegations/actions.ts";
import { Delegations } from "#components/delegations/delegations.tsx";
import { delegationList } from "#lib/queries/delegation-list.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Delegations" };

export default async function DelegationsRoute() {
  const first = await read(delegationList, {}, "/delegations");
  return <Delegations first={first} make={makeDelegationAction} end={endDelegationAction} />;
}
