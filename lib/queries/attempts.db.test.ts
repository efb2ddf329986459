import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { resolveExport } from "#lib/commands/resolve-export.ts";
import { readMetrics } from "#lib/db/metrics.ts";
import { attemptPage } from "#lib/queries/attempt-page.ts";
import { unknownPage } from "#lib/queries/unknown-page.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const attempts = async (company: TestCompany, input: object = {}) =>
  demand(await attemptPage.execute(bed.app, company.principal("auditor"), input));
const unknown = async (company: TestCompany, role: "accountant" | "auditor" = "accountant") =>
  demand(await unknownPage.execute(bed.app, company.principal(role), {})).rows;

describe("attempts", () => {
  test("each with tag, times, sync client and outcome, and what was reported as it came", async () => {
    const company = await aCompany(bed.owner);
    const failed = await anItem(bed.app, company, { state: "failed" });
    const { rows, clients } = await attempts(company);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      itemId: failed.id,
      number: failed.contract.number,
      tag: expect.stringMatching(/^[A-Z2-9]{8}$/),
      ...{ fence: 1, phase: "Deliver", client: company.syncClient.name, outcome: "refused" },
      verbatim: expect.stringContaining("line 1 C SC-0001: vendor inactive"),
    });
    expect(clients.map(({ id }) => id)).toEqual([company.syncClient.id]);
  });

  test("narrow by outcome, sync client and number, and nobody else's are among them", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const failed = await anItem(bed.app, company, { state: "failed" });
    await anItem(bed.app, company, { state: "synced" });
    await anItem(bed.app, company, { state: "unknown" });
    await anItem(bed.app, other, { state: "failed" });
    const outcomes = async (input: object) => (await attempts(company, input)).rows.map(({ outcome }) => outcome);
    expect((await outcomes({})).toSorted()).toEqual(["none", "proved", "refused"]);
    expect(await outcomes({ outcome: "none" })).toEqual(["none"]);
    expect(await outcomes({ q: failed.contract.number })).toEqual(["refused"]);
    expect(await outcomes({ client: company.syncClient.id, outcome: "proved" })).toEqual(["proved"]);
    expect(await outcomes({ client: other.syncClient.id })).toEqual([]);
  });

  test("come in pages, each once, also those of one instant; another cursor starts again", async () => {
    const company = await aCompany(bed.owner);
    for (let n = 0; n < 5; n += 1) await anItem(bed.app, company, { state: "failed" });
    await bed.owner.execute(
      sql`update export_attempt set leased_at = date_trunc('hour', leased_at) where company_id = ${company.id}`,
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await attempts(company, { limit: 2, after });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
    expect((await attempts(company, { after: "rubbish" })).rows).toHaveLength(5);
  });
});

describe("outcome unknown", () => {
  test("shows what was accepted; the other side is not seen before a look, and differs after one that found other values", async () => {
    const company = await aCompany(bed.owner);
    const held = await anItem(bed.app, company, { state: "held" });
    const [before] = await unknown(company);
    expect(before).toMatchObject({ id: held.id, state: "held", words: "The journal of the sync client was lost" });
    expect(before?.sides.length).toBeGreaterThan(3);
    expect(before?.sides.every(({ found }) => found === null)).toBe(true);
    const amount = before?.sides.find(({ column }) => column === "Amount");
    if (!amount) throw new Error("a commitment has an amount");
    const difference = { ...amount, expected: amount.accepted, found: "7.00" };
    await bed.owner.execute(sql`update export_attempt set verdict = ${JSON.stringify({ kind: "mismatch", differences: [difference] })}::jsonb
      where company_id = ${company.id}`);
    const [after] = await unknown(company);
    expect(after?.sides[0]).toMatchObject({ column: "Amount", found: "7.00", isDifferent: true });
    expect(after?.sides.filter(({ isDifferent }) => isDifferent)).toHaveLength(1);
    expect(after?.sides[1]?.found).toBe(after?.sides[1]?.accepted);
  });

  test("the three answers are those of the item, closed to readers with the reason; what is settled leaves", async () => {
    const company = await aCompany(bed.owner);
    const held = await anItem(bed.app, company, { state: "held" });
    await anItem(bed.app, company, { state: "unknown" });
    await anItem(bed.app, company, { state: "exporting" });
    const may = (list: Awaited<ReturnType<typeof unknown>>) =>
      list.map(({ state, actions }) => [state, actions.filter((one) => one.isAllowed).map((one) => one.gesture)]);
    expect(may(await unknown(company))).toEqual([
      ["unknown", ["adopt"]],
      ["held", ["adopt", "send_again", "give_up"]],
    ]);
    expect(may(await unknown(company, "auditor"))).toEqual([
      ["unknown", []],
      ["held", []],
    ]);
    const answer = { itemId: held.id, seenVersion: held.version, as: "send_again" };
    demand(await resolveExport.execute(bed.app, company.principal("accountant"), answer));
    expect((await unknown(company)).map(({ state }) => state)).toEqual(["unknown"]);
  });
});

test("metrics count each company's own exports, with the age of the oldest that waits and of each leg", async () => {
  const company = await aCompany(bed.owner);
  await anItem(bed.app, company, { state: "exporting" });
  await anItem(bed.app, company, { state: "held" });
  await anItem(bed.app, company, { state: "failed" });
  const empty = await aCompany(bed.owner);
  const all = await readMetrics(bed.app);
  const mine = all.find(({ companyId }) => companyId === company.id);
  expect(mine?.exports).toEqual({ queued: 1, held: 1 });
  expect(mine?.items).toMatchObject({ exporting: 1, held: 1, failed: 1 });
  expect(mine?.oldestQueued).toBeGreaterThanOrEqual(0);
  expect(mine?.procoreLag).toBeNull();
  expect(all.find(({ companyId }) => companyId === empty.id)).toMatchObject({ exports: {}, oldestQueued: null });
});
