import type { Metadata } from "next";
import {
  listenToSourceAction,
  makeEnrolmentCodeAction,
  refreshSageAction,
  revokeSyncClientAction,
} from "#app/(desk)/health/actions.ts";
import { Health } from "#components/health/health.tsx";
import { causeList } from "#lib/queries/cause-list.ts";
import { healthView } from "#lib/queries/health-view.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Sync health" };

export default async function HealthRoute() {
  const [first, causes] = await Promise.all([read(healthView, {}, "/health"), read(causeList, {}, "/health")]);
  const actions = {
    makeCode: makeEnrolmentCodeAction,
    revoke: revokeSyncClientAction,
    refresh: refreshSageAction,
    listen: listenToSourceAction,
  };
  return <Health first={first} causes={causes} actions={actions} gatewayPort={process.env.GATEWAY_PORT ?? null} />;
}
