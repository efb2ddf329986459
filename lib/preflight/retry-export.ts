import { sql } from "drizzle-orm";
import type { SignatureStep } from "#lib/core/accept-rules.ts";
import type { Actor } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { step } from "#lib/core/workflow.ts";
import { json, type Tx } from "#lib/db/database.ts";
import { readEarlier } from "#lib/db/earlier-decisions.ts";
import { advance, databaseNow, lockExports } from "#lib/db/exports.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readFindings } from "#lib/db/item-view.ts";
import { lockItems, type StoredItem } from "#lib/db/items.ts";
import { readSteps, storeSignatures } from "#lib/db/signatures.ts";
import { erpKey, refuseTakenIds } from "#lib/db/taken-ids.ts";
import { transition } from "#lib/db/transition.ts";
import { voidDecisions } from "#lib/db/void-decisions.ts";
import type { RetryAnswer } from "#lib/views/inputs.ts";
import { moved } from "#lib/views/rows.ts";

type Context = { readonly tx: Tx; readonly companyId: string; readonly actor: Actor };
type Person = Extract<Actor, { kind: "person" }>;
type Wanted = {
  readonly itemId: string;
  readonly decisionId: string;
  readonly seenVersion: number;
  readonly seenSha256: string;
};

/**
 * Accepts a failed export anew, as it was seen, or signs it first of two; the rules of one item, whether it is tried again
 * alone or with others.
 */
export async function retryExport(context: Context, input: Wanted): Promise<Outcome<RetryAnswer>> {
  const { tx, companyId, actor } = context;
  const item = (await lockItems(tx, companyId, [input.itemId])).get(input.itemId);
  if (!item || actor.kind !== "person") return refuse("item.unknown");
  const earlier = (await readEarlier(context, [input], "accept")).get(input.decisionId);
  if (earlier === "reused") return refuse("decision.reused");
  if (earlier) return ok({ version: item.version, isSigned: earlier === "signed" });
  const allowed = step(item.state, "retry", actor, { recordType: item.recordType, ownPersonIds: item.ownPersonIds });
  if (!allowed.ok) return allowed.refusal.code === "item.state" ? { ok: false, refusal: moved(item) } : allowed;
  if (item.version !== input.seenVersion || item.documentSha256 !== input.seenSha256) return refuse("item.changed");
  if (item.blocks > 0)
    return refuse("item.blocked", { count: String(item.blocks), first: await firstBlock(context, item) });
  if (item.revisionId !== item.latestRevisionId) return refuse("item.changed");
  const taken = (await refuseTakenIds(tx, companyId, [item])).get(item.id);
  if (taken) return taken;
  // Who signed exactly these bytes need not do it again; whatever is different needs two signatures like at first.
  const signing = (await readSteps(context, [item], "ever")).get(item.id);
  if (!signing?.ok) return signing ?? refuse("item.unknown");
  const { decisionId, seenSha256: sha256 } = input;
  if (signing.value.kind === "accept") return await enqueue(context, actor, item, input, signing.value);
  await storeSignatures(tx, companyId, actor, [{ item, decisionId, sha256, step: signing.value }]);
  return ok({ version: item.version, isSigned: true });
}

/** The same export with the new decision; the acceptance before it no longer counts. */
async function enqueue(
  { tx, companyId }: Context,
  actor: Person,
  item: StoredItem,
  { decisionId, seenSha256 }: Wanted,
  { signatureId, firstBy, onBehalfOf }: SignatureStep,
): Promise<Outcome<RetryAnswer>> {
  const [stored] = await lockExports(tx, companyId, { itemIds: [item.id] });
  if (!stored) return refuse("item.unknown");
  await voidDecisions(tx, companyId, [item.id], ["accept"]);
  await tx.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id, on_behalf_of, signature_id, seen_sha256, fields)
    values (${companyId}, ${decisionId}, ${item.id}, ${item.revisionId}, 'accept', ${actor.personId}, ${onBehalfOf?.personId ?? null}, ${signatureId},
      ${seenSha256}, ${json(item.fields)})`);
  await tx.execute(sql`update export set decision_id = ${decisionId}, document_sha256 = ${seenSha256}, erp_id = ${item.erpId},
    erp_key = ${erpKey(item)}, verdict = null where company_id = ${companyId} and id = ${stored.id}`);
  const { profile } = await readCompany(tx, companyId);
  const releaseAt = (await databaseNow(tx)) + profile.undoSeconds * 1000;
  const again = await advance(tx, companyId, actor, stored, { kind: "accept", releaseAt });
  if (again.isRefused) return { ok: false, refusal: moved(item) };
  const event = {
    kind: "item.accepted" as const,
    decisionId,
    erpId: item.erpId,
    sha256: seenSha256,
    amount: item.amount,
    releaseAt: new Date(releaseAt).toISOString(),
    isRetry: true,
    ...(firstBy ? { firstSignature: firstBy } : {}),
  };
  const versions = await transition(tx, companyId, actor, "retry", [
    { itemId: item.id, seenVersion: item.version, onBehalfOf: onBehalfOf?.name, note: null, event },
  ]);
  return ok({ version: versions.get(item.id) ?? item.version, isSigned: false });
}

/** The note of a failed item says why it failed; what blocks it now is among the findings. */
async function firstBlock({ tx, companyId }: Context, item: StoredItem): Promise<string> {
  const findings = await readFindings(tx, companyId, item.id);
  return findings.find((finding) => finding.severity === "blocks")?.sentence ?? item.documentProblem ?? "";
}
