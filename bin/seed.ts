import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedDemonstration } from "#drizzle/seed/seed-demonstration.ts";
import { connect } from "#lib/db/database.ts";

const demand = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
};
const write = (folder: string, name: string, content: unknown): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
};
const local = (port: string) => `http://127.0.0.1:${demand(port)}`;

const sageUrl = demand("SAGE_SIM_DATABASE_URL");
const around = {
  key: demand("COUNTERSIGN_KEY"),
  procore: local("PROCORE_SIM_PORT"),
  sage: local("SAGE_SIM_PORT"),
  sageUrl,
  clientId: demand("PROCORE_SIM_CLIENT_ID"),
  clientSecret: demand("PROCORE_SIM_CLIENT_SECRET"),
};
const db = connect(demand("DATABASE_URL"), 2);
const seeded = await seedDemonstration(db, around, new Date());
await db.$client.end();
if (seeded) {
  // The sync client reads Sage as a user of its own; `sync-client enrol` takes all four once the gateway listens.
  const reader = new URL(sageUrl);
  reader.username = "sage_reader";
  reader.password = demand("SAGE_SIM_READER_PASSWORD");
  const { enrolmentCode: code, signIns } = seeded;
  const enrol = { gateway: local("GATEWAY_PORT"), code, sageFolder: demand("SAGE_SIM_FOLDER"), sql: reader.href };
  write(demand("SYNC_CLIENT_HOME"), "enrol.json", enrol);
  write(demand("COUNTERSIGN_DATA"), "sign-in.json", signIns);
}
