import { sql } from "drizzle-orm";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { anAskedTable, aTableFile } from "#drizzle/factories/table-file.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { askTable } from "#lib/commands/ask-table.ts";
import { removeTable } from "#lib/commands/remove-table.ts";
import { stopTable } from "#lib/commands/stop-table.ts";
import { tableLimits } from "#lib/core/table-files.ts";
import { list, row, rows, withCompany } from "#lib/db/database.ts";
import {
  addTablePart,
  endTableFile,
  holdTableFile,
  pruneTableFiles,
  readTablePart,
  takeTableFile,
} from "#lib/db/table-files.ts";
import { makeTables } from "#lib/jobs/make-tables.ts";
import { tellPeople } from "#lib/jobs/tell-people.ts";
import { tableFile } from "#lib/queries/table-file.ts";
import { tableFiles } from "#lib/queries/table-files.ts";

let bed: TestBed;
let company: TestCompany;
beforeAll(async () => {
  bed = await openTestBed();
}, 120_000);
beforeEach(async () => {
  company = await aCompany(bed.owner);
});
afterAll(() => bed.close());

const make = () => bed.run(makeTables, { companyId: company.id });
const mine = async (role: "accountant" | "admin" | "project_manager" = "accountant") =>
  demand(await tableFiles.execute(bed.app, company.principal(role), {})).rows;
const fetchable = async (fileId: string, role: "accountant" | "admin" | "project_manager" = "accountant") =>
  codeOf(await tableFile.execute(bed.app, company.principal(role), { fileId }));
const take = () => withCompany(bed.app, company.id, (tx) => takeTableFile(tx, company.id));
/** As when a worker was killed: it says nothing any more. */
const worn = (fileId: string) =>
  bed.owner.execute(
    sql`update table_file set held_until = clock_timestamp() - interval '1 second' where company_id = ${company.id} and id = ${fileId}`,
  );
async function bytesOf(fileId: string): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for (;;) {
    const part = await withCompany(bed.app, company.id, (tx) => readTablePart(tx, company.id, fileId, parts.length));
    if (part === null) return new Uint8Array(Buffer.concat(parts));
    parts.push(part);
  }
}
const events = (kind: string) =>
  rows<{ actor: { name: string }; data: Record<string, unknown> }>(
    bed.owner,
    sql`select actor, data from audit_event where company_id = ${company.id} and kind = ${kind} order by seq`,
  );

