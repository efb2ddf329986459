import type { Metadata } from "next";
import { Dashboard } from "#components/dashboard/dashboard.tsx";
import { dashboardView } from "#lib/queries/dashboard-view.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardRoute() {
  return <Dashboard first={await read(dashboardView, {}, "/dashboard")} />;
}
