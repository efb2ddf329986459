import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { readPastList } from "#lib/db/past-inbox.ts";
import { type PastScope, stood, walked } from "#lib/db/past-scope.ts";
import { inboxPast } from "#lib/queries/inbox-past.ts";
import type { PastTab } from "#lib/views/inbox-tabs.ts";
import type { PastInbox } from "#lib/views/past.ts";

/** Three versions each. */
const size = 68_000;
/** Written at once. */
const part = 4_000;
/** In the middle of what is generated. */
const middle = "2025-08-01T09:30:00Z";
let bed: TestBed;
let company: TestCompany;
beforeAll(async () => {
  bed = await openTestBed(4);
  company = await aCompany(bed.owner);
  await generate(company);
  await bed.owner.execute(sql`vacuum analyze item_version`);
}, 400_000);
afterAll(() => bed.close());

/**
 * An item every ten minutes of a year: a day ready, an hour in the outbox, synced ever since; every thousandth was never
 * decided on. As the triggers would have written it, with the counters by the hour.
 */
async function generate({ id, project, vendor, people }: TestCompany): Promise<void> {
  for (let from = 1; from <= size; from += part)
    await bed.owner.execute(sql`insert into item_version (company_id, item_id, valid_from, valid_to, made_at, record_type, source_kind, project_id, vendor_id, number, title, amount, source_status,
      state, version, lane, blocks, warns, is_returned, is_on_hold, revision_id, latest_revision_id, fields, erp_id, sent_at, assignee_id, state_at, state_by, findings)
    select ${id}::uuid, md5(n::text)::uuid, s.from_at, s.to_at, s.from_at, 'commitment', 'work_order_contracts', case when n % 10 = 0 then ${project.id}::uuid end, ${vendor.id}::uuid,
      'P-' || n, 'Work', (n % 1000)::numeric, 'Approved', s.state, s.version, case when n % 7 = 0 then 'look' else 'clean' end, 0, 0, n % 11 = 0, false, ${id}::uuid, ${id}::uuid, '{}', '',
      t.at, case when n % 9 = 0 then ${people.accountant.id}::uuid end, s.from_at, '', '[]'
    from generate_series(${from}::int, ${from + part - 1}::int) n cross join lateral (select timestamptz '2025-02-01 00:00:00+00' + n * interval '10 minutes' as at) t
      cross join lateral (select * from (values ('ready', 1, t.at, case when n % 1000 = 0 then null else t.at + interval '1 day' end),
        ('outbox', 2, t.at + interval '1 day', t.at + interval '25 hours'), ('synced', 3, t.at + interval '25 hours', null)) x(state, version, from_at, to_at)
        where x.version = 1 or n % 1000 <> 0) s`);
  // Names of then: the vendor was renamed before the middle.
  await bed.owner.execute(sql`insert into name_version (company_id, kind, subject_id, valid_from, value) values
    (${id}, 'vendor', ${vendor.id}, '2025-01-01', '{"name": "Meadow Electric"}'), (${id}, 'vendor', ${vendor.id}, '2025-06-01', '{"name": "Lumen Works"}'),
    (${id}, 'project', ${project.id}, '2025-01-01', '{"number": "24-01", "name": "North Clinic"}')`);
  await bed.owner.execute(sql`insert into item_counter_hour (company_id, hour, state, lane, is_returned, is_on_hold, record_type, count, amount)
    select company_id, date_trunc('hour', at, 'UTC'), state, lane, is_returned, is_on_hold, record_type, sum(n), sum(n * amount) from (
      select *, valid_from as at, 1 as n from item_version where company_id = ${id}
      union all select *, valid_to, -1 from item_version where company_id = ${id} and valid_to is not null) x group by 1, 2, 3, 4, 5, 6, 7`);
}

const ask = async (input: object): Promise<PastInbox> =>
  demand(await inboxPast.execute(bed.app, company.principal("auditor"), { at: middle, ...input }));

/** The same by the plainest statement. */
const truth = async (
  at: string,
  states: readonly string[],
  dir: "asc" | "desc" = "desc",
  { by = "sent_at", where = "true" }: { readonly by?: string; readonly where?: string } = {},
): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      bed.owner,
      sql`select item_id as id from item_version where company_id = ${company.id} and valid_from <= ${at}::timestamptz and (valid_to is null or valid_to > ${at}::timestamptz)
      and state = any(${sql.param([...states])}::text[]) and ${sql.raw(where)} order by ${sql.raw(by)} ${sql.raw(dir)}, item_id ${sql.raw(dir)}`,
    )
  ).map(({ id }) => id);

