import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { importGestures } from "#drizzle/factories/import-gestures.ts";
import { MemoryImportPort } from "#drizzle/factories/import-port.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aConnectedCompany } from "#drizzle/factories/procore-connection.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { archiveRecords } from "#lib/commands/archive-records.ts";
import { importRecords } from "#lib/commands/import-records.ts";
import { restoreRecords } from "#lib/commands/restore-records.ts";
import { undoImports } from "#lib/commands/undo-imports.ts";
import { row, rows } from "#lib/db/database.ts";
import { importPage } from "#lib/queries/import-page.ts";
import { importRecord } from "#lib/queries/import-record.ts";
import type { ImportFilter, ImportRow } from "#lib/views/imports.ts";

let bed: TestBed;
let gestures: Gestures;
beforeAll(async () => {
  bed = await openTestBed();
  gestures = importGestures(bed);
});
afterAll(() => bed.close());

type Gestures = ReturnType<typeof importGestures>;
const sageHas: Gestures["sageHas"] = (...asked) => gestures.sageHas(...asked);
const sageLoses = (company: TestCompany, table: string, where: ReturnType<typeof sql>) =>
  bed.owner.execute(
    sql`update ${sql.raw(table)} set is_gone = true, gone_at = clock_timestamp() where company_id = ${company.id} and ${where}`,
  );
const stage: Gestures["stage"] = (...asked) => gestures.stage(...asked);
const write: Gestures["write"] = (...asked) => gestures.write(...asked);
const one: Gestures["one"] = (...asked) => gestures.one(...asked);
const ask: Gestures["ask"] = (...asked) => gestures.ask(...asked);
const admin = (company: TestCompany) => company.principal("admin");

/** Job 24-09 with two codes of division 26, and an extra with one. */
async function aNewJobInSage(company: TestCompany, job = "24-09"): Promise<void> {
  await sageHas(company, "JCM_MASTER__JOB", {
    Job: job,
    Description: "River Lofts",
    Status: "In progress",
    City: "Austin",
  });
  await sageHas(
    company,
    "JCM_MASTER__COST_CODE",
    { Job: job, Extra: "", Cost_Code: "26-010", Description: "Rough-in" },
    { Job: job, Extra: "", Cost_Code: "26-020", Description: "Fixtures" },
    { Job: job, Extra: "GARAGE", Cost_Code: "26-010", Description: "Rough-in" },
  );
  await sageHas(
    company,
    "JCM_MASTER__CATEGORY",
    { Job: job, Extra: "", Cost_Code: "26-010", Category: "SUB" },
    { Job: job, Extra: "", Cost_Code: "26-010", Category: "MAT" },
    { Job: job, Extra: "", Cost_Code: "26-020", Category: "SUB" },
    { Job: job, Extra: "GARAGE", Cost_Code: "26-010", Category: "SUB" },
  );
  await sageHas(company, "JCM_MASTER__EXTRA", {
    Job: job,
    Extra: "GARAGE",
    Description: "Parking garage",
    Status: "In progress",
  });
}

async function list(company: TestCompany, type: string, show: ImportFilter = "ready"): Promise<readonly ImportRow[]> {
  return demand(await importPage.execute(bed.app, admin(company), { type, show })).rows;
}
const seen = ({ id, version }: ImportRow) => ({ recordId: id, seenVersion: version });
async function imported(company: TestCompany, port: MemoryImportPort): Promise<void> {
  await aNewJobInSage(company);
  await stage(company, port);
  await write(company, port);
  expect(await ask(company, await one(company, "job", "24-09"))).toBeNull();
  await write(company, port);
  await stage(company, port);
}

