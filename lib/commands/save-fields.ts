import { sql } from "drizzle-orm";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { lockItems, markForCheck, storeAssessments } from "#lib/db/items.ts";
import { assessItem, toStored } from "#lib/preflight/assess-items.ts";
import { recordType } from "#lib/records/registry.ts";
import { SaveFields } from "#lib/views/inputs.ts";
import { moved } from "#lib/views/rows.ts";

/** Saves what the accountant typed into the export fields: the document is rendered and checked anew, the version rises. */
export const saveFields = defineCommand({
  name: "item.save_fields",
  needs: "export.decide",
  input: SaveFields,
  touches: ["item.view", "inbox.page"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ version: number }>> {
    const item = (await lockItems(tx, companyId, [input.itemId])).get(input.itemId);
    if (!item) return refuse("item.unknown");
    const right = can(actor, "export.decide", { recordType: item.recordType, ownPersonIds: item.ownPersonIds });
    if (!right.ok) return right;
    if (item.state !== "ready" && item.state !== "failed") return { ok: false, refusal: moved(item) };
    if (item.version !== input.seenVersion) return refuse("item.changed");
    const names = recordType(item.recordType).exportFields.map((spec) => spec.name);
    const fields = Object.fromEntries(
      names.map((name) => [name, (input.fields[name] ?? item.fields[name] ?? "").trim()]),
    );
    const assessed = await assessItem(tx, await readFactsBase(tx, companyId), item, fields);
    await storeAssessments(tx, companyId, [toStored(assessed)]);
    // Whoever wants the id that was given up, or has the one that is wanted now, is told at the next check.
    const erpIds = [item.erpId, assessed.assessment.document?.erpId ?? ""].filter(Boolean);
    await markForCheck(tx, companyId, { erpIds, except: item.id });
    await tx.execute(sql`select ring('items.check', ${companyId}::uuid, 'all')`);
    await tx.execute(sql`update item set version = version + 1 where company_id = ${companyId} and id = ${item.id}`);
    await appendAudit(tx, companyId, actor, [
      { itemId: item.id, event: { kind: "item.fields_saved", before: item.fields, after: fields } },
    ]);
    return ok({ version: item.version + 1 });
  },
});
