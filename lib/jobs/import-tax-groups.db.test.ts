import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anImportDesk, type ImportDesk } from "#drizzle/factories/import-desk.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { row } from "#lib/db/database.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const rate = (id: string, value: string) => ({ Tax_Group: "DALE", Tax_Rate_ID: id, Description: "", Rate: value });
async function aDesk(): Promise<ImportDesk> {
  const desk = await anImportDesk(bed);
  await desk.sets({ importsTaxGroups: true });
  await desk.has("TXM_MASTER__TAX_GROUP", { Tax_Group: "DALE", Description: "City of Dale" });
  await desk.has("TXM_MASTER__TAX_GROUP_RATE", rate("CITY", "3.075"), rate("STATE", "2.9"));
  await desk.stage();
  return desk;
}
const codeOf = (desk: ImportDesk) => desk.port.of("tax_codes").map(({ originId, fields }) => [originId, fields.rate]);

test("a group becomes one tax code; a rate that changes waits for another import", async () => {
  const desk = await aDesk();
  expect(await desk.ask(await desk.one("tax_group", "DALE"))).toBeNull();
  await desk.write();
  await desk.stage();
  expect(codeOf(desk)).toEqual([["DALE", "5.975"]]);
  expect(await desk.ask(await desk.one("tax_group", "DALE"))).toBe("import.same");
  await desk.has("TXM_MASTER__TAX_GROUP_RATE", rate("CITY", "3.5"));
  await desk.stage();
  const changed = await desk.one("tax_group", "DALE");
  expect(changed).toMatchObject({ state: "imported", news: "changed" });
  expect(codeOf(desk)).toEqual([["DALE", "5.975"]]);
  expect(await desk.ask(changed)).toBeNull();
  await desk.write();
  expect(codeOf(desk)).toEqual([["DALE", "6.4"]]);
  expect(await desk.undo(await desk.one("tax_group", "DALE"))).toBe("import.undo_closed");
});

test("a code that people made under its name is tied to it, not doubled", async () => {
  const desk = await aDesk();
  const own = desk.port.has("tax_codes", null, { code: "DALE", rate: "5" });
  await desk.ask(await desk.one("tax_group", "DALE"));
  await desk.write();
  expect(desk.port.of("tax_codes")).toMatchObject([{ id: own.id, originId: "DALE", fields: { rate: "5.975" } }]);
});

test("a group that lost its rates is refused; nothing is staged where the company does not want them", async () => {
  const desk = await aDesk();
  await bed.owner.execute(sql`update sage_row set is_gone = true, gone_at = clock_timestamp()
    where company_id = ${desk.company.id} and table_name = 'TXM_MASTER__TAX_GROUP_RATE'`);
  await desk.stage();
  expect(await desk.one("tax_group", "DALE")).toMatchObject({ state: "refused" });
  const other = await anImportDesk(bed);
  await other.has("TXM_MASTER__TAX_GROUP", { Tax_Group: "DALE", Description: "City of Dale" });
  await other.stage();
  const staged = sql`select 1 from staged_record where company_id = ${other.company.id} and type = 'tax_group'`;
  expect(await row(bed.owner, staged)).toBeNull();
});
