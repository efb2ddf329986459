import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { anItem, type ItemOptions, type TestItem } from "#drizzle/factories/item.ts";
import { aPipeline, type Pipeline } from "#drizzle/factories/pipeline.ts";
import { type RunningProcess, until } from "#drizzle/factories/processes.ts";
import { resolveExport } from "#lib/commands/resolve-export.ts";
import { verifyChain } from "#lib/db/chain.ts";
import { list, rows, withCompany } from "#lib/db/database.ts";
import { brokenInvariants } from "#lib/db/invariants.ts";

const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
const chaosItems = 120;
let pipeline: Pipeline;
let worker: RunningProcess;
let client: RunningProcess;

beforeAll(async () => {
  pipeline = await aPipeline();
  worker = await pipeline.startWorker();
  await pipeline.enrol();
  client = await pipeline.startSyncClient();
});
afterEach(() => pipeline.control("DELETE", "faults"));
afterAll(() => pipeline?.close());

type Standing = {
  readonly state: string;
  readonly note: string | null;
  readonly version: number;
  readonly status: string;
  readonly fence: number;
  readonly attempts: number;
};
async function standingOf(item: TestItem): Promise<Standing> {
  const [found] = await rows<Standing>(
    pipeline.owner,
    sql`select i.state, i.note, i.version, e.status, e.fence, e.attempts from item i
    join export e on e.company_id = i.company_id and e.item_id = i.id where i.id = ${item.id}`,
  );
  if (!found) throw new Error("the item has no export");
  return found;
}
async function waitFor(what: string, probe: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  await until(what, probe, timeoutMs).catch(async (error: unknown) => {
    throw new Error(`${String(error)}\n${await pipeline.account()}`);
  });
}
const reaches = (item: TestItem, wanted: Partial<Standing>, timeoutMs?: number) => {
  const isThere = (found: Standing) => Object.entries(wanted).every(([name, value]) => found[name as never] === value);
  const what = `${item.contract.number} to be ${JSON.stringify(wanted)}`;
  return waitFor(what, async () => isThere(await standingOf(item)), timeoutMs);
};
const anAccepted = async (options: ItemOptions = {}): Promise<TestItem> => {
  const item = await anItem(pipeline.app, pipeline.company, options);
  await pipeline.accept([item]);
  return item;
};
const kindsIn = async (item: TestItem) => (await pipeline.effects(item.contract.number)).map((effect) => effect.kind);
const once = ["commitment.imported", "commitment.posted"];

/** What has to be true whenever nothing is under way. */
async function expectWhole(): Promise<void> {
  const { id } = pipeline.company;
  const found = await withCompany(pipeline.app, id, async (tx) => ({
    broken: await brokenInvariants(tx, id),
    chain: await verifyChain(tx, id),
  }));
  expect(found.broken).toEqual([]);
  expect(found.chain.firstBreak).toBeNull();
}

/** The commitment as it has to stand in Sage. */
const inSage = ({ contract }: TestItem) => ({
  commitment: contract.number,
  description: contract.title,
  vendor: "LUMEN",
  job: "24-01",
  posted: true,
  items: contract.lines.map((line, n) => ({ item_number: n + 1, cost_code: line.costCode, amount: line.amount })),
});
const nextBellOf = async (item: TestItem) => {
  const [found] = await rows<{ at: string }>(
    pipeline.owner,
    sql`select min(j.run_at) as at from graphile_worker.jobs j join export e on j.key like e.id || ':%' where e.item_id = ${item.id}`,
  );
  return found?.at ?? undefined;
};

