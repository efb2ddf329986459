import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aBudget } from "#drizzle/factories/budget.ts";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { anInvoice } from "#drizzle/factories/invoice.ts";
import { anItem, type TestItem } from "#drizzle/factories/item.ts";
import { aPipeline, type Pipeline } from "#drizzle/factories/pipeline.ts";
import { type RunningProcess, until } from "#drizzle/factories/processes.ts";
import { verifyChain } from "#lib/db/chain.ts";
import { rows, withCompany } from "#lib/db/database.ts";
import { replayView } from "#lib/queries/replay-view.ts";
import { type ReplayWish, replay } from "#lib/replay/replay-command.ts";
import { openTestCompany, READER_PASSWORD, type TestCompany } from "#lib/simulators/sage/test-company.ts";

let pipeline: Pipeline;
let client: RunningProcess;
let folder: string;
let first: TestItem;
let second: TestItem;
const sages: TestCompany[] = [];

/** A small month: a budget, two commitments (one with a code that is new to its job), a change order, an invoice. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay-"));
  pipeline = await aPipeline();
  await pipeline.startWorker();
  await pipeline.enrol();
  client = await pipeline.startSyncClient();
  const { app, company } = pipeline;
  first = await anItem(app, company, { lines: [{ amount: "12500.25" }, { amount: "0.75", costCode: "26-100" }] });
  second = await anItem(app, company, { lines: 3, kind: "purchase_order_contracts" });
  const change = await aChangeOrder(app, company, second, { lines: [{ amount: "-250.10" }] });
  const invoice = await anInvoice(app, company, first);
  const budget = await aBudget(app, company);
  await pipeline.accept([budget, first, second, change, invoice]);
  await until("the month to be synced", async () => (await pipeline.states()).synced === 5, 90_000).catch(
    async (error) => {
      throw new Error(`${String(error)}\n${await pipeline.account()}`);
    },
  );
});
afterAll(async () => {
  for (const sage of sages) await sage.close();
  await pipeline?.close();
  await rm(folder, { recursive: true, force: true });
});

/** An empty test company with the masters of the one that the month was written into. */
async function anEmptySage(): Promise<TestCompany> {
  const sage = await openTestCompany();
  sages.push(sage);
  await sage.start({ mastersFrom: pipeline.sageAddress });
  return sage;
}

function urlOf(databaseUrl: string): string {
  return Object.assign(new URL(databaseUrl), { username: "sage_reader", password: READER_PASSWORD }).href;
}

let homes = 0;
async function replayInto(sage: Pick<TestCompany, "folder" | "databaseUrl">, over: Partial<ReplayWish> = {}) {
  const said: string[] = [];
  homes += 1;
  const { id, name } = pipeline.company;
  const wish: ReplayWish = {
    db: pipeline.owner,
    company: { id, name },
    homeFolder: join(folder, `home-${homes}`),
    dataFolder: sage.folder,
    sql: urlOf(sage.databaseUrl),
    keepGoing: false,
    patienceMs: 20_000,
    importTimeoutMs: 10_000,
    upTo: null,
    onlyJob: null,
    say: (words) => said.push(words),
    ...over,
  };
  return { outcome: await replay(wish), words: said.join("\n"), home: wish.homeFolder };
}

const importedIn = async (sage: TestCompany) =>
  (await sage.effects())
    .filter(({ kind }) => kind.endsWith(".imported"))
    .map((one) => `${one.kind} ${one.natural_key}`);
