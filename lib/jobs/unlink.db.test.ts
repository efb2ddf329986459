import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anItem, type TestItem } from "#drizzle/factories/item.ts";
import { aPipeline, type Pipeline } from "#drizzle/factories/pipeline.ts";
import { until } from "#drizzle/factories/processes.ts";
import { keepItem } from "#lib/commands/keep-item.ts";
import { unlinkItem } from "#lib/commands/unlink-item.ts";
import { verifyChain } from "#lib/db/chain.ts";
import { row, withCompany } from "#lib/db/database.ts";
import { brokenInvariants } from "#lib/db/invariants.ts";

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await aPipeline();
  await pipeline.startWorker();
  await pipeline.enrol();
  await pipeline.startSyncClient();
});
afterAll(() => pipeline?.close());

type Standing = { state: string; status: string; note: string | null; version: number; looks: number };
const standingOf = async (item: TestItem): Promise<Standing> => {
  const found = await row<Standing>(
    pipeline.owner,
    sql`select i.state, e.status, e.note, i.version, (select count(*)::int from export_attempt a where a.company_id = e.company_id
      and a.export_id = e.id and a.mode = 'watch' and a.reported_at is not null) as looks
    from item i join export e on e.company_id = i.company_id and e.item_id = i.id where i.id = ${item.id}`,
  );
  if (!found) throw new Error("the item has no export");
  return found;
};
/** Waits, and lets the next look of a watch come at once. */
const reaches = async (item: TestItem, what: string, isThere: (found: Standing) => boolean) =>
  await until(
    `${item.contract.number}: ${what}`,
    async () => {
      await pipeline.owner.execute(sql`update export set next_check_at = clock_timestamp() - interval '4 seconds'
        where item_id = ${item.id} and status = 'unlinking' and lease_mode is null and not is_offered and next_check_at > clock_timestamp()`);
      return isThere(await standingOf(item));
    },
    30_000,
  ).catch(async (error: unknown) => {
    throw new Error(`${String(error)}\n${await pipeline.account()}`);
  });
const aSynced = async (): Promise<TestItem> => {
  const item = await anItem(pipeline.app, pipeline.company);
  await pipeline.accept([item]);
  await reaches(item, "synced", ({ state }) => state === "synced");
  return item;
};
const ask = async (command: typeof unlinkItem, item: TestItem) => {
  const { version } = await standingOf(item);
  const input = { itemId: item.id, seenVersion: version };
  const answer = await command.execute(pipeline.app, pipeline.company.principal("accountant"), input);
  if (!answer.ok) throw new Error(answer.refusal.code);
};
const effectsOf = async (item: TestItem) => (await pipeline.effects(item.contract.number)).map(({ kind }) => kind);
const expectWhole = async () => {
  const { id } = pipeline.company;
  const found = await withCompany(pipeline.app, id, async (tx) => ({
    broken: await brokenInvariants(tx, id),
    chain: await verifyChain(tx, id),
  }));
  expect(found.broken).toEqual([]);
  expect(found.chain.firstBreak).toBeNull();
};

describe("unlink, with the real sync client and Sage", () => {
  test("watches as long as the commitment stands, and opens by itself once it is deleted there", async () => {
    const item = await aSynced();
    await ask(unlinkItem, item);
    await reaches(item, "looked at twice", ({ looks }) => looks >= 2);
    expect(await standingOf(item)).toMatchObject({
      ...{ state: "synced", status: "unlinking", note: expect.stringContaining(item.contract.number) },
    });
    await pipeline.control("POST", `commitments/${item.contract.number}/delete`);
    await reaches(item, "open", ({ state }) => state === "not_sent");
    expect(await standingOf(item)).toMatchObject({ status: "unlinked" });
    expect(await effectsOf(item)).toEqual(["commitment.imported", "commitment.posted", "commitment.deleted"]);
    await expectWhole();
  });

  test("a withdrawn wish leaves everything as it was", async () => {
    const item = await aSynced();
    await ask(unlinkItem, item);
    await reaches(item, "looked at", ({ looks }) => looks >= 1);
    await ask(keepItem, item);
    expect(await standingOf(item)).toMatchObject({ state: "synced", status: "proved" });
    expect(await effectsOf(item)).toEqual(["commitment.imported", "commitment.posted"]);
    await expectWhole();
  });

  test("Sage keeps a commitment with invoices: the watch goes on", async () => {
    const item = await aSynced();
    const { number } = item.contract;
    await pipeline.control("POST", `commitments/${number}`, { amount_invoiced: "1.00" });
    await expect(pipeline.control("POST", `commitments/${number}/delete`)).rejects.toThrow("has invoices");
    await ask(unlinkItem, item);
    await reaches(item, "looked at", ({ looks }) => looks >= 1);
    expect(await standingOf(item)).toMatchObject({ state: "synced", status: "unlinking" });
  });
});
