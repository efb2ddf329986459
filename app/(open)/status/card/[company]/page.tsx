import type { Metadata } from "next";
import { connection } from "next/server";
import { SharedStatusCard } from "#components/status/shared-status.tsx";

export const metadata: Metadata = {
  title: "Project status",
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

/** The same as /status, small, for a frame on a site that the company listed (proxy.ts says which those are). */
export default async function StatusCardRoute({ params }: PageProps<"/status/card/[company]">) {
  await connection();
  return <SharedStatusCard company={(await params).company} />;
}