describe("staging", () => {
  test("what is linked counts as imported, what is new is news after the first pass, and passes change nothing by themselves", async () => {
    const company = await aConnectedCompany(bed.owner);
    await stage(company);
    expect(await one(company, "job", "24-01")).toMatchObject({ state: "imported", news: null });
    expect(await list(company, "extra")).toMatchObject([{ code: "PARKING", job: "24-01", state: "ready", news: null }]);
    await aNewJobInSage(company);
    await stage(company);
    expect(await list(company, "job")).toMatchObject([{ code: "24-09", name: "River Lofts", news: "new" }]);
    expect(await one(company, "extra", "GARAGE")).toMatchObject({ state: "refused" });
    const before = await one(company, "job", "24-09");
    await stage(company);
    expect(await one(company, "job", "24-09")).toEqual(before);
    const page = demand(await importPage.execute(bed.app, admin(company), { type: "job" }));
    expect(page.staging).toMatchObject({ added: 1, changed: 0, gone: 0 });
    expect(page.counts).toMatchObject({ ready: 1, imported: 1, news: 1 });
  });

  test("a changed row tells what differs; a gone one that it is gone, and which open items lose their codes", async () => {
    const company = await aConnectedCompany(bed.owner);
    await anItem(bed.app, company);
    await aNewJobInSage(company);
    await stage(company);
    await sageHas(company, "JCM_MASTER__JOB", {
      Job: "24-09",
      Description: "River Lofts II",
      Status: "In progress",
      City: "Austin",
    });
    await stage(company);
    const { row: changed, ...view } = demand(
      await importRecord.execute(bed.app, admin(company), { recordId: (await one(company, "job", "24-09")).id }),
    );
    expect(changed.news).toBe("changed");
    expect(view.differences).toEqual([{ label: "Description", before: "River Lofts", after: "River Lofts II" }]);
    await sageLoses(company, "sage_job", sql`job = '24-09'`);
    await sageLoses(company, "sage_cost_code", sql`job = '24-01' and cost_code = '26-010' and extra = ''`);
    await stage(company);
    expect(await one(company, "job", "24-09")).toMatchObject({ news: "gone", isGone: true });
    expect(await ask(company, await one(company, "job", "24-09"))).toBe("import.gone");
    const linked = await one(company, "job", "24-01");
    expect(linked).toMatchObject({ news: "changed", state: "imported" });
    const effect = demand(await importRecord.execute(bed.app, admin(company), { recordId: linked.id })).effect;
    expect(effect).toMatchObject({ words: "This removes 1 code used by 1 open item." });
    expect(effect?.items).toHaveLength(1);
  });

  test("codes that Procore cannot take refuse their job with what to change in Sage; cured, it is ready", async () => {
    const company = await aConnectedCompany(bed.owner);
    await aNewJobInSage(company);
    await sageHas(company, "JCM_MASTER__COST_CODE", {
      Job: "24-09",
      Extra: "",
      Cost_Code: "26030",
      Description: "Loose",
    });
    await stage(company);
    const refused = await one(company, "job", "24-09");
    expect(refused).toMatchObject({ state: "refused" });
    expect(refused.note).toBe("Cost code 26030 has no sections; Procore needs a first section that names a division.");
    expect(await ask(company, refused)).toBe("import.state");
    await sageLoses(company, "sage_cost_code", sql`cost_code = '26030'`);
    await stage(company);
    expect(await one(company, "job", "24-09")).toMatchObject({ state: "ready", note: null });
  });

  test("another delimiter in the settings stages everything anew", async () => {
    const company = await aConnectedCompany(bed.owner);
    await aNewJobInSage(company);
    await stage(company);
    await bed.owner.execute(
      sql`update company set profile = profile || '{"costCodeDelimiter": "."}'::jsonb where id = ${company.id}`,
    );
    await stage(company);
    expect(await one(company, "job", "24-09")).toMatchObject({ state: "refused" });
  });
});

