import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { readInput } from "#lib/core/input.ts";
import type { CommandOpening } from "#lib/core/opening.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { can, type Permission } from "#lib/core/permissions.ts";
import { type Database, row, type Tx, withCompany } from "#lib/db/database.ts";

/** Who asks, in which company. Made from a session in lib/server, or by a composition root for machines. */
export type Principal = { readonly companyId: string; readonly actor: Actor };

export type CommandContext = { readonly tx: Tx; readonly companyId: string; readonly actor: Actor };

export type Command<Input extends z.ZodType, Output> = {
  /** The name in the JSON door and in logs, "<noun>.<verb>". */
  readonly name: string;
  readonly needs: Permission;
  readonly input: Input;
  /** Names of the views that show other rows afterwards. */
  readonly touches: readonly string[];
  /** Left out for what is a person's alone; a token is refused then, whatever its rights are. */
  readonly open?: CommandOpening<z.input<Input>>;
  execute(db: Database, principal: Principal, raw: unknown): Promise<Outcome<Output>>;
};

type Definition<Input extends z.ZodType, Output> = Omit<Command<Input, Output>, "execute"> & {
  run(context: CommandContext, input: z.output<Input>): Promise<Outcome<Output>>;
};

/**
 * One verb of the product. In this order, whatever the author forgets: right of the role → open to tokens → input → one
 * transaction with the company set → `run` → everything is rolled back when it refused, or when it wrote without an audit
 * event → commit.
 */
export function defineCommand<Input extends z.ZodType, Output>(
  definition: Definition<Input, Output>,
): Command<Input, Output> {
  return {
    ...definition,
    async execute(db, { companyId, actor }, raw) {
      const right = can(actor, definition.needs);
      if (!right.ok) return right;
      if (actor.kind === "person" && actor.token && !definition.open)
        return refuse("token.closed", { what: definition.name });
      const input = readInput(definition.input, raw);
      if (!input.ok) return input;
      try {
        return await withCompany(db, companyId, async (tx) => {
          const outcome = await definition.run({ tx, companyId, actor }, input.value);
          if (!outcome.ok) throw new RolledBack(outcome);
          await demandAudit(tx, definition.name);
          return outcome;
        });
      } catch (error) {
        if (error instanceof RolledBack) return error.outcome as Outcome<Output>;
        throw error;
      }
    },
  };
}

class RolledBack extends Error {
  readonly outcome: Outcome<unknown>;
  constructor(outcome: Outcome<unknown>) {
    super("refused");
    this.outcome = outcome;
  }
}

/** A transaction that changed rows has written into the record as well, or it does not commit; triggers set both marks. */
async function demandAudit(tx: Tx, name: string): Promise<void> {
  const found = await row<{ wrote: string | null; audited: string | null }>(
    tx,
    sql`select nullif(current_setting('app.wrote', true), '') as wrote, nullif(current_setting('app.audited', true), '') as audited`,
  );
  if (found?.wrote && !found.audited) throw new Error(`${name} changed ${found.wrote} without an audit event`);
}
