import { createTransport } from "nodemailer";
import type { MailAnswer, MailMessage, MailPort } from "#lib/connectors/port.ts";

type Config = {
  /** "smtp://" or "smtps://", with user and password where the server wants them. */
  readonly url: string;
  readonly from: string;
  /** Silence of the server after which a try is over. */
  readonly patienceMs?: number;
};

/** Mails over SMTP, one connection for each: it is seldom, and nothing waits in this process. */
export function smtpMail({ url, from, patienceMs = 30_000 }: Config): MailPort {
  const patience = { connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs };
  const transport = createTransport({ url, ...patience, disableFileAccess: true, disableUrlAccess: true });
  return {
    send: async ({ messageId, to, subject, text, html }: MailMessage): Promise<MailAnswer> => {
      const headers = { "Auto-Submitted": "auto-generated" };
      try {
        await transport.sendMail({ from, to: { name: "", address: to }, subject, text, html, messageId, headers });
        return { kind: "sent" };
      } catch (error) {
        return answerOf(error);
      }
    },
  };
}

type SmtpError = Error & { responseCode?: number; syscall?: string };

/** A final no of the server is one; everything else is tried again. Without a word of it, it may have taken the mail. */
function answerOf(error: unknown): MailAnswer {
  const { message, responseCode, syscall } = error as SmtpError;
  const words = message.replace(/\s+/g, " ").slice(0, 300);
  if (responseCode !== undefined) {
    return responseCode >= 500 ? { kind: "refused", words } : { kind: "later", words, isDoubtful: false };
  }
  // It was not even reached.
  const isDoubtful = syscall !== "connect" && syscall !== "getaddrinfo";
  return { kind: "later", words, isDoubtful };
}
