import { expect, test } from "vitest";
import { readSourceEvent } from "#lib/core/procore-events.ts";

const version4 = {
  id: "01JXAMPLE0ULID0000000000AA",
  reason: "update",
  company_id: "501",
  project_id: "77",
  resource_type: "Work Order Contract Line Items",
  resource_id: "90101",
};

test("an event says in which project and in which lists to look, in every payload version", () => {
  const where = { projectId: "77", lists: ["work_order_contracts"] };
  expect(readSourceEvent(version4)).toEqual({ id: version4.id, ...where });
  const version2 = { id: 12, ulid: "01J", event_type: "update", project_id: 77, resource_name: "Work Order Contracts" };
  expect(readSourceEvent(version2)).toEqual({ id: "01J", ...where });
});

test("a project that is the company's own record is named by its id", () => {
  const event = { id: "1", resource_type: "Projects", resource_id: "77" };
  expect(readSourceEvent(event)).toEqual({ id: "1", projectId: "77", lists: ["projects"] });
  expect(readSourceEvent({ ...event, resource_type: "Company Vendors" })).toMatchObject({ projectId: null });
});

test.each([
  ["nothing", null],
  ["no object", "Work Order Contracts"],
  ["no id", { ...version4, id: "" }],
  ["a resource that is of no interest", { ...version4, resource_type: "RFIs" }],
  ["a name that objects have anyway", { ...version4, resource_type: "constructor" }],
])("%s is no event", (_, body) => {
  expect(readSourceEvent(body)).toBeNull();
});

test("a project that is no id is not passed on", () => {
  expect(readSourceEvent({ ...version4, project_id: "77; drop" })?.projectId).toBeNull();
});
