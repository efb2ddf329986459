import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { projectList } from "#lib/queries/project-list.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const page = async (company: TestCompany, input: object = {}, role: "auditor" | "project_manager" = "auditor") =>
  demand(await projectList.execute(bed.app, company.principal(role), input));
const addProjects = (company: TestCompany, ...numbers: readonly string[]) =>
  bed.owner.execute(sql`insert into project (company_id, source_id, number, name)
    select ${company.id}::uuid, 'more ' || n, number, 'School ' || n from jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb) with ordinality x(number, n)`);

describe("the projects", () => {
  test("are read page by page without a gap, also where two have one number", async () => {
    const company = await aCompany(bed.owner);
    await addProjects(company, "24-02", "24-02", "24-02", "23-09", "24-03");
    const read: string[] = [];
    const ids = new Set<string>();
    let after: string | null = null;
    do {
      const one = await page(company, { limit: 2, ...(after === null ? {} : { after }) });
      expect(one.count).toBe(6);
      expect(one.rows.length).toBeLessThanOrEqual(2);
      for (const row of one.rows) {
        read.push(row.number);
        ids.add(row.id);
      }
      after = one.next;
    } while (after !== null);
    expect(read).toEqual(["23-09", "24-01", "24-02", "24-02", "24-02", "24-03"]);
    expect(ids.size).toBe(6);
  });

  test("count what is where, and are found by number, name and job", async () => {
    const company = await aCompany(bed.owner);
    await addProjects(company, "24-02");
    await anItem(bed.app, company, { state: "synced", lines: [{ amount: "100.25" }] });
    await bed.owner.execute(sql`update project_link set job = '88-770' where company_id = ${company.id}`);
    const [found, ...others] = (await page(company, { q: "88-77" })).rows;
    expect(found).toMatchObject({ number: "24-01", counts: { synced: { count: 1, amount: "100.25" } } });
    expect(others).toEqual([]);
    expect((await page(company, { q: "school" })).rows.map(({ number }) => number)).toEqual(["24-02"]);
    expect(await page(company, { q: "24_0" })).toMatchObject({ rows: [], count: 0, next: null });
  });

  test("are a project manager's own alone, and those of another company are not there", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    await addProjects(company, "24-02");
    await addProjects(other, "99-99");
    const own = await page(company, { limit: 1 }, "project_manager");
    expect(own).toMatchObject({ rows: [{ id: company.project.id }], count: 1, next: null });
    expect((await page(company)).rows.map(({ number }) => number)).toEqual(["24-01", "24-02"]);
    const nobody = { companyId: company.id, actor: { ...company.principal("auditor").actor, roles: [] } };
    expect(codeOf(await projectList.execute(bed.app, nobody, {}))).toBe("access.role");
  });
});
