// Has Procore tell this installation what happens: registers webhooks for a company's connection.
import { parseArgs } from "node:util";
import { procoreConnection } from "#lib/connectors/procore/procore-source.ts";
import { connect, withCompany } from "#lib/db/database.ts";
import { companyNamed, readProcoreCredentials } from "#lib/db/installation.ts";
import { settleHooks } from "#lib/db/source-hooks.ts";
import { webhookSecret } from "#lib/db/webhook-secret.ts";

const usage = `node --import tsx bin/webhooks.ts --name COMPANY --url https://COUNTERSIGN
  with DATABASE_URL (the owner) and COUNTERSIGN_KEY in the environment; the URL is how Procore reaches the web`;

async function main(): Promise<string> {
  const { values } = parseArgs({ options: { name: { type: "string" }, url: { type: "string" } } });
  const { DATABASE_URL, COUNTERSIGN_KEY } = process.env;
  const { name, url } = values;
  if (!name || !url || !DATABASE_URL || !COUNTERSIGN_KEY || !URL.canParse(url)) throw new Error(usage);
  const db = connect(DATABASE_URL, 1);
  try {
    const companyId = await companyNamed(db, name);
    const credentials = await readProcoreCredentials(db, companyId, COUNTERSIGN_KEY);
    if (!credentials)
      throw new Error(`${name} has no connection to Procore. Set it up with bin/setup.ts procore first.`);
    const address = new URL(`/api/webhooks/procore/${companyId}`, url).href;
    const authorization = webhookSecret(COUNTERSIGN_KEY, companyId);
    const names = await procoreConnection(credentials).events.register({ url: address, authorization });
    const fate = { url: address, resources: names.length, problem: null };
    await withCompany(db, companyId, (tx) => settleHooks(tx, companyId, { kind: "system", name: "Set-up" }, fate));
    return `Procore tells ${address} of: ${names.join(", ")}. Everything else is found by polling, as before.`;
  } finally {
    await db.$client.end();
  }
}

const failed = (error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
};
main().then((words) => process.stdout.write(`${words}\n`), failed);
