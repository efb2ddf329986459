import { Pool } from "pg";
import { pino } from "pino";
import { smtpMail } from "#lib/connectors/mail/smtp.ts";
import { procoreConnections } from "#lib/connectors/procore/connections.ts";
import { hookSender } from "#lib/connectors/webhooks/hook-sender.ts";
import { workerConfig } from "#lib/core/config.ts";
import { connect } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { gatewayKey, readProcoreCredentials } from "#lib/db/installation.ts";
import { madeSecrets } from "#lib/db/made-secrets.ts";
import { selfCheck } from "#lib/db/self-check.ts";
import { startGateway } from "#lib/gateway/gateway.ts";
import { startQueue } from "#lib/jobs/queue.ts";
import { startTimers } from "#lib/jobs/timers.ts";

const config = workerConfig(process.env);
const log = pino({ base: { program: "worker" }, level: config.LOG_LEVEL });
const db = connect(config.APP_DATABASE_URL, 20);
const problems = await selfCheck(db, config.COUNTERSIGN_THROWAWAY === "1");
if (problems.length > 0) {
  process.stderr.write(`This database is not fit for use:\n${problems.map((problem) => `  ${problem}\n`).join("")}`);
  process.exit(1);
}

const connections = procoreConnections(async (companyId) => {
  const credentials = await readProcoreCredentials(db, companyId, config.COUNTERSIGN_KEY);
  const tuning = { trustedMs: config.PROCORE_TRUST_SECONDS * 1000 };
  return credentials && { ...credentials, tuning, log: (entry) => log.debug(entry, "procore call") };
});
const mail = config.MAIL_URL ? smtpMail({ url: config.MAIL_URL, from: config.MAIL_FROM }) : null;
const hooks = hookSender({ allowsPrivate: config.WEBHOOKS_ALLOW_PRIVATE === "1" });
const secrets = madeSecrets(config.COUNTERSIGN_KEY);
const context = { db, log, mail, hooks, ...secrets, address: config.NEXTAUTH_URL, ...connections };
// The queue's own notes need not survive a crash: a bell that rings twice or is lost does no harm.
const options = "-c synchronous_commit=off";
const ownerPool = new Pool({ connectionString: config.DATABASE_URL, max: 6, options });
const onLost = (error: Error) => log.warn({ problem: error.message }, "queue connection lost");
ownerPool.on("error", onLost);
ownerPool.on("connect", (client) => client.on("error", onLost));
const queue = await startQueue(ownerPool, context, 4);
const stopTimers = startTimers(context, config.POLL_SECONDS * 1000);
const store = gatewayStore(db, config.APP_DATABASE_URL);
const gateway = await startGateway({
  port: config.GATEWAY_PORT,
  host: config.GATEWAY_HOST,
  store,
  serverKey: await gatewayKey(db, config.COUNTERSIGN_KEY),
  log,
});
process.stdout.write(`${JSON.stringify({ ready: "worker", gatewayPort: gateway.port })}\n`);

let isStopping = false;
async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  stopTimers();
  await gateway.close();
  await queue.stop();
  await store.close();
  await Promise.all([ownerPool.end(), db.$client.end()]);
  process.exit(code);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(0));
