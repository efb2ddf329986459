import type { Metadata } from "next";
import { connection } from "next/server";
import { MailAccept } from "#components/mail-accept/mail-accept.tsx";

export const metadata: Metadata = {
  title: "Accept from a mail",
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

export default async function AcceptRoute() {
  // Scripts need the nonce of this very answer.
  await connection();
  return <MailAccept />;
}
