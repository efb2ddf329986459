import type { ExportFields } from "#lib/core/record-type.ts";
import type { Tx } from "#lib/db/database.ts";
import { type FactsBase, readFacts } from "#lib/db/facts.ts";
import { catchUp, lockItems, type StoredItem, storeAssessments } from "#lib/db/items.ts";
import { assessItem, toStored } from "#lib/preflight/assess-items.ts";
import { recordType } from "#lib/records/registry.ts";

/**
 * Brings items to the newest revision of the source and assesses them there. Export fields that nobody changed by hand
 * follow the document: a corrected number or title reaches Sage, not the proposal made from the old one. Answers the new versions.
 */
export async function followRevision(
  tx: Tx,
  base: FactsBase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const company = base.company.id;
  const before = await lockItems(tx, company, ids);
  const versions = await catchUp(tx, company, ids);
  const after = await lockItems(tx, company, ids);
  const assessed = [];
  for (const item of after.values()) {
    const old = before.get(item.id) ?? item;
    const [was, is] = [await proposals(tx, base, old), await proposals(tx, base, item)];
    const fields = Object.entries(item.fields).map(([name, text]) => [name, text === was[name] ? is[name] : text]);
    assessed.push(await assessItem(tx, base, item, Object.fromEntries(fields) as ExportFields));
  }
  await storeAssessments(tx, company, assessed.map(toStored));
  return versions;
}

async function proposals(tx: Tx, base: FactsBase, item: StoredItem): Promise<ExportFields> {
  const type = recordType(item.recordType);
  return type.prefill(item.body, await readFacts(tx, base, type.id, type.factsQuery(item.body, item.fields), item.id));
}
