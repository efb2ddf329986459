import { setImmediate } from "node:timers/promises";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { ledgerOf } from "#drizzle/seed/countersign.ts";
import { demoPasswords, signIns } from "#drizzle/seed/demonstration.ts";
import { type Cast, type DatedEvent, historyOf } from "#drizzle/seed/history.ts";
import { entryOf } from "#drizzle/seed/ledger.ts";
import { summitRidgePeople } from "#drizzle/seed/people.ts";
import { sageContent } from "#drizzle/seed/sage.ts";
import { fillMirror } from "#drizzle/seed/sage-content.ts";
import { makeWorld, type World } from "#drizzle/seed/world.ts";
import {
  companyId,
  formerClient,
  foundingEvents,
  sampleToday,
  writeCompany,
  writeFormerClient,
  writePlaces,
} from "#drizzle/seed/write-company.ts";
import { type Told, writeEvents, writeItems } from "#drizzle/seed/write-items.ts";
import { connect, type Database, withCompany } from "#lib/db/database.ts";

const usage = `node --max-semi-space-size=64 --import tsx bench/generate.ts --items 100000 [--seed NAME] [--database URL]
Fills a migrated database (DATABASE_URL, as its owner) with one company of any size; no simulators. Documents are rendered
for what waits in the inbox. The people and their password are those of the demonstration.`;
const itemsAtOnce = 2000;
const eventsAtOnce = 500;

const started = performance.now();
const say = (words: string) =>
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${words}\n`);

/** Everything around the items: people, projects, vendors, and Sage's lists in the mirror. */
async function writeSurroundings(db: Database, world: World, readAt: string): Promise<void> {
  const hashes = await demoPasswords(world.people);
  await withCompany(db, companyId(world), async (tx) => {
    await writeCompany(tx, world, hashes);
    await writePlaces(tx, world);
    await writeFormerClient(tx, world, readAt);
    await fillMirror(tx, companyId(world), sageContent(world, []));
    await tx.execute(sql`update mirror_read set read_at = ${readAt} where company_id = ${companyId(world)}`);
  });
}

/** One event as a line that sorts by time; a million of them fit into memory as text. */
const lineOf = (event: DatedEvent, n: number) => `${event.at} ${String(n).padStart(9, "0")} ${JSON.stringify(event)}`;
const eventOf = (line: string) => JSON.parse(line.slice(line.indexOf(" ", 26) + 1)) as DatedEvent;

async function writeAllItems(db: Database, world: World, readAt: string): Promise<string[]> {
  const ledger = ledgerOf(world, readAt, (state) => state === "ready");
  const accountants = world.people.filter(({ isGranted }) => isGranted);
  const cast: Cast = { world, accountants, client: formerClient(world) };
  const lines: string[] = [];
  let writing: Promise<unknown> = Promise.resolve();
  for (let start = 0; start < world.items; start += itemsAtOnce) {
    const told: Told[] = [];
    for (let n = start; n < Math.min(start + itemsAtOnce, world.items); n += 1) {
      const entry = entryOf(ledger, world.story(n));
      const history = historyOf(cast, entry);
      told.push({ entry, history });
      for (const event of history.events) lines.push(lineOf(event, lines.length));
      // The database writes the chunk before while this one is drawn.
      if (n % 50 === 0) await setImmediate();
    }
    await writing;
    writing = withCompany(db, companyId(world), (tx) => writeItems(tx, world, told, readAt));
    if ((start / itemsAtOnce) % 10 === 9) say(`${start + told.length} items`);
  }
  await writing;
  return lines.sort();
}

/** In small transactions: inside a long one, every event would walk over the head's former versions. */
async function writeAllEvents(db: Database, world: World, lines: readonly string[]): Promise<void> {
  const id = companyId(world);
  await withCompany(db, id, (tx) => writeEvents(tx, id, foundingEvents(world)));
  for (let start = 0; start < lines.length; start += eventsAtOnce) {
    const events = lines.slice(start, start + eventsAtOnce).map(eventOf);
    await withCompany(db, id, (tx) => writeEvents(tx, id, events));
  }
}

/** The heads of the commitments that Sage would show for what is synced. */
async function mirrorCommitments(db: Database, world: World, readAt: string): Promise<void> {
  const id = companyId(world);
  await withCompany(db, id, (tx) =>
    tx.execute(sql`insert into sage_commitment (company_id, commitment, commitment_type, description, vendor, job, amount, amount_invoiced, is_closed, seen_at)
      select i.company_id, i.erp_id, case i.source_kind when 'work_order_contracts' then 'Subcontract' else 'Purchase order' end, left(i.title, 30),
        coalesce(v.sage_vendor, ''), p.job, i.amount, 0, false, ${readAt}
      from item i join project_link p on p.company_id = i.company_id and p.project_id = i.project_id
        left join vendor_link v on v.company_id = i.company_id and v.vendor_id = i.vendor_id
      where i.company_id = ${id} and i.state = 'synced' and i.erp_id <> '' on conflict do nothing`),
  );
}

const { values } = parseArgs({
  options: { items: { type: "string" }, seed: { type: "string" }, database: { type: "string" } },
});
const items = Number(values.items ?? 0);
const url = values.database ?? process.env.DATABASE_URL;
if (!Number.isInteger(items) || items < 1 || !url) {
  process.stderr.write(`${usage}\n`);
  process.exit(1);
}
const readAt = new Date().toISOString();
const name = `Bench ${items.toLocaleString("en-US")}`;
const seed = values.seed ?? `bench-${items}`;
const world = makeWorld({ seed, name, today: sampleToday(new Date(readAt)), people: summitRidgePeople, items });
const db = connect(url, 2);
await writeSurroundings(db, world, readAt);
say(`${world.projects} projects, ${world.vendors} vendors`);
const lines = await writeAllItems(db, world, readAt);
say(`${items} items, ${lines.length} events to write`);
await writeAllEvents(db, world, lines);
say("events");
await mirrorCommitments(db, world, readAt);
for (const table of [
  "item",
  "item_revision",
  "finding",
  "export",
  "export_attempt",
  "audit_event",
  "sage_commitment",
]) {
  await db.execute(sql`analyze ${sql.identifier(table)}`);
}
say(`done: company ${companyId(world)}, sign in as ${signIns(world.people)[0]?.email}`);
await db.$client.end();
