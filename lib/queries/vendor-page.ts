import { z } from "zod";
import { sides } from "#lib/core/matching/side.ts";
import { ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { iso, type Tx } from "#lib/db/database.ts";
import { type QueueRow, readQueue, readQueueTotals } from "#lib/db/vendor-queue.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { type VendorPage, type VendorRow, vendorTabs } from "#lib/views/vendors.ts";

/** Companies of the directory and Sage vendors, list by list, with how much of both is linked. */
export const vendorPage = defineQuery({
  name: "vendor.page",
  needs: "vendor.read",
  open: { about: "Companies of Procore or vendors of Sage, of one list." },
  input: z.object({
    tab: z.enum(vendorTabs).catch("unlinked").default("unlinked"),
    side: z.enum(sides).catch("company").default("company"),
    q: z.string().max(100).optional(),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  async run({ tx, companyId, actor }, { tab, side, q, after, limit }) {
    const scope = { tab, side, q: q?.trim() || null, after: after ?? null, limit };
    const { rows, next } = await readQueue(tx, companyId, scope);
    const right = can(actor, "vendor.link");
    const page: VendorPage = {
      rows: rows.map(rowOf),
      next,
      ...(await totalsOf(tx, companyId, side)),
      canLink: right.ok ? { isAllowed: true, reason: null } : { isAllowed: false, reason: reasonOf(right.refusal) },
    };
    return ok(page);
  },
});

function rowOf(found: QueueRow): VendorRow {
  return {
    side: found.side,
    id: found.id,
    name: found.name,
    isActive: found.is_active,
    lane: found.lane,
    waiting: { count: Number(found.waiting), amount: found.amount },
    proposal: found.proposal,
    link: found.link_id === null ? null : { id: found.link_id, name: found.link_name ?? "" },
    drift: driftOf(found),
    stateLabel: found.state && itemStates[found.state].label,
    group: found.group_key,
    archived: found.archived_at === null ? null : { by: found.archived_by ?? "", at: iso(found.archived_at) },
  };
}

/** What is other than it was when the link was made or confirmed. */
function driftOf(found: QueueRow): string[] {
  if (!found.is_drifted) return [];
  return [
    found.linked_status === "gone" ? "Gone from Sage" : "",
    found.linked_status && found.linked_status !== "gone" ? `${found.linked_status} in Sage` : "",
    found.is_active ? "" : "Inactive in Procore",
    found.sage_name && found.linked_status !== "gone" && found.sage_name !== found.link_name
      ? `Renamed in Sage, was “${found.sage_name}”`
      : "",
    found.vendor_name && found.vendor_name !== found.name ? `Renamed in Procore, was “${found.vendor_name}”` : "",
  ].filter(Boolean);
}

async function totalsOf(tx: Tx, companyId: string, side: (typeof sides)[number]) {
  const { lanes, rest } = await readQueueTotals(tx, companyId, side);
  const of = (lane: string) => Number(lanes.find((one) => one.lane === lane)?.n ?? 0);
  const all = lanes.reduce((total, { n }) => total + Number(n), 0);
  const linked = Number(rest?.linked ?? 0);
  return {
    counts: {
      unlinked: all,
      certain: of("certain"),
      look: of("look"),
      none: of("none"),
      conflict: of("conflict"),
      linked,
      archived: Number(rest?.archived ?? 0),
      duplicates: Number(rest?.duplicates ?? 0),
    },
    coverage: {
      companies: Number(rest?.companies ?? 0),
      linkedCompanies: linked,
      sageVendors: Number(rest?.sage ?? 0),
      linkedSageVendors: linked,
      open: rest?.open ?? "0",
      linkedOpen: rest?.linked_open ?? "0",
    },
    pending: lanes.reduce((total, { pending }) => total + Number(pending), 0),
    readAt: iso(rest?.read_at ?? null),
    now: iso(rest?.now ?? ""),
  };
}
