import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { judge } from "#lib/core/machines/look.ts";
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
let open: Sage;
let closed: Sage;

beforeAll(async () => {
  company = await openTestCompany();
  await company.start();
  reader = postgresReader(urlOf("sage_reader"), () => {});
  writer = postgresWriter(urlOf("sage_writer"), () => {});
  [open, closed] = [sageWith(writer), sageWith(null)];
  await mkdir(join(company.folder, "Entry"), { recursive: true });
});
afterAll(async () => {
  await reader.close();
  await writer.close();
  await company.close();
});

function urlOf(username: string): string {
  return Object.assign(new URL(company.databaseUrl), { username, password: READER_PASSWORD }).href;
}

function sageWith(own: SageWriter | null): Sage {
  const folder = new SageFolder(company.folder);
  const sheets = new EntrySheets(company.folder);
  const doors = openDoors({ folder, sheets, writer: own, importTimeoutMs: 1_000 });
  return sageOf({ folder, sheets, reader, doors, now: () => new Date() });
}

let count = 0;
/** A job with one category of its own, and a document that fills its two amounts. */
async function aForecast(door: "database" | "attended", over: Partial<ExportDocument> = {}): Promise<ExportDocument> {
  count += 1;
  const place = { Job: `99-${count}`, Extra: "", Cost_Code: "03-100", Category: "SUB" };
  const { Job: job, Cost_Code: cost_code, Category: category } = place;
  const { status } = await company.control("POST", "load", {
    jobs: [{ job, description: "Forecast" }],
    categories: [{ job, cost_code, category }],
  });
  expect(status).toBe(200);
  const values = { Msc_Cat_Amt_1: "1200.00", Msc_Cat_Amt_2: "350.50" };
  const columns = { Msc_Cat_Amt_1: "number", Msc_Cat_Amt_2: "number" } as const;
  const none = { Msc_Cat_Amt_1: "0", Msc_Cat_Amt_2: "0" };
  return {
    format: 1,
    companyId: "00000000-0000-4000-8000-000000000001",
    recordType: "forecast",
    sourceId: "1",
    revisionSha256: "0",
    operation: "create",
    erpId: job,
    tag: `FRCST${["A", "B", "C", "D", "E", "F", "G", "H"][count]}22`,
    door,
    files: [],
    ...(door === "database"
      ? { writes: [{ table: "JCM_MASTER__CATEGORY", operation: "update" as const, key: place, values }] }
      : {
          sheet: [
            {
              title: `Job Cost > Setup > Jobs, job ${job}`,
              fields: [
                { label: "Category", value: category },
                { label: "Misc. amount 1", value: "1200.00" },
              ],
            },
          ],
        }),
    expectations: [
      {
        table: "JCM_MASTER__CATEGORY",
        unpostedTable: null,
        key: place,
        rowKey: ["Category"],
        columns,
        before: [{ Category: category, ...none }],
        rows: [{ Category: category, ...values }],
      },
    ],
    ...over,
  };
}

const verdict = async (sage: Sage, document: ExportDocument) =>
  judge(document.expectations, (await sage.look(document, 1, [document.tag])).look);
const write = async (sage: Sage, document: ExportDocument) => {
  await sage.write(document, 1, () => {});
  return await sage.awaitImport(document, 1, new AbortController().signal);
};
const inEntry = async () => (await readdir(join(company.folder, "Entry"))).filter((file) => file.endsWith(".txt"));

test("the database door writes named columns in one transaction, seen at once", async () => {
  const document = await aForecast("database");
  expect((await verdict(open, document)).kind).toBe("absent");
  expect(await write(open, document)).toBe("ended");
  expect((await verdict(open, document)).kind).toBe("proved");
  const effects = await company.effects("jcm_master__category.update");
  expect(effects.map((effect) => effect.natural_key)).toContain(`${document.erpId}/03-100/SUB`);
});

test("what Sage refuses leaves nothing and says Sage's words", async () => {
  const sound = await aForecast("database");
  const [first] = sound.writes ?? [];
  if (!first) throw new Error("no write");
  const missing = { ...first, key: { ...first.key, Category: "XXX" } };
  const document = { ...sound, writes: [first, missing] };
  await expect(write(open, document)).rejects.toThrow("0 rows");
  expect(await verdict(open, document)).toEqual({
    kind: "refused",
    messages: ["Sage has 0 rows where one was to be changed."],
  });
});

test("columns that the account may not write are refused by Sage", async () => {
  const sound = await aForecast("database");
  const [first] = sound.writes ?? [];
  if (!first) throw new Error("no write");
  const document = { ...sound, writes: [{ ...first, values: { Original_Estimate: "1" } }] };
  await expect(write(open, document)).rejects.toThrow("permission denied");
  expect((await verdict(open, document)).kind).toBe("refused");
});

test("a closed database door writes nothing and says whose key is missing", async () => {
  const document = await aForecast("database");
  await write(closed, document);
  expect(await verdict(closed, document)).toMatchObject({ kind: "refused", messages: [/--write-sql/] });
});

test("an entry sheet waits until somebody has keyed it, and is put away then", async () => {
  const document = await aForecast("attended");
  expect(await write(open, document)).toBe("ended");
  expect(await verdict(open, document)).toMatchObject({ kind: "imported", reason: /entry sheet/ });
  const text = await readFile(join(company.folder, "Entry", `${document.tag}.txt`), "utf8");
  expect(text).toContain(`Job Cost > Setup > Jobs, job ${document.erpId}`);
  expect(text).toContain("Misc. amount 1  1200.00");
  const keyed = { job: document.erpId, cost_code: "03-100", category: "SUB", msc_cat_amt_1: 1200, msc_cat_amt_2: 350 };
  await company.control("POST", "load", { categories: [keyed] });
  expect((await verdict(open, document)).kind).toBe("mismatch");
  await company.control("POST", "load", { categories: [{ ...keyed, msc_cat_amt_2: 350.5 }] });
  expect((await verdict(open, document)).kind).toBe("proved");
  expect(await inEntry()).toEqual([]);
});

test("a sheet that was removed will not be keyed: nothing of it is in Sage", async () => {
  const document = await aForecast("attended");
  await write(open, document);
  await rm(join(company.folder, "Entry", `${document.tag}.txt`));
  expect((await verdict(open, document)).kind).toBe("absent");
});
