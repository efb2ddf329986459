import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { postgresReader } from "#lib/sync-client/readers/postgres.ts";
import type { SageReader } from "#lib/sync-client/readers/reader.ts";
import { countRows, keysAfter } from "#lib/sync-client/sage-queries.ts";

const table = "JCM_MASTER__CATEGORY";
const columns = ["Job", "Extra", "Cost_Code", "Category"];
let bed: TestBed;
let reader: SageReader;
beforeAll(async () => {
  bed = await openTestBed();
  reader = postgresReader(bed.database.ownerUrl, () => {});
  await bed.owner.execute(
    sql.raw(`create table ${table} (Job text, Extra text, Cost_Code text, Category text, Row_Version bigint)`),
  );
});
afterAll(async () => {
  await reader.close();
  await bed.close();
});

test("keys come in pages, in one order, each once; they are counted with their highest version", async () => {
  expect(await countRows(reader, table)).toEqual({ rows: 0, highest: "0" });
  // Parts that are equal, empty, or begin like others: a page may end anywhere among them.
  await bed.owner.execute(
    sql.raw(`insert into ${table} select j, e, c, k, 100 + row_number() over () from unnest(array['24-01', '24-01A', 'A_1', '']) j,
      unnest(array['', 'X']) e, unnest(array['03-100', '03.100', '3']) c, unnest(array['LAB', 'MAT']) k`),
  );
  expect(await countRows(reader, table)).toEqual({ rows: 48, highest: "148" });
  for (const limit of [1, 5, 47, 48, 100]) {
    const found: string[][] = [];
    for (let after: string[] | null = null, isLast = false; !isLast; after = found.at(-1) ?? null) {
      const page = await keysAfter(reader, { table, columns, after, limit });
      found.push(...page.keys);
      isLast = page.isLast;
    }
    expect([limit, found.length, new Set(found.map((key) => key.join("|"))).size]).toEqual([limit, 48, 48]);
  }
});

test("a key without one of its parts is no key, and other columns are not told", async () => {
  await bed.owner.execute(sql.raw(`insert into ${table} values ('Z', null, '1', 'LAB', 200)`));
  await expect(keysAfter(reader, { table, columns, after: null, limit: 100 })).rejects.toThrow(/has no Extra/);
  await expect(keysAfter(reader, { table, columns: ["Salary"], after: null, limit: 1 })).rejects.toThrow(
    /may not be read/,
  );
  await expect(keysAfter(reader, { table, columns, after: ["Z"], limit: 1 })).rejects.toThrow(/has 4 parts/);
});
