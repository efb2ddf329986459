import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#drizzle/factories/test-database.ts";
import { verifyChain } from "#lib/db/chain.ts";
import { connect, type Database, row, rows, withCompany } from "#lib/db/database.ts";
import {
  addPerson,
  companyNamed,
  createCompany,
  gatewayKey,
  readProcoreCredentials,
  saveProcoreConnection,
} from "#lib/db/installation.ts";
import { hashPassword } from "#lib/db/password.ts";
import { signInWithPassword } from "#lib/db/people.ts";

let database: TestDatabase;
let owner: Database;
let app: Database;
const key = randomBytes(32).toString("base64");
beforeAll(async () => {
  database = await testDatabase();
  owner = connect(database.ownerUrl, 2);
  app = connect(database.appUrl, 4);
});
afterAll(async () => {
  await Promise.all([owner.$client.end(), app.$client.end()]);
  await database.drop();
});

test("a company is set up with an administrator who can sign in, and its Procore with a sealed secret", async () => {
  const adminEmail = `Iris.${randomUUID().slice(0, 8)}@test.example`;
  const passwordHash = await hashPassword("correct horse battery");
  const companyId = await createCompany(owner, "Alder", "America/Denver");
  expect(await companyNamed(owner, "Alder")).toBe(companyId);
  await expect(companyNamed(owner, "Nobody's")).rejects.toThrow("There is no company");
  const person = { name: "Iris Vance", email: adminEmail, roles: ["admin" as const], passwordHash };
  await addPerson(owner, companyId, person);
  await addPerson(owner, companyId, { ...person, roles: ["admin", "accountant"] });
  expect(await rows(owner, sql`select roles from membership where company_id = ${companyId}`)).toHaveLength(1);
  expect(await signInWithPassword(app, adminEmail, "correct horse battery", "test")).toMatchObject({ kind: "in" });
  expect(await signInWithPassword(app, adminEmail, "another horse", "test")).toEqual({ kind: "wrong" });
  const credentials = {
    apiBase: "https://api.example",
    loginBase: "https://login.example",
    companyId: "501",
    clientId: "id",
    clientSecret: "very secret",
  };
  expect(await readProcoreCredentials(app, companyId, key)).toBeNull();
  await saveProcoreConnection(owner, key, companyId, credentials);
  expect(await readProcoreCredentials(app, companyId, key)).toEqual(credentials);
  const stored = await row<{ sealed: string }>(
    owner,
    sql`select sealed_secret as sealed from procore_connection where company_id = ${companyId}`,
  );
  expect(stored?.sealed).not.toContain("very secret");
  const chain = await withCompany(app, companyId, (tx) => verifyChain(tx, companyId));
  expect(chain).toMatchObject({ firstBreak: null });
});

test("the gateway's key is made once and kept", async () => {
  const [first, again] = [await gatewayKey(app, key), await gatewayKey(app, key)];
  expect(first).toContain("PRIVATE KEY");
  expect(again).toBe(first);
});
