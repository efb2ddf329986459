import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { assignCause } from "#lib/commands/assign-cause.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { muteCause } from "#lib/commands/mute-cause.ts";
import { retryItems } from "#lib/commands/retry-items.ts";
import { rows } from "#lib/db/database.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { watchCauses } from "#lib/jobs/watch-causes.ts";
import { causeList } from "#lib/queries/cause-list.ts";
import { causeView } from "#lib/queries/cause-view.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const key = "failed:vendor inactive";
const lines = async (company: TestCompany) =>
  demand(await causeList.execute(bed.app, company.principal("accountant"), {})).causes;
const view = async (company: TestCompany, of = key, more: object = {}) =>
  demand(await causeView.execute(bed.app, company.principal("accountant"), { key: of, ...more }));
const watch = (company: TestCompany) => bed.run(watchCauses, { companyId: company.id });
const orders = async (company: TestCompany) =>
  (await view(company)).rows.map(({ id, version, sha256 }) => ({
    itemId: id,
    decisionId: randomUUID(),
    seenVersion: version,
    seenSha256: sha256 ?? "",
  }));
const connect = (company: TestCompany) =>
  bed.owner.execute(sql`update sync_client set connection_id = gen_random_uuid(), is_sage_readable = true, seen_at = clock_timestamp() + interval '1 hour'
    where company_id = ${company.id}`);

describe("causes", () => {
  test("one line for what Sage said of three documents, with its money; the checks of another one are theirs", async () => {
    const company = await aCompany(bed.owner);
    for (let n = 0; n < 3; n += 1) await anItem(bed.app, company, { state: "failed" });
    await anItem(bed.app, company, { vendor: "unlinked" });
    await anItem(bed.app, company);
    await connect(company);
    const found = await lines(company);
    expect(found.map(({ key: one, items }) => [one, items])).toEqual([
      [key, 3],
      [expect.stringMatching(/^finding:commitment\.vendor/), 1],
    ]);
    expect(found[0]).toMatchObject({ amount: "10503.00", canRetry: true, holder: "accounting", owner: null });
    expect(found[1]).toMatchObject({ next: { href: "/vendors" }, canRetry: false });
  });

  test("what waits for a sync client that is away is its one cause, and none once it is back", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "exporting" });
    await anItem(bed.app, company, { state: "unknown" });
    expect((await lines(company)).map(({ key: one, items }) => [one, items])).toEqual([["way:away", 2]]);
    await connect(company);
    expect((await lines(company)).map(({ key: one }) => one)).toEqual([expect.stringMatching(/^unknown:/)]);
  });

  test("the items behind it come in pages, each once, with what was said of it", async () => {
    const company = await aCompany(bed.owner);
    const made = [];
    for (let n = 0; n < 5; n += 1) made.push((await anItem(bed.app, company, { state: "failed" })).id);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await view(company, key, { limit: 2, after });
      expect(page.rows.every(({ words }) => words?.includes("vendor inactive"))).toBe(true);
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual(made.toReversed());
    expect((await view(company, key, { after: "rubbish" })).rows).toHaveLength(5);
    expect(codeOf(await causeView.execute(bed.app, company.principal("auditor"), { key: "failed:never" }))).toBe(
      "cause.unknown",
    );
  });

  test("are written down while they last, close, and count as the same when they come back soon", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "failed" });
    await watch(company);
    await watch(company);
    expect((await view(company)).history).toMatchObject([{ peakItems: 1, closedAt: null }]);
    demand(await retryItems.execute(bed.app, company.principal("accountant"), { rows: await orders(company) }));
    await watch(company);
    const closed = await view(company);
    expect(closed).toMatchObject({ line: null, rows: [], words: "Failed to Export: vendor inactive." });
    expect(closed.history).toMatchObject([{ closedAt: expect.any(String) }]);
    for (let n = 0; n < 2; n += 1) await anItem(bed.app, company, { state: "failed" });
    await watch(company);
    expect((await view(company)).history).toMatchObject([{ peakItems: 2, closedAt: null }]);
    await bed.owner.execute(
      sql`update cause_episode set closed_at = now() - interval '1 hour' where company_id = ${company.id}`,
    );
    await watch(company);
    expect((await view(company)).history.map(({ closedAt }) => closedAt === null)).toEqual([true, false]);
  });
});

