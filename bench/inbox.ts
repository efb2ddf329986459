// The inbox list and accept at any number of items, against the bare SQL of the same work, on a server that flushes to
// disk. node --import tsx bench/inbox.ts [items]

import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { Pool } from "pg";
import { say, time } from "#bench/measure.ts";
import { createDatabase, startPostgres, startReaper } from "#bin/launch/postgres.mjs";
import { runToEnd, typescript } from "#bin/launch/processes.mjs";
import { acceptItems } from "#lib/commands/accept-items.ts";
import type { Actor } from "#lib/core/actors.ts";
import { connect, type Database, row, rows } from "#lib/db/database.ts";
import { migrate } from "#lib/db/migrate.ts";
import { dashboardView } from "#lib/queries/dashboard-view.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { rehearsalPage } from "#lib/queries/rehearsal-page.ts";

const items = Math.min(Number(process.argv[2] ?? 100_000), 1_000_000);
type Who = { companyId: string; actor: Extract<Actor, { kind: "person" }> };

async function readWho(owner: Database): Promise<Who> {
  const found = await row<{ company: string; person: string; name: string }>(
    owner,
    sql`select g.company_id as company, g.person_id as person, p.name from push_grant g join person p on p.id = g.person_id limit 1`,
  );
  if (!found) throw new Error("the generated company has nobody who may accept");
  const { company, person, name } = found;
  const rights = { roles: ["accountant" as const], grants: ["commitment"], projectIds: [] };
  return { companyId: company, actor: { kind: "person", personId: person, name, ...rights } };
}

/** The least SQL that answers the list: what no framework can be faster than. */
const bareList = `select i.id, i.number, i.title, i.amount, i.sent_at, p.number as project, v.name as vendor from item i
  join project p on p.company_id = i.company_id and p.id = i.project_id left join vendor v on v.company_id = i.company_id and v.id = i.vendor_id
  where i.company_id = $1 and i.state = 'ready' order by i.sent_at desc nulls last, i.id desc nulls last limit 50`;

async function lists(app: Database, bare: Pool, who: Who): Promise<void> {
  const ask = async (input: object) => {
    const outcome = await inboxPage.execute(app, who, { limit: 50, ...input });
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };
  await time("list 50, bare SQL", 200, () => bare.query(bareList, [who.companyId]));
  await time("list 50, ready, newest first, with counts", 200, () => ask({}));
  await time("list 50, synced, by amount", 200, () => ask({ tab: "synced", sort: "amount" }));
  await time("list 50, outbox (two states)", 100, () => ask({ tab: "outbox" }));
  const [project] = (await ask({})).projects;
  await time("list 50, ready, one project", 100, () => ask({ project: project?.id }));
  let after: string | null = null;
  for (let page = 0; page < 200; page += 1) after = (await ask({ tab: "synced", ...(after ? { after } : {}) })).next;
  await time("list 50, synced, 200 pages deep", 100, () => ask({ tab: "synced", ...(after ? { after } : {}) }));
  await time("search, a number", 50, () => ask({ tab: "all", q: "SC-24013-0" }));
  await time("search, a common word", 50, () => ask({ tab: "all", q: "power" }));
  const ids = (await ask({})).rows.map((entry) => entry.id);
  await time("rehearsal of everything pending, first page", 10, () => rehearsalPage.execute(app, who, {}));
  await time("dashboard", 10, () => dashboardView.execute(app, who, {}));
  await time("open one item", 100, (turn) => itemView.execute(app, who, { itemId: ids[turn % ids.length] }));
}

type Candidate = { id: string; version: number; revision_id: string; document_sha256: string };
const toRow = (item: Candidate) => ({
  itemId: item.id,
  decisionId: randomUUID(),
  seenVersion: item.version,
  seenRevisionId: item.revision_id,
  seenSha256: item.document_sha256,
});

async function accepts(owner: Database, app: Database, bare: Pool, who: Who): Promise<void> {
  const ready = await rows<Candidate>(
    owner,
    sql`select id, version, revision_id, document_sha256 from item where company_id = ${who.companyId} and state = 'ready' and lane = 'clean'
      and not ${who.actor.personId}::uuid = any(own_person_ids) order by random() limit 2000`,
  );
  const next = () => {
    const item = ready.pop();
    if (!item) throw new Error("no more items to accept");
    return item;
  };
  const accept = async (wanted: readonly Candidate[]) => {
    const outcome = await acceptItems.execute(app, who, { rows: wanted.map(toRow) });
    if (!outcome.ok || outcome.value.done !== wanted.length) throw new Error(JSON.stringify(outcome).slice(0, 300));
  };
  await time("accept one, bare SQL (state, audit, export, job)", 100, () => bareAccept(bare, who, next()));
  await time("accept one, with rights, checks, chain and bell", 100, () => accept([next()]));
  const since = performance.now();
  const crowd = Array.from({ length: Math.min(400, Math.floor(ready.length / 3)) }, next);
  const turns = crowd.length;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let item = crowd.pop(); item; item = crowd.pop()) await accept([item]);
    }),
  );
  say(`accept, eight at once${" ".repeat(43)} ${Math.round(turns / ((performance.now() - since) / 1000))} a second`);
  const bulk = Array.from({ length: Math.min(500, ready.length) }, next);
  const start = performance.now();
  await accept(bulk);
  say(`accept ${bulk.length} at once${" ".repeat(46)} ${Math.round(performance.now() - start)} ms`);
}

/** The same four writes without a rule, rolled back so that the item stays. */
async function bareAccept(bare: Pool, who: Who, item: Candidate): Promise<void> {
  const client = await bare.connect();
  try {
    await client.query("begin");
    await client.query("update item set version = version + 1 where company_id = $1 and id = $2", [
      who.companyId,
      item.id,
    ]);
    await client.query(
      "insert into audit_event (company_id, seq, actor, kind, item_id, data, prev_hash, hash) values ($1, 0, '{}', 'item.accepted', $2, '{}', '', '')",
      [who.companyId, item.id],
    );
    await client.query("select ring_exports($1, array[$2]::uuid[], now())", [who.companyId, item.id]);
    await client.query("rollback");
  } finally {
    client.release();
  }
}

const folder = mkdtempSync(join(tmpdir(), "countersign-bench-"));
await chmod(folder, 0o755);
const reap = startReaper(folder);
const server = await startPostgres({ folder: join(folder, "pg"), password: randomBytes(18).toString("base64url") });
try {
  const appPassword = randomBytes(18).toString("base64url");
  await createDatabase(server.url("postgres"), "bench");
  const ownerUrl = server.url("bench");
  await migrate(ownerUrl, { appPassword });
  const args = [...typescript("bench/generate.ts"), "--items", String(items), "--database", ownerUrl];
  await runToEnd("generate", args, { env: process.env, logFolder: folder });
  const appUrl = new URL(ownerUrl);
  appUrl.username = "countersign_app";
  appUrl.password = appPassword;
  const [owner, app, bare] = [
    connect(ownerUrl, 2),
    connect(appUrl.href, 12),
    new Pool({ connectionString: ownerUrl, max: 2 }),
  ];
  bare.on("error", () => undefined);
  const who = await readWho(owner);
  say(`${items.toLocaleString("en-US")} items in one company`);
  await lists(app, bare, who);
  await accepts(owner, app, bare, who);
  await Promise.all([owner.$client.end(), app.$client.end(), bare.end()]);
} finally {
  await server.stop();
  await reap();
}
process.exit(0);
