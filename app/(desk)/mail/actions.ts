"use server";
import { sendMail } from "#lib/commands/send-mail.ts";
import { act } from "#lib/server/act.ts";

export async function sendMailAction(input: unknown) {
  return act(sendMail)(input);
}