const lists: readonly (readonly [PastTab, readonly string[]])[] = [
  ["ready", ["ready"]],
  ["outbox", ["outbox", "exporting"]],
  ["synced", ["synced"]],
  ["all", ["ready", "outbox", "synced"]],
];

describe.each(lists)("%s as it was", (tab, states) => {
  test.each(["asc", "desc"] as const)(
    "by the time of sending, %s, page by page: every item of then, once",
    async (dir) => {
      for (const at of ["2025-02-01T12:00:00Z", middle, "2025-11-30T00:00:01Z"]) {
        const expected = (await truth(at, states, dir)).slice(0, 600);
        const found: string[] = [];
        let after: string | null = null;
        do {
          const page: PastInbox = await ask({ at, tab, dir, limit: 200, ...(after ? { after } : {}) });
          found.push(...page.rows.map(({ id }) => id));
          after = page.next;
        } while (after && found.length < 600);
        expect(found).toEqual(expected);
      }
    },
  );

  test("is counted as it was, also within an hour", async () => {
    for (const at of ["2025-02-02T00:05:00Z", middle, "2025-08-01T09:59:59.999Z"]) {
      const page = await ask({ at, tab });
      const expected = await truth(at, states);
      expect([page.counts[tab].count, page.total?.count]).toEqual([expected.length, expected.length]);
    }
  });
});

/** Every page of a list, up to so many items. */
async function pages(input: object, most = 600): Promise<string[]> {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const page: PastInbox = await ask({ ...input, limit: 200, ...(after ? { after } : {}) });
    found.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after && found.length < most);
  return found.slice(0, most);
}

describe.each([
  ["amount", "amount_key"],
  ["number", "number"],
  ["moved", "state_at"],
] as const)("in the order of %s", (sort, by) => {
  test.each(["asc", "desc"] as const)(
    "%s: every item of then, once, where many stood and where few did",
    async (dir) => {
      for (const [tab, states] of lists.slice(0, 3)) {
        const expected = (await truth(middle, states, dir, { by })).slice(0, 600);
        expect([tab, await pages({ tab, sort, dir })]).toEqual([tab, expected]);
      }
    },
  );
});

test("a cursor of another order begins the list anew", async () => {
  const { next } = await ask({ tab: "synced", sort: "number" });
  const first = await ask({ tab: "synced", sort: "amount" });
  expect((await ask({ tab: "synced", sort: "amount", after: next })).rows).toEqual(first.rows);
});

describe("a search", () => {
  test.each([
    ["a rare number", "P-1234", "number like '%P-1234%'"],
    ["a common one", "p-1", "number like '%P-1%'"],
    ["every word of several", "p-12 work", "number like '%P-12%'"],
    ["words of a project's name", "clinic p-5", "number like '%P-5%' and project_id is not null"],
  ])("finds %s", async (_, q, where) => {
    for (const tab of ["ready", "synced"] as const) {
      const expected = (await truth(middle, [tab], "desc", { where })).slice(0, 600);
      expect([tab, await pages({ tab, q })]).toEqual([tab, expected]);
    }
    expect((await ask({ tab: "synced", q })).total).toBeNull();
  });

  test("knows a vendor by the name of then, not by that of before or now", async () => {
    const may = "2025-05-01T09:30:00Z";
    expect((await ask({ at: may, q: "meadow" })).rows.length).toBeGreaterThan(50);
    expect((await ask({ at: may, q: "lumen" })).rows).toEqual([]);
    expect((await ask({ q: "meadow" })).rows).toEqual([]);
    expect((await ask({ q: "lumen" })).rows.length).toBeGreaterThan(50);
  });

  test("takes the signs of a pattern as they are, and finds nothing where nothing is", async () => {
    for (const q of ["%", "p_1", "\\", "nowhere"]) expect([q, (await ask({ tab: "all", q })).rows]).toEqual([q, []]);
  });
});

