import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { list, row, rows, type Tx } from "#lib/db/database.ts";
import { refreshLanes } from "#lib/db/link-lanes.ts";
import { matchParties } from "#lib/db/link-matching.ts";

type PairOf = { readonly vendorId: string; readonly sageVendor: string };

/** Both names of a pair, null where one of the two is not known. */
export async function readPair(
  tx: Tx,
  companyId: string,
  { vendorId, sageVendor }: PairOf,
): Promise<{ name: string; sageName: string } | null> {
  return await row(
    tx,
    sql`select v.name, s.name as "sageName" from vendor v join sage_vendor s on s.company_id = v.company_id and s.vendor = ${sageVendor}
      where v.company_id = ${companyId} and v.id = ${vendorId}`,
  );
}

/**
 * Remembers that the two are not one company, or forgets it; both lists are made anew at once. Answers false where it was
 * so already. A refused pair loses the alias that it taught.
 */
export async function setRefused(
  tx: Tx,
  companyId: string,
  actor: Actor,
  pair: PairOf & { readonly name: string },
  isRefused: boolean,
): Promise<boolean> {
  const { vendorId, sageVendor, name } = pair;
  const changed = await rows(
    tx,
    isRefused
      ? sql`insert into vendor_refusal (company_id, vendor_id, sage_vendor, refused_by)
          values (${companyId}, ${vendorId}, ${sageVendor}, ${actor.kind === "person" ? actor.name : ""}) on conflict do nothing returning 1`
      : sql`delete from vendor_refusal where company_id = ${companyId} and vendor_id = ${vendorId} and sage_vendor = ${sageVendor} returning 1`,
  );
  if (changed.length === 0) return false;
  if (isRefused)
    await tx.execute(
      sql`delete from vendor_alias where company_id = ${companyId} and sage_vendor = ${sageVendor} and name = ${name}`,
    );
  const kind = isRefused ? ("vendor.refused" as const) : ("vendor.refusal_withdrawn" as const);
  await appendAudit(tx, companyId, actor, [{ event: { kind, vendorId, name, sageVendor } }]);
  await matchParties(tx, companyId, "company", [vendorId]);
  await matchParties(tx, companyId, "sage", [sageVendor]);
  return true;
}

/** Takes Sage vendors out of the lists, or puts them back; answers the names of those that changed. */
export async function setArchived(
  tx: Tx,
  companyId: string,
  actor: Actor,
  sageVendors: readonly string[],
  isArchived: boolean,
): Promise<readonly string[]> {
  const by = actor.kind === "person" ? actor.name : "";
  const changed = await rows<{ sageVendor: string; name: string }>(
    tx,
    sql`update link_party p set archived_at = ${isArchived ? sql`clock_timestamp()` : sql`null`}, archived_by = ${isArchived ? by : null}
      where p.company_id = ${companyId} and p.side = 'sage' and p.party = any(${list(sageVendors, "text")}) and (p.archived_at is null) = ${isArchived}
        and not exists (select 1 from vendor_link k where k.company_id = p.company_id and k.sage_vendor = p.party) returning p.party as "sageVendor", p.name`,
  );
  if (changed.length === 0) return [];
  const kind = isArchived ? ("sage_vendor.archived" as const) : ("sage_vendor.restored" as const);
  await appendAudit(
    tx,
    companyId,
    actor,
    changed.map((one) => ({ event: { kind, ...one } })),
  );
  const codes = changed.map(({ sageVendor }) => sageVendor);
  if (!isArchived) await matchParties(tx, companyId, "sage", codes);
  await refreshLanes(tx, companyId, { vendorIds: [], sageVendors: codes });
  // Companies to whom one of them was proposed may have a next best.
  await tx.execute(sql`update link_party p set state = 'named' from link_proposal m where m.company_id = ${companyId} and m.sage_vendor = any(${list(codes, "text")})
    and p.company_id = m.company_id and p.side = 'company' and p.party = m.vendor_id::text and p.state = 'done'`);
  await tx.execute(sql`select ring('vendors.match', ${companyId}::uuid, 'all')`);
  return codes;
}

/** The names as they are now count as seen: the tie has no drift any more. Null where the company is not linked to `seen`. */
export async function confirmLink(
  tx: Tx,
  companyId: string,
  actor: Actor,
  { vendorId, seen }: { readonly vendorId: string; readonly seen: string },
): Promise<boolean> {
  const found = await row<{ name: string; sageName: string; before: string; sageBefore: string }>(
    tx,
    sql`update vendor_link k set vendor_name = v.name, sage_name = coalesce(s.name, o.sage_name) from vendor_link o join vendor v on v.company_id = o.company_id and v.id = o.vendor_id
        left join sage_vendor s on s.company_id = o.company_id and s.vendor = o.sage_vendor
      where k.company_id = ${companyId} and k.vendor_id = ${vendorId} and k.sage_vendor = ${seen} and o.company_id = k.company_id and o.vendor_id = k.vendor_id
      returning k.vendor_name as name, k.sage_name as "sageName", o.vendor_name as before, o.sage_name as "sageBefore"`,
  );
  if (!found) return false;
  const { name, sageName, before, sageBefore } = found;
  await appendAudit(tx, companyId, actor, [
    { event: { kind: "vendor.link_confirmed", vendorId, name, sageVendor: seen, sageName, before, sageBefore } },
  ]);
  return true;
}

/** Which of the pairs may be linked in bulk now: certain, and uncontested on both ends; as "<company>|<vendor>". */
export async function readCertain(
  tx: Tx,
  companyId: string,
  vendorIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await rows<{ pair: string }>(
    tx,
    sql`select m.vendor_id || '|' || m.sage_vendor as pair from link_proposal m join link_party p on p.company_id = m.company_id and p.side = 'company' and p.party = m.vendor_id::text
      where m.company_id = ${companyId} and m.side = 'company' and m.is_certain and p.lane = 'certain' and m.vendor_id = any(${list(vendorIds)})`,
  );
  return new Set(found.map(({ pair }) => pair));
}
