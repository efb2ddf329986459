import { nameOf, ruleFor, type SignatureStep, signatureStep } from "#lib/core/accept-rules.ts";
import type { Actor } from "#lib/core/actors.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { readAcceptRules, readProjectLabels } from "#lib/db/accept-rules.ts";
import type { Tx } from "#lib/db/database.ts";
import type { StoredItem } from "#lib/db/items.ts";
import { readDeciders, readSignatures } from "#lib/db/signatures.ts";
import { typeLabels } from "#lib/records/registry.ts";
import { ruleWords, type SignatureView } from "#lib/views/rules.ts";

type Context = { readonly tx: Tx; readonly companyId: string; readonly actor: Actor };
export type Signing = { readonly view: SignatureView; readonly step: Outcome<SignatureStep> };

/** Who has signed an item that needs two signatures, who could sign next, and which one this person's would be. */
export async function readSigning({ tx, companyId, actor }: Context, item: StoredItem): Promise<Signing | null> {
  if (item.state !== "ready" && item.state !== "failed") return null;
  const rules = await readAcceptRules(tx, companyId);
  const rule = ruleFor(rules, item);
  if (rule === null) return null;
  const which = item.state === "ready" ? "waiting" : "ever";
  const first = (await readSignatures(tx, companyId, [item.id], which)).get(item.id) ?? null;
  const hands = first ? [first.personId, ...(first.onBehalfOf ? [first.onBehalfOf.personId] : [])] : [];
  const missing = await readDeciders(tx, companyId, item.recordType, [...item.ownPersonIds, ...hands]);
  const labels = { types: typeLabels(), projects: await readProjectLabels(tx, companyId, [rule]) };
  const isOwn = actor.kind === "person" && first?.personId === actor.personId;
  const view = { rule: ruleWords(rule, labels), first: first && { by: nameOf(first), at: first.at, isOwn }, missing };
  return { view, step: signatureStep(actor, item, rules, first) };
}