describe("one item", () => {
  test("stands in Sage as it was accepted, proved, within ten seconds", async () => {
    const item = await anItem(pipeline.app, pipeline.company, { lines: 3 });
    const since = performance.now();
    await pipeline.accept([item]);
    await reaches(item, { state: "synced" }, 10_000);
    console.log(`accept to synced: ${Math.round(performance.now() - since)} ms`);
    expect(await kindsIn(item)).toEqual(once);
    const { commitments } = await pipeline.control<{ commitments: unknown[] }>(
      "GET",
      `commitments?commitment=${item.contract.number}`,
    );
    expect(commitments).toMatchObject([inSage(item)]);
    const attempts = await rows(
      pipeline.owner,
      sql`select a.mode, a.fence, a.verdict ->> 'kind' as verdict, a.wrote_sha256 = e.document_sha256 as is_same from export_attempt a
      join export e on e.company_id = a.company_id and e.id = a.export_id where e.item_id = ${item.id}`,
    );
    expect(attempts).toEqual([{ mode: "deliver", fence: 1, verdict: "proved", is_same: true }]);
    const events = await rows<{ kind: string }>(
      pipeline.owner,
      sql`select kind from audit_event where item_id = ${item.id} and kind like 'export.%' order by seq`,
    );
    expect(events.map((event) => event.kind)).toEqual([
      ...["export.released", "export.leased", "export.reported", "export.proved"],
    ]);
    await expectWhole();
  });

  test("that Sage refuses has failed, in Sage's words", async () => {
    const { sageVendor } = pipeline.company.vendor;
    const item = await anItem(pipeline.app, pipeline.company);
    await pipeline.freezeMirror();
    await pipeline.control("POST", `vendors/${sageVendor}`, { status: "Inactive" });
    try {
      await pipeline.accept([item]);
      await reaches(item, { state: "failed", status: "failed" });
      expect((await standingOf(item)).note).toMatch(/vendor/i);
      expect(await kindsIn(item)).not.toContain("commitment.imported");
    } finally {
      await pipeline.control("POST", `vendors/${sageVendor}`, { status: "Active" });
    }
  });

  test("that waits for its posting keeps its timer while others are accepted, and is synced when somebody posts it", async () => {
    const item = await anItem(pipeline.app, pipeline.company);
    await pipeline.control("POST", "faults", { kind: "posting_held", match: item.contract.number });
    await pipeline.accept([item]);
    await reaches(item, { state: "exporting", status: "imported" });
    const before = await nextBellOf(item);
    const other = await anAccepted();
    await reaches(other, { state: "synced" });
    expect(before).toBeDefined();
    if ((await standingOf(item)).fence === 1) expect(await nextBellOf(item)).toEqual(before);
    await pipeline.control("POST", "post", { commitment: item.contract.number });
    await reaches(item, { state: "synced" });
    expect(await kindsIn(item)).toEqual(once);
  });

  test("is there once when the sync client is killed while Sage hangs after its commit", async () => {
    const item = await anItem(pipeline.app, pipeline.company);
    await pipeline.control("POST", "faults", { kind: "hang_after_commit", match: item.contract.number });
    await pipeline.accept([item]);
    await until("the effect", async () => (await kindsIn(item)).length > 0);
    await pipeline.processes.kill(client);
    client = await pipeline.startSyncClient();
    await pipeline.control("DELETE", "faults");
    await reaches(item, { state: "synced" }, 30_000);
    expect(await kindsIn(item)).toEqual(once);
  });

  test("that somebody keyed into Sage by hand is held with the differences, and synced when adopted", async () => {
    const item = await anItem(pipeline.app, pipeline.company);
    const keyed = { commitment: item.contract.number, vendor: "LUMEN", items: [aKeyedLine] };
    await pipeline.control("POST", "load", { commitments: [keyed] });
    await pipeline.accept([item]);
    await reaches(item, { state: "held", status: "held" });
    const [found] = await rows<{ kind: string; n: number }>(
      pipeline.owner,
      sql`select verdict ->> 'kind' as kind, jsonb_array_length(verdict -> 'differences') as n from export where item_id = ${item.id}`,
    );
    expect(found?.kind).toBe("conflict");
    expect(found?.n).toBeGreaterThan(0);
    const { version } = await standingOf(item);
    const asked = { itemId: item.id, seenVersion: version, as: "adopt" };
    const outcome = await resolveExport.execute(pipeline.app, pipeline.company.principal("accountant"), asked);
    expect(outcome).toMatchObject({ ok: true });
    await reaches(item, { state: "synced" });
    expect(await kindsIn(item)).toEqual(["commitment.keyed"]);
  });
});

const aKeyedLine = { item_number: 1, job: "24-01", cost_code: "26-010", category: "SUB", amount: "77.00" };

describe("an acceptance", () => {
  test("whose bell cannot be rung leaves neither row nor job nor record", async () => {
    const item = await anItem(pipeline.app, pipeline.company);
    const count = () =>
      rows(
        pipeline.owner,
        sql`select (select count(*)::int from decision) as decisions, (select count(*)::int from export) as exports,
        (select count(*)::int from audit_event) as events, (select state from item where id = ${item.id}) as state`,
      );
    const before = await count();
    await pipeline.owner.execute(
      sql`revoke execute on function ring_exports(uuid, uuid[], timestamptz) from countersign_app`,
    );
    await expect(pipeline.accept([item])).rejects.toThrow();
    await pipeline.owner.execute(
      sql`grant execute on function ring_exports(uuid, uuid[], timestamptz) to countersign_app`,
    );
    expect(await count()).toEqual(before);
    await pipeline.accept([item]);
    await reaches(item, { state: "synced" });
  });
});

