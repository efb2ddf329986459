import type { Logger } from "pino";
import type { z } from "zod";
import type { HookPort, MailPort, SourceEventPort, SourceImportPort, SourcePort } from "#lib/connectors/port.ts";
import type { Database } from "#lib/db/database.ts";

/** What a job works with; made by the composition root. The ports of the source are null for a company without a connection. */
export type JobContext = {
  readonly db: Database;
  readonly log: Logger;
  source(companyId: string): Promise<SourcePort | null>;
  imports(companyId: string): Promise<SourceImportPort | null>;
  /** Null where no mail server is set: mails are kept then. */
  readonly mail: MailPort | null;
  readonly hooks: HookPort;
  events(companyId: string): Promise<SourceEventPort | null>;
  /** What the source has to show to be believed. */
  sourceSecretOf(companyId: string): string;
  /** What an address outside checks our signatures with. */
  secretOf(companyId: string, webhookId: string): string;
  /** The secret of a link in a mail. */
  linkTokenOf(companyId: string, linkId: string): string;
  /** Where people open Countersign; links in mails begin with it. */
  readonly address: string;
};

export type Job<Payload extends z.ZodType> = {
  /** The task's name in the queue. */
  readonly name: string;
  readonly payload: Payload;
  /** `signal`: the worker is about to end; what takes minutes gives back what it took. */
  run(context: JobContext, payload: z.output<Payload>, signal?: AbortSignal): Promise<void>;
};

/**
 * One kind of bell. A job carries ids, reads the truth from the tables, moves it one step and returns; lasting failures
 * live in the tables, never in the queue. Running it twice, or for nothing, does no harm.
 */
export function defineJob<Payload extends z.ZodType>(job: Job<Payload>): Job<Payload> {
  return job;
}
