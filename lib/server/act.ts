import "server-only";
import { headers } from "next/headers";
import type { z } from "zod";
import type { Command } from "#lib/commands/define-command.ts";
import { perform } from "#lib/server/perform.ts";
import type { ActionAnswer } from "#lib/views/inputs.ts";

/** The one guarded wrapper of server actions: a command as the function that a form or button calls. */
export function act<Input extends z.ZodType, Output>(
  command: Command<Input, Output>,
): (input: unknown) => Promise<ActionAnswer<Output>> {
  return async (input) => await perform(command, input, await headers());
}
