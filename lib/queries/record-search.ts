import { z } from "zod";
import type { Lane } from "#lib/core/findings.ts";
import { ok } from "#lib/core/outcome.ts";
import { can, ownProjects } from "#lib/core/permissions.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { ListRow } from "#lib/db/inbox.ts";
import { searchList } from "#lib/db/inbox-search.ts";
import { findOwnItems, findProjects, findVendors, type PartyHit } from "#lib/db/record-search.ts";
import { defineQuery, type QueryContext } from "#lib/queries/define-query.ts";
import type { RecordHit, RecordHits } from "#lib/views/record-hits.ts";
import { placeOf } from "#lib/views/rows.ts";

const most = { items: 8, projects: 5, vendors: 5 } as const;

/**
 * Items, projects and vendors that contain all the words, of what the person may see: items by number, title, vendor, project,
 * amount and Sage id ("1,234.50" is found as 1234.50), newest first.
 */
export const recordSearch = defineQuery({
  name: "record.search",
  needs: "project.read",
  open: { about: "Items, projects and vendors that contain some words." },
  input: z.object({ q: z.string().max(100) }),
  async run(context, { q }) {
    const words = q.replace(/\$(?=\d)|(?<=\d),(?=\d{3})/g, "").trim();
    const nothing: RecordHits = { rows: [], hasMoreItems: false };
    if (words === "") return ok(nothing);
    const { tx, companyId, actor } = context;
    const items = await itemsOf(context, words);
    const projects = await findProjects(tx, companyId, words, ownProjects(actor), most.projects);
    const vendors = can(actor, "vendor.read").ok ? await findVendors(tx, companyId, words, most.vendors) : [];
    const found: RecordHits = {
      rows: [
        ...items.slice(0, most.items).map(itemHit),
        ...projects.map((project) =>
          named("project", project.id, `/projects/${project.id}`, project.number, project.name),
        ),
        ...vendors.map(vendorHit),
      ],
      hasMoreItems: items.length > most.items,
    };
    return ok(found);
  },
});

/** One more than is shown, where there are more. */
async function itemsOf({ tx, companyId, actor }: QueryContext, q: string): Promise<ListRow[]> {
  const own = ownProjects(actor);
  if (own) return await findOwnItems(tx, companyId, q, own, most.items + 1);
  const scope = {
    states: null,
    lane: null,
    isReturned: null,
    recordType: null,
    projectId: null,
    vendorId: null,
    assigneeId: null,
    q,
    projectIds: null,
  };
  return (await searchList(tx, companyId, scope, { by: "sent", isDescending: true }, null, most.items + 1)).rows;
}

function itemHit(found: ListRow): RecordHit {
  const place = placeOf(found);
  const detail = [found.title, found.vendor_name, place.number || place.name].filter(Boolean).join(" · ");
  return {
    ...named("item", found.id, `/items/${found.id}`, found.number, detail),
    state: found.state as ItemState,
    lane: found.lane as Lane,
    amount: found.amount,
  };
}

function vendorHit(found: PartyHit): RecordHit {
  const tab = found.sage_vendor === null ? "unlinked" : "linked";
  const href = `/vendors?tab=${tab}&q=${encodeURIComponent(found.name)}`;
  return named("vendor", found.id, href, found.name, found.sage_vendor ?? "not linked");
}

function named(kind: RecordHit["kind"], id: string, href: string, label: string, detail: string): RecordHit {
  return { kind, id, href, label, detail, state: null, lane: null, amount: null };
}
