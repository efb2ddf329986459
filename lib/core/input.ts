import type { z } from "zod";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";

/** What somebody sent, as the schema reads it; or the first thing that is wrong with it, named by its field. */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
  name = "input",
): Outcome<z.output<Schema>> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return refuse("input.invalid", {
    field: issue?.path.join(".") || name,
    problem: issue?.message ?? "not acceptable",
  });
}
