import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { readInput } from "#lib/core/input.ts";
import type { Opening } from "#lib/core/opening.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { can, type Permission } from "#lib/core/permissions.ts";
import type { Transactor, Tx } from "#lib/db/database.ts";

export type QueryContext = { readonly tx: Tx; readonly companyId: string; readonly actor: Actor };

export type Query<Input extends z.ZodType, View> = {
  /** The name in `/api/views/<name>`, "<noun>.<what>". */
  readonly name: string;
  readonly needs: Permission;
  readonly input: Input;
  /** Left out for what is a person's alone; a token is refused then, whatever its rights are. */
  readonly open?: Opening;
  execute(
    db: Transactor,
    principal: { readonly companyId: string; readonly actor: Actor },
    raw: unknown,
  ): Promise<Outcome<View>>;
};

type Definition<Input extends z.ZodType, View> = Omit<Query<Input, View>, "execute"> & {
  run(context: QueryContext, input: z.output<Input>): Promise<Outcome<View>>;
};

/**
 * One question, answered with a view model: right → open to tokens → input → a read-only transaction with the company set →
 * `run`.
 */
export function defineQuery<Input extends z.ZodType, View>(definition: Definition<Input, View>): Query<Input, View> {
  return {
    ...definition,
    async execute(db, { companyId, actor }, raw) {
      const right = can(actor, definition.needs);
      if (!right.ok) return right;
      if (actor.kind === "person" && actor.token && !definition.open)
        return refuse("token.closed", { what: definition.name });
      const input = readInput(definition.input, raw);
      if (!input.ok) return input;
      return await db.transaction(
        async (tx) => {
          await tx.execute(sql`select set_config('app.company_id', ${companyId}, true)`);
          return await definition.run({ tx, companyId, actor }, input.value);
        },
        { accessMode: "read only" },
      );
    },
  };
}
