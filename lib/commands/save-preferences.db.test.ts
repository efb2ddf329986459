import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { savePreferences } from "#lib/commands/save-preferences.ts";
import { saveProfile } from "#lib/commands/save-profile.ts";
import type { Actor } from "#lib/core/actors.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import { rows, withCompany } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readClock } from "#lib/db/own-preferences.ts";
import { preferenceView } from "#lib/queries/preference-view.ts";

let bed: TestBed;
let company: TestCompany;
beforeAll(async () => {
  bed = await openTestBed();
  company = await aCompany(bed.owner);
});
afterAll(() => bed.close());

const save = (who: TestRole, input: object) => savePreferences.execute(bed.app, company.principal(who), input);
const read = async (who: TestRole) => demand(await preferenceView.execute(bed.app, company.principal(who), {}));
const nothing = { columns: null, density: null, timeZone: null, dateFormat: null, keys: {} };
const columns = [{ id: "number", width: 120 }];

test("parts are kept one by one, for one person, with a record of what changed", async () => {
  expect(await read("auditor")).toEqual(nothing);
  demand(await save("auditor", { density: "comfortable" }));
  demand(await save("auditor", { columns, keys: { accept: "b", goInbox: "g b" } }));
  expect(demand(await save("auditor", { columns })).saved).toBe(0);
  expect(await read("auditor")).toEqual({
    columns,
    density: "comfortable",
    timeZone: null,
    dateFormat: null,
    keys: { accept: "b", goInbox: "g b" },
  });
  expect(await read("accountant")).toEqual(nothing);
  const events = await rows<{ what: string }>(
    bed.owner,
    sql`select data ->> 'what' as what from audit_event where company_id = ${company.id} and kind = 'preference.saved' order by seq`,
  );
  expect(events.map(({ what }) => what)).toEqual(["density", "columns", "keys"]);
});

test("null and an empty object take it back", async () => {
  demand(await save("admin", { columns, keys: { accept: "b" } }));
  demand(await save("admin", { columns: null, keys: {} }));
  expect(await read("admin")).toEqual(nothing);
});

test.each([
  { density: "huge" },
  { columns: [] },
  { columns: [{ id: "number", width: 9999 }] },
  { keys: { accept: "Enter" } },
  { keys: { accept: "Mod+w" } },
  { dateFormat: "03/14/2026" },
  { timeZone: 9 },
  { theme: "dark" },
])("%j is refused", async (input) => {
  expect(codeOf(await save("accountant", input))).toBe("input.invalid");
});

test("what an older version stored and is not valid any more is as if it were never changed", async () => {
  demand(await save("accountant", { density: "compact", columns }));
  await bed.owner.execute(
    sql`update person_preference set columns = '[{"id":"gone","width":1}]' where company_id = ${company.id} and person_id = ${company.people.accountant.id}`,
  );
  expect(await read("accountant")).toMatchObject({ columns: null, density: "compact" });
});

test("time zone and date format are kept for one person of one company, and taken back", async () => {
  const other = await aCompany(bed.owner);
  demand(await save("project_manager", { timeZone: "Asia/Tokyo", dateFormat: "iso" }));
  expect(await read("project_manager")).toMatchObject({ timeZone: "Asia/Tokyo", dateFormat: "iso", density: null });
  expect(await read("accountant")).toMatchObject({ timeZone: null, dateFormat: null });
  const there = demand(await preferenceView.execute(bed.app, other.principal("project_manager"), {}));
  expect(there).toEqual(nothing);
  demand(await save("project_manager", { density: "compact" }));
  expect(await read("project_manager")).toMatchObject({
    timeZone: "Asia/Tokyo",
    dateFormat: "iso",
    density: "compact",
  });
  demand(await save("project_manager", { timeZone: null, dateFormat: null }));
  expect(await read("project_manager")).toMatchObject({ timeZone: null, dateFormat: null });
});

test.each(["Mars/Olympus", "+09:00", "asia/tokyo", "UTC'; drop table item; --"])(
  "the zone %s is refused in words, and nothing is kept",
  async (timeZone) => {
    const before = await read("accountant");
    const refused = await save("accountant", { timeZone, dateFormat: "iso" });
    expect(codeOf(refused)).toBe("preference.time_zone");
    expect(refused.ok ? "" : wordsOf(refused.refusal).sentence).toBe(
      `“${timeZone}” is no time zone that is known here.`,
    );
    expect(await read("accountant")).toEqual(before);
  },
);

test("the clock of whoever asks: the own one, and the company's for a program and for whoever chose nothing", async () => {
  demand(await save("admin", { timeZone: "Pacific/Auckland", dateFormat: "iso" }));
  const clockOf = (actor: Actor) =>
    withCompany(bed.app, company.id, async (tx) => readClock(tx, await readCompany(tx, company.id), actor));
  const { actor } = company.principal("admin");
  const companys = await clockOf(company.principal("auditor").actor);
  expect(companys.dateFormat).toBe("words");
  expect(await clockOf(actor)).toEqual({ timeZone: "Pacific/Auckland", dateFormat: "iso" });
  expect(await clockOf({ ...actor, token: { id: randomUUID(), name: "Report", rights: [] } } as Actor)).toEqual(
    companys,
  );
  demand(
    await saveProfile.execute(bed.app, company.principal("admin"), {
      profile: { shownDateFormat: "iso" },
      note: "As the auditors write it",
    }),
  );
  expect(await clockOf(company.principal("auditor").actor)).toEqual({ ...companys, dateFormat: "iso" });
});
