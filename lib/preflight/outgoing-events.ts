import type { Audience, Happening } from "#lib/core/notices.ts";
import { outgoingOf } from "#lib/core/webhook-events.ts";
import { bodyOf, messageOf } from "#lib/core/webhook-forms.ts";
import type { Tx } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readEventItems } from "#lib/db/happenings.ts";
import { insertDeliveries, readTargets } from "#lib/db/webhooks.ts";
import { formatAmount } from "#lib/views/format.ts";

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
  const { currency } = await readCompany(tx, companyId);
  const deliveries = happenings.flatMap((happening) => {
    const [audience, item] = [audiences.get(happening.itemId), items.get(happening.itemId)];
    if (!audience || !item) return [];
    return outgoingOf(happening, audience).flatMap(({ event, key }) => {
      const url = new URL(`/items/${item.id}`, address).href;
      const { at, who } = happening;
      const own = JSON.stringify({ event, at, who, company: companyId, item: { ...item, url } });
      const message = messageOf(event, who, { ...item, url }, `${currency} ${formatAmount(item.amount)}`);
      return webhooks
        .filter(({ events }) => events.includes(event))
        .map(({ id: webhookId, form }) => {
          return { webhookId, key, event, body: form === "countersign" ? own : bodyOf(form, message) };
        });
    });
  });
  await insertDeliveries(tx, companyId, deliveries);
}
