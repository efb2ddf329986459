import { afterEach, expect, test } from "vitest";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import { all, closeServers, testServer } from "#lib/connectors/procore/test-server.ts";
import { decode as decodeProject } from "#lib/records/new-job/procore.ts";
import { decode as decodeCodes } from "#lib/records/project-codes/procore.ts";
import { decode as decodeSubJob } from "#lib/records/sub-job/procore.ts";

afterEach(closeServers);

const AT = "2026-05-04T10:11:12Z";
const types = [
  { id: 8, code: "S", name: "Subcontract" },
  { id: 9, code: "M", name: "Material" },
];
const code = (id: number, full_code: string) => ({ id, code: "x", full_code, name: full_code, line_item_types: types });
const subJob = (id: number, more = {}) => ({
  id,
  code: `J${id}`,
  name: `Sub job ${id}`,
  updated_at: AT,
  origin_id: null,
  ...more,
});

/** Procore with one project; the parts may be changed while it runs. */
async function withProject(parts: { project: object; subJobs: object[] }, trustedMs?: number) {
  let written: object = {};
  const { config, calls } = await testServer(({ method, url, body }) => {
    const ofSubJob = url.searchParams.get("sub_job_id");
    if (method === "PATCH") {
      const { updates, project } = JSON.parse(body);
      written = project ?? updates[0];
      const entity = { id: 77, updated_at: AT, ...written };
      return { body: project ? entity : { entities: [entity], errors: [] } };
    }
    const bodies: Record<string, unknown> = {
      "/rest/v1.0/projects/77": parts.project,
      "/rest/v1.0/sub_jobs": parts.subJobs,
      "/rest/v1.0/sub_jobs/41": parts.subJobs[0],
      "/rest/v1.0/cost_codes": ofSubJob === null ? [code(31, "26-010")] : [code(Number(ofSubJob), "26-020")],
    };
    return url.pathname in bodies ? { body: bodies[url.pathname] } : { status: 404, body: {} };
  });
  const paths = () => calls.splice(0).map(({ method, url }) => `${method} ${url.pathname.slice(11)}`);
  const tuning = trustedMs === undefined ? config.tuning : { ...config.tuning, trustedMs };
  return { source: procoreSource({ ...config, tuning }), calls, paths, written: () => written };
}
const FIRST = { since: null, until: "2026-06-01T00:00:00Z" };
const LATER = { ...FIRST, since: "2026-05-31T00:00:00Z" };
const aProject = {
  id: 77,
  name: "South",
  project_number: "24-109",
  is_erp_integrated: true,
  updated_at: AT,
  origin_id: null,
};

test("sub jobs that are not synced come with their own codes, and again when the list changes", async () => {
  const parts = { project: aProject, subJobs: [subJob(41), subJob(42, { origin_id: "24-01/J42" })] };
  const { source, paths } = await withProject(parts);
  const [record, ...more] = await all(source.documents("sub_jobs", "77", FIRST));
  expect(more).toEqual([]);
  expect(paths()).toEqual(["GET sub_jobs", "GET cost_codes"]);
  expect(record && decodeSubJob("sub_jobs", record.raw)).toMatchObject({
    ok: true,
    value: { body: { projectSourceId: "77", code: "J41", codes: [{ costCode: "26-020", categories: ["M", "S"] }] } },
  });
  expect(await all(source.documents("sub_jobs", "77", LATER))).toEqual([]);
  expect(paths()).toEqual(["GET sub_jobs"]);
  parts.subJobs[0] = subJob(41, { updated_at: "2026-05-05T00:00:00Z" });
  expect(await all(source.documents("sub_jobs", "77", LATER))).toHaveLength(1);
  parts.subJobs[0] = subJob(41, { origin_id: "24-01/J41" });
  expect(await all(source.documents("sub_jobs", "77", LATER)), "synced is not deleted").toEqual([]);
});

test("a sub job that is no longer there is deleted", async () => {
  const parts = { project: aProject, subJobs: [subJob(41), subJob(43)] };
  const { source } = await withProject(parts);
  await all(source.documents("sub_jobs", "77", FIRST));
  parts.subJobs.pop();
  const read = await all(source.documents("sub_jobs", "77", LATER));
  expect(read.map(({ id, isDeleted }) => [id, isDeleted])).toEqual([
    ["41", false],
    ["43", true],
  ]);
});

test("a project comes with its own codes while it has no origin and may be synced", async () => {
  const parts = { project: aProject as object, subJobs: [] };
  const { source, paths } = await withProject(parts);
  const [record] = await all(source.documents("projects", "77", FIRST));
  expect(paths()).toEqual(["GET projects/77", "GET cost_codes"]);
  expect(record && decodeProject("projects", record.raw)).toMatchObject({
    ok: true,
    value: { head: { number: "24-109", isApproved: true }, body: { codes: [{ costCode: "26-010" }] } },
  });
  parts.project = { ...aProject, is_erp_integrated: false };
  const [closed] = await all(source.documents("projects", "77", FIRST));
  expect(closed?.raw).toMatchObject({ cost_codes: [] });
  parts.project = { ...aProject, origin_id: "24-109" };
  expect(await all(source.documents("projects", "77", FIRST))).toEqual([]);
});

test("a project takes its origin by itself, below the company", async () => {
  const { source, calls, written } = await withProject({ project: aProject, subJobs: [] });
  const origin = { id: "24-109", code: "24-109", data: null };
  expect(await source.writeOrigin("projects", "77", "77", origin)).toEqual({ kind: "written" });
  expect(written()).toEqual({ origin_id: "24-109", origin_code: "24-109" });
  expect(calls.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
    "GET /rest/v1.0/projects/77",
    "PATCH /rest/v1.0/projects/77",
  ]);
  expect(calls[0]?.url.searchParams.has("company_id")).toBe(true);
});

test("a sub job takes its origin by sync, without a code", async () => {
  const { source, written } = await withProject({ project: aProject, subJobs: [subJob(41)] });
  await source.writeOrigin("sub_jobs", "77", "41", { id: "24-109/J41", code: "24-109/J41", data: null });
  expect(written()).toEqual({ id: 41, origin_id: "24-109/J41", origin_data: null });
});

test("all codes of a project are one record, read again when the last reading is old", async () => {
  const { source, paths } = await withProject({ project: { ...aProject, origin_id: "24-109" }, subJobs: [] });
  const [record, ...more] = await all(source.documents("cost_codes", "77", FIRST));
  expect(more).toEqual([]);
  expect(paths()).toEqual(["GET projects/77", "GET cost_codes"]);
  expect(record && decodeCodes("cost_codes", record.raw)).toMatchObject({
    ok: true,
    value: { head: { number: "24-109", projectSourceId: "77" }, body: { codes: [{ costCode: "26-010" }] } },
  });
  expect(await all(source.documents("cost_codes", "77", LATER))).toEqual([]);
  expect(paths()).toEqual([]);
});

test("how old a reading may be is the installation's choice", async () => {
  const { source, paths } = await withProject({ project: aProject, subJobs: [] }, 0);
  await all(source.documents("cost_codes", "77", FIRST));
  paths();
  expect(await all(source.documents("cost_codes", "77", LATER))).toHaveLength(1);
  expect(paths()).toEqual(["GET projects/77", "GET cost_codes"]);
});
