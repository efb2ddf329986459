import type { RefusalCode } from "#lib/core/refusals.ts";

/** What makes a query open to programs: one line for the description of the API. Without it a token is refused. */
export type Opening = {
  /** What it answers or does, as one sentence. */
  readonly about: string;
  /** Refusals of its own, beside those that every request can get. */
  readonly refusals?: readonly RefusalCode[];
};

/** The same of a command, with an input as an example. */
export type CommandOpening<Input> = Opening & {
  readonly example: Input;
  /** The field that makes a repeated request the same one; the header Idempotency-Key fills it. */
  readonly key?: keyof Input & string;
};