describe("marks", () => {
  test("a mute has a note and an end, stands behind the others, and is over at its end; both are in the record", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "failed" });
    const mute = (hours: number | null, note: string) =>
      muteCause.execute(bed.app, company.principal("admin"), { key, hours, note });
    expect(codeOf(await mute(24, " "))).toBe("cause.note");
    demand(await mute(24, "KSMITH is on it"));
    expect((await lines(company))[0]?.mute).toMatchObject({ note: "KSMITH is on it", until: expect.any(String) });
    expect((await bed.companyKinds(company)).at(-1)).toBe("cause.muted");
    await bed.owner.execute(
      sql`update cause_mark set muted_until = now() - interval '1 second' where company_id = ${company.id}`,
    );
    expect((await lines(company))[0]?.mute).toBeNull();
    demand(await mute(24, "again"));
    demand(await mute(null, ""));
    expect((await lines(company))[0]?.mute).toBeNull();
    expect(
      codeOf(await muteCause.execute(bed.app, company.principal("admin"), { key: "x", hours: 1, note: "n" })),
    ).toBe("cause.unknown");
    expect(codeOf(await mute(24 * 365, "for ever"))).toBe("input.invalid");
  });

  test("of two who give it to somebody, one wins; people without the right own nothing", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "failed" });
    const { accountant, admin, project_manager } = company.people;
    const give = (ownerId: string | null, seenOwnerId: string | null) =>
      assignCause.execute(bed.app, company.principal("admin"), { key, ownerId, seenOwnerId });
    const codes = (await Promise.all([give(accountant.id, null), give(admin.id, null)])).map(codeOf);
    expect(codes.toSorted()).toEqual(["cause.moved", null].toSorted());
    const owner = (await lines(company))[0]?.owner;
    expect([accountant.id, admin.id]).toContain(owner?.id);
    expect(codeOf(await give(project_manager.id, owner?.id ?? null))).toBe("cause.owner");
    demand(await give(null, owner?.id ?? null));
    expect((await lines(company))[0]?.owner).toBeNull();
    expect((await bed.companyKinds(company)).filter((kind) => kind === "cause.assigned")).toHaveLength(2);
  });
});

describe("trying all of a cause again", () => {
  test("each by its own rules: the others go though one is refused, and a repeated order does nothing twice", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    for (let n = 0; n < 3; n += 1) await anItem(bed.app, company, { state: "failed" });
    const wanted = await orders(company);
    const [first, second, third] = wanted;
    if (!first || !second || !third) throw new Error("three were made");
    const input = { rows: [first, { ...second, seenVersion: second.seenVersion - 1 }, third] };
    const answer = demand(await retryItems.execute(bed.app, company.principal("accountant"), input));
    expect(answer.rows.map(({ isDone, code }) => [isDone, code])).toEqual([
      [true, null],
      [false, "item.changed"],
      [true, null],
    ]);
    expect(answer.done).toBe(2);
    expect((await bed.item(first.itemId)).state).toBe("outbox");
    expect((await bed.item(second.itemId)).state).toBe("failed");
    const accepted = () =>
      rows(bed.owner, sql`select 1 from audit_event where company_id = ${company.id} and data ->> 'isRetry' = 'true'`);
    expect(await accepted()).toHaveLength(2);
    const again = demand(await retryItems.execute(bed.app, company.principal("accountant"), input));
    expect(again.rows.map(({ isDone }) => isDone)).toEqual([true, false, true]);
    expect(await accepted()).toHaveLength(2);
    expect((await view(company)).rows.map(({ id }) => id)).toEqual([second.itemId]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("what a check blocks by now is refused with it, and is another cause", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "failed" });
    const wanted = await orders(company);
    const unlink = { vendorId: company.vendor.id, sageVendor: null };
    demand(await linkVendor.execute(bed.app, company.principal("admin"), unlink));
    await bed.run(checkItems, { companyId: company.id });
    const answer = demand(await retryItems.execute(bed.app, company.principal("accountant"), { rows: wanted }));
    expect(answer.rows[0]?.code).toMatch(/^item\.(blocked|changed)$/);
    expect((await lines(company)).map(({ key: one }) => one)).toEqual([expect.stringMatching(/^finding:/)]);
  });
});
