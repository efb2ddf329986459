// Every list and figure of a company with a million items, each within its own query as the application asks it.
// node --import tsx bench/lists.ts [items] [--stay]
import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { say, time } from "#bench/measure.ts";
import { widen } from "#bench/widen.ts";
import { createDatabase, startPostgres, startReaper } from "#bin/launch/postgres.mjs";
import { runToEnd, typescript } from "#bin/launch/processes.mjs";
import { type Actor, roles } from "#lib/core/actors.ts";
import { outboxPartIds } from "#lib/core/outbox-parts.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { connect, type Database, row } from "#lib/db/database.ts";
import { migrate } from "#lib/db/migrate.ts";
import { queries } from "#lib/queries/registry.ts";
import { recordTypes } from "#lib/records/registry.ts";

type Who = { readonly companyId: string; readonly actor: Extract<Actor, { kind: "person" }> };
type Ask = readonly [name: string, query: string, input: Readonly<Record<string, unknown>>];
const base = 10_000;

async function readWho(owner: Database): Promise<Who> {
  const found = await row<{ company: string; person: string; name: string }>(
    owner,
    sql`select g.company_id as company, g.person_id as person, p.name from push_grant g join person p on p.id = g.person_id limit 1`,
  );
  if (!found) throw new Error("the generated company has nobody who may accept");
  const rights = { roles: [...roles], grants: recordTypes.map(({ id }) => id), projectIds: [] };
  return { companyId: found.company, actor: { kind: "person", personId: found.person, name: found.name, ...rights } };
}

/** Ids that the questions name: the project and the vendor with the most open items, an address that is told. */
async function readPlaces(owner: Database, companyId: string) {
  const found = await row<{ project: string; vendor: string; item: string; webhook: string }>(
    owner,
    sql`select (select project_id from item where company_id = ${companyId} and state = 'not_sent' group by 1 order by count(*) desc limit 1) as project,
      (select vendor_id from item where company_id = ${companyId} and state = 'ready' group by 1 order by count(*) desc limit 1) as vendor,
      (select id from item where company_id = ${companyId} and state = 'not_sent' and is_approved limit 1) as item, (select id from webhook where company_id = ${companyId} limit 1) as webhook`,
  );
  if (!found) throw new Error("nothing was generated");
  return found;
}

function asks({ project, vendor, item, webhook }: Awaited<ReturnType<typeof readPlaces>>): readonly Ask[] {
  return [
    ["already in Sage, first page of a project", "document.page", { projectId: project }],
    ["one document beside its record", "document.match", { itemId: item }],
    ["health", "health.view", {}],
    ["causes", "cause.list", {}],
    ["dashboard", "dashboard.view", {}],
    ["rehearsal of everything pending", "rehearsal.page", {}],
    ["outbox, all under way", "outbox.page", {}],
    ...outboxPartIds.map((show): Ask => [`outbox, ${show}`, "outbox.page", { show }]),
    ["unknown and held", "unknown.page", {}],
    ["saved orders, everything by amount", "inbox.page", { tab: "all", sort: "amount" }],
    ["saved orders, one vendor by last movement", "inbox.page", { tab: "all", vendor, sort: "moved" }],
    ...["project", "vendor", "type", "assignee"].map(
      (group): Ask => [`groups of what is blocked, by ${group}`, "inbox.groups", { tab: "blocked", group }],
    ),
    ["groups of one project's synced, by vendor", "inbox.groups", { tab: "synced", project, group: "vendor" }],
    ["vendors, unlinked companies by open amount", "vendor.page", {}],
    ["vendors, linked", "vendor.page", { tab: "linked" }],
    ["palette, part of a number", "record.search", { q: "SC-24013-00" }],
    ["palette, a common word", "record.search", { q: "power" }],
    ["palette, nothing", "record.search", { q: "zzqx" }],
    ["attempts, newest", "attempt.page", {}],
    ["attempts, refused", "attempt.page", { outcome: "refused" }],
    ["attempts, a number", "attempt.page", { q: "SC-24013-00" }],
    ["notices", "notice.page", {}],
    ["notices, unread", "notice.page", { show: "unread" }],
    ["addresses that are told", "webhook.list", {}],
    ["deliveries to one address", "webhook.deliveries", { webhookId: webhook }],
    ["history, newest", "history.page", {}],
    ["reconcile, five projects", "reconcile.page", { limit: 5 }],
    ["reconcile, first page", "reconcile.page", {}],
    ["project list", "project.list", {}],
    ["one project", "project.status", { projectId: project }],
  ];
}

async function measure(app: Database, who: Who, all: readonly Ask[]): Promise<void> {
  for (const [name, query, input] of all) {
    const found = queries.get(query);
    if (!found) throw new Error(`no query is called ${query}`);
    const ask = async () => {
      const outcome = (await found.execute(app, who, input)) as Outcome<unknown>;
      if (!outcome.ok) throw new Error(`${query}: ${outcome.refusal.code}`);
    };
    const since = performance.now();
    const problem = await ask().then(
      () => null,
      (error: Error) => String(error.cause ?? error.message).slice(0, 80),
    );
    const first = performance.now() - since;
    if (problem) say(`${name.padEnd(58)} ${problem}`);
    else await time(name, first > 1000 ? 3 : 20, ask);
  }
}

const { values, positionals } = parseArgs({ options: { stay: { type: "boolean" } }, allowPositionals: true });
const copies = Math.max(1, Math.round(Math.min(Number(positionals[0] ?? 1_000_000), 1_000_000) / base));
const folder = mkdtempSync(join(tmpdir(), "countersign-bench-"));
await chmod(folder, 0o755);
const reap = startReaper(folder);
const server = await startPostgres({ folder: join(folder, "pg"), password: randomBytes(18).toString("base64url") });
try {
  const appPassword = randomBytes(18).toString("base64url");
  await createDatabase(server.url("postgres"), "bench");
  const ownerUrl = server.url("bench");
  await migrate(ownerUrl, { appPassword });
  const args = [...typescript("bench/generate.ts"), "--items", String(base), "--database", ownerUrl];
  await runToEnd("generate", args, { env: process.env, logFolder: folder });
  const appUrl = new URL(ownerUrl);
  [appUrl.username, appUrl.password] = ["countersign_app", appPassword];
  const [owner, app] = [connect(ownerUrl, 1), connect(appUrl.href, 4)];
  const who = await readWho(owner);
  const since = performance.now();
  await widen(owner, who.companyId, who.actor.personId, copies);
  say(
    `${(copies * base).toLocaleString("en-US")} items, widened in ${((performance.now() - since) / 1000).toFixed(0)} s`,
  );
  await measure(app, who, asks(await readPlaces(owner, who.companyId)));
  if (values.stay) {
    say(`${ownerUrl} ${who.companyId} ${who.actor.personId} ${appUrl.href}; ends with Ctrl+C`);
    // The pools would let the process end.
    const staying = setInterval(() => undefined, 60_000);
    await new Promise((resolve) => process.once("SIGINT", resolve));
    clearInterval(staying);
  }
  await Promise.all([owner.$client.end(), app.$client.end()]);
} finally {
  await server.stop();
  await reap();
}
process.exit(0);