describe("a table that is asked for as a file", () => {
  test("is made with the rows and totals of the screen, is in the record, and its person is told", async () => {
    for (const amount of ["1200.50", "-300.25"]) await anItem(bed.app, company, { lines: [{ amount }] });
    const xlsx = await anAskedTable(bed.app, company, { table: "inbox", format: "xlsx", input: { tab: "ready" } });
    const csv = await anAskedTable(bed.app, company, { table: "inbox", format: "csv", input: { tab: "ready" } });
    await make();
    const [second, first] = await mine();
    expect(first).toMatchObject({ id: xlsx.fileId, state: "ready", rows: 2, of: 2, title: "Inbox", note: null });
    expect(first?.about).toContainEqual(["View", "Ready to Export"]);
    expect(second).toMatchObject({ id: csv.fileId, state: "ready", rows: 2 });
    const bytes = await bytesOf(xlsx.fileId);
    expect(bytes.byteLength).toBe(first?.size);
    const { sheets } = await readXlsx(bytes);
    const at = sheets[0]?.rows[0]?.indexOf("Amount, USD") ?? -1;
    expect(sheets[0]?.rows.at(-1)?.[at]).toBe(900.25);
    expect(sheets[1]?.rows).toContainEqual(["Made by", company.people.accountant.name]);
    expect(new TextDecoder().decode(await bytesOf(csv.fileId)).split("\r\n")).toHaveLength(4);
    const [exported] = await events("table.exported");
    expect(exported?.actor.name).toBe(company.people.accountant.name);
    expect(exported?.data).toMatchObject({ table: "Inbox", format: "xlsx", rows: 2, fileId: xlsx.fileId });
    await bed.run(tellPeople, { companyId: company.id });
    const told = await rows(
      bed.owner,
      sql`select kind, words, item_id as item from notice where company_id = ${company.id} and person_id = ${company.people.accountant.id} order by id`,
    );
    expect(told).toEqual([
      { kind: "table_ready", words: "Inbox, XLSX, 2 rows", item: null },
      { kind: "table_ready", words: "Inbox, CSV, 2 rows", item: null },
    ]);
  });

  test("is its person's alone, and only as long as they may see what is in it", async () => {
    const { fileId } = await anAskedTable(bed.app, company, { by: "project_manager" });
    await make();
    expect(await fetchable(fileId, "project_manager")).toBeNull();
    expect(await fetchable(fileId, "admin")).toBe("table_file.unknown");
    const { actor } = company.principal("project_manager");
    const fetched = (over: Partial<typeof actor>) =>
      tableFile.execute(bed.app, { companyId: company.id, actor: { ...actor, ...over } }, { fileId });
    expect(codeOf(await fetched({ projectIds: [] }))).toBe("table_file.rights");
    expect(codeOf(await fetched({ roles: ["accountant"] }))).toBeNull();
    expect(codeOf(await fetched({ roles: [] }))).toBe("access.role");
    const people = { fileId: crypto.randomUUID(), table: "people", format: "csv", input: {} };
    expect(codeOf(await askTable.execute(bed.app, company.principal("accountant"), people))).toBe("access.role");
  });

  test("has the rights that its person has when it is made; whoever is no member gets none", async () => {
    await anAskedTable(bed.app, company, { table: "inbox" });
    const person = company.people.accountant.id;
    await bed.owner.execute(
      sql`update membership set roles = '{project_manager}' where company_id = ${company.id} and person_id = ${person}`,
    );
    await make();
    expect((await mine())[0]).toMatchObject({ state: "failed", note: expect.stringContaining("Your role") });
    await anAskedTable(bed.app, company, { table: "inbox" });
    await bed.owner.execute(
      sql`update membership set is_disabled = true where company_id = ${company.id} and person_id = ${person}`,
    );
    await make();
    expect((await mine())[0]).toMatchObject({ state: "failed", note: expect.stringContaining("is no member") });
  });

  test("that cannot be made is failed in words, and its person is told", async () => {
    await anAskedTable(bed.app, company, { table: "lines", input: { itemId: crypto.randomUUID() } });
    await make();
    const [failed] = await mine();
    expect(failed).toMatchObject({ state: "failed", size: 0 });
    expect(failed?.note).toMatch(/\w+ .*\./);
    await bed.run(tellPeople, { companyId: company.id });
    const told = await row<{ kind: string }>(
      bed.owner,
      sql`select kind from notice where company_id = ${company.id} and person_id = ${company.people.accountant.id}`,
    );
    expect(told?.kind).toBe("table_failed");
  });
});

