import { z } from "zod";
import { ageBucketIds, ageBuckets, ageLines, holderIds, statesWith } from "#lib/core/dashboard.ts";
import { clockHolders } from "#lib/core/holder-clock.ts";
import { ok } from "#lib/core/outcome.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { type AgedItem, readAgedItems, readAges } from "#lib/db/dashboard.ts";
import { readNow } from "#lib/db/inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { briefName, recordType } from "#lib/records/registry.ts";
import type { AgedItems, AgedRow } from "#lib/views/dashboard.ts";

/** The items behind a figure of the ageing: those of one holder and age, the oldest first. */
export const dashboardItems = defineQuery({
  name: "dashboard.items",
  needs: "inbox.read",
  input: z.object({
    holder: z.enum(holderIds).default("accounting"),
    age: z.enum(ageBucketIds).optional(),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  async run({ tx, companyId }, { holder, age, after, limit }) {
    const page = { states: statesWith(holder), bucket: age ?? null, after: after ?? null, limit };
    const found = await readAgedItems(tx, companyId, page);
    const line = ageLines(await readAges(tx, companyId)).find((one) => one.holder === holder);
    const total = age ? line?.buckets[age] : line;
    const view: AgedItems = {
      title: [clockHolders[holder], age ? ageBuckets[age].label : "all ages"].join(", "),
      rows: found.rows.map(toRow),
      next: found.next,
      items: total?.items ?? 0,
      amount: total?.amount ?? "0.00",
      now: await readNow(tx),
    };
    return ok(view);
  },
});

function toRow(item: AgedItem): AgedRow {
  return {
    id: item.id,
    label: briefName(recordType(item.recordType), item.sourceKind, item.number),
    title: item.title,
    place: item.project ?? "Company directory",
    vendor: item.vendor ?? "",
    state: item.state,
    stateLabel: itemStates[item.state].label,
    stateAt: item.stateAt,
    amount: item.amount,
  };
}