describe("processes", () => {
  test("a second sync client on the same Sage folder is refused", async () => {
    const home = join(pipeline.home, "..", "second-home");
    await pipeline.enrol(home);
    const second = pipeline.spawnSyncClient(home);
    expect(await second.ended).toMatchObject({ code: 1 });
    expect(second.output()).toMatch(/Another sync client|already served/);
    expect(client.hasEnded()).toBe(false);
  });

  test("all connections of the worker to PostgreSQL are cut, again and again, and work goes on", async () => {
    const items: TestItem[] = [];
    for (let n = 0; n < 10; n += 1) items.push(await anItem(pipeline.app, pipeline.company));
    await pipeline.accept(items);
    for (let turn = 0; turn < 3; turn += 1) {
      await pipeline.cutConnections();
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    for (const item of items) await reaches(item, { state: "synced" }, 40_000);
    if (worker.hasEnded()) worker = await pipeline.startWorker();
    await expectWhole();
  });
});

/** Numbers from 0 to below 1 that the seed alone decides (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe(`chaos, CHAOS_SEED=${seed}`, () => {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const moment = (mostMs: number) => new Promise((resolve) => setTimeout(resolve, random() * mostMs));
  const fired: string[] = [];
  let second: RunningProcess;
  let sage: RunningProcess;

  const isHolding = async () => {
    const { faults } = await pipeline.control<{ faults: { isHolding: boolean }[] }>("GET", "faults");
    return faults.some((fault) => fault.isHolding);
  };
  const items: TestItem[] = [];
  const syncedCount = async () => {
    const ids = items.map((item) => item.id);
    const [found] = await rows<{ n: number }>(
      pipeline.owner,
      sql`select count(*)::int as n from item where state = 'synced' and id = any(${list(ids)})`,
    );
    return found?.n ?? 0;
  };
  const moreSynced = async (count: number, timeoutMs: number) => {
    const aim = (await syncedCount()) + count;
    await until("progress", async () => (await syncedCount()) >= aim, timeoutMs).catch(() => {});
  };

  /** Sage hangs in the middle of a run, before or after its commit, until the faults are cleared. */
  async function hang(): Promise<void> {
    const kind = pick(["hang_before_commit", "hang_after_commit"] as const);
    await pipeline.control("POST", "faults", { kind });
    await waitFor(kind, isHolding, 25_000);
    fired.push(kind);
  }
  async function outage(): Promise<void> {
    await pipeline.control("POST", "faults", { kind: "offline" });
    await moment(2_000);
    await pipeline.control("DELETE", "faults/offline");
    fired.push("offline");
  }
  async function strike(victim: "worker" | "second worker" | "sync client" | "sage"): Promise<void> {
    fired.push(`kill ${victim}`);
    const running = { worker, "second worker": second, "sync client": client, sage }[victim];
    await pipeline.processes.kill(running);
    await moment(500);
    if (victim === "worker") worker = await pipeline.startWorker();
    else if (victim === "second worker") second = await pipeline.startWorker(false);
    else if (victim === "sync client") client = await pipeline.startSyncClient();
    else sage = await pipeline.startSage();
  }

  test(`${chaosItems} items, five kills, hangs, a lock and an outage: each is in Sage once and proved`, async () => {
    console.log(`CHAOS_SEED=${seed}`);
    second = await pipeline.startWorker(false);
    sage = pipeline.sage;
    for (let n = 0; n < chaosItems; n += 1) items.push(await anItem(pipeline.app, pipeline.company));
    for (let n = 0; n < chaosItems; n += 40) await pipeline.accept(items.slice(n, n + 40));
    await pipeline.control("POST", "faults", { kind: "locked", times: 2 });
    const victims = (["worker", "sync client", "sage"] as const).toSorted(() => random() - 0.5);
    const strikes = [...victims, pick(victims), pick(["second worker", "sync client"] as const)];
    for (const [turn, victim] of strikes.entries()) {
      await moreSynced(3 + Math.floor(random() * 6), 25_000);
      await hang();
      await moment(400);
      await pipeline.control("DELETE", "faults");
      if (random() < 0.7) await hang();
      await strike(victim);
      await pipeline.control("DELETE", "faults");
      if (turn === 1) await outage();
    }
    await waitFor("everything to be synced", async () => (await syncedCount()) === chaosItems, 60_000);
    console.log(`fired: ${fired.join(", ")}`);
    expect(fired.filter((fault) => fault.startsWith("hang")).length).toBeGreaterThanOrEqual(5);
    const posted = (await pipeline.effects()).filter((effect) => effect.kind === "commitment.posted");
    const ours = posted
      .map((effect) => effect.natural_key)
      .filter((key) => items.some((item) => item.contract.number === key));
    expect(ours.toSorted()).toEqual(items.map((item) => item.contract.number).toSorted());
    await expectWhole();
  }, 170_000);
});
