import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { connect } from "#lib/db/database.ts";
import { selfCheck } from "#lib/db/self-check.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed(2);
});
afterAll(() => bed.close());
/** What is said with the statement in force, and that nothing is said once it is undone. */
async function after(broken: string, whole: string): Promise<string[]> {
  await bed.owner.execute(sql.raw(broken));
  const found = await selfCheck(bed.app, true);
  await bed.owner.execute(sql.raw(whole));
  expect(await selfCheck(bed.app, true)).toEqual([]);
  return found;
}

test("has nothing to say against the application's own connection", async () => {
  expect(await selfCheck(bed.app, true)).toEqual([]);
});

test("names a connection as superuser, and one that bypasses the walls", async () => {
  expect(await selfCheck(bed.owner, true)).toEqual([expect.stringContaining("superuser")]);
  await bed.owner.execute(sql`create role sees_all login bypassrls password 'p'`);
  const url = new URL(bed.database.ownerUrl);
  [url.username, url.password] = ["sees_all", "p"];
  await bed.owner.execute(sql`grant countersign_app to sees_all`);
  const db = connect(url.href, 1);
  expect(await selfCheck(db, true)).toEqual([expect.stringContaining("bypasses row level security")]);
  await db.$client.end();
  await bed.owner.execute(sql`drop role sees_all`);
});

test("names tables that the application owns, itself or through a role", async () => {
  const owner = new URL(bed.database.ownerUrl).username;
  const own = await after("alter table finding owner to countersign_app", `alter table finding owner to ${owner}`);
  expect(own).toContainEqual(expect.stringContaining("owns table finding"));
  await bed.owner.execute(sql`create role keeper`);
  const through = await after(
    "alter table finding owner to keeper; grant keeper to countersign_app",
    `alter table finding owner to ${owner}; revoke keeper from countersign_app`,
  );
  expect(through).toContainEqual(expect.stringContaining("owns table finding"));
  await bed.owner.execute(sql`drop role keeper`);
});

test("names tables whose walls are not forced, the companies' own among them", async () => {
  for (const table of ["item", "company", "audit_event"]) {
    const found = await after(
      `alter table ${table} no force row level security`,
      `alter table ${table} force row level security`,
    );
    expect(found).toEqual([`Row level security is not forced on ${table}.`]);
  }
  const fresh = await after("create table stray (company_id uuid)", "drop table stray");
  expect(fresh).toEqual(["Row level security is not forced on stray."]);
});

test("names settings that lose work in a crash", async () => {
  const database = new URL(bed.database.ownerUrl).pathname.slice(1);
  await bed.owner.execute(sql.raw(`alter database ${database} set synchronous_commit = off`));
  const db = connect(bed.database.appUrl, 1);
  expect(await selfCheck(db)).toContainEqual(expect.stringContaining("synchronous_commit is off"));
  await db.$client.end();
  await bed.owner.execute(sql.raw(`alter database ${database} reset synchronous_commit`));
});

test("names a database that is older or newer than this version", async () => {
  const shift = (by: number) => `update drizzle.__drizzle_migrations set created_at = created_at + ${by}`;
  expect(await after(shift(-1), shift(1))).toEqual([expect.stringContaining("older than this version")]);
  expect(await after(shift(1), shift(-1))).toEqual([expect.stringContaining("newer than this version")]);
});
