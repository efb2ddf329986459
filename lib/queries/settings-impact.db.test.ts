import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { saveProfile } from "#lib/commands/save-profile.ts";
import { rows } from "#lib/db/database.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { settingsImpact } from "#lib/queries/settings-impact.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const ask = (company: TestCompany, changes: unknown, over: object = {}) =>
  settingsImpact.execute(bed.app, company.principal("admin"), { changes: JSON.stringify(changes), ...over });
const changesOf = async (company: TestCompany, changes: object) =>
  demand(await ask(company, changes)).rows.map(({ number, change }) => [number, change]);
const stored = async (company: TestCompany) =>
  await rows(
    bed.owner,
    sql`select id, lane, blocks, document_sha256, version, checked_at from item where company_id = ${company.id} order by id`,
  );

test("what is queued is told with its change, what is decided for good or not sent is not; nothing is stored", async () => {
  const company = await aCompany(bed.owner, { profile: { undoSeconds: 600, zeroLinesForNewCodes: true } });
  const number = (name: string, state: "ready" | "outbox" | "rejected" | "synced" | "not_sent") =>
    anItem(bed.app, company, { state, number: name, lines: [{ costCode: "26-100" }] });
  for (const [name, state] of [
    ["N-READY", "ready"],
    ["N-OUTBOX", "outbox"],
    ["N-REJECTED", "rejected"],
    ["N-SYNCED", "synced"],
    ["N-NOT-SENT", "not_sent"],
  ] as const)
    await number(name, state);
  await anItem(bed.app, company, { state: "ready", number: "N-KNOWN" });
  const before = await stored(company);
  expect((await changesOf(company, { zeroLinesForNewCodes: false })).toSorted()).toEqual([
    ["N-OUTBOX", "stops"],
    ["N-READY", "blocks"],
    ["N-REJECTED", "blocks"],
  ]);
  const dates = await changesOf(company, { commitmentDateFormat: "yyyy-mm-dd" });
  expect(dates.toSorted()).toEqual([
    ["N-KNOWN", "rewrites"],
    ["N-OUTBOX", "stops"],
    ["N-READY", "rewrites"],
    ["N-REJECTED", "rewrites"],
  ]);
  expect(await changesOf(company, { undoSeconds: 5 })).toEqual([]);
  expect(await stored(company)).toEqual(before);
  expect(await bed.companyKinds(company)).toEqual([]);
});

test("it tells what a save then does", async () => {
  const company = await aCompany(bed.owner);
  await anItem(bed.app, company, { state: "ready", lines: [{ costCode: "26-110" }] });
  const [told] = demand(await ask(company, { zeroLinesForNewCodes: false })).rows;
  const change = { profile: { zeroLinesForNewCodes: false }, note: "as agreed" };
  demand(await saveProfile.execute(bed.app, company.principal("admin"), change));
  await bed.run(checkItems, { companyId: company.id });
  expect(await bed.item(told?.id ?? "")).toMatchObject({ lane: "blocked", note: told?.note });
  expect(await changesOf(company, { zeroLinesForNewCodes: true })).toMatchObject([[told?.number, "frees"]]);
});

test("slices go newest first to the end, and say how many wait altogether", async () => {
  const company = await aCompany(bed.owner);
  for (const number of ["S-1", "S-2", "S-3"]) await anItem(bed.app, company, { state: "ready", number });
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = demand(await ask(company, { commitmentDateFormat: "yyyy-mm-dd" }, { limit: 1, after }));
    expect(page).toMatchObject({ of: 3, checked: 1 });
    seen.push(...page.rows.map(({ number }) => number));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toEqual(["S-3", "S-2", "S-1"]);
});

test("what a save would refuse is refused before it", async () => {
  const company = await aCompany(bed.owner);
  const codes = [{ bogus: 1 }, { undoSeconds: -1 }, { sageVersion: "16.1" }, "text", null].map(async (changes) =>
    codeOf(await ask(company, changes)),
  );
  expect(new Set(await Promise.all(codes))).toEqual(new Set(["input.invalid"]));
  const changes = "{not json";
  expect(codeOf(await settingsImpact.execute(bed.app, company.principal("admin"), { changes }))).toBe("input.invalid");
  expect(codeOf(await settingsImpact.execute(bed.app, company.principal("auditor"), { changes: "{}" }))).toBe(
    "access.role",
  );
});
