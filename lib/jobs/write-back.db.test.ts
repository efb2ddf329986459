import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import type { SourcePort, WriteBack } from "#lib/connectors/port.ts";
import { row } from "#lib/db/database.ts";
import { writeBack } from "#lib/jobs/write-back.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

/** A source that takes origin ids and answers as told. */
function source(answer: () => WriteBack | Promise<WriteBack>) {
  const calls: unknown[][] = [];
  const none = async function* () {};
  const port: SourcePort = {
    projects: none,
    vendors: none,
    documents: none,
    document: async () => null,
    writeOrigin: async (...call) => {
      calls.push(call);
      return await answer();
    },
  };
  return { port, calls };
}
const stateOf = (itemId: string) =>
  row<{ write_back: string; write_back_note: string | null; in_seconds: number }>(
    bed.owner,
    sql`select write_back, write_back_note, extract(epoch from write_back_at - clock_timestamp())::int as in_seconds from export where item_id = ${itemId}`,
  );
const run = (company: TestCompany, port?: SourcePort) => bed.run(writeBack, { companyId: company.id }, port);

describe("write-back", () => {
  test("tells the source the Sage id of what is proved, once, and notes it", async () => {
    const company = await aCompany(bed.owner);
    const [item] = [
      await anItem(bed.app, company, { state: "synced" }),
      await anItem(bed.app, company, { state: "exporting" }),
    ];
    const { port, calls } = source(() => ({ kind: "written" }));
    await run(company, port);
    await run(company, port);
    const { erp_id: id } = await bed.item(item.id);
    const { kind, id: sourceId } = item.contract;
    expect(calls).toEqual([[kind, company.project.sourceId, String(sourceId), { id, code: id, data: null }]]);
    expect(await stateOf(item.id)).toMatchObject({ write_back: "written", write_back_note: null });
    expect((await bed.kinds(item.id)).at(-1)).toBe("export.written_back");
  });

  test("waits as long as the source asks and tries again; the item is synced all the while", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "synced" });
    const answers: WriteBack[] = [
      { kind: "later", retryAfterMs: 90_000, words: "Procore asks for a pause." },
      { kind: "written" },
    ];
    const { port, calls } = source(() => answers.shift() as WriteBack);
    await run(company, port);
    await run(company, port);
    expect(calls).toHaveLength(1);
    const waiting = await stateOf(item.id);
    expect(waiting).toMatchObject({ write_back: "due", write_back_note: "Procore asks for a pause." });
    expect(waiting?.in_seconds).toBeGreaterThan(80);
    await bed.owner.execute(sql`update export set write_back_at = clock_timestamp() where item_id = ${item.id}`);
    await run(company, port);
    expect(await stateOf(item.id)).toMatchObject({ write_back: "written", write_back_note: null });
    expect((await bed.item(item.id)).state).toBe("synced");
  });

  test("a refusal is final and shown", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "synced" });
    const { port, calls } = source(() => ({
      kind: "refused",
      code: "origin.taken",
      words: "The id belongs to another contract.",
    }));
    await run(company, port);
    await run(company, port);
    expect(calls).toHaveLength(1);
    expect(await stateOf(item.id)).toMatchObject({
      write_back: "refused",
      write_back_note: "The id belongs to another contract.",
    });
    expect((await bed.kinds(item.id)).at(-1)).toBe("export.write_back_refused");
    expect((await bed.view(company, item.id)).export).toMatchObject({ writtenBack: "refused" });
  });

  test("six workers at once write each once; one that dies leaves its turn to the next after a minute", async () => {
    const company = await aCompany(bed.owner);
    const items = [];
    for (let n = 0; n < 6; n += 1) items.push(await anItem(bed.app, company, { state: "synced" }));
    const { port, calls } = source(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return { kind: "written" };
    });
    await Promise.all(Array.from({ length: 6 }, () => run(company, port)));
    expect(calls).toHaveLength(6);
    expect(new Set(calls.map((call) => call[2])).size).toBe(6);
    const dead = await anItem(bed.app, company, { state: "synced" });
    const broken = source(() => Promise.reject(new Error("killed")));
    await expect(run(company, broken.port)).rejects.toThrow("killed");
    await run(company, port);
    expect(calls).toHaveLength(6);
    expect((await stateOf(dead.id))?.in_seconds).toBeGreaterThan(50);
  });

  test("a company without a connection, or nothing that is due: nothing happens", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "synced" });
    await run(company);
    expect(await stateOf(item.id)).toMatchObject({ write_back: "due" });
    expect(await bed.broken(company)).toEqual([]);
  });
});
