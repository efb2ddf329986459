import type { Metadata } from "next";
import { connection } from "next/server";
import { SharedStatusPage } from "#components/status/shared-status.tsx";

export const metadata: Metadata = {
  title: "Project status",
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

export default async function StatusRoute() {
  // Scripts need the nonce of this very answer.
  await connection();
  return <SharedStatusPage />;
}
