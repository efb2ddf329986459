import { sql } from "drizzle-orm";
import { budgetChangesOf } from "#drizzle/seed/budget-changes.ts";
import { budgetsOf } from "#drizzle/seed/budgets.ts";
import { changeOrdersOf } from "#drizzle/seed/change-orders.ts";
import { costForecastsOf } from "#drizzle/seed/cost-forecasts.ts";
import { companyMakers, directoryCompaniesOf } from "#drizzle/seed/directory-companies.ts";
import { factsMaker } from "#drizzle/seed/facts.ts";
import { historyOf } from "#drizzle/seed/history.ts";
import { invoicesOf } from "#drizzle/seed/invoices.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import { newJobsOf } from "#drizzle/seed/new-jobs.ts";
import { paymentsOf } from "#drizzle/seed/payments.ts";
import { primeChangeOrdersOf } from "#drizzle/seed/prime-change-orders.ts";
import { projectCodesOf } from "#drizzle/seed/project-codes.ts";
import { runningOf } from "#drizzle/seed/running.ts";
import { fillMirror, type SageContent } from "#drizzle/seed/sage-content.ts";
import { subJobsOf } from "#drizzle/seed/sub-jobs.ts";
import type { World } from "#drizzle/seed/world.ts";
import {
  type Connection,
  companyId,
  factsBase,
  formerClient,
  foundingEvents,
  writeCompany,
  writeConnection,
  writeFormerClient,
  writePlaces,
} from "#drizzle/seed/write-company.ts";
import { inOrder, writeEvents, writeItems } from "#drizzle/seed/write-items.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { type Database, type Tx, withCompany } from "#lib/db/database.ts";

/** How to make entries of the world's stories; the moment is that of the last reading of Sage. */
export function ledgerOf(
  world: World,
  readAt: string,
  isAssessed: (state: ItemState) => boolean = () => true,
): LedgerOptions {
  return { world, factsOf: factsMaker(world, factsBase(world, readAt)), isAssessed };
}

/** All entries of a world that fits into memory: contracts and companies, and where it has a Sage what else there is. */
export function entriesOf(world: World, readAt: string): readonly Entry[] {
  const options = ledgerOf(world, readAt);
  const companies = directoryCompaniesOf(options);
  const standing = { ...options, makersOf: companyMakers(companies) };
  const contracts = Array.from({ length: world.items }, (_, n) => entryOf(standing, world.story(n)));
  const invoices = invoicesOf(options, contracts);
  const ofContracts = [...changeOrdersOf(options, contracts), ...invoices, ...paymentsOf(options, invoices)];
  const budgets = budgetsOf(options);
  const forecasts = costForecastsOf(options, budgets);
  const ofBudgets = [...budgets, ...budgetChangesOf(options, budgets), ...forecasts];
  const ofJobs = [
    ...newJobsOf(options),
    ...projectCodesOf(options),
    ...subJobsOf(options),
    ...primeChangeOrdersOf(options),
  ];
  return [...contracts, ...ofContracts, ...ofBudgets, ...ofJobs, ...companies, ...runningOf(options)];
}

export async function hasCompany(db: Database, world: World): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from company where id = ${companyId(world)}`);
  return rows.length > 0;
}

export type SeedInput = {
  readonly world: World;
  readonly entries: readonly Entry[];
  readonly readAt: string;
  readonly passwordHashes: ReadonlyMap<string, string>;
  readonly connection: Connection;
  /** Sage as the mirror shows it, and from which row versions on it is read; null for a company without Sage. */
  readonly sage: { readonly content: SageContent; readonly cursors: Readonly<Record<string, string>> } | null;
  /** Writes what comes with the company, e.g. an enrolment code, in the same transaction. */
  readonly alsoWrite?: (tx: Tx, companyId: string) => Promise<void>;
};

/** Writes a company whole or not at all. `db` is the owner's connection. */
export async function seedCompany(db: Database, input: SeedInput): Promise<void> {
  const { world, entries, readAt, sage } = input;
  const id = companyId(world);
  await withCompany(db, id, async (tx) => {
    await writeCompany(tx, world, input.passwordHashes);
    await writePlaces(tx, world);
    await writeConnection(tx, world, input.connection, readAt);
    if (sage) {
      await fillMirror(tx, id, sage.content, sage.cursors);
      await tx.execute(sql`update mirror_read set read_at = ${readAt} where company_id = ${id}`);
      await writeFormerClient(tx, world, readAt);
    }
    const cast = { world, accountants: world.people.filter(({ isGranted }) => isGranted), client: formerClient(world) };
    const told = entries.map((entry) => ({ entry, history: historyOf(cast, entry) }));
    await writeItems(tx, world, told, readAt);
    await writeEvents(tx, id, [...foundingEvents(world), ...inOrder(told.flatMap(({ history }) => history.events))]);
    const words = `Demonstration data: ${world.name}, ${entries.length} items`;
    await appendAudit(tx, id, { kind: "system", name: "Seed" }, [{ event: { kind: "seeded", words } }]);
    await input.alsoWrite?.(tx, id);
    // Nobody is told of what the demonstration says happened before.
    await tx.execute(
      sql`update notice_cursor c set seq = h.seq from audit_head h where h.company_id = ${id} and c.company_id = h.company_id`,
    );
  });
}
