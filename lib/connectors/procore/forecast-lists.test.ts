import { afterEach, expect, test } from "vitest";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import { all, closeServers, testServer } from "#lib/connectors/procore/test-server.ts";
import { decode } from "#lib/records/cost-forecast/procore.ts";

afterEach(closeServers);

const row = (id: number | null, more: object = {}) => {
  return { id, cost_code_id: 31, category_id: 8, biller_type: "Project", biller_id: 77, ...more };
};
const both = { "Estimated Cost at Completion": "1200.5", "Forecast to Complete": 300 };
const views = "/rest/v1.0/budget_views";

/** Procore with a locked budget that two views show, each with these rows. */
async function withViews(standard: object[], forecast: object[]) {
  const { config, calls } = await testServer(({ url }) => {
    const bodies: Record<string, unknown> = {
      "/rest/v1.0/projects/77/budget": { locked: true },
      [views]: [
        { id: 4, name: "Standard" },
        { id: 5, name: "Forecast" },
      ],
      [`${views}/4/detail_rows`]: standard,
      [`${views}/5/detail_rows`]: forecast,
      "/rest/v1.0/cost_codes": [{ id: 31, code: "050", full_code: "26-050", name: "Electrical" }],
      "/rest/v1.0/line_item_types": [{ id: 8, code: "S", name: "Subcontract" }],
    };
    return url.pathname in bodies ? { body: bodies[url.pathname] } : { status: 404, body: {} };
  });
  const source = procoreSource(config);
  const read = async (since: string | null = null) => {
    const found = await all(source.documents("cost_forecasts", "77", { since, until: "2026-06-01T00:00:00Z" }));
    return found.map((record) => decode("cost_forecasts", record.raw));
  };
  return { read, paths: () => calls.splice(0).map(({ url }) => url.pathname.split("/").slice(-2).join("/")) };
}

test("the first view with a column of exactly this name; cost without a budget line is left out", async () => {
  const { read, paths } = await withViews([row(1)], [row(1, both), row(null, both)]);
  expect(await read()).toMatchObject([
    {
      ok: true,
      value: {
        head: { amount: "1200.50", isApproved: true, parentSourceId: "77" },
        body: {
          view: "Forecast",
          hasAtCompletion: true,
          hasToComplete: true,
          lines: [{ costCode: "26-050", category: "S", atCompletion: "1200.50", toComplete: "300.00" }],
        },
      },
    },
  ]);
  paths();
  expect(await read("2026-05-31T00:00:00Z")).toEqual([]);
  expect(paths()).toEqual(["77/budget"]);
});

test("another spelling is another column, and the record says that it is missing", async () => {
  const { read } = await withViews([row(1)], [row(1, { "Estimated cost at completion": "1" })]);
  expect(await read()).toMatchObject([
    { value: { body: { view: "Standard", hasAtCompletion: false, hasToComplete: false, lines: [{}] } } },
  ]);
});

test("without a column of its own the forecast to complete is that of the budget line", async () => {
  const own = { "Estimated Cost at Completion": "5", budget_forecast: { id: 3, amount: "7.25" } };
  const { read } = await withViews([row(1, own), row(2, { ...own, budget_forecast: null })], []);
  expect(await read()).toMatchObject([
    { value: { body: { hasToComplete: true, lines: [{ toComplete: "7.25" }, { toComplete: "0.00" }] } } },
  ]);
});

test("a project without budget lines has no forecast", async () => {
  const { read } = await withViews([], []);
  expect(await read()).toMatchObject([{ value: { body: { isDeleted: true } } }]);
});
