import { afterAll, beforeAll, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

let simulator: TestSimulator;
const AT = "2026-05-06T10:11:12Z";
const wbs = "/rest/v1.0/projects/77/work_breakdown_structure";

beforeAll(async () => {
  const data = smallDataFile();
  simulator = await new TestSimulator().start({
    ...data,
    sub_jobs: [{ id: 44, project_id: 77, code: "GAR", name: "Garage", origin_id: "24-077/GAR", updated_at: AT }],
    cost_codes: [
      ...data.cost_codes,
      { id: 41, project_id: 77, sub_job_id: 44, name: "Electrical", code: "26-050", updated_at: AT },
    ],
    line_item_types: [...data.line_item_types, { id: 9, company_id: 502, name: "Foreign", code: "F", updated_at: AT }],
  });
});
afterAll(() => simulator.stop());

const sync = async (path: string, body: object) => (await simulator.rest("PATCH", `/rest/v1.0/${path}`, body)).body;
const errorsOf = ({ errors }: { errors: { errors: object }[] }) => errors.map((row) => row.errors);

test("codes of a project are made below their parents, once, and stay the integration's", async () => {
  const write = (updates: object[], more = {}) => sync("cost_codes/sync", { project_id: 77, updates, ...more });
  const { entities } = await write([{ origin_id: "24-077/26", code: "26", name: "Electrical" }]);
  const parent = { id: entities[0].id };
  const child = { origin_id: "24-077/26-060", code: "060", name: "Fixtures", parent_id: parent.id };
  expect(await write([child])).toMatchObject({ entities: [{ full_code: "26-060", parent, biller_type: "Project" }] });
  expect(await write([child])).toMatchObject({ entities: [{ origin_id: "24-077/26-060" }], errors: [] });
  const refused = await write([
    { code: "060", name: "Twice", parent_id: parent.id },
    { code: "1", name: "Orphan", parent_id: 41 },
    { code: "2", name: "No standard", standard_cost_code_id: 999 },
    { code: "3", name: "" },
  ]);
  expect(errorsOf(refused)).toEqual([
    { code: ["has already been taken"] },
    { parent_id: ["does not exist"] },
    { standard_cost_code_id: ["does not exist"] },
    { name: ["can't be blank"] },
  ]);
  const own = await write([{ code: "060", name: "Fixtures" }], { sub_job_id: 44 });
  expect(own.entities).toMatchObject([{ biller_type: "SubJob", full_code: "060" }]);
});

test("a synced sub job is renamed by the integration alone", async () => {
  const write = (row: object) => sync("sub_jobs/sync", { project_id: 77, updates: [{ id: 44, ...row }] });
  expect(errorsOf(await write({ name: "Other" }))).toMatchObject([{ name: [expect.stringContaining("synced")] }]);
  expect(await write({ name: "Other", origin_id: "24-077/GAR" })).toMatchObject({ entities: [{ name: "Other" }] });
});

test("standard codes come back as far as the view says", async () => {
  const path = "standard_cost_codes/sync";
  const scope = { company_id: 501, standard_cost_code_list_id: 5 };
  const made = await sync(`${path}?view=extended`, {
    ...scope,
    updates: [{ code: "27", name: "Data", origin_id: "27" }],
  });
  expect(made.entities).toMatchObject([{ code: "27", full_code: "27", parent_id: null }]);
  const child = { code: "27-010", name: "Cabling", parent_id: made.entities[0].id, origin_id: "27-010" };
  const thin = await sync(path, { ...scope, updates: [child] });
  expect(thin.entities).toEqual([{ id: expect.any(Number), standard_cost_code_list_id: 5 }]);
  const listed = await simulator.rest(
    "GET",
    "/rest/v1.0/standard_cost_codes?company_id=501&standard_cost_code_list_id=5",
  );
  expect(listed.body.at(-1)).toMatchObject({ code: "010", full_code: "27-010", origin_id: "27-010" });
  const refused = await sync(path, {
    ...scope,
    updates: [
      { code: "27", name: "Twice" },
      { code: "28", parent_id: 1 },
    ],
  });
  expect(errorsOf(refused)).toEqual([
    { code: ["has already been taken"] },
    { parent_id: ["does not exist"], name: ["can't be blank"] },
  ]);
  const foreign = await simulator.rest("PATCH", `/rest/v1.0/${path}`, { ...scope, standard_cost_code_list_id: 6 });
  expect(foreign.status).toBe(400);
});

test("cost types are written under one name and read under another", async () => {
  const write = (updates: object[]) => sync("line_item_types/sync", { company_id: 501, updates });
  expect(
    await write([{ csv_import_code: "M", name: "Material", base_type: "materials", origin_id: "M" }]),
  ).toMatchObject({
    entities: [{ code: "M", base_type: "materials", origin_id: "M" }],
  });
  expect(errorsOf(await write([{ csv_import_code: "S", name: "Twice" }, { name: "No code" }]))).toEqual([
    { csv_import_code: ["has already been taken"] },
    { csv_import_code: ["can't be blank"] },
  ]);
});

test("WBS codes are made of segment items of the project, and making one twice leaves it", async () => {
  const segments = (await simulator.rest("GET", `${wbs}/segments`)).body as { id: number; type: string }[];
  const items = async (type: string, query = "") => {
    const id = segments.find((segment) => segment.type === type)?.id;
    const { body } = await simulator.rest("GET", `${wbs}/segments/${id}/segment_items${query}`);
    return body.map((item: { id: number; path_code: string }) => ({
      ...item,
      segment_id: id,
      segment_item_id: item.id,
    }));
  };
  const pick = async (type: string, code: string, query = "") => {
    const { segment_id, segment_item_id } = (await items(type, query)).find(
      ({ path_code }: { path_code: string }) => path_code === code,
    );
    return { segment_id, segment_item_id };
  };
  const type = await pick("line_item_type", "S");
  const code = await pick("cost_code", "26-050");
  const make = (...bulk: object[]) => simulator.rest("PATCH", `${wbs}/wbs_codes/bulk_create`, { bulk });
  const made = await make({ segment_items: [code, type] }, { segment_items: [code, type] });
  expect(made.status).toBe(201);
  expect(made.body.entities).toMatchObject([{ flat_code: "26-050.S" }, { flat_code: "26-050.S" }]);
  const subJob = await pick("sub_job", "GAR");
  const ofSubJob = await pick("cost_code", "26-050", "?legacy_sub_job_id=44");
  expect(ofSubJob).not.toEqual(code);
  expect((await make({ segment_items: [subJob, ofSubJob, type] })).body.entities).toMatchObject([
    { flat_code: "GAR.26-050.S" },
  ]);
  const listed = (await simulator.rest("GET", `${wbs}/wbs_codes`)).body as { flat_code: string }[];
  expect(listed.map(({ flat_code }) => flat_code)).toEqual(["26-050.S", "GAR.26-050.S"]);
  const foreign = { segment_id: type.segment_id, segment_item_id: 93 };
  const refused = await make({ segment_items: [code, foreign] }, { segment_items: [ofSubJob, type] }, {});
  expect(refused.body).toMatchObject({ entities: [], errors: [{}, {}, {}] });
  expect((await simulator.rest("GET", `${wbs}/segments/1/segment_items`)).status).toBe(404);
});