test("Mine is what was assigned to whoever looks, with its count", async () => {
  const mineOf = async (role: "accountant" | "auditor") =>
    demand(await inboxPast.execute(bed.app, company.principal(role), { at: middle, tab: "mine", limit: 200 }));
  const expected = await truth(middle, ["ready", "failed", "unknown", "held"], "desc", {
    where: `assignee_id = '${company.people.accountant.id}'`,
  });
  const mine = await mineOf("accountant");
  expect(mine.rows.map(({ id }) => id)).toEqual(expected);
  expect([mine.counts.mine.count, mine.total?.count]).toEqual([expected.length, expected.length]);
  expect(expected.length).toBeGreaterThan(10);
  const other = await mineOf("auditor");
  expect([other.rows, other.counts.mine.count]).toEqual([[], 0]);
});

test("the filters narrow the list of then", async () => {
  const page = await ask({ tab: "synced", project: company.project.id, limit: 200 });
  expect(page.rows.length).toBe(200);
  expect(page.rows.every((one) => one.project.id === company.project.id)).toBe(true);
  expect(page.total).toBeNull();
  const nobody = await ask({ tab: "ready", assignee: "none" });
  expect(nobody.rows.length).toBeGreaterThan(0);
  expect(nobody.rows.filter((one) => one.assignee !== null)).toEqual([]);
  expect((await ask({ tab: "ready", type: "budget" })).rows).toEqual([]);
});

test("before anything was kept and in the future there is no list, and why", async () => {
  const early = await ask({ at: "2020-01-01T00:00:00Z" });
  expect([early.standing, early.rows, early.keptFrom]).toEqual(["not_kept", [], "2025-02-01T00:10:00.000Z"]);
  expect((await ask({ at: "2999-01-01T00:00:00Z" })).standing).toBe("to_come");
});

type Plan = {
  "Node Type": string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
};
const all = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(all)];

describe("the plan of a list of then", () => {
  const scope = (isDescending: boolean, by: PastScope["order"]["by"] = "sent"): PastScope => ({
    ...{ states: ["ready"], lane: null, isReturned: null, isOnHold: false, recordType: null, q: null },
    ...{ projectId: null, vendorId: null, assigneeId: null, after: null, order: { by, isDescending } },
  });
  const touchedBy = async (statement: ReturnType<typeof stood>): Promise<number> => {
    const found = await withCompany(bed.app, company.id, (tx) =>
      row<{ "QUERY PLAN": [{ Plan: Plan }] }>(tx, sql`explain (analyze, format json) select * from ${statement} v`),
    );
    const top = found?.["QUERY PLAN"][0].Plan;
    const nodes = top ? all(top) : [];
    expect(nodes.filter((node) => node["Node Type"] === "Seq Scan")).toEqual([]);
    const touched = nodes
      .filter((node) => node["Node Type"].includes("Scan"))
      .map((node) => (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"]);
    return Math.max(...touched);
  };
  test.each([
    ["walked", "ready", true, 600],
    ["walked", "synced", false, 600],
    // 144 items stood; a span can reach twice as far.
    ["stood", "ready", false, 600],
    ["stood", "outbox", true, 100],
  ] as const)(
    "%s, %s, descending %s: by index, no more than %i rows touched",
    async (way, state, isDescending, most) => {
      const statement = (way === "walked" ? walked : stood)(company.id, scope(isDescending), middle, state);
      expect(await touchedBy(statement)).toBeLessThanOrEqual(most);
    },
  );

  test.each(["amount", "number", "moved"] as const)("in the order of %s: by index", async (by) => {
    for (const isDescending of [true, false])
      expect(await touchedBy(walked(company.id, scope(isDescending, by), middle, "synced"))).toBeLessThanOrEqual(600);
  });

  test("of one person and of one project: only what can have been theirs then", async () => {
    const own = { ...scope(true), assigneeId: company.people.accountant.id };
    expect(await touchedBy(stood(company.id, own, middle, "ready"))).toBeLessThanOrEqual(100);
    const place = { ...scope(true), projectId: company.project.id };
    expect(await touchedBy(stood(company.id, place, middle, "ready"))).toBeLessThanOrEqual(100);
  });

  test("an oldest page far from anything that stood is found by time, and is right", async () => {
    const list = await withCompany(bed.app, company.id, (tx) => readPastList(tx, company.id, scope(false), middle, 50));
    expect(list.rows.map(({ id }) => id)).toEqual((await truth(middle, ["ready"], "asc")).slice(0, 50));
  });
});