describe("what flows in", () => {
  test("standard codes with their divisions and categories are written together, read back, and written again when they change", async () => {
    const company = await aConnectedCompany(bed.owner);
    const port = new MemoryImportPort();
    const sub = port.has("line_item_types", null, { code: "SUB", name: "Subs" });
    await stage(company, port);
    await write(company, port);
    expect(await list(company, "standard_cost_code")).toEqual([]);
    const codes = port.of("standard_cost_codes").map(({ originId, fields }) => [originId, fields.parentId ?? null]);
    const division = port.of("standard_cost_codes").find(({ originId }) => originId === "26");
    expect(division?.fields).toMatchObject({ code: "26", name: "Electrical" });
    expect(codes).toContainEqual(["26-100", division?.id]);
    expect(codes).toHaveLength(12);
    // What people had made under the same code is tied, not doubled.
    expect(
      port
        .of("line_item_types")
        .map(({ originId }) => originId)
        .toSorted(),
    ).toEqual(["LAB", "MAT", "SUB"]);
    expect(sub.originId).toBe("SUB");
    expect((await bed.companyKinds(company)).filter((kind) => kind === "import.flowed")).toHaveLength(2);
    await sageHas(company, "JCM_MASTER__STANDARD_COST_CODE", { Cost_Code: "26-100", Description: "Renamed" });
    await stage(company, port);
    await write(company, port);
    expect(port.of("standard_cost_codes").find(({ originId }) => originId === "26-100")?.fields.name).toBe("Renamed");
    expect(port.of("standard_cost_codes")).toHaveLength(12);
    expect(await ask(company, await one(company, "standard_cost_code", "26-100"))).toBe("import.flows_in");
  });

  test("without a list for them in Procore they fail with the words what to make there, and go on by hand", async () => {
    const company = await aConnectedCompany(bed.owner);
    const port = new MemoryImportPort();
    port.lists = [
      { id: "1", name: "North" },
      { id: "2", name: "South" },
    ];
    await stage(company, port);
    await write(company, port);
    const failed = await list(company, "standard_cost_code", "failed");
    expect(failed.length).toBeGreaterThan(10);
    expect(failed[0]?.note).toContain("make the list “Sage 300 CRE Standard Cost Codes”");
    port.lists = [{ id: "1", name: "Sage 300 CRE Standard Cost Codes" }];
    const records = failed.map(seen);
    expect(demand(await importRecords.execute(bed.app, admin(company), { records })).done).toBe(failed.length);
    await write(company, port);
    expect(await list(company, "standard_cost_code", "failed")).toEqual([]);
  });
});

