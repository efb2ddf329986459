import { afterAll, beforeAll, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

let simulator: TestSimulator;
const view = "/rest/v1.0/budget_views";
const AT = "2026-05-06T10:11:12Z";

beforeAll(async () => {
  const small = smallDataFile();
  const coded = { cost_code_id: 31, line_item_type_id: 8 };
  simulator = await new TestSimulator().start({
    ...small,
    sub_jobs: [{ id: 41, project_id: 77, name: "Parking", code: "PARK", origin_id: "PARKING", updated_at: AT }],
    cost_codes: [
      ...small.cost_codes,
      { id: 32, project_id: 77, sub_job_id: 41, name: "Electrical", code: "26-050", updated_at: AT },
    ],
    budgets: [
      {
        project_id: 77,
        line_items: [
          { id: 6001, ...coded, original_budget_amount: "1000" },
          { id: 6002, cost_code_id: 32, original_budget_amount: 20.5 },
        ],
      },
    ],
    budget_changes: [
      { id: 6101, project_id: 77, number: 1, status: "approved", adjustment_line_items: [{ ...coded, amount: "5" }] },
      { id: 6102, project_id: 77, number: 2, adjustment_line_items: [{ ...coded, amount: "7" }] },
    ],
  });
});
afterAll(() => simulator.stop());

test("a budget says whether it is locked; its lines come through a view, with names of codes", async () => {
  expect((await simulator.rest("GET", "/rest/v1.0/projects/77/budget")).body).toEqual({ locked: false });
  expect((await simulator.rest("GET", "/rest/v1.0/projects/78/budget")).status).toBe(404);
  const views = await simulator.rest("GET", `${view}?project_id=77`);
  const rows = await simulator.rest("GET", `${view}/${views.body[0].id}/detail_rows?project_id=77`);
  expect(rows.headers.get("total")).toBe("2");
  expect(rows.body).toMatchObject([
    {
      id: 6001,
      cost_code: "Electrical",
      category: "Subcontract",
      original_budget_amount: "1000.00",
      budget_modifications: "5.00",
    },
    { id: 6002, category_id: null, biller_type: "SubJob", biller_id: 41, original_budget_amount: "20.50" },
  ]);
  expect(rows.body[0]).not.toHaveProperty("updated_at");
  expect((await simulator.rest("GET", `${view}/1/detail_rows?project_id=77`)).status).toBe(404);
});

test("a project that forecasts has a view with columns of its own, by name", async () => {
  const lines = [
    {
      id: 6201,
      cost_code_id: 31,
      original_budget_amount: "9",
      estimated_cost_at_completion: 12.5,
      forecast_to_complete: "3",
    },
    { id: 6202, cost_code_id: 31, original_budget_amount: "1" },
  ];
  const other = await new TestSimulator().start({
    ...smallDataFile(),
    budgets: [{ project_id: 77, line_items: lines }],
  });
  try {
    const views = (await other.rest("GET", `${view}?project_id=77`)).body as { id: number; name: string }[];
    expect(views.map(({ name }) => name)).toEqual(["Procore Standard Budget", "Cost Forecast"]);
    const [standard, forecast] = await Promise.all(
      views.map(async ({ id }) => (await other.rest("GET", `${view}/${id}/detail_rows?project_id=77`)).body),
    );
    expect(standard[0]).not.toHaveProperty("Estimated Cost at Completion");
    expect(forecast).toMatchObject([
      { id: 6201, "Estimated Cost at Completion": "12.50", "Forecast to Complete": "3.00" },
      { id: 6202, "Estimated Cost at Completion": null },
    ]);
  } finally {
    await other.stop();
  }
});

test("codes of a sub job come only when it is asked for", async () => {
  const ids = async (more: string) =>
    (await simulator.rest("GET", `/rest/v1.0/cost_codes?project_id=77${more}`)).body.map(
      ({ id }: { id: number }) => id,
    );
  expect([await ids(""), await ids("&sub_job_id=41")]).toEqual([[31], [32]]);
  const jobs = await simulator.rest("GET", "/rest/v1.0/sub_jobs?project_id=77");
  expect(jobs.body).toMatchObject([{ id: 41, code: "PARK", origin_id: "PARKING" }]);
});

test("a locked budget keeps its originals", async () => {
  const change = { project_id: 77, budget_line_item: { original_budget_amount: "1100" } };
  const write = () => simulator.rest("PATCH", "/rest/v1.1/budget_line_items/6001", change);
  expect((await write()).status).toBe(200);
  expect((await simulator.rest("POST", "/rest/v1.0/projects/77/budget/lock")).body).toEqual({ locked: true });
  expect((await write()).status).toBe(422);
  expect((await simulator.rest("DELETE", "/rest/v1.0/projects/77/budget/lock")).body).toEqual({ locked: false });
});

test("budget changes have no paging and no lines in the list; the lines of all come in version 2", async () => {
  const base = "/rest/v1.0/projects/77/budget_changes";
  const listed = await simulator.rest("GET", base);
  expect(listed.body.data).toMatchObject([
    { id: 6101, number: 1, status: "approved", amount: "5.00" },
    { id: 6102, status: "draft" },
  ]);
  const shown = await simulator.rest("GET", `${base}/6101`);
  expect(shown.body.data.adjustment_line_items).toMatchObject([
    { adjustment_number: 1, amount: "5.00", wbs_code: { flat_code: "26-050.S" } },
  ]);
  const lines = await simulator.rest(
    "GET",
    "/rest/v2.0/companies/501/projects/77/budget_changes/adjustment_line_items?per_page=1",
  );
  expect(lines.body.data).toMatchObject([{ budget_change_id: "6101", budget_change_status: "approved" }]);
  expect(lines.headers.get("total")).toBe("2");
  expect((await simulator.rest("PATCH", `${base}/6102`, { status: "void" })).body.data.status).toBe("void");
  expect((await simulator.rest("PATCH", `${base}/6102`, { status: "done" })).status).toBe(422);
});

test("on the project's page the budget is locked and a change approved", async () => {
  const page = async () => String((await simulator.call("GET", "/projects/77")).body);
  expect(await page()).toContain("unlocked, 2 lines");
  const post = (body: string) =>
    simulator.call("POST", "/projects/77/budget", body, { "content-type": "application/x-www-form-urlencoded" });
  expect((await post("lock=on")).status).toBe(303);
  expect((await simulator.rest("GET", "/rest/v1.0/projects/77/budget")).body).toEqual({ locked: true });
  expect((await post("change=6102&status=approved")).status).toBe(303);
  const { body } = await simulator.rest("GET", "/rest/v1.0/projects/77/budget_changes/6102");
  expect(body.data.status).toBe("approved");
  expect(await page()).toContain("Unlock the budget");
});
