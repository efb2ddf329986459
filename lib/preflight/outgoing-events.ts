import type { Audience, Happening } from "#lib/core/notices.ts";
import { outgoingOf } from "#lib/core/webhook-events.ts";
import type { Tx } from "#lib/db/database.ts";
import { readEventItems } from "#lib/db/happenings.ts";
import { insertDeliveries, readTargets } from "#lib/db/webhooks.ts";

/** Writes what the happenings are for the addresses outside that want to hear of them; in the transaction that tells people. */
export async function writeDeliveries(
  tx: Tx,
  companyId: string,
  happenings: readonly Happening[],
  { audiences, address }: { readonly audiences: ReadonlyMap<string, Audience>; readonly address: string },
): Promise<void> {
  const webhooks = await readTargets(tx, companyId);
  if (webhooks.length === 0) return;
  const items = await readEventItems(tx, companyId, [...audiences.keys()]);
  const deliveries = happenings.flatMap((happening) => {
    const [audience, item] = [audiences.get(happening.itemId), items.get(happening.itemId)];
    if (!audience || !item) return [];
    return outgoingOf(happening, audience).flatMap(({ event, key }) => {
      const url = new URL(`/items/${item.id}`, address).href;
      const { at, who } = happening;
      const body = JSON.stringify({ event, at, who, company: companyId, item: { ...item, url } });
      return webhooks
        .filter(({ events }) => events.includes(event))
        .map(({ id: webhookId }) => ({ webhookId, key, event, body }));
    });
  });
  await insertDeliveries(tx, companyId, deliveries);
}