describe("a job", () => {
  test("is proposed with the template of the settings, and one that Procore does not have is said to be missing", async () => {
    const usualOf = async (projectTemplate: string) => {
      const company = await aConnectedCompany(bed.owner, { profile: { projectTemplate } });
      await stage(company, new MemoryImportPort());
      const { options } = demand(await importPage.execute(bed.app, admin(company), { type: "job" }));
      return options.map(({ usual, choices }) => [usual, choices.find(({ id }) => id === usual?.id)?.name]);
    };
    expect(await usualOf("ground up")).toEqual([[{ id: expect.any(String), name: "ground up" }, "Ground up"]]);
    expect(await usualOf("Hospital")).toEqual([[{ id: null, name: "Hospital" }, undefined]]);
    expect(await usualOf("")).toEqual([[null, undefined]]);
  });

  test("becomes a project with template, codes and cost types, is known and linked here, and frees its extras", async () => {
    const company = await aConnectedCompany(bed.owner);
    const port = new MemoryImportPort();
    await aNewJobInSage(company);
    await stage(company, port);
    const page = demand(await importPage.execute(bed.app, admin(company), { type: "job" }));
    expect(page.options).toMatchObject([
      { name: "template", choices: [{ name: "Ground up" }, { name: "Tenant fit-out" }] },
    ]);
    expect(await ask(company, await one(company, "job", "24-09"), { template: "31", other: "x" })).toBeNull();
    await write(company, port);
    const [project] = port.of("projects");
    expect(project).toMatchObject({
      originId: "24-09",
      fields: { number: "24-09", name: "River Lofts", templateId: "31", city: "Austin" },
    });
    const codes = port.of("cost_codes").map(({ originId, fields }) => `${originId} ${String(fields.code)}`);
    expect(codes).toEqual(["24-09/26 26", "24-09/26-010 010", "24-09/26-020 020"]);
    expect(port.of("wbs_codes")).toHaveLength(3);
    const link = await row<{ job: string; name: string }>(
      bed.owner,
      sql`select l.job, p.name from project_link l join project p on p.id = l.project_id where l.company_id = ${company.id} and p.source_id = ${project?.id}`,
    );
    expect(link).toEqual({ job: "24-09", name: "River Lofts" });
    await stage(company, port);
    expect(await one(company, "job", "24-09")).toMatchObject({ state: "imported", news: null });
    expect(await bed.companyKinds(company)).toEqual(
      expect.arrayContaining(["import.asked", "import.done", "project.linked"]),
    );
    const garage = await one(company, "extra", "GARAGE");
    expect(garage).toMatchObject({ state: "ready" });
    expect(await ask(company, garage)).toBeNull();
    await write(company, port);
    expect(port.of("sub_jobs")).toMatchObject([{ originId: "24-09/GARAGE", fields: { code: "GARAGE" } }]);
    expect(await one(company, "extra", "GARAGE")).toMatchObject({ state: "imported" });
  });

  test("a lost answer is looked up and nothing is made twice", async () => {
    const company = await aConnectedCompany(bed.owner);
    const port = new MemoryImportPort();
    await aNewJobInSage(company);
    await stage(company);
    await ask(company, await one(company, "job", "24-09"));
    port.after = ({ list: name }) => {
      if (name === "projects") throw new Error("The connection was lost.");
    };
    await write(company, port);
    expect(await one(company, "job", "24-09")).toMatchObject({ state: "importing", note: "The connection was lost." });
    const intent = await rows<{ state: string }>(
      bed.owner,
      sql`select state from import_write where company_id = ${company.id} and step = 'project'`,
    );
    expect(intent).toEqual([{ state: "intended" }]);
    port.after = () => {};
    await bed.owner.execute(
      sql`update staged_record set next_try_at = clock_timestamp() where company_id = ${company.id} and state = 'importing' and type = 'job'`,
    );
    await write(company, port);
    expect(port.of("projects")).toHaveLength(1);
    expect(await one(company, "job", "24-09")).toMatchObject({ state: "imported" });
  });

  test("what Procore refuses is told in its words, and tried again from where it stopped", async () => {
    const company = await aConnectedCompany(bed.owner);
    const port = new MemoryImportPort();
    await aNewJobInSage(company);
    await stage(company);
    await ask(company, await one(company, "job", "24-09"));
    port.answer = (name) =>
      name === "wbs_codes"
        ? { kind: "refused", code: "code.unknown", words: "Cost type SUB is not there." }
        : undefined;
    await write(company, port);
    const failed = await one(company, "job", "24-09");
    expect(failed).toMatchObject({ state: "failed", note: "26-010 MAT: Cost type SUB is not there." });
    expect(await bed.companyKinds(company)).toContain("import.failed");
    port.answer = () => undefined;
    expect(await ask(company, failed)).toBeNull();
    await write(company, port);
    expect(port.of("projects")).toHaveLength(1);
    expect(await one(company, "job", "24-09")).toMatchObject({ state: "imported" });
  });

  test("what Procore shows otherwise than it was written is not imported", async () => {
    const company = await aConnectedCompany(bed.owner);
    const port = new MemoryImportPort();
    await aNewJobInSage(company);
    await stage(company);
    await ask(company, await one(company, "job", "24-09"));
    port.after = ({ list: name }) => {
      const [project] = port.of("projects");
      if (name === "wbs_codes" && project) project.fields = { ...project.fields, name: "Something else" };
    };
    await write(company, port);
    expect(await one(company, "job", "24-09")).toMatchObject({
      ...{ state: "failed", note: "Procore shows 24-09 otherwise than it was written: name." },
    });
  });

  test("is not imported beside a project of its number that is not linked", async () => {
    const company = await aConnectedCompany(bed.owner);
    await bed.owner.execute(
      sql`insert into project (company_id, source_id, number, name) values (${company.id}, '88', '24-09', 'Made by hand')`,
    );
    await aNewJobInSage(company);
    await stage(company);
    const refused = await one(company, "job", "24-09");
    expect(refused).toMatchObject({ state: "refused" });
    expect(refused.note).toContain("“Made by hand” is in Procore already and is not linked");
  });

  test("imported again brings what Sage has since, and nothing when there is nothing", async () => {
    const company = await aConnectedCompany(bed.owner);
    const port = new MemoryImportPort();
    await imported(company, port);
    expect(await ask(company, await one(company, "job", "24-09"))).toBe("import.same");
    await sageHas(company, "JCM_MASTER__COST_CODE", {
      Job: "24-09",
      Extra: "",
      Cost_Code: "26-030",
      Description: "Panels",
    });
    await sageHas(company, "JCM_MASTER__CATEGORY", { Job: "24-09", Extra: "", Cost_Code: "26-030", Category: "SUB" });
    await stage(company, port);
    const changed = await one(company, "job", "24-09");
    expect(changed).toMatchObject({ state: "imported", news: "changed" });
    expect(await ask(company, changed)).toBeNull();
    await write(company, port);
    expect(port.of("projects")).toHaveLength(1);
    expect(port.of("cost_codes").map(({ originId }) => originId)).toContain("24-09/26-030");
    expect(await one(company, "job", "24-09")).toMatchObject({ state: "imported", news: null });
  });
});

