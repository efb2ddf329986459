import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { readCauses } from "#lib/db/causes.ts";
import { readAges } from "#lib/db/dashboard.ts";
import { row, type Tx, withCompany } from "#lib/db/database.ts";
import { readOutboxTotals } from "#lib/db/outbox.ts";
import { readProjectPage } from "#lib/db/projects.ts";
import { readProjectPage as readReconciled, readSides, withinReach } from "#lib/db/reconcile.ts";
import { readQueue, readQueueTotals } from "#lib/db/vendor-queue.ts";

/** In 30 projects; a screen shows a few of them, and must not read the others. */
const size = 12_000;
let bed: TestBed;
let company: TestCompany;
beforeAll(async () => {
  bed = await openTestBed(2);
  company = await aCompany(bed.owner);
  const { revisionId } = await anItem(bed.app, company);
  await bed.owner.execute(sql`insert into project (company_id, source_id, number, name)
    select ${company.id}::uuid, 'P' || n, '25-' || lpad(n::text, 2, '0'), 'Project ' || n from generate_series(1, 29) n`);
  // Nobody searches here, and words are most of the work.
  await bed.owner.execute(sql`drop index item_search`);
  for (let from = 1; from <= size; from += 4000)
    await bed.owner.execute(sql`insert into item (company_id, record_type, source_kind, source_id, project_id, vendor_id, number, title, amount,
      source_status, is_approved, state, lane, blocks, note, state_at, sent_at, revision_id, latest_revision_id, erp_id, search, checked_at)
    select ${company.id}::uuid, 'commitment', 'work_order_contracts', 'G' || n, p.ids[1 + n % 30], ${company.vendor.id}::uuid, 'G-' || n, 'Work ' || n, n % 1000, 'Approved', true, s.state,
      case when n % 100 = 41 then 'blocked' else 'clean' end, case when n % 100 = 41 then 1 else 0 end, case when s.state = 'failed' then 'Period is closed.' end, now() - n * interval '1 minute', now(),
      ${revisionId}::uuid, ${revisionId}::uuid, 'G' || n, repeat('words of the source ', 80), now()
    from generate_series(${from}::int, ${from + 3999}::int) n, (select array_agg(id order by number) as ids from project where company_id = ${company.id}) p,
      lateral (select case when n % 100 < 40 then 'synced' when n % 100 < 62 then 'ready' when n % 100 < 72 then 'rejected' when n % 100 = 95 then 'failed' else 'not_sent' end as state) s`);
  await bed.owner.execute(sql`insert into finding (company_id, item_id, position, code, severity, sentence, field, fixer, fix)
    select company_id, id, 0, 'vendor.not_linked', 'blocks', 'The vendor of ' || number || ' is not linked.', '', 'accounting', '{"words": "Link it."}'
    from item where company_id = ${company.id} and blocks > 0`);
  await bed.owner.execute(sql`insert into finding (company_id, item_id, position, code, severity, sentence, field, fixer, fix)
    select company_id, id, 1, 'item.unpriced', 'warns', 'A line of ' || number || ' has no unit cost, which Sage shows as one unit.', '', 'nobody', '{"words": "Nothing."}'
    from item where company_id = ${company.id}`);
  await bed.owner.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id)
    select company_id, id, id, revision_id, 'accept', ${company.people.accountant.id}::uuid from item where company_id = ${company.id} and state in ('synced', 'failed') and source_id like 'G%'`);
  await bed.owner.execute(sql`insert into export (company_id, item_id, revision_id, decision_id, document_sha256, erp_id, erp_key, family_key, status, release_at, finished_at)
    select company_id, id, revision_id, id, repeat('a', 64), erp_id, 'commitment:' || erp_id, erp_id, case state when 'synced' then 'proved' else 'failed' end, now(), now()
    from item where company_id = ${company.id} and state in ('synced', 'failed') and source_id like 'G%'`);
  for (const table of ["item", "finding", "export", "project_counter", "vendor_counter"]) await settled(table);
}, 240_000);
afterAll(() => bed.close());

/** Vacuumed until nearly every page is known to be visible to all: somebody else's snapshot, as autovacuum's, keeps a pass from seeing to that. */
async function settled(table: string): Promise<void> {
  for (let isSettled: boolean | undefined = false; !isSettled; ) {
    await bed.owner.execute(sql`vacuum analyze ${sql.identifier(table)}`);
    const found = await row<{ isSettled: boolean }>(
      bed.owner,
      sql`select relallvisible >= 0.9 * relpages as "isSettled" from pg_class where oid = ${table}::regclass`,
    );
    isSettled = found?.isSettled;
  }
}

type Plan = {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly Plan[];
};
const flat = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];

/** Everything that a question reads, as the application asks it, row level security and all. */
async function readsOf(ask: (tx: Tx) => Promise<unknown>): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  await withCompany(bed.app, company.id, async (tx) => {
    const watched = {
      async execute(statement: SQL) {
        const found = await row<{ "QUERY PLAN": [{ Plan: Plan }] }>(
          tx,
          sql`explain (analyze, format json) ${statement}`,
        );
        if (found) plans.push(...flat(found["QUERY PLAN"][0].Plan));
        return await tx.execute(statement);
      },
    };
    await ask(watched as unknown as Tx);
  });
  return plans.filter((node) => node["Relation Name"] !== undefined);
}
const of = (plans: readonly Plan[], table: string) => plans.filter((node) => node["Relation Name"] === table);
const touched = (plans: readonly Plan[]) =>
  plans.reduce(
    (all, node) => all + (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"],
    0,
  );
const howOf = (plans: readonly Plan[]) => [
  ...new Set(plans.map((node) => `${node["Node Type"]} ${node["Index Name"] ?? ""}`.trim())),
];
const everyOne = { projectIds: null, q: undefined, after: null, limit: 100 };
const unlinked = { tab: "unlinked", side: "company", q: null, after: null, limit: 100 } as const;
const kinds = [{ recordType: "commitment", counterpart: "commitment", dateField: "accountingDate" }] as const;

describe("what a screen reads of 12,000 items", () => {
  test("projects: their counters, no item", async () => {
    const reads = await readsOf((tx) => readProjectPage(tx, company.id, everyOne));
    expect(of(reads, "item")).toEqual([]);
    const page = await withCompany(bed.app, company.id, (tx) => readProjectPage(tx, company.id, everyOne));
    const all = page.rows.flatMap(({ counts }) => Object.values(counts ?? {}).map(({ count }) => count));
    expect(all.reduce((sum, count) => sum + count, 0)).toBe(size + 1);
  });

  test("vendors: their counters, and of the shown ones a single item", async () => {
    const reads = await readsOf(async (tx) => {
      await readQueue(tx, company.id, unlinked);
      await readQueueTotals(tx, company.id, "company");
    });
    expect(touched(of(reads, "item"))).toBeLessThanOrEqual(unlinked.limit);
  });

  test("causes: what is held up, and that from indexes alone where findings say why", async () => {
    const reads = await readsOf((tx) => readCauses(tx, company.id));
    expect(howOf(of(reads, "finding"))).toContain("Index Only Scan finding_deciding");
    expect(howOf(of(reads, "item"))).toContain("Index Only Scan item_held_up");
    expect(howOf(of(reads, "item"))).not.toContain("Seq Scan");
    // 120 that are blocked and 120 that failed; what every branch reads of them.
    expect(touched(of(reads, "item"))).toBeLessThanOrEqual(600);
    const { causes } = await withCompany(bed.app, company.id, (tx) => readCauses(tx, company.id));
    expect(causes.map(({ items }) => items).toSorted()).toEqual([120, 120]);
  });

  test("totals of the outbox: what is under way and what failed", async () => {
    const reads = await readsOf((tx) => readOutboxTotals(tx, company.id));
    expect(touched(of(reads, "item"))).toBeLessThanOrEqual(300);
    expect(touched(of(reads, "export"))).toBeLessThanOrEqual(300);
  });

  test("ages: an index alone", async () => {
    const reads = await readsOf((tx) => readAges(tx, company.id));
    expect(howOf(of(reads, "item"))).toEqual(["Index Only Scan item_by_moved"]);
  });

  test("two projects of Reconcile: their items, from an index alone", async () => {
    const { projects } = await withCompany(bed.app, company.id, (tx) =>
      readReconciled(tx, company.id, { q: null, after: null, limit: 2 }),
    );
    const scope = { kinds, projectIds: projects.map(({ id }) => id), upTo: null };
    const reads = await readsOf((tx) => readSides(tx, company.id, scope));
    expect(projects).toHaveLength(2);
    expect(howOf(of(reads, "item"))).toEqual(["Index Only Scan item_by_project"]);
    expect(touched(of(reads, "item"))).toBeLessThanOrEqual(2 * 2 * 401);
    expect(touched(of(reads, "decision"))).toBe(0);
  });
});

describe("a page of projects", () => {
  const project = (documents: number, n: number) => ({ id: String(n), documents });
  const lengths = (documents: readonly number[], limit: number) => {
    const { projects, hasMore } = withinReach(documents.map(project), limit);
    return [projects.length, hasMore];
  };
  test("ends before the project with which it would compare too many documents, and has one at least", () => {
    expect(lengths([10_000, 10_000, 5_000, 1], 25)).toEqual([3, true]);
    expect(lengths([400_000, 1], 25)).toEqual([1, true]);
    expect(lengths([0, 400_000, 1], 25)).toEqual([2, true]);
  });
  test("has as many as were asked for where they are small, and says when there are no more", () => {
    expect(lengths([1, 1, 1], 2)).toEqual([2, true]);
    expect(lengths([1, 1], 2)).toEqual([2, false]);
    expect(lengths([], 2)).toEqual([0, false]);
  });
});
