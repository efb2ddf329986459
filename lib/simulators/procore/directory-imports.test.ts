import { afterAll, beforeAll, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

let simulator: TestSimulator;

beforeAll(async () => {
  const templates = [
    { id: 61, company_id: 501, name: "School" },
    { id: 62, company_id: 502, name: "Foreign" },
  ];
  simulator = await new TestSimulator().start({ ...smallDataFile(), project_templates: templates });
});
afterAll(() => simulator.stop());

const rest = (method: string, path: string, body?: object) => simulator.rest(method, `/rest/v1.0/${path}`, body);
const errorsOf = ({ errors }: { errors: { errors: object }[] }) => errors.map((row) => row.errors);

test("a project is made from a template of the company, with its ERP switch and its origin", async () => {
  expect((await rest("GET", "project_templates?company_id=501")).body).toEqual([{ id: 61, name: "School" }]);
  const project = { name: "South", project_number: "24-109", origin_id: "24-109", erp_integrated: true };
  const make = (more: object) => rest("POST", "projects", { company_id: 501, project: { ...project, ...more } });
  const made = await make({ project_template_id: 61 });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    name: "South",
    is_erp_integrated: true,
    from_project_template_id: 61,
    active: true,
  });
  expect((await make({})).body).toEqual({ errors: { origin_id: ["has already been taken"] } });
  const other = { origin_id: "24-110" };
  expect((await make({ ...other, project_template_id: 62 })).body.errors).toHaveProperty("project_template_id");
  expect((await make({ ...other, name: "" })).body.errors).toHaveProperty("name");
  expect((await rest("POST", "projects", { company_id: 502, project })).status).toBe(403);
  // The switch is given at creation and never afterwards.
  const changed = await rest("PATCH", `projects/${made.body.id}?company_id=501`, {
    project: { erp_integrated: false },
  });
  expect(changed.body.is_erp_integrated).toBe(true);
});

test("insurances belong to one company of the directory", async () => {
  const path = "companies/501/vendors/555/insurances";
  const row = { origin_id: "LUM/GL", name: "Harbor Mutual", insurance_type: "General", expiration_date: "2026-12-31" };
  const written = await rest("PATCH", `${path}/sync`, { updates: [row] });
  expect(written.body.entities).toMatchObject([{ vendor_id: 555, insurance_provider: "Harbor Mutual" }]);
  expect((await rest("GET", path)).body).toMatchObject([{ origin_id: "LUM/GL", status: "undecided" }]);
  expect((await rest("GET", "companies/501/vendors/556/insurances")).body).toEqual([]);
  const refused = await rest("PATCH", "companies/501/vendors/556/insurances/sync", {
    updates: [row, { expiration_date: "soon" }, { status: "fine" }],
  });
  expect(errorsOf(refused.body)).toMatchObject([{ origin_id: {} }, { expiration_date: {} }, { status: {} }]);
  expect((await rest("GET", "companies/502/vendors/555/insurances")).status).toBe(404);
});

test("tax codes have one rate, as a number", async () => {
  const write = (updates: object[]) => rest("PATCH", "tax_codes/sync", { company_id: 501, updates });
  expect((await write([{ origin_id: "TX", code: "TX", rate1: 8.25 }])).body.entities).toMatchObject([{ rate1: 8.25 }]);
  expect((await rest("GET", "tax_codes?company_id=501")).body).toMatchObject([{ code: "TX", archived: false }]);
  const refused = await write([{ code: "TX" }, { code: "CA", rate1: 101 }, { rate1: 1 }]);
  expect(errorsOf(refused.body)).toEqual([
    { code: ["has already been taken"] },
    { rate1: ["must be between 0 and 100"] },
    { code: ["can't be blank"] },
  ]);
});

test("without the permission for a tool everything is read and nothing written", async () => {
  await simulator.call("PATCH", "/control/records/companies/501", { denied_writes: ["/tax_codes"] });
  const refused = await rest("PATCH", "tax_codes/sync", { company_id: 501, updates: [{ code: "NEW" }] });
  expect([refused.status, refused.body]).toEqual([
    403,
    { errors: "You do not have permission to perform this action." },
  ]);
  expect((await rest("GET", "tax_codes?company_id=501")).status).toBe(200);
  expect((await rest("PATCH", "vendors/sync", { company_id: 501, updates: [] })).status).toBe(200);
  await simulator.call("PATCH", "/control/records/companies/501", { denied_writes: [] });
});

test("the company's page shows what was written, and the data file keeps it", async () => {
  const page = await simulator.call("GET", "/companies/501");
  for (const words of ["Harbor Mutual", "School", "8.25"]) expect(String(page.body)).toContain(words);
  expect(String((await simulator.call("GET", "/")).body)).toContain('href="/companies/501"');
  const { body } = await simulator.call("GET", "/control/export");
  expect(body).toMatchObject({ insurances: [{ origin_id: "LUM/GL" }], tax_codes: [{ rate1: "8.25" }] });
});
