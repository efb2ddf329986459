import { afterAll, beforeAll, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

let simulator: TestSimulator;
const base = "/rest/v1.0/sub_jobs";
const AT = "2026-05-06T10:11:12Z";

beforeAll(async () => {
  const data = smallDataFile();
  const one = (id: number, code: string, more: object = {}) => {
    return { id, project_id: 77, code, name: `Sub job ${code}`, updated_at: AT, ...more };
  };
  simulator = await new TestSimulator().start({
    ...data,
    sub_jobs: [
      one(4401, "GARAGE"),
      one(4402, "YARD", { origin_id: "24-077/YARD" }),
      one(4403, "OLD", { deleted_at: AT }),
    ],
    cost_codes: [
      ...data.cost_codes,
      { id: 41, project_id: 77, sub_job_id: 4401, name: "Electrical", code: "26-050", line_item_type_ids: [8, 999] },
    ],
  });
});
afterAll(() => simulator.stop());

const ids = (body: { id: number }[]) => body.map(({ id }) => id);
const patch = (id: number, sub_job: object) => simulator.rest("PATCH", `${base}/${id}`, { project_id: 77, sub_job });
const sync = (updates: object[], project_id: number | undefined = 77) =>
  simulator.rest("PATCH", `${base}/sync`, { project_id, updates });

test("the list is read whole: it offers no window and no deleted ones", async () => {
  expect(ids((await simulator.rest("GET", `${base}?project_id=77`)).body)).toEqual([4401, 4402]);
  const window = "filters[updated_at]=2030-01-01T00:00:00Z...2030-01-02T00:00:00Z&filters[include_deleted]=with";
  expect(ids((await simulator.rest("GET", `${base}?project_id=77&${window}`)).body)).toEqual([4401, 4402]);
  expect((await simulator.rest("GET", `${base}/4401?project_id=77`)).body).toMatchObject({
    code: "GARAGE",
    origin_id: null,
  });
  for (const address of [`${base}/4403?project_id=77`, `${base}/4401`, `${base}?project_id=78`])
    expect((await simulator.rest("GET", address)).status).toBe(404);
});

test("a code belongs to the project or to a sub job, and shows its cost types", async () => {
  const codes = async (scope: string) => (await simulator.rest("GET", `/rest/v1.0/cost_codes?${scope}`)).body;
  expect(ids(await codes("project_id=77"))).toEqual([31]);
  expect(await codes("project_id=77&sub_job_id=4401")).toMatchObject([
    { id: 41, biller_type: "SubJob", biller_id: 4401, line_item_types: [{ id: 8, code: "S" }] },
  ]);
  expect(await codes("project_id=77&sub_job_id=4402")).toEqual([]);
});

test("the origin is written by sync, once in the company, and locks code and name", async () => {
  expect((await sync([{ id: 4401, origin_id: "24-077/YARD" }])).body).toMatchObject({
    errors: [{ errors: { origin_id: ["has already been taken"] } }],
  });
  expect((await sync([{ id: 4499, origin_id: "X" }])).body.errors).toHaveLength(1);
  expect((await sync([], 79)).status).toBe(404);
  const written = await sync([{ id: 4401, origin_id: "24-077/GARAGE", origin_data: null }]);
  expect(written.body).toMatchObject({ entities: [{ id: 4401, origin_id: "24-077/GARAGE" }], errors: [] });
  expect((await patch(4401, { name: "Other" })).status).toBe(422);
  expect((await patch(4401, { origin_id: null })).body.origin_id).toBeNull();
  expect((await patch(4401, { name: "Other" })).body.name).toBe("Other");
  expect((await sync([{ code: "NEW" }])).body.errors).toMatchObject([{ errors: { name: ["can't be blank"] } }]);
  expect((await sync([{ code: "NEW", name: "New one" }])).body.entities).toMatchObject([{ code: "NEW" }]);
});

test("codes take their origin by sync too", async () => {
  const write = (updates: object[]) =>
    simulator.rest("PATCH", "/rest/v1.0/cost_codes/sync", { project_id: 77, updates });
  const { body } = await write([
    { id: 41, origin_id: "24-077/GARAGE/26-050", origin_data: "S" },
    { id: 4401, origin_id: "X" },
    { name: "No id" },
  ]);
  expect(body.entities).toMatchObject([{ id: 41, origin_data: "S" }]);
  expect(body.errors).toMatchObject([{ errors: { id: ["does not exist"] } }, { errors: { code: ["can't be blank"] } }]);
});
