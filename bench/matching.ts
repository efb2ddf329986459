// Candidates and proposals for vendors at any number of them in Sage, on a server that flushes to disk.
// node --import tsx bench/matching.ts [sage vendors] [companies]

import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { say, time } from "#bench/measure.ts";
import { createDatabase, startPostgres, startReaper } from "#bin/launch/postgres.mjs";
import { makePairs, makeParties, type Pair } from "#drizzle/factories/vendor-pairs.ts";
import { uuidOf } from "#drizzle/seed/random.ts";
import { nameOf } from "#lib/core/matching/name.ts";
import { connect, type Database, json, list, row, rows, withCompany } from "#lib/db/database.ts";
import { countWords, matchParties, writeNames } from "#lib/db/link-matching.ts";
import { migrate } from "#lib/db/migrate.ts";
import { vendorPage } from "#lib/queries/vendor-page.ts";

const vendors = Math.min(Number(process.argv[2] ?? 50_000), 200_000);
const companies = Math.min(Number(process.argv[3] ?? 2_000), vendors);
const companyId = uuidOf("bench", "matching");

const idOf = (n: number) => uuidOf("bench", "vendor", n);
const sageOf = (n: number) => `V${n}`;

async function fill(owner: Database, pairs: readonly Pair[]): Promise<void> {
  await owner.execute(sql`insert into company (id, name) values (${companyId}, 'Bench')`);
  for (let start = 0; start < pairs.length; start += 5_000) {
    const page = pairs.slice(start, start + 5_000).map(({ theirs, mine }, n) => {
      const at = start + n;
      return { v: sageOf(at), s: theirs, id: idOf(at), c: at < companies ? mine : null };
    });
    await withCompany(owner, companyId, async (tx) => {
      await tx.execute(sql`insert into sage_vendor (company_id, vendor, name, type, status, city, phone, address_1, zip, email, tax_id, seen_at)
        select ${companyId}::uuid, v, s ->> 'name', '', 'Active', s ->> 'city', s ->> 'phone', s ->> 'address', s ->> 'zip', s ->> 'email', s ->> 'taxId', clock_timestamp()
        from jsonb_to_recordset(${json(page)}) as x(v text, s jsonb)`);
      await tx.execute(sql`insert into vendor (company_id, id, source_id, name, city, phone, address, zip, email, tax_id)
        select ${companyId}::uuid, id, v, c ->> 'name', c ->> 'city', c ->> 'phone', c ->> 'address', c ->> 'zip', c ->> 'email', c ->> 'taxId'
        from jsonb_to_recordset(${json(page)}) as x(v text, id uuid, c jsonb) where jsonb_typeof(c) = 'object'`);
    });
  }
}

async function prepareNames(app: Database): Promise<void> {
  let since = performance.now();
  for (let more = true; more; ) more = (await withCompany(app, companyId, (tx) => writeNames(tx, companyId, 500))) > 0;
  say(`names of all parties written: ${((performance.now() - since) / 1000).toFixed(1)} s`);
  since = performance.now();
  await withCompany(app, companyId, (tx) => countWords(tx, companyId));
  say(`words counted: ${(performance.now() - since).toFixed(0)} ms`);
}

async function measure(app: Database, pairs: readonly Pair[]): Promise<void> {
  const keys = pairs.slice(0, companies).map(({ mine }) => nameOf(mine.name).key);
  const ask = (turn: number) =>
    withCompany(app, companyId, (tx) =>
      rows(tx, sql`select * from link_candidates('sage', ${list([keys[turn % keys.length] ?? ""], "text")}, 25)`),
    );
  await time("candidates of one name, by trigrams", 400, ask);
  const one = (turn: number) =>
    withCompany(app, companyId, (tx) => matchParties(tx, companyId, "company", [idOf(turn % companies)]));
  await time("three proposals of one company, stored", 200, one);
  const who = { companyId, actor: { kind: "system" as const, name: "Bench" } };
  const page = (tab: string, side: string) => async () => {
    const outcome = await vendorPage.execute(app, who, { tab, side });
    if (!outcome.ok) throw new Error(outcome.refusal.code);
  };
  await time("list of unlinked Sage vendors, with all counts", 20, page("unlinked", "sage"));
  await time("list of unlinked companies, with all counts", 20, page("unlinked", "company"));
  const since = performance.now();
  for (let start = 0; start < companies; start += 50) {
    const ids = Array.from({ length: Math.min(50, companies - start) }, (_, n) => idOf(start + n));
    await withCompany(app, companyId, (tx) => matchParties(tx, companyId, "company", ids));
  }
  const each = (performance.now() - since) / companies;
  say(`proposals of ${companies.toLocaleString("en-US")} companies, fifty at once: ${each.toFixed(1)} ms each`);
}

/** Where the right vendor stands among the proposals, with everything that both sides say. */
async function report(owner: Database): Promise<void> {
  const found = await row<Record<string, string>>(
    owner,
    sql`with ranked as (select v.source_id, p.sage_vendor, p.is_certain, row_number() over (partition by p.vendor_id order by p.score desc, p.sage_vendor) as place
        from link_proposal p join vendor v on v.company_id = p.company_id and v.id = p.vendor_id where p.side = 'company')
    select count(*) filter (where source_id = sage_vendor and place = 1) as first, count(*) filter (where source_id = sage_vendor and place <= 3) as three,
      count(*) filter (where is_certain) as certain, count(*) filter (where is_certain and source_id <> sage_vendor) as wrong from ranked`,
  );
  say(
    `of ${companies.toLocaleString("en-US")} companies: right first ${found?.first}, among three ${found?.three}; certain ${found?.certain}, of them wrong ${found?.wrong}`,
  );
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
  const appUrl = new URL(ownerUrl);
  appUrl.username = "countersign_app";
  appUrl.password = appPassword;
  const [owner, app] = [connect(ownerUrl, 2), connect(appUrl.href, 4)];
  const pairs = makePairs("bench", makeParties("bench", vendors));
  say(`${vendors.toLocaleString("en-US")} Sage vendors`);
  await fill(owner, pairs);
  await prepareNames(app);
  await owner.execute(sql`vacuum analyze`);
  await measure(app, pairs);
  await report(owner);
  await Promise.all([owner.$client.end(), app.$client.end()]);
} finally {
  await server.stop();
  await reap();
}
process.exit(0);
