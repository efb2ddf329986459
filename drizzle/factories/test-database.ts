import { randomUUID } from "node:crypto";
import pg from "pg";

export type TestDatabase = {
  /** As the owner, for migrations and for looking past row level security. */
  readonly ownerUrl: string;
  /** As the application. */
  readonly appUrl: string;
  drop(): Promise<void>;
};

const demand = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: database tests run through "node bin/test.mjs db".`);
  return value;
};

async function asAdmin(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: demand("TEST_ADMIN_DATABASE_URL") });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

// Cloning takes an exclusive look at the template: test files that start together wait for each other.
const CLONE_LOCK = 7_340_021;

/** An empty database of its own, migrated: a clone of the template. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await asAdmin(async (client) => {
    await client.query("select pg_advisory_lock($1)", [CLONE_LOCK]);
    await client.query(`create database ${name} template ${demand("TEST_TEMPLATE")}`);
  });
  const owner = new URL(demand("TEST_ADMIN_DATABASE_URL"));
  owner.pathname = `/${name}`;
  const app = new URL(owner);
  app.username = "countersign_app";
  app.password = demand("TEST_APP_PASSWORD");
  return {
    ownerUrl: owner.href,
    appUrl: app.href,
    drop: () => asAdmin((client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

/** An empty database for a simulated Sage on the same server. */
export async function sageDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `sage_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  await asAdmin((client) => client.query(`create database ${name}`));
  const url = new URL(demand("TEST_ADMIN_DATABASE_URL"));
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => asAdmin((client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}
