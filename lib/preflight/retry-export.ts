import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { step } from "#lib/core/workflow.ts";
import { json, type Tx } from "#lib/db/database.ts";
import { readEarlier } from "#lib/db/earlier-decisions.ts";
import { advance, databaseNow, lockExports } from "#lib/db/exports.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readFindings } from "#lib/db/item-view.ts";
import { lockItems, type StoredItem } from "#lib/db/items.ts";
import { erpKey, refuseTakenIds } from "#lib/db/taken-ids.ts";
import { transition } from "#lib/db/transition.ts";
import { voidDecisions } from "#lib/db/void-decisions.ts";
import { moved } from "#lib/views/rows.ts";

type Context = { readonly tx: Tx; readonly companyId: string; readonly actor: Actor };
type Wanted = {
  readonly itemId: string;
  readonly decisionId: string;
  readonly seenVersion: number;
  readonly seenSha256: string;
};

/** Accepts a failed export anew, as it was seen; the rules of one item, whether it is tried again alone or with others. */
export async function retryExport(context: Context, input: Wanted): Promise<Outcome<{ version: number }>> {
  const { tx, companyId, actor } = context;
  const item = (await lockItems(tx, companyId, [input.itemId])).get(input.itemId);
  if (!item || actor.kind !== "person") return refuse("item.unknown");
  const earlier = (await readEarlier(context, [input], "accept")).get(input.decisionId);
  if (earlier) return earlier === "replay" ? ok({ version: item.version }) : refuse("decision.reused");
  const allowed = step(item.state, "retry", actor, { recordType: item.recordType, ownPersonIds: item.ownPersonIds });
  if (!allowed.ok) return allowed.refusal.code === "item.state" ? { ok: false, refusal: moved(item) } : allowed;
  if (item.version !== input.seenVersion || item.documentSha256 !== input.seenSha256) return refuse("item.changed");
  if (item.blocks > 0)
    return refuse("item.blocked", { count: String(item.blocks), first: await firstBlock(context, item) });
  if (item.revisionId !== item.latestRevisionId) return refuse("item.changed");
  const [stored] = await lockExports(tx, companyId, { itemIds: [item.id] });
  if (!stored) return refuse("item.unknown");
  const taken = (await refuseTakenIds(tx, companyId, [item])).get(item.id);
  if (taken) return taken;
  await voidDecisions(tx, companyId, [item.id]);
  await tx.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id, seen_sha256, fields)
    values (${companyId}, ${input.decisionId}, ${item.id}, ${item.revisionId}, 'accept', ${actor.personId}, ${input.seenSha256}, ${json(item.fields)})`);
  await tx.execute(sql`update export set decision_id = ${input.decisionId}, document_sha256 = ${input.seenSha256}, erp_id = ${item.erpId},
    erp_key = ${erpKey(item)}, verdict = null where company_id = ${companyId} and id = ${stored.id}`);
  const { profile } = await readCompany(tx, companyId);
  const releaseAt = (await databaseNow(tx)) + profile.undoSeconds * 1000;
  const again = await advance(tx, companyId, actor, stored, { kind: "accept", releaseAt });
  if (again.isRefused) return { ok: false, refusal: moved(item) };
  const event = {
    kind: "item.accepted" as const,
    decisionId: input.decisionId,
    erpId: item.erpId,
    sha256: input.seenSha256,
    amount: item.amount,
    releaseAt: new Date(releaseAt).toISOString(),
    isRetry: true,
  };
  const versions = await transition(tx, companyId, actor, "retry", [
    { itemId: item.id, seenVersion: item.version, note: null, event },
  ]);
  return ok({ version: versions.get(item.id) ?? item.version });
}

/** The note of a failed item says why it failed; what blocks it now is among the findings. */
async function firstBlock({ tx, companyId }: Context, item: StoredItem): Promise<string> {
  const findings = await readFindings(tx, companyId, item.id);
  return findings.find((finding) => finding.severity === "blocks")?.sentence ?? item.documentProblem ?? "";
}
