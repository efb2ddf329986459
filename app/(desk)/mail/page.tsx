import type { Metadata } from "next";
import { sendMailAction } from "#app/(desk)/mail/actions.ts";
import { Mails } from "#components/mail/mails.tsx";
import { mailPage } from "#lib/queries/mail-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Mail" };

export default async function MailRoute() {
  return <Mails first={await read(mailPage, {}, "/mail")} sendAgain={sendMailAction} />;
}
