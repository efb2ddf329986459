import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRules } from "#drizzle/factories/signed-item.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { firstOf, type ListOrder, type ListScope, ordering } from "#lib/db/inbox.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { type InboxTab, inboxSorts, inboxTabIds } from "#lib/views/inbox-tabs.ts";

const size = 50_000;
let bed: TestBed;
let company: TestCompany;
beforeAll(async () => {
  bed = await openTestBed(4);
  company = await aCompany(bed.owner);
  await bed.owner.execute(sql`insert into project (company_id, source_id, number, name)
    select ${company.id}::uuid, 'P' || n, '25-' || n, 'Project ' || n from generate_series(1, 39) n`);
  // Built at the end: filled row by row it takes longer than everything else.
  await bed.owner.execute(sql`drop index item_search`);
  await generate(company, size);
  await sign(company);
  await generate(await aCompany(bed.owner), 20_000);
  await bed.owner.execute(sql`create index item_search on item using gin (company_id, search_all gin_trgm_ops)`);
  await bed.owner.execute(sql`vacuum analyze item`);
}, 180_000);
afterAll(() => bed.close());

/** One in fifty items, of those that wait, has a first signature, and the company a rule; one signature is of other bytes. */
async function sign(target: TestCompany): Promise<void> {
  await acceptRules(bed.app, target, [{ recordType: null, projectId: null, atLeast: null }]);
  await bed.owner.execute(sql`update item set document_sha256 = repeat('a', 64)
    where company_id = ${target.id} and state = 'ready' and source_id ~ '^G[0-9]*[45]1$'`);
  await bed.owner.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id, seen_sha256)
    select company_id, gen_random_uuid(), id, revision_id, 'sign', ${target.people.accountant.id}::uuid, repeat(case when source_id = 'G41' then 'b' else 'a' end, 64)
    from item where company_id = ${target.id} and document_sha256 = repeat('a', 64)`);
  await bed.owner.execute(sql`update item i set signature_id = d.id from decision d
    where d.company_id = ${target.id} and i.company_id = d.company_id and i.id = d.item_id and d.verdict = 'sign'`);
}

/** States as in a company with some years behind it; all items share one revision, of which lists show the number only. */
async function generate(target: TestCompany, count: number): Promise<void> {
  const { revisionId } = await anItem(bed.app, target);
  for (let from = 1; from <= count; from += 10_000) {
    await bed.owner.execute(sql`insert into item (company_id, record_type, source_kind, source_id, project_id, vendor_id, number, title, amount,
        source_status, is_approved, state, lane, is_returned, assignee_id, state_at, sent_at, revision_id, latest_revision_id, erp_id, search, checked_at)
      select ${target.id}::uuid, 'commitment', 'work_order_contracts', 'G' || n, p.ids[1 + n % array_length(p.ids, 1)], ${target.vendor.id}::uuid,
        'G-' || lpad(n::text, 6, '0'), 'Work ' || n, (n::bigint * 7919 % 100000)::numeric / 100, 'Approved', true, s.state,
        case when s.state <> 'ready' then 'clean' when n % 10 = 1 then 'look' when n % 10 = 3 then 'blocked' else 'clean' end,
        s.state = 'ready' and n % 50 = 41, case when n % 10 = 5 then ${target.people.accountant.id}::uuid end, now() - n * interval '30 seconds', case when s.state = 'not_sent' then null else now() - n * interval '1 minute' end,
        ${revisionId}::uuid, ${revisionId}::uuid, 'G' || n, concat_ws(' ', 'g-' || lpad(n::text, 6, '0'), 'work', md5(n::text),
          case when n % 5 = 0 then 'drywall' end, case when n % 40 = 0 then 'glazing' end, case when n % 25000 = 41 then 'zeppelin' end,
          'lumen works 1234.50 24-01 north clinic'), now()
      from generate_series(${from}::int, ${from + 9_999}::int) n, (select array_agg(id) as ids from project where company_id = ${target.id}) p,
        lateral (select case when n % 100 < 40 then 'synced' when n % 100 < 62 then 'ready' when n % 100 < 72 then 'not_sent' when n % 100 < 77 then 'rejected'
          when n % 100 < 82 then 'retrieved' when n % 100 < 88 then 'outbox' when n % 100 < 92 then 'exporting' when n % 100 < 95 then 'failed'
          when n % 100 < 98 then 'unknown' else 'held' end as state) s`);
  }
}

const tabs: Readonly<Record<InboxTab, Pick<ListScope, "states" | "lane" | "isReturned" | "isOnHold" | "isSigned">>> = {
  ready: { states: ["ready"], lane: null, isReturned: null, isOnHold: false },
  clean: { states: ["ready"], lane: "clean", isReturned: null, isOnHold: false },
  look: { states: ["ready"], lane: "look", isReturned: null, isOnHold: false },
  blocked: { states: ["ready"], lane: "blocked", isReturned: null, isOnHold: false },
  returned: { states: ["ready"], lane: null, isReturned: true, isOnHold: false },
  onhold: { states: ["ready", "outbox", "exporting"], lane: null, isReturned: null, isOnHold: true },
  failed: { states: ["failed"], lane: null, isReturned: null },
  held: { states: ["unknown", "held"], lane: null, isReturned: null },
  outbox: { states: ["outbox", "exporting"], lane: null, isReturned: null },
  synced: { states: ["synced"], lane: null, isReturned: null },
  second: { states: ["ready"], lane: null, isReturned: null, isSigned: true },
  mine: { states: ["ready", "failed", "unknown", "held"], lane: null, isReturned: null },
  all: { states: null, lane: null, isReturned: null },
};
const ask = async (input: object) => demand(await inboxPage.execute(bed.app, company.principal("accountant"), input));

type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
};
/** The plan of a page as the application runs it, row level security and all, flattened. */
async function planOf(scope: ListScope, order: ListOrder, after: string | null): Promise<Plan[]> {
  const statement = firstOf(company.id, scope, order, after, 101);
  const found = await withCompany(bed.app, company.id, (tx) =>
    row<{ "QUERY PLAN": [{ Plan: Plan }] }>(tx, sql`explain (analyze, format json) ${statement}`),
  );
  const all = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(all)];
  const top = found?.["QUERY PLAN"][0].Plan;
  return top ? all(top) : [];
}
/** The cursor after some share of the list. */
async function deep(tab: InboxTab, order: ListOrder): Promise<string> {
  const page = await withCompany(bed.app, company.id, (tx) => {
    const scope = scopeOf(tab, null);
    const { by, column } = ordering(order, null);
    return row<{ key: string; id: string }>(
      tx,
      sql`select ${column}::text as key, i.id from (${firstOf(company.id, scope, order, null, size)}) i order by ${by} offset (select count(*) * 0.7 from (${firstOf(company.id, scope, order, null, size)}) x)::int limit 1`,
    );
  });
  return Buffer.from(JSON.stringify([page?.key, page?.id])).toString("base64url");
}

const scopeOf = (tab: InboxTab, projectId: string | null): ListScope => ({
  ...tabs[tab],
  recordType: null,
  projectId,
  vendorId: null,
  assigneeId: tab === "mine" ? company.people.accountant.id : null,
  q: null,
  projectIds: null,
});
const orders = inboxSorts.flatMap((by) => [true, false].map((isDescending) => ({ by, isDescending })));
describe.each(inboxTabIds)("the plan of %s", (tab) => {
  test.each(orders)(
    "by $by, descending $isDescending: no scan of the table, no sort of the list, as fast deep as in front",
    async (order) => {
      for (const projectId of [null, company.project.id]) {
        const scope = scopeOf(tab, projectId);
        for (const after of [null, await deep(tab, order)]) {
          const plan = await planOf(scope, order, after);
          const words = JSON.stringify(plan);
          expect(
            plan.filter((node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "item"),
            words,
          ).toEqual([]);
          const sorted = plan
            .filter((node) => node["Node Type"].includes("Sort"))
            .flatMap((node) => node.Plans ?? [])
            .map((node) => node["Actual Rows"] * node["Actual Loops"]);
          // The rest of a narrow tab may be sorted, a few hundred rows at most; a wide one is walked in order.
          expect(Math.max(0, ...sorted), words).toBeLessThanOrEqual(projectId ? 1500 : 600);
          const thrown = plan.map((node) => (node["Rows Removed by Filter"] ?? 0) * node["Actual Loops"]);
          if (!projectId) expect(Math.max(0, ...thrown), words).toBeLessThanOrEqual(200);
        }
      }
    },
  );
});

describe("paging", () => {
  test.each(orders)(
    "by $by, descending $isDescending, every item comes once and in order",
    async ({ by, isDescending }) => {
      for (const tab of ["outbox", "returned", "held", "mine", "second"] as const) {
        const ids: string[] = [];
        const keys: (string | number | null)[] = [];
        let after: string | undefined;
        do {
          const page = await ask({ tab, sort: by, dir: isDescending ? "desc" : "asc", limit: 200, after });
          ids.push(...page.rows.map((entry) => entry.id));
          keys.push(
            ...page.rows.map(
              (entry) =>
                ({ amount: Number(entry.amount), sent: entry.sentAt, number: entry.number, moved: entry.movedAt })[by],
            ),
          );
          after = page.next ?? undefined;
        } while (after);
        const counted = (await ask({ tab })).counts[tab].count;
        expect(new Set(ids).size).toBe(counted);
        expect(ids).toHaveLength(counted);
        expect(keys).toEqual(keys.toSorted((a, b) => (a === b ? 0 : (a ?? 0) < (b ?? 0) === isDescending ? 1 : -1)));
      }
    },
  );

  test("all shows what was ever sent, in every order, and its count says so; a cursor of another order begins anew", async () => {
    const sent = await row<{ n: number }>(
      bed.owner,
      sql`select count(*)::int as n from item where company_id = ${company.id} and state <> 'not_sent'`,
    );
    expect((await ask({ tab: "all" })).total?.count).toBe(sent?.n);
    const [first, cheap] = [
      await ask({ tab: "all", sort: "amount" }),
      await ask({ tab: "all", sort: "amount", dir: "asc" }),
    ];
    expect(
      [...first.rows, ...cheap.rows].filter((entry) => entry.state === "not_sent" || entry.sentAt === null),
    ).toEqual([]);
    for (const after of [first.next, "bogus", Buffer.from('["x","y"]').toString("base64url")]) {
      const page = await ask({ tab: "all", sort: "sent", after });
      expect(page.rows[0]?.id).toBe((await ask({ tab: "all" })).rows[0]?.id);
    }
  });
});

describe("search", () => {
  const inTab = async (words: readonly string[]) =>
    (
      await rows<{ id: string }>(
        bed.owner,
        sql`select id from item where company_id = ${company.id} and state = 'ready' and ${sql.join(
          words.map((word) => sql`(search || ' ' || lower(erp_id)) like ${`%${word}%`}`),
          sql` and `,
        )}
      order by sent_at desc, id desc limit 50`,
      )
    ).map((entry) => entry.id);

  test.each([
    "zeppelin",
    "glazing",
    "drywall",
    "work",
    "g-000041",
    "north clinic",
    "drywall glazing",
    "a1",
    "zq",
    "nothing at all",
    "G49921",
  ])("%s finds the same as a plain look through the list", async (q) => {
    const page = await ask({ tab: "ready", q, limit: 50 });
    expect(page.rows.map((entry) => entry.id)).toEqual(await inTab(q.toLowerCase().split(" ")));
    if (page.total !== null && page.next === null) expect(page.total.count).toBe(page.rows.length);
  });

  test("signs of patterns are only signs", async () => {
    for (const q of ["%", "_", "\\", "100%", "'"]) expect((await ask({ tab: "all", q })).rows).toEqual([]);
  });

  test("pages through all that is found, rare and common", async () => {
    for (const q of ["glazing", "drywall"]) {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const page = await ask({ tab: "ready", q, limit: 200, after });
        ids.push(...page.rows.map((entry) => entry.id));
        after = page.next ?? undefined;
      } while (after);
      const all = await row<{ n: number }>(
        bed.owner,
        sql`select count(*)::int as n from item where company_id = ${company.id} and state = 'ready' and search like ${`%${q}%`}`,
      );
      expect([ids.length, new Set(ids).size]).toEqual([all?.n, all?.n]);
    }
  });
});
