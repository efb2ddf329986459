import { expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { newJob } from "#lib/records/new-job/definition.ts";
import { aProject, rawProject, someFacts } from "#lib/records/new-job/fixtures.ts";
import { decode } from "#lib/records/new-job/procore.ts";

function decoded(raw: Json) {
  const result = decode("projects", raw);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

test("a project belongs to itself and has its codes, sorted", () => {
  const { body, head } = decoded(rawProject());
  expect(body).toMatchObject({
    number: "24-109",
    address: ["400 Harbor Road"],
    codes: [
      { costCode: "26-010", categories: ["M", "S"] },
      { costCode: "26-020", categories: ["S"] },
    ],
  });
  expect(head).toMatchObject({ sourceId: "78", projectSourceId: "78", title: "South Clinic", isApproved: true });
});

test("inactive or without the tick it is not sent; lines of the address are kept apart", () => {
  expect(decoded(rawProject({ active: false })).head).toMatchObject({ isApproved: false, status: "Inactive" });
  expect(decoded(rawProject({ is_erp_integrated: false })).head.isApproved).toBe(false);
  expect(decoded(rawProject({ address: "Gate 4\r\n 400 Harbor Road \n" })).body).toMatchObject({
    address: ["Gate 4", "400 Harbor Road"],
  });
});

test("what cannot be read is named", () => {
  const { cost_codes: _none, ...without } = rawProject() as Record<string, Json>;
  expect(decode("projects", without)).toMatchObject({ ok: false, refusal: { params: { field: "cost_codes" } } });
  expect(decode("sub_jobs", rawProject()).ok).toBe(false);
});

test("its item arises while there is no job and the tick is set", () => {
  expect(newJob.arises?.(aProject(), someFacts())).toBe(true);
  expect(newJob.arises?.(aProject({ isErpIntegrated: false }), someFacts())).toBe(false);
  expect(newJob.arises?.(aProject(), someFacts({ job: { job: "24-01", inSage: null } }))).toBe(false);
});

test("the number is proposed, and the job is linked after proof", () => {
  expect(newJob.prefill(aProject({ number: "n-1" }), someFacts())).toEqual({ sageId: "N-1", date: "2026-05-20" });
  expect(newJob.afterProof?.(aProject(), "24-109")).toEqual({ kind: "link_project", job: "24-109" });
  expect(newJob.familyKey("24-109")).toBe("job:24-109");
  expect(newJob.factsQuery(aProject(), { sageId: "n1" })).toMatchObject({ jobs: ["n1", "N1"], erpIds: ["n1", "N1"] });
  expect(newJob.factsQuery(aProject(), {}).jobs).toEqual([]);
});

test("lines and details", () => {
  expect(newJob.lines(aProject())).toHaveLength(4);
  expect(newJob.details(aProject())).toContainEqual({
    label: "Address",
    value: "400 Harbor Road, Duluth, MN 55802",
    kind: "text",
  });
});
