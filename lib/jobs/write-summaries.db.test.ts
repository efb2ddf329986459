import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aComment } from "#drizzle/factories/talk.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { saveNoticeSettings } from "#lib/commands/save-notice-settings.ts";
import { savePreferences } from "#lib/commands/save-preferences.ts";
import { businessDate } from "#lib/core/clock.ts";
import { localTimeOf } from "#lib/core/zoned-time.ts";
import { rows } from "#lib/db/database.ts";
import { tellPeople } from "#lib/jobs/tell-people.ts";
import { writeSummaries } from "#lib/jobs/write-summaries.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const write = (company: TestCompany) => bed.run(writeSummaries, { companyId: company.id });
const isDue = async (company: TestCompany) =>
  (await rows(bed.app, sql`select 1 from due_summaries() c where c = ${company.id}`)).length > 0;
const summaries = async (company: TestCompany) =>
  Object.fromEntries(
    (
      await rows<{ address: string; text: string }>(
        bed.owner,
        sql`select address, text from mail where company_id = ${company.id} and kind = 'summary'`,
      )
    ).map(({ address, text }) => [address, text]),
  );
const settings = async (company: TestCompany, role: TestRole, over: object) =>
  demand(
    await saveNoticeSettings.execute(bed.app, company.principal(role), {
      ...{ channels: {}, hasSummary: true, summaryHour: 0, ...over },
    }),
  );

/** A zone in which it is this hour now, wherever the test runs. */
function zoneAt(wanted: number): string {
  // "Etc/GMT+3" is three hours behind.
  const behind = (new Date().getUTCHours() - wanted + 24) % 24;
  return behind <= 12 ? `Etc/GMT+${behind}` : `Etc/GMT-${24 - behind}`;
}

/** A company whose day is at ten o'clock now. */
async function atTen(): Promise<TestCompany> {
  const company = await aCompany(bed.owner);
  await bed.owner.execute(sql`update company set time_zone = ${zoneAt(10)} where id = ${company.id}`);
  return company;
}

test("what waits is written once a day to whom it concerns, with links", async () => {
  const company = await atTen();
  await anItem(bed.app, company);
  await anItem(bed.app, company, { state: "rejected" });
  await anItem(bed.app, company, { state: "failed" });
  expect(await isDue(company)).toBe(true);
  await write(company);
  expect(await isDue(company)).toBe(false);
  await write(company);
  const { accountant, project_manager, admin, auditor } = company.people;
  const found = await summaries(company);
  expect(found[accountant.email]).toContain("1 item Ready to Export, USD 3,501.00");
  expect(found[accountant.email]).toContain("https://countersign.test.example/inbox?tab=failed");
  expect(found[project_manager.email]).toContain("1 item Rejected by accounting, USD 3,501.00");
  expect(found[project_manager.email]).not.toContain("Ready to Export");
  expect(found[admin.email]).toContain("1 item Failed to Export");
  expect(found[auditor.email]).toBeUndefined();
});

test("nobody is written to when nothing waits, before the hour, or after turning it off", async () => {
  const quiet = await atTen();
  await write(quiet);
  expect(await summaries(quiet)).toEqual({});
  const company = await atTen();
  await anItem(bed.app, company);
  await settings(company, "accountant", { summaryHour: 11 });
  await settings(company, "ungranted", { hasSummary: false });
  await write(company);
  expect(await summaries(company)).toEqual({});
  await settings(company, "accountant", { summaryHour: 10 });
  expect(await isDue(company)).toBe(true);
  await write(company);
  expect(Object.keys(await summaries(company))).toEqual([company.people.accountant.email]);
});

test("what a person wants in the summary is in the next one, and in no other", async () => {
  const company = await atTen();
  const { id } = await anItem(bed.app, company, { state: "synced" });
  await settings(company, "admin", { channels: { mention: "daily" } });
  await aComment(bed.app, company, id, { text: "Look here", mentions: [company.people.admin.id] });
  await bed.run(tellPeople, { companyId: company.id });
  await write(company);
  const { email } = company.people.admin;
  expect((await summaries(company))[email]).toContain("Look here");
  await bed.owner.execute(sql`update notice_summary set day = day - 1 where company_id = ${company.id}`);
  await bed.owner.execute(sql`update mail set key = key || 'yesterday' where company_id = ${company.id}`);
  await write(company);
  const all = await rows(bed.owner, sql`select 1 from mail where company_id = ${company.id} and address = ${email}`);
  expect(all).toHaveLength(1);
});

test("the hour and the day of a summary are the person's own, also across the date line", async () => {
  const company = await atTen();
  await anItem(bed.app, company);
  const zone = zoneAt(8);
  demand(
    await savePreferences.execute(bed.app, company.principal("accountant"), { timeZone: zone, dateFormat: "words" }),
  );
  await settings(company, "accountant", { summaryHour: 9 });
  await settings(company, "ungranted", { summaryHour: 9 });
  await settings(company, "admin", { hasSummary: false });
  await write(company);
  const { accountant, ungranted } = company.people;
  expect(Object.keys(await summaries(company))).toEqual([ungranted.email]);
  await settings(company, "accountant", { summaryHour: 8 });
  expect(await isDue(company)).toBe(true);
  await write(company);
  const day = businessDate(localTimeOf(Date.now(), zone).slice(0, 10), { dateFormat: "words" });
  expect((await summaries(company))[accountant.email]).toContain(` on ${day}:`);
  expect(await isDue(company)).toBe(false);
});
