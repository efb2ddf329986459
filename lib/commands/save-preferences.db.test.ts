import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { savePreferences } from "#lib/commands/save-preferences.ts";
import { rows } from "#lib/db/database.ts";
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
const nothing = { columns: null, density: null, keys: {} };
const columns = [{ id: "number", width: 120 }];

test("parts are kept one by one, for one person, with a record of what changed", async () => {
  expect(await read("auditor")).toEqual(nothing);
  demand(await save("auditor", { density: "comfortable" }));
  demand(await save("auditor", { columns, keys: { accept: "b", goInbox: "g b" } }));
  expect(demand(await save("auditor", { columns })).saved).toBe(0);
  expect(await read("auditor")).toEqual({
    columns,
    density: "comfortable",
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