describe("whoever makes it", () => {
  test("and ends begins no second file: another one makes it again from the start, and the first one's bytes are void", async () => {
    const { fileId } = await anAskedTable(bed.app, company);
    const first = demandFile(await take());
    const write = (file: typeof first, at: number, words: string) =>
      withCompany(bed.app, company.id, (tx) => addTablePart(tx, company.id, file, at, Buffer.from(words)));
    expect(await write(first, 0, "half a file")).toBe(true);
    expect(await take()).toBeNull();
    await worn(fileId);
    const again = demandFile(await take());
    expect([again.id, again.tries]).toEqual([fileId, 2]);
    expect(await bytesOf(fileId)).toHaveLength(0);
    expect(await write(first, 1, "the rest")).toBe(false);
    const progress = { rowsRead: 1, rowCount: null, size: 1 };
    const says = (file: typeof first) =>
      withCompany(bed.app, company.id, (tx) => holdTableFile(tx, company.id, file, progress));
    expect([await says(first), await says(again)]).toEqual([false, true]);
    const end = { name: "x", about: [], ownProjects: null, rows: 1, size: 1, sha256: "0".repeat(64) };
    const actor = company.principal("accountant").actor;
    const ends = (file: typeof first) =>
      withCompany(bed.app, company.id, (tx) => endTableFile(tx, company.id, actor, file, end));
    expect([await ends(first), await ends(again)]).toEqual([false, true]);
    expect(await events("table.exported")).toHaveLength(1);
  });

  test("gives up a file whose worker ended three times", async () => {
    const { fileId } = await anAskedTable(bed.app, company);
    for (let n = 0; n < tableLimits.tries; n += 1) {
      demandFile(await take());
      await worn(fileId);
    }
    await make();
    expect((await mine())[0]).toMatchObject({ state: "failed", note: expect.stringContaining("3 times") });
  });

  test("makes one of a person at a time, and no more of a company than it may", async () => {
    for (const by of ["accountant", "accountant", "admin", "auditor"] as const)
      await anAskedTable(bed.app, company, { by });
    const taken = [demandFile(await take()), demandFile(await take())];
    expect(taken.map(({ personId }) => personId)).toEqual([company.people.accountant.id, company.people.admin.id]);
    expect(await take()).toBeNull();
  });

  test("notices that its file was stopped", async () => {
    const { fileId } = await anAskedTable(bed.app, company);
    const file = demandFile(await take());
    expect(codeOf(await removeTable.execute(bed.app, company.principal("accountant"), { fileId }))).toBe(
      "table_file.under_way",
    );
    expect(codeOf(await stopTable.execute(bed.app, company.principal("admin"), { fileId }))).toBe("table_file.unknown");
    demand(await stopTable.execute(bed.app, company.principal("accountant"), { fileId }));
    expect(codeOf(await stopTable.execute(bed.app, company.principal("accountant"), { fileId }))).toBe(
      "table_file.over",
    );
    const part = await withCompany(bed.app, company.id, (tx) =>
      addTablePart(tx, company.id, file, 0, Buffer.from("x")),
    );
    expect(part).toBe(false);
    expect(await fetchable(fileId)).toBe("table_file.not_ready");
    demand(await removeTable.execute(bed.app, company.principal("accountant"), { fileId }));
    expect(await mine()).toEqual([]);
  });

  test("gives a file back when the worker is about to end, and it counts as no try", async () => {
    const { fileId } = await anAskedTable(bed.app, company);
    // Ends as soon as the first rows were read.
    let asked = 0;
    const ending = {
      get aborted() {
        asked += 1;
        return asked > 1;
      },
    };
    const signal = ending as AbortSignal;
    await bed.run(makeTables, { companyId: company.id }, undefined, undefined, { signal });
    expect((await mine())[0]).toMatchObject({ id: fileId, state: "waiting" });
    await make();
    expect((await mine())[0]).toMatchObject({ id: fileId, state: "ready" });
  });
});

describe("files", () => {
  test("are so many for a person, and a repeated request is the same one", async () => {
    const input = { fileId: crypto.randomUUID(), table: "projects", format: "csv", input: {} };
    const ask = (over = {}) => askTable.execute(bed.app, company.principal("accountant"), { ...input, ...over });
    demand(await ask());
    demand(await ask());
    expect(await mine()).toHaveLength(1);
    for (let n = 1; n < tableLimits.open; n += 1) await anAskedTable(bed.app, company);
    expect(codeOf(await ask({ fileId: crypto.randomUUID() }))).toBe("table_file.open_many");
    expect(codeOf(await askTable.execute(bed.app, company.principal("admin"), input))).toBe("table_file.unknown");
    await make();
    for (let n: number = tableLimits.open; n < tableLimits.kept; n += 1) await aTableFile(bed.app, company);
    expect(codeOf(await ask({ fileId: crypto.randomUUID() }))).toBe("table_file.kept_many");
  });

  test("go seven days after they ended, with their bytes; what waits stays", async () => {
    const [old, young, open] = [
      await aTableFile(bed.app, company),
      await aTableFile(bed.app, company),
      await anAskedTable(bed.app, company),
    ].map(({ fileId }) => fileId);
    const aged = (id: string | undefined, days: number) =>
      bed.owner.execute(
        sql`update table_file set ended_at = clock_timestamp() - make_interval(days => ${days}) where company_id = ${company.id} and id = ${id}`,
      );
    await aged(old, 8);
    await aged(young, 6);
    expect(await withCompany(bed.app, company.id, (tx) => pruneTableFiles(tx, company.id, 7, 10))).toBe(1);
    expect((await mine()).map(({ id }) => id)).toEqual([open, young]);
    expect(await bytesOf(old ?? "")).toHaveLength(0);
    // Whatever the code forgets, the database removes nothing that is not over.
    await withCompany(bed.app, company.id, (tx) =>
      tx.execute(sql`delete from table_file where company_id = ${company.id} and id = any(${list([open ?? ""])})`),
    );
    expect(await mine()).toHaveLength(2);
  });
});

function demandFile<T>(file: T | null): T {
  if (file === null) throw new Error("no file was taken");
  return file;
}