describe("unlink", () => {
  const undo = async (company: TestCompany, record: ImportRow) =>
    codeOf(await undoImports.execute(bed.app, admin(company), { records: [seen(record)] }));

  test("takes every tie off, severs the link, and the project stands in the way until it is deleted", async () => {
    const company = await aConnectedCompany(bed.owner);
    const port = new MemoryImportPort();
    await imported(company, port);
    expect(await undo(company, await one(company, "job", "24-09"))).toBeNull();
    await write(company, port);
    await stage(company, port);
    expect([...port.of("projects"), ...port.of("cost_codes")].every(({ originId }) => originId === null)).toBe(true);
    expect(
      await row(bed.owner, sql`select 1 from project_link where company_id = ${company.id} and job = '24-09'`),
    ).toBeNull();
    expect(await one(company, "job", "24-09")).toMatchObject({ state: "refused" });
    expect(await bed.companyKinds(company)).toEqual(expect.arrayContaining(["import.undone", "project.unlinked"]));
  });

  test("is refused while something of it is in Sage or came from there", async () => {
    const company = await aConnectedCompany(bed.owner);
    const port = new MemoryImportPort();
    await imported(company, port);
    await ask(company, await one(company, "extra", "GARAGE"));
    await write(company, port);
    expect(await undo(company, await one(company, "job", "24-09"))).toBe("import.undo_below");
    expect(await undo(company, await one(company, "extra", "GARAGE"))).toBeNull();
    await write(company, port);
    await stage(company, port);
    expect(await undo(company, await one(company, "job", "24-09"))).toBeNull();
  });

  test("is not for what was exported from Procore, nor for what belongs to every project", async () => {
    const company = await aConnectedCompany(bed.owner);
    const port = new MemoryImportPort();
    await stage(company, port);
    await write(company, port);
    expect(await undo(company, await one(company, "job", "24-01"))).toBe("import.undo_exported");
    expect(await undo(company, await one(company, "standard_category", "SUB"))).toBe("import.undo_closed");
  });
});

describe("gestures", () => {
  test("archive and restore; each row is answered for itself, and a row that changed meanwhile is not touched", async () => {
    const company = await aConnectedCompany(bed.owner);
    await aNewJobInSage(company);
    await stage(company);
    const [ready, linked] = [await one(company, "job", "24-09"), await one(company, "job", "24-01")];
    const records = [seen(ready), seen(linked)];
    const answer = demand(await archiveRecords.execute(bed.app, admin(company), { records }));
    expect(answer.rows.map(({ code }) => code)).toEqual([null, "import.state"]);
    expect(await one(company, "job", "24-09")).toMatchObject({ state: "archived", news: null });
    expect(codeOf(await restoreRecords.execute(bed.app, admin(company), { records: [seen(ready)] }))).toBe(
      "import.changed",
    );
    const archived = seen(await one(company, "job", "24-09"));
    expect(codeOf(await restoreRecords.execute(bed.app, admin(company), { records: [archived] }))).toBeNull();
    expect(await one(company, "job", "24-09")).toMatchObject({ state: "ready" });
    expect(await bed.companyKinds(company)).toEqual(["import.archived", "import.restored"]);
  });

  test("two imports of the same record at once: one does it, the other is told", async () => {
    const company = await aConnectedCompany(bed.owner);
    await aNewJobInSage(company);
    await stage(company);
    const record = await one(company, "job", "24-09");
    const codes = await Promise.all([ask(company, record), ask(company, record)]);
    expect(codes.toSorted()).toEqual(["import.changed", null].toSorted());
  });

  test("nothing is imported by a company that is not connected", async () => {
    const company = await aCompany(bed.owner);
    await aNewJobInSage(company);
    await stage(company);
    expect(await ask(company, await one(company, "job", "24-09"))).toBe("import.unconnected");
  });
});
