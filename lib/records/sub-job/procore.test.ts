import { expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { subJob } from "#lib/records/sub-job/definition.ts";
import { aSubJob, rawCode, rawSubJob, someFacts } from "#lib/records/sub-job/fixtures.ts";
import { decode } from "#lib/records/sub-job/procore.ts";

function decoded(raw: Json) {
  const result = decode("sub_jobs", raw);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

test("a sub job with its codes, sorted, belongs to its project", () => {
  const { body, head } = decoded(rawSubJob());
  expect(body).toMatchObject({
    code: "GARAGE",
    codes: [
      { costCode: "26-010", categories: ["M", "S"] },
      { costCode: "26-020", categories: ["M", "S"] },
    ],
  });
  expect(head).toMatchObject({ number: "GARAGE", title: "Parking garage", parentSourceId: "77", isApproved: true });
  const parent = { sourceKinds: ["projects"], sourceId: "77", unlessLinked: true };
  expect(subJob.parent?.(body)).toEqual(parent);
});

test("the same codes in another order are the same body; deleted codes fall away", () => {
  const codes = [rawCode(), rawCode({ id: 302, full_code: "26-020" }), rawCode({ id: 303, deleted_at: "2026-05-01" })];
  expect(decoded(rawSubJob({ cost_codes: codes })).body).toEqual(
    decoded(rawSubJob({ cost_codes: codes.toReversed() })).body,
  );
  expect(decoded(rawSubJob({ cost_codes: codes })).body).toMatchObject({ codes: [{}, {}] });
});

test("a deleted one is not approved; without its codes it cannot be read", () => {
  expect(decoded(rawSubJob({ deleted_at: "2026-05-14T00:00:00Z" })).head).toMatchObject({ isApproved: false });
  const { cost_codes: _none, ...without } = rawSubJob() as Record<string, Json>;
  expect(decode("sub_jobs", without)).toMatchObject({ ok: false, refusal: { params: { field: "cost_codes" } } });
  expect(decode("projects", rawSubJob()).ok).toBe(false);
});

test("the code is proposed as extra, in capitals where Sage wants these", () => {
  const body = aSubJob({ code: "garage" });
  expect(subJob.prefill(body, someFacts())).toEqual({ sageId: "GARAGE", date: "2026-05-20" });
  const facts = someFacts({ profile: { ...someFacts().profile, capitalIds: false } });
  expect(subJob.prefill(body, facts)).toMatchObject({ sageId: "garage" });
});

test("lines and details show what is there", () => {
  const body = aSubJob();
  expect(subJob.lines(body).map(({ costCode, category }) => `${costCode} ${category}`)).toEqual([
    "26-010 M",
    "26-010 S",
    "26-020 M",
    "26-020 S",
  ]);
  expect(subJob.details(body)).toContainEqual({ label: "Cost codes", value: "2", kind: "text" });
});

test("the query asks for the extra itself too, below the job", () => {
  const query = subJob.factsQuery(aSubJob(), { sageId: "x1", date: "" });
  expect(query).toMatchObject({ erpIds: ["x1", "X1"], takenIn: "job" });
  expect(query.codes).toContainEqual({ extra: "X1", costCode: "", category: "" });
  expect(subJob.factsQuery(aSubJob(), {}).erpIds).toEqual([]);
});
