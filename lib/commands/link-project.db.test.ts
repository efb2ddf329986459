import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aProjectAndJob } from "#drizzle/factories/project-and-job.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { linkProject } from "#lib/commands/link-project.ts";
import { unlinkProject } from "#lib/commands/unlink-project.ts";
import { row, rows } from "#lib/db/database.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { projectJobs } from "#lib/queries/project-jobs.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

type Pair = { readonly projectId: string; readonly job: string };
const link = (company: TestCompany, { projectId, job }: Pair) =>
  linkProject.execute(bed.app, company.principal("admin"), { projectId, job });
const unlink = (company: TestCompany, { projectId, job }: Pair) =>
  unlinkProject.execute(bed.app, company.principal("admin"), { projectId, job });
const propose = async (company: TestCompany, projectId: string, q?: string) =>
  demand(await projectJobs.execute(bed.app, company.principal("admin"), { projectId, ...(q ? { q } : {}) }));
const linksOf = (company: TestCompany, projectId: string) =>
  rows<{ job: string; by: string }>(
    bed.owner,
    sql`select job, linked_by as by from project_link where company_id = ${company.id} and project_id = ${projectId}`,
  );
const own = (company: TestCompany): Pair => ({ projectId: company.project.id, job: company.project.job });

describe("proposals", () => {
  test("the job of the same number comes first, then like names; taken ones only when searched for", async () => {
    const company = await aCompany(bed.owner);
    const wanted = await aProjectAndJob(bed.app, company, {
      number: "77-009",
      job: "77-09",
      jobName: "Millbrook Transit",
    });
    await aProjectAndJob(bed.app, company, { number: "50-1", name: "Other", job: "77-10", jobName: wanted.name });
    await aProjectAndJob(bed.app, company, { number: "50-2", name: "Other", job: "99-1", jobName: "Harbor Garage" });
    await aProjectAndJob(bed.app, company, {
      number: "50-3",
      name: "Other",
      job: "77-11",
      jobName: wanted.name,
      isLinked: true,
    });
    const { rows: found, project, linked } = await propose(company, wanted.projectId);
    expect(project).toMatchObject({ number: "77-009", job: null });
    expect(linked).toBeNull();
    expect(found.map(({ job, isCertain, linkedTo }) => [job, isCertain, linkedTo])).toEqual([
      ["77-09", true, null],
      ["77-10", false, null],
    ]);
    expect(found[0]).toMatchObject({ totalEstimate: "255000.00", committed: "180000.00", cost: "90500.25" });
    const searched = await propose(company, wanted.projectId, "77-11");
    expect(searched.rows.map(({ job, linkedTo }) => [job, linkedTo])).toEqual([["77-11", "50-3 Other"]]);
  });

  test("another company's projects and jobs are not there", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const theirs = await aProjectAndJob(bed.app, other);
    const answer = await projectJobs.execute(bed.app, company.principal("admin"), { projectId: theirs.projectId });
    expect(codeOf(answer)).toBe("item.unknown");
    expect(codeOf(await link(company, theirs))).toBe("item.unknown");
    const mine = await aProjectAndJob(bed.app, company);
    expect(codeOf(await link(company, { ...mine, job: theirs.job }))).toBe("job.not_in_sage");
  });
});

describe("link", () => {
  test("ties project and job, in the record, and what waits in the project is checked against the job", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    await bed.owner.execute(sql`delete from project_link where company_id = ${company.id}`);
    await bed.owner.execute(sql`update item set checked_at = null where company_id = ${company.id}`);
    await bed.run(checkItems, { companyId: company.id });
    expect((await bed.view(company, item.id)).lane).toBe("blocked");
    demand(await link(company, own(company)));
    await bed.run(checkItems, { companyId: company.id });
    expect((await bed.view(company, item.id)).lane).toBe("clean");
    expect(await linksOf(company, company.project.id)).toEqual([
      { job: company.project.job, by: company.people.admin.id },
    ]);
    expect((await bed.companyKinds(company)).at(-1)).toBe("project.linked");
    expect((await propose(company, company.project.id)).linked).toMatchObject({ job: company.project.job });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("one job for one project: two people at once, one of them is told who was first", async () => {
    const company = await aCompany(bed.owner);
    const first = await aProjectAndJob(bed.app, company);
    const second = await aProjectAndJob(bed.app, company, { number: "78-1" });
    const twoProjects = await Promise.all([link(company, first), link(company, { ...second, job: first.job })]);
    expect(twoProjects.map(codeOf).filter((code) => code !== null)).toEqual(["job.taken"]);
    const third = await aProjectAndJob(bed.app, company, { number: "78-2" });
    const twoJobs = await Promise.all([link(company, third), link(company, { ...third, job: second.job })]);
    expect(twoJobs.map(codeOf).filter((code) => code !== null)).toEqual(["project.linked"]);
    const links = await rows(
      bed.owner,
      sql`select 1 from project_link where company_id = ${company.id} and job = ${first.job}`,
    );
    expect(links).toHaveLength(1);
    expect(codeOf(await link(company, own(company)))).toBe("project.linked");
  });

  test("is refused while something of the project is on its way to Sage", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "exporting" });
    await bed.owner.execute(sql`delete from project_link where company_id = ${company.id}`);
    expect(codeOf(await link(company, own(company)))).toBe("project.under_way");
  });

  test("nobody but an administrator", async () => {
    const company = await aCompany(bed.owner);
    const { projectId, job } = await aProjectAndJob(bed.app, company);
    const answer = await linkProject.execute(bed.app, company.principal("accountant"), { projectId, job });
    expect(codeOf(answer)).toBe("access.role");
    expect(await linksOf(company, projectId)).toEqual([]);
  });
});

describe("unlink", () => {
  test("undoes the link as long as nothing stands on it, and may be made again", async () => {
    const company = await aCompany(bed.owner);
    const pair = await aProjectAndJob(bed.app, company);
    demand(await link(company, pair));
    demand(await unlink(company, pair));
    expect(await linksOf(company, pair.projectId)).toEqual([]);
    expect(codeOf(await unlink(company, pair))).toBe("project.not_linked");
    demand(await link(company, pair));
    expect(await bed.companyKinds(company)).toEqual(["project.linked", "project.unlinked", "project.linked"]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("is refused when a document is in Sage under the job, or the project was imported from it", async () => {
    const company = await aCompany(bed.owner);
    await anItem(bed.app, company, { state: "synced" });
    expect(codeOf(await unlink(company, own(company)))).toBe("project.standing");

    const imported = await aProjectAndJob(bed.app, company, { isLinked: true });
    const project = await row<{ source_id: string }>(
      bed.owner,
      sql`select source_id from project where company_id = ${company.id} and id = ${imported.projectId}`,
    );
    const recordId = randomUUID();
    await bed.owner.execute(sql`insert into staged_record (company_id, id, type, key, state, code, name, row, source_id)
      values (${company.id}, ${recordId}, 'job', ${imported.job}, 'imported', ${imported.job}, 'x', '{}', ${project?.source_id})`);
    await bed.owner.execute(sql`insert into import_write (company_id, record_id, step, origin_id, values, state, source_id)
      values (${company.id}, ${recordId}, 'project', ${imported.job}, '{}', 'written', ${project?.source_id})`);
    expect(codeOf(await unlink(company, imported))).toBe("project.imported");
    expect(await linksOf(company, imported.projectId)).toHaveLength(1);
  });
});
