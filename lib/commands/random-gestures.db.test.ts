import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { aDirectoryCompany } from "#drizzle/factories/directory-company.ts";
import { aTurn, Scene, sendAll } from "#drizzle/factories/gesture-scene.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aNewJob } from "#drizzle/factories/new-job.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { verifyChain } from "#lib/db/chain.ts";
import { rows, withCompany } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";

let bed: TestBed;
let store: ReturnType<typeof gatewayStore>;
beforeAll(async () => {
  bed = await openTestBed();
  store = gatewayStore(bed.app, bed.database.appUrl);
});
afterAll(async () => {
  await store.close();
  await bed.close();
});

/**
 * Every release of a commitment, by the record: whether its vendor and its job were linked when it happened, as the accepted
 * document names them. Those that the company had from the beginning have no event.
 */
async function releasedWithLinks({ id, project, vendor }: TestCompany) {
  return await rows<{ number: string; vendor: string; has_vendor: boolean; has_job: boolean }>(
    bed.owner,
    sql`with released as (select a.seq, i.number, (select d.document::jsonb -> 'expectations' from audit_event b join export_document d
          on d.company_id = b.company_id and d.sha256 = b.data ->> 'sha256' where b.company_id = a.company_id and b.item_id = a.item_id
          and b.kind = 'item.accepted' and b.seq < a.seq order by b.seq desc limit 1) as expected
        from audit_event a join item i on i.company_id = a.company_id and i.id = a.item_id
        where a.company_id = ${id} and a.kind = 'export.released' and i.record_type = 'commitment'),
      named as (select seq, number, expected -> 0 -> 'rows' -> 0 ->> 'Vendor' as vendor, expected -> 1 -> 'rows' -> 0 ->> 'Job' as job from released)
    select number, vendor, vendor = ${vendor.sageVendor} or exists (select 1 from audit_event l where l.company_id = ${id} and l.kind = 'vendor.linked'
        and l.seq < named.seq and l.data ->> 'sageVendor' = named.vendor) as has_vendor,
      job = ${project.job} or exists (select 1 from audit_event l where l.company_id = ${id} and l.kind = 'project.linked'
        and l.seq < named.seq and l.data ->> 'job' = named.job) as has_job from named`,
  );
}

test("whatever people and machines do, at once and in any order, every invariant holds and the counters count", {
  timeout: 180_000,
}, async () => {
  const states = new Set<string>();
  let afterCompany = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(aTurn, { minLength: 60, maxLength: 60, size: "max" }),
      fc.integer({ min: 1, max: 4 }),
      async (turns, lanes) => {
        const company = await aCompany(bed.owner);
        const vendor = await aDirectoryCompany(bed.app, company);
        const job = await aNewJob(bed.app, company, { codes: [{ code: "26-010", types: ["SUB"] }] });
        const scene = new Scene({ bed, store }, company, vendor, job);
        for (let at = 0; at < 4; at += 1) await scene.source(at, 1);
        await sendAll(scene);
        if (lanes % 2 === 0) await scene.acceptAll();
        // Few get as far as Sage by chance: two are there already, for Unlink.
        for (let n = 0; n < 2; n += 1) await anItem(bed.app, scene.company, { state: "synced" });
        const queue = [...turns];
        const lane = async () => {
          for (let next = queue.shift(); next; next = queue.shift()) await scene.play(next);
        };
        await Promise.all(Array.from({ length: lanes }, lane));
        // Whatever is left goes its way: what others stand on is made and linked.
        await scene.acceptAll();
        for (let n = 1; n < 4; n += 1) {
          await scene.play({ act: "pump", at: 0, n });
          await scene.play({ act: "follow", at: 0, n });
        }
        expect(await bed.broken(scene.company)).toEqual([]);
        const released = await releasedWithLinks(scene.company);
        expect(released.filter(({ has_vendor, has_job }) => !has_vendor || !has_job)).toEqual([]);
        released.forEach(({ vendor: on }) => {
          if (on !== "LUMEN") afterCompany += 1;
        });
        const { id } = scene.company;
        expect((await withCompany(bed.app, id, (tx) => verifyChain(tx, id))).firstBreak).toBeNull();
        const page = await inboxPage.execute(bed.app, scene.company.principal("accountant"), { tab: "all" });
        const items = await rows<{ state: string }>(bed.owner, sql`select state from item where company_id = ${id}`);
        for (const { state } of items) states.add(state);
        const sent = items.filter((entry) => entry.state !== "not_sent").length;
        expect(page.ok && [page.value.rows.length, page.value.total?.count]).toEqual([sent, sent]);
      },
    ),
    { numRuns: Number(process.env.GESTURE_RUNS ?? 12) },
  );
  const [unlinked] = await rows<{ n: number }>(
    bed.owner,
    sql`select count(*)::int as n from audit_event where kind = 'item.unlinked'`,
  );
  console.info(`released after the company that they stand on: ${afterCompany}`);
  console.info(`unlinked: ${unlinked?.n}`);
  console.info(`states reached: ${[...states].toSorted().join(", ")}`);
});
