import { sql } from "drizzle-orm";
import { projectId, vendorId } from "#drizzle/seed/facts.ts";
import { dateFrom } from "#drizzle/seed/fates.ts";
import type { DatedEvent, Signature } from "#drizzle/seed/history.ts";
import { insertRows } from "#drizzle/seed/insert.ts";
import { managersOf, type SeedPerson } from "#drizzle/seed/people.ts";
import { uuidOf } from "#drizzle/seed/random.ts";
import { busyProjects, everyProject, type World } from "#drizzle/seed/world.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Tx } from "#lib/db/database.ts";
import type { FactsBase } from "#lib/db/facts.ts";
import { recordTypes } from "#lib/records/registry.ts";

/** How the sample company works: one item goes at once, several wait ten seconds. */
export const sampleProfile = CompanyProfile.parse({
  undoSeconds: 0,
  undoSecondsBulk: 10,
  costCodeDelimiter: "-",
  costCodeSections: [2, 3],
  jobIdMask: "99-999",
  exportCostForecast: true,
  exportPayments: true,
  hasContracts: true,
  importsInsurance: true,
  billedRates: true,
});
const timeZone = "America/Chicago";

/** Today where the sample companies are, YYYY-MM-DD: their evenings are tomorrow in UTC. */
export function sampleToday(now: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

export const companyId = (world: World) => uuidOf(world.seed, "company");
/** The sync client of the years before: it made the history, and its server was replaced. */
export const formerClient = (world: World) => ({ id: uuidOf(world.seed, "sync client"), name: "SAGE01, replaced" });

/** What preflight knows of the company; a company without Sage has no times of reading. */
export function factsBase(world: World, readAt: string): FactsBase {
  const at = world.hasSage ? readAt : null;
  const company = {
    id: companyId(world),
    name: world.name,
    timeZone,
    currency: "USD",
    profile: sampleProfile,
    today: world.today,
  };
  const asOf = { jobs: at, codes: at, vendors: at, commitments: at, changeOrders: at, invoices: at };
  return { company, asOf, periods: [] };
}

export type Connection = { readonly apiBase: string; readonly clientId: string; readonly sealedSecret: string };

/** The company with its people and rights. */
export async function writeCompany(tx: Tx, world: World, passwordHashes: ReadonlyMap<string, string>): Promise<void> {
  const id = companyId(world);
  await insertRows(tx, "company", [
    {
      id,
      name: world.name,
      time_zone: timeZone,
      currency: "USD",
      profile: sampleProfile,
      server_epoch: 1,
      created_at: startOf(world),
    },
  ]);
  const person = ({ id: personId, name, email }: SeedPerson) => {
    return {
      id: personId,
      email,
      name,
      password_hash: passwordHashes.get(email) ?? null,
      is_disabled: false,
      created_at: startOf(world),
    };
  };
  await insertRows(tx, "person", world.people.map(person), "on conflict do nothing");
  const membership = ({ id: person_id, role, procoreUserId }: SeedPerson) => {
    const procore_user_id = procoreUserId === null ? null : String(world.idBase + procoreUserId);
    return { company_id: id, person_id, roles: [role], procore_user_id, is_disabled: false };
  };
  await insertRows(tx, "membership", world.people.map(membership));
  const admin = world.people.find(({ role }) => role === "admin");
  const grants = world.people
    .filter(({ isGranted }) => isGranted)
    .flatMap((granted) =>
      recordTypes.map((type) => ({
        company_id: id,
        person_id: granted.id,
        record_type: type.id,
        granted_by: admin?.id,
        created_at: startOf(world),
      })),
    );
  await insertRows(tx, "push_grant", grants);
}

/** Projects, their members, vendors, and the links to Sage. */
export async function writePlaces(tx: Tx, world: World): Promise<void> {
  const [company_id, created_at] = [companyId(world), startOf(world)];
  const admin = world.people.find(({ role }) => role === "admin");
  const link = { company_id, linked_by: admin?.id, created_at };
  const projects = everyProject(world).map(({ id, number, name }) => {
    return {
      company_id,
      id: projectId(world, id),
      source_id: String(id),
      number,
      name,
      is_active: true,
      source_updated_at: created_at,
    };
  });
  await insertRows(tx, "project", projects);
  const members = everyProject(world).flatMap(({ id }, n) =>
    managersOf(world.people, n).map((person) => ({
      company_id,
      project_id: projectId(world, id),
      person_id: person.id,
    })),
  );
  await insertRows(tx, "project_member", members);
  const vendors = world.vendors_.map(({ id, name, city, phone }) => {
    return {
      company_id,
      id: vendorId(world, id),
      source_id: String(id),
      name,
      is_active: true,
      city,
      phone,
      source_updated_at: created_at,
    };
  });
  await insertRows(tx, "vendor", vendors);
  await insertRows(
    tx,
    "project_link",
    busyProjects(world).flatMap(({ id, job }) =>
      job ? [{ ...link, project_id: projectId(world, id), job: job.job }] : [],
    ),
  );
  const linked = world.vendors_.flatMap(({ id, sageVendor }) =>
    sageVendor ? [{ ...link, vendor_id: vendorId(world, id), sage_vendor: sageVendor }] : [],
  );
  await insertRows(tx, "vendor_link", linked);
}

/** The account in Procore, and how far its lists were read. */
export async function writeConnection(
  tx: Tx,
  world: World,
  { apiBase, clientId, sealedSecret }: Connection,
  readAt: string,
): Promise<void> {
  const company_id = companyId(world);
  const lists = [
    "project",
    "vendor",
    ...everyProject(world).flatMap(({ id }) =>
      recordTypes.flatMap(({ sourceKinds }) => sourceKinds.map(({ kind }) => `${kind}/${id}`)),
    ),
  ];
  await tx.execute(sql`insert into procore_connection (company_id, api_base, login_base, procore_company_id, client_id, sealed_secret, last_read_at)
    values (${company_id}, ${apiBase}, ${apiBase}, ${String(world.procoreCompanyId)}, ${clientId}, ${sealedSecret}, ${readAt})`);
  await insertRows(
    tx,
    "source_cursor",
    lists.map((list) => ({ company_id, list, read_until: readAt })),
  );
}

/** The row of the former sync client, whose leases the attempts name. It is revoked: nobody can come back with its key. */
export async function writeFormerClient(tx: Tx, world: World, revokedAt: string): Promise<void> {
  const { id, name } = formerClient(world);
  const seen = { connected_at: startOf(world), seen_at: revokedAt, revoked_at: revokedAt, created_at: startOf(world) };
  const row = {
    company_id: companyId(world),
    id,
    name,
    public_key: "revoked",
    host: "SAGE01",
    client_version: "1.0.0",
    epoch: 12,
    is_sage_readable: false,
    ...seen,
  };
  await insertRows(tx, "sync_client", [row]);
}

/** When the company began to work with Countersign: before the first contract. */
function startOf(world: World): string {
  return `${dateFrom(world.today, -450)}T14:00:00.000Z`;
}

/** The company's own record: grants, links and the sync client, on the first day. */
export function foundingEvents(world: World): readonly DatedEvent[] {
  const admin = world.people.find(({ role }) => role === "admin");
  if (!admin) return [];
  const actor: Signature = { kind: "person", id: admin.id, name: admin.name };
  const client = formerClient(world);
  const syncClient: Signature = { kind: "sync-client", id: client.id, name: client.name };
  const at = (minutes: number) => new Date(Date.parse(startOf(world)) + minutes * 60_000).toISOString();
  const after = recordTypes.map(({ id }) => id);
  const grants = world.people.filter(({ isGranted }) => isGranted);
  const links = world.vendors_.filter(({ sageVendor }) => sageVendor !== null);
  const event = (minutes: number, by: Signature, what: DatedEvent["event"]): DatedEvent => ({
    at: at(minutes),
    actor: by,
    itemId: null,
    event: what,
  });
  return [
    ...grants.map(({ id, name }, n) =>
      event(10 + n, actor, { kind: "grants.changed", personId: id, name, before: [], after }),
    ),
    ...(world.hasSage
      ? [
          event(30, actor, { kind: "client.code_made", name: client.name }),
          event(33, syncClient, {
            kind: "client.enrolled",
            syncClientId: client.id,
            name: client.name,
            host: "SAGE01",
          }),
        ]
      : []),
    ...links.map(({ id, name, sageVendor }, n) =>
      event(60 + n, actor, {
        kind: "vendor.linked",
        vendorId: vendorId(world, id),
        name,
        sageVendor: sageVendor ?? "",
      }),
    ),
  ];
}
