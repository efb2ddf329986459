import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import type { AuditEvent } from "#lib/core/audit.ts";
import { type ExportDocument, isStillMeant } from "#lib/core/export-document.ts";
import type { Gate } from "#lib/core/machines/export-state.ts";
import { waitReason } from "#lib/core/prerequisite-rules.ts";
import { itemStates } from "#lib/core/workflow.ts";
import type { Tx } from "#lib/db/database.ts";
import { withCompany } from "#lib/db/database.ts";
import {
  advance,
  databaseNow,
  hasElderInFamily,
  lockExports,
  readDocument,
  type StoredExport,
} from "#lib/db/exports.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { readParent } from "#lib/db/family.ts";
import { lockItems, type StoredItem } from "#lib/db/items.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { assessItem } from "#lib/preflight/assess-items.ts";
import { childTypesOf, recordType } from "#lib/records/registry.ts";

const worker: Actor = { kind: "worker", name: "Worker" };

/** Moves one export one step: release when its time has come and nothing stands against it, offer, or notice a lease that ran out. */
export const driveExport = defineJob({
  name: "export.drive",
  payload: z.object({ companyId: z.uuid(), exportId: z.uuid() }),
  async run({ db }, { companyId, exportId }) {
    await withCompany(db, companyId, async (tx) => {
      const [stored] = await lockExports(tx, companyId, { ids: [exportId] });
      if (!stored || stored.state.nextCheckAt === null) return;
      const now = await databaseNow(tx);
      // Offered already: a bell that rings twice costs nothing.
      if (stored.state.status === "queued" && now < stored.state.nextCheckAt) return;
      const gate = now < stored.state.releaseAt ? open : await readGate(tx, companyId, stored);
      await advance(tx, companyId, worker, stored, { kind: "tick", now, gate }, waitCause(stored, gate));
    });
  },
});

const open: Gate = { kind: "open" };

/** The last look before release (design.md 5.5): elders of the family, and preflight against the mirror as it is now. */
async function readGate(tx: Tx, companyId: string, stored: StoredExport): Promise<Gate> {
  if (stored.state.status !== "outbox" && stored.state.status !== "waiting") return open;
  const item = (await lockItems(tx, companyId, [stored.itemId])).get(stored.itemId);
  if (!item) return { kind: "stop", reason: "The item is gone" };
  const parentGate = await readParentGate(tx, companyId, item);
  if (parentGate) return parentGate;
  const childTypes = childTypesOf(item.sourceKind).map(({ id }) => id);
  if (await hasElderInFamily(tx, companyId, stored, childTypes))
    return { kind: "wait", reason: "An earlier document of the same commitment or job is still under way" };
  const { assessment, prerequisites } = await assessItem(tx, await readFactsBase(tx, companyId), item);
  const reason = waitReason(prerequisites);
  if (reason !== null) return { kind: "wait", reason };
  if (assessment.blocks > 0) return { kind: "stop", reason: assessment.note ?? "A check failed before release" };
  if (assessment.document?.sha256 === stored.documentSha256) return open;
  const accepted = await readDocument(tx, companyId, stored.documentSha256);
  const today = assessment.document && (JSON.parse(assessment.document.text) as ExportDocument);
  return accepted && today && isStillMeant(accepted, today) ? open : changed;
}

/** What belongs to another document waits until that one stands in Sage, also while a person looks at why it does not. */
async function readParentGate(tx: Tx, companyId: string, item: StoredItem): Promise<Gate | null> {
  const key = recordType(item.recordType).parent?.(item.body) ?? null;
  const parent = key && (await readParent(tx, companyId, item.id, key));
  if (parent?.isUnlinking) return { kind: "wait", reason: `Waiting: ${parent.number} is being unlinked` };
  if (!parent || parent.state === "synced") return null;
  const label = itemStates[parent.state].label;
  const isUnderWay = itemStates[parent.state].holder === "erp" || parent.state === "outbox";
  const words = `Waiting for ${parent.number} to be Synced`;
  return { kind: "wait", reason: isUnderWay ? words : `${words}; it is “${label}” now` };
}

const changed: Gate = {
  kind: "stop",
  reason:
    "What would be written is no longer what was accepted: links, codes or settings changed. Review it and try again.",
};

function waitCause(stored: StoredExport, gate: Gate): AuditEvent | null {
  return gate.kind === "wait" && stored.state.status !== "waiting"
    ? { kind: "export.waiting", reason: gate.reason }
    : null;
}
