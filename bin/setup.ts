// Sets up a real installation from the server's command line: a company, its people, its connection to Procore.
import { parseArgs } from "node:util";
import { z } from "zod";
import { roles } from "#lib/core/actors.ts";
import { connect, type Database } from "#lib/db/database.ts";
import { addPerson, companyNamed, createCompany, saveProcoreConnection } from "#lib/db/installation.ts";
import { hashPassword } from "#lib/db/password.ts";

const usage = `node --import tsx bin/setup.ts company --name COMPANY [--time-zone America/Chicago]
node --import tsx bin/setup.ts person --name COMPANY --person NAME --email E-MAIL --roles admin,accountant,project_manager,auditor
  with SETUP_PASSWORD (12 characters or more) in the environment
node --import tsx bin/setup.ts procore --name COMPANY --procore-company ID --client-id ID [--api-base URL] [--login-base URL]
  with PROCORE_CLIENT_SECRET and COUNTERSIGN_KEY in the environment
All need DATABASE_URL, as the owner.`;
const text = { type: "string" } as const;
const options = {
  name: text,
  person: text,
  email: text,
  roles: text,
  "time-zone": { ...text, default: "America/Chicago" },
  "procore-company": text,
  "client-id": text,
  "api-base": { ...text, default: "https://api.procore.com" },
  "login-base": { ...text, default: "https://login.procore.com" },
};
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

async function person(db: Database, name: string, values: Values): Promise<string> {
  const { SETUP_PASSWORD = "" } = process.env;
  const wanted = z.array(z.enum(roles)).min(1).safeParse(values.roles?.split(","));
  if (!values.person || !values.email || !wanted.success || SETUP_PASSWORD.length < 12) throw new Error(usage);
  const passwordHash = await hashPassword(SETUP_PASSWORD);
  const one = { name: values.person, email: values.email, roles: wanted.data, passwordHash };
  await addPerson(db, await companyNamed(db, name), one);
  return `${values.email} can sign in to ${name}. “Can push to accounting” is granted in Settings.`;
}

async function procore(db: Database, name: string, values: Values): Promise<string> {
  const { PROCORE_CLIENT_SECRET: clientSecret, COUNTERSIGN_KEY } = process.env;
  const { "procore-company": companyId, "client-id": clientId } = values;
  const { "api-base": apiBase = "", "login-base": loginBase = "" } = values;
  if (!companyId || !clientId || !clientSecret || !COUNTERSIGN_KEY) throw new Error(usage);
  const to = { apiBase, loginBase, companyId, clientId, clientSecret };
  await saveProcoreConnection(db, COUNTERSIGN_KEY, await companyNamed(db, name), to);
  return `${name} reads Procore company ${companyId} from the next poll on. Restart a worker that was connected before.`;
}

async function main(): Promise<string> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const { DATABASE_URL } = process.env;
  const { name } = values;
  if (!DATABASE_URL || !name) throw new Error(usage);
  const db = connect(DATABASE_URL, 1);
  try {
    if (positionals[0] === "company")
      return `${name} is set up: ${await createCompany(db, name, values["time-zone"])}.`;
    if (positionals[0] === "person") return await person(db, name, values);
    if (positionals[0] === "procore") return await procore(db, name, values);
    throw new Error(usage);
  } finally {
    await db.$client.end();
  }
}

const failed = (error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
};
main().then((words) => process.stdout.write(`${words}\n`), failed);
