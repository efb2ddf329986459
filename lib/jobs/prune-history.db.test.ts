import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany } from "#drizzle/factories/company.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { rows } from "#lib/db/database.ts";
import { pruneHistory } from "#lib/jobs/prune-history.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

test("earlier rows go after 400 days, not before, and nobody else's", async () => {
  const [ours, theirs] = [await aCompany(bed.owner), await aCompany(bed.owner)];
  for (const company of [ours, theirs])
    for (const days of [900, 401, 399, 0])
      await bed.owner.execute(sql`insert into sage_row_history (company_id, table_name, row_key, row, seen_at, replaced_at)
        values (${company.id}, 'T', ${String(days)}, '{}', clock_timestamp(), clock_timestamp() - make_interval(days => ${days}))`);
  await bed.run(pruneHistory, { companyId: ours.id });
  const left = (id: string) =>
    rows<{ key: string }>(
      bed.owner,
      sql`select row_key as key from sage_row_history where company_id = ${id} and table_name = 'T' order by id`,
    );
  expect((await left(ours.id)).map((entry) => entry.key)).toEqual(["399", "0"]);
  expect(await left(theirs.id)).toHaveLength(4);
});