type Report = {
  totals: { job: string; measure: string; ledger: string; sage: string; difference: string; because: string }[];
};
const reportIn = async (home: string) => JSON.parse(await readFile(join(home, "report.json"), "utf8")) as Report;
const lastReplay = async () => {
  const seen = await replayView.execute(pipeline.app, pipeline.company.principal("auditor"), {});
  return seen.ok ? seen.value.last : null;
};
async function untouched(work: () => Promise<void>): Promise<void> {
  await work().finally(() =>
    pipeline.owner.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update export_document set document = replace(document, '12500.26', '12500.25')`);
    }),
  );
}

test("the month comes out of an empty Sage equal to the cent, and a second start writes nothing", async () => {
  const sage = await anEmptySage();
  const { outcome, words, home } = await replayInto(sage);
  expect({ outcome, words }).toMatchObject({ outcome: "equal" });
  const { totals } = await reportIn(home);
  expect(totals.map(({ measure, ledger, sage: there, difference }) => [measure, ledger, there, difference])).toEqual([
    ["budget", "3001.00", "3001.00", "0.00"],
    ["committed", "19252.50", "19252.50", "0.00"],
    ["changes", "-250.10", "-250.10", "0.00"],
    ["invoiced", "2000.00", "2000.00", "0.00"],
    ["retainage", "200.00", "200.00", "0.00"],
  ]);
  expect(await readFile(join(home, "totals.csv"), "utf8")).toContain("24-01,Committed,19252.50,19252.50,0.00,");
  const imported = await importedIn(sage);
  expect(imported.filter((one) => one.startsWith("commitment.imported"))).toHaveLength(2);
  const again = await replayInto(sage, { homeFolder: home });
  expect(again.outcome).toBe("equal");
  expect(again.words).toContain("5 of 5  stands");
  expect(await importedIn(sage)).toEqual(imported);
  expect(await lastReplay()).toMatchObject({ outcome: "equal", count: 5, replayed: 5, totals: 5, differences: [] });
  const other = await replayInto(sage);
  expect(other).toMatchObject({ outcome: "refused", words: expect.stringContaining("holds a replay of") });
  expect(await importedIn(sage)).toEqual(imported);
});

test("a replay that waits for posting goes on where it was, each document once", async () => {
  const sage = await anEmptySage();
  await sage.control("POST", "faults", { kind: "posting_held" });
  const waiting = await replayInto(sage, { patienceMs: 1_000 });
  expect(waiting.outcome).toBe("waits");
  expect(await lastReplay()).toMatchObject({ outcome: "waits", replayed: 0 });
  await sage.control("DELETE", "faults");
  await sage.control("POST", "post", {});
  const { outcome, words } = await replayInto(sage, { homeFolder: waiting.home });
  expect({ outcome, words }).toMatchObject({ outcome: "equal" });
  const imported = await importedIn(sage);
  expect(new Set(imported).size).toBe(imported.length);
});

test("one changed byte of a stored document is refused by its name, with its hash changed along, too", async () => {
  const sage = await anEmptySage();
  const { owner, company } = pipeline;
  const ofFirst = sql`company_id = ${company.id} and id = (select id from export where company_id = ${company.id} and item_id = ${first.id})`;
  const change = (also: boolean) =>
    owner.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update export_document set document = replace(document, '12500.25', '12500.26')
        where company_id = ${company.id} and item_id = ${first.id}`);
      if (!also) return;
      await tx.execute(sql`update export_document set sha256 = encode(sha256(convert_to(document, 'UTF8')), 'hex')
        where company_id = ${company.id} and item_id = ${first.id}`);
      await tx.execute(sql`update export set document_sha256 = (select sha256 from export_document d
        where d.company_id = ${company.id} and d.item_id = ${first.id} and d.document like '%12500.26%' limit 1) where ${ofFirst}`);
    });
  await untouched(async () => {
    await change(false);
    const { outcome, words } = await replayInto(sage);
    expect(outcome).toBe("refused");
    expect(words).toContain(`${first.contract.number} (Sage ${first.contract.number}) is not what its hash says`);
  });
  const sha256 = first.documentSha256;
  await untouched(async () => {
    await change(true);
    const { outcome, words } = await replayInto(sage);
    expect(outcome).toBe("refused");
    expect(words).toContain("which the record does not say was proved");
  });
  await owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`update export_document set sha256 = encode(sha256(convert_to(document, 'UTF8')), 'hex')
      where company_id = ${company.id} and item_id = ${first.id}`);
    await tx.execute(sql`update export set document_sha256 = ${sha256} where ${ofFirst}`);
  });
  expect(await importedIn(sage)).toEqual([]);
});

test("a missing vendor is named before anything is written; told to go on, the rest goes and the difference is named", async () => {
  const sage = await anEmptySage();
  await sage.sql.query("delete from apm_master__vendor where vendor = 'LUMEN'");
  const stopped = await replayInto(sage);
  expect(stopped).toMatchObject({
    outcome: "refused",
    words: expect.stringContaining(`Missing in this Sage: Vendor LUMEN (needed by commitment`),
  });
  expect(await importedIn(sage)).toEqual([]);
  const { outcome, home } = await replayInto(sage, { homeFolder: stopped.home, keepGoing: true });
  expect(outcome).toBe("failed");
  const { totals } = await reportIn(home);
  expect(totals.find(({ measure }) => measure === "budget")).toMatchObject({ difference: "0.00" });
  const committed = totals.find(({ measure }) => measure === "committed");
  expect(committed).toMatchObject({ difference: "-19252.50", because: expect.stringMatching(/^Not replayed: /) });
  // Which of the two was proved first is the worker's business.
  expect(committed?.because.replace("Not replayed: ", "").split(", ").toSorted()).toEqual(
    [first, second].map(({ contract: { number } }) => `commitment ${number} (Sage ${number})`).toSorted(),
  );
});

test("only the documents of the job and up to the instant that were asked for", async () => {
  const sage = await anEmptySage();
  const none = await replayInto(sage, { onlyJob: "99-99" });
  expect(none).toMatchObject({ outcome: "equal", words: expect.stringContaining("0 documents proved") });
  const early = await replayInto(await anEmptySage(), { upTo: "2020-01-01T00:00:00.000Z" });
  expect(early).toMatchObject({ outcome: "equal", words: expect.stringContaining("0 documents proved") });
});

test("a company's own folder and a Sage that has the documents are left alone; the record keeps every outcome", async () => {
  const real = { folder: pipeline.sageFolder, databaseUrl: pipeline.sageUrl };
  const before = await pipeline.effects();
  expect(await replayInto(real)).toMatchObject({
    outcome: "refused",
    words: expect.stringContaining("already works on"),
  });
  await pipeline.processes.kill(client, "SIGTERM");
  const marked = await replayInto(real);
  expect(marked.outcome).toBe("refused");
  expect(marked.words).toContain("is the data folder of");
  const empty = await mkdtemp(join(folder, "data-"));
  expect(await replayInto({ ...real, folder: empty })).toMatchObject({
    outcome: "refused",
    words: expect.stringContaining("This Sage has"),
  });
  expect(await pipeline.effects()).toEqual(before);
  const { owner, company } = pipeline;
  const chain = await withCompany(owner, company.id, (tx) => verifyChain(tx, company.id));
  expect(chain.firstBreak).toBeNull();
  const events = await rows<{ n: number }>(
    owner,
    sql`select count(*)::int as n from audit_event a join replay_run r on r.company_id = a.company_id and r.id::text = a.data ->> 'runId'
      where a.company_id = ${company.id} and a.kind = 'replay.ended'`,
  );
  const runs = await rows<{ n: number }>(
    owner,
    sql`select count(*)::int as n from replay_run where company_id = ${company.id}`,
  );
  expect(events).toEqual(runs);
});
