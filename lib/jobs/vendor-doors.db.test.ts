import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { judge } from "#lib/core/machines/look.ts";
import { aDirectoryCompany, someFacts, someFields } from "#lib/records/vendor/fixtures.ts";
import type { Company } from "#lib/records/vendor/model.ts";
import { encode } from "#lib/records/vendor/sage300.ts";
import { openTestCompany, READER_PASSWORD, type TestCompany } from "#lib/simulators/sage/test-company.ts";
import { openDoors } from "#lib/sync-client/doors.ts";
import { EntrySheets } from "#lib/sync-client/entry-sheets.ts";
import { postgresReader } from "#lib/sync-client/readers/postgres.ts";
import type { SageReader } from "#lib/sync-client/readers/reader.ts";
import { type Sage, sageOf } from "#lib/sync-client/sage.ts";
import { SageFolder } from "#lib/sync-client/sage-folder.ts";
import { postgresWriter } from "#lib/sync-client/writers/postgres.ts";
import type { SageWriter } from "#lib/sync-client/writers/writer.ts";

let company: TestCompany;
let reader: SageReader;
let writer: SageWriter;
let sage: Sage;

beforeAll(async () => {
  company = await openTestCompany();
  await company.start();
  const urlOf = (username: string) =>
    Object.assign(new URL(company.databaseUrl), { username, password: READER_PASSWORD }).href;
  reader = postgresReader(urlOf("sage_reader"), () => {});
  writer = postgresWriter(urlOf("sage_writer"), () => {});
  const [folder, sheets] = [new SageFolder(company.folder), new EntrySheets(company.folder)];
  const doors = openDoors({ folder, sheets, writer, importTimeoutMs: 1_000 });
  sage = sageOf({ folder, sheets, reader, doors, now: () => new Date() });
  await mkdir(join(company.folder, "Entry"), { recursive: true });
  const known = { vendor: "LUMEN", name: "Lumen Works", type: "Subcontractor" };
  expect(await company.control("POST", "load", { vendors: [known] })).toMatchObject({ status: 200 });
});
afterAll(async () => {
  await reader.close();
  await writer.close();
  await company.close();
});

function documentOf(vendorDoor: "attended" | "database", sageId: string, over: Partial<Company> = {}): ExportDocument {
  const facts = someFacts({ profile: CompanyProfile.parse({ vendorDoor }) });
  const encoded = encode(aDirectoryCompany(over), someFields({ sageId }), facts, "0".repeat(64));
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}
const verdict = async (document: ExportDocument) =>
  judge(document.expectations, (await sage.look(document, 1, [document.tag])).look);
const hand = async (document: ExportDocument) => {
  await sage.write(document, 1, () => {});
  return await sage.awaitImport(document, 1, new AbortController().signal);
};
/** What a person types who has the sheet at hand. */
const entryOf = ({ sheet = [] }: ExportDocument) =>
  Object.fromEntries(
    sheet.flatMap(({ fields }) =>
      fields.map(({ label, value }) => [label.toLowerCase().replace(" ", "_"), value] as const),
    ),
  );

test("the sheet waits until a person has keyed the vendor; Sage showing it is the proof", async () => {
  const document = documentOf("attended", "QUARRY1");
  expect(await verdict(document)).toEqual({ kind: "absent" });
  await hand(document);
  expect(await verdict(document)).toMatchObject({ kind: "imported", reason: expect.stringContaining("keyed") });
  expect(await readdir(join(company.folder, "Entry"))).toContain(`${document.tag}.txt`);
  expect(await company.control("POST", "vendors", entryOf(document))).toMatchObject({ status: 200 });
  expect(await verdict(document)).toEqual({ kind: "proved" });
  expect(await readdir(join(company.folder, "Entry", "Done"))).toContain(`${document.tag}.txt`);
});

test("a vendor without an address is proved too, however Sage keeps what is empty", async () => {
  const bare = { address: [], city: "", state: "", zip: "", phone: "" };
  for (const [door, id] of [
    ["attended", "BARE1"],
    ["database", "BARE2"],
  ] as const) {
    const document = documentOf(door, id, bare);
    await hand(document);
    if (door === "attended") await company.control("POST", "vendors", entryOf(document));
    expect(await verdict(document)).toEqual({ kind: "proved" });
  }
});

test("what was keyed differently is shown as a difference, not taken for the vendor", async () => {
  const document = documentOf("attended", "QUARRY2");
  await hand(document);
  await company.control("POST", "vendors", { ...entryOf(document), zip: "80206" });
  const difference = { table: "APM_MASTER__VENDOR", row: "QUARRY2", column: "Zip", expected: "80205", found: "80206" };
  expect(await verdict(document)).toMatchObject({ kind: "mismatch", differences: [difference] });
});

test("over SQL it is there at once; an id that is taken and a name that is too long leave nothing", async () => {
  const document = documentOf("database", "QUARRY3");
  expect(await hand(document)).toBe("ended");
  expect(await verdict(document)).toEqual({ kind: "proved" });
  const phone = await company.sql.query("select telephone from apm_master__vendor where vendor = 'QUARRY3'");
  expect(phone.rows).toEqual([{ telephone: "(303) 555-0144" }]);
  expect((await company.effects("apm_master__vendor.insert")).map((row) => row.natural_key)).toContain("QUARRY3");
  const taken = documentOf("database", "LUMEN");
  await expect(hand(taken)).rejects.toThrow("duplicate key");
  expect((await verdict(taken)).kind).toBe("mismatch");
  const long = documentOf("database", "QUARRY4", { name: "A".repeat(31) });
  await expect(hand(long)).rejects.toThrow("over 30");
  expect(await verdict(long)).toMatchObject({ kind: "refused", messages: [expect.stringContaining("over 30")] });
  const { rows } = await company.sql.query("select 1 from apm_master__vendor where vendor = 'QUARRY4'");
  expect(rows).toEqual([]);
});
