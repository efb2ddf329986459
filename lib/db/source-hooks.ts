import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { row, type Tx } from "#lib/db/database.ts";

/** What became of a registration: where the source sends to and of how many kinds of records, or why it does not. */
export type HookFate =
  | { readonly url: string; readonly resources: number; readonly problem: null }
  | { readonly url: null; readonly resources: 0; readonly problem: string };

/** Asks for the registration and rings for it; false where the company has no connection to the source. */
export async function askForHooks(tx: Tx, companyId: string, actor: Actor): Promise<boolean> {
  const asked = await row(
    tx,
    sql`update procore_connection set hook_asked_at = clock_timestamp() where company_id = ${companyId} returning 1`,
  );
  if (!asked) return false;
  await appendAudit(tx, companyId, actor, [{ event: { kind: "source.hooks_asked" } }]);
  await tx.execute(sql`select ring('source.listen', ${companyId}::uuid, 'all')`);
  return true;
}

/** Whether a registration is asked for that nobody has tried yet. */
export async function isHookAsked(tx: Tx, companyId: string): Promise<boolean> {
  return (
    (await row(
      tx,
      sql`select 1 from procore_connection where company_id = ${companyId} and hook_asked_at is not null`,
    )) !== null
  );
}

/** Writes down what became of a registration; one that failed leaves what was registered before as it was. */
export async function settleHooks(tx: Tx, companyId: string, actor: Actor, fate: HookFate): Promise<void> {
  const { url, resources, problem } = fate;
  await tx.execute(
    problem === null
      ? sql`update procore_connection set hook_asked_at = null, hook_problem = null, hook_url = ${url}, hook_resources = ${resources}, hook_at = clock_timestamp()
          where company_id = ${companyId}`
      : sql`update procore_connection set hook_asked_at = null, hook_problem = ${problem} where company_id = ${companyId}`,
  );
  const event =
    problem === null
      ? ({ kind: "source.hooks_registered", url: url ?? "", resources } as const)
      : ({ kind: "source.hooks_failed", words: problem } as const);
  await appendAudit(tx, companyId, actor, [{ event }]);
}

/** Notes that the source rang, no more than once in ten seconds: a flood of events is no flood of writes. */
export async function noteRing(tx: Tx, companyId: string): Promise<void> {
  await tx.execute(sql`update procore_connection set hook_rang_at = clock_timestamp()
    where company_id = ${companyId} and (hook_rang_at is null or hook_rang_at < clock_timestamp() - interval '10 seconds')`);
}

export type SourceHooks = {
  readonly isAsked: boolean;
  readonly resources: number;
  readonly at: string | null;
  readonly problem: string | null;
  readonly rangAt: string | null;
};

/** How the company's source tells us what happens; null without a connection. */
export async function readHooks(tx: Tx, companyId: string): Promise<SourceHooks | null> {
  return await row<SourceHooks>(
    tx,
    sql`select hook_asked_at is not null as "isAsked", hook_resources as resources, hook_at as at, hook_problem as problem, hook_rang_at as "rangAt"
      from procore_connection where company_id = ${companyId}`,
  );
}
