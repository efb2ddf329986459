import { afterEach, expect, test } from "vitest";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import { all, closeServers, testServer } from "#lib/connectors/procore/test-server.ts";
import { decode } from "#lib/records/budget/procore.ts";
import { decode as decodeChange } from "#lib/records/budget-change/procore.ts";

afterEach(closeServers);

const project = "/rest/v1.0/projects/77";
const code = (id: number, more = {}) => ({
  id,
  code: "050",
  full_code: "26-050",
  name: "Electrical",
  biller_type: "Project",
  ...more,
});
const row = (id: number, more = {}) => {
  return {
    id,
    cost_code_id: 31,
    category_id: 8,
    biller_type: "Project",
    biller_id: 77,
    original_budget_amount: 1000.1,
    ...more,
  };
};

const adjustments = "/rest/v2.0/companies/4/projects/77/budget_changes/adjustment_line_items";

/** Procore with one budget; `state` may be changed while it runs. */
async function withBudget(state: { locked: boolean; rows: object[]; changes?: object[]; lines?: object[] }) {
  const { config, calls } = await testServer(({ url }) => {
    const subJob = url.searchParams.get("sub_job_id");
    const bodies: Record<string, unknown> = {
      [`${project}/budget`]: { locked: state.locked },
      "/rest/v1.0/budget_views": [
        { id: 4, name: "Standard" },
        { id: 5, name: "Forecast" },
      ],
      "/rest/v1.0/budget_views/4/detail_rows": state.rows,
      "/rest/v1.0/cost_codes": subJob === "41" ? [code(32, { biller_type: "SubJob" })] : [code(31)],
      "/rest/v1.0/sub_jobs": [{ id: 41, code: "P", origin_id: "PARK" }],
      [`${project}/budget_changes`]: { data: state.changes ?? [] },
      [adjustments.replace("/4/", `/${config.companyId}/`)]: { data: state.lines ?? [] },
      "/rest/v1.0/line_item_types": [{ id: 8, code: "S", name: "Subcontract" }],
    };
    return url.pathname in bodies ? { body: bodies[url.pathname] } : { status: 404, body: {} };
  });
  const paths = () => calls.splice(0).map(({ url }) => url.pathname.split("/").at(-1));
  return { source: procoreSource(config), paths };
}
const FIRST = { since: null, until: "2026-06-01T00:00:00Z" };
const LATER = { ...FIRST, since: "2026-05-31T00:00:00Z" };

test("one record of the lock, the rows of the first view, and the codes of project and sub job", async () => {
  const rows = [
    row(1),
    row(2, { cost_code_id: 32, biller_type: "SubJob", biller_id: 41, category_id: null }),
    row(3, { id: null }),
  ];
  const { source, paths } = await withBudget({ locked: true, rows });
  const [record, ...more] = await all(source.documents("budgets", "77", FIRST));
  expect(more).toEqual([]);
  expect(paths()).toEqual([
    "budget",
    "budget_views",
    "detail_rows",
    "sub_jobs",
    "cost_codes",
    "cost_codes",
    "line_item_types",
  ]);
  expect(record).toMatchObject({ id: "77", isDeleted: false });
  const read = record && decode("budgets", record.raw);
  expect(read).toMatchObject({ ok: true, value: { head: { amount: "2000.20", isApproved: true } } });
  expect(read?.ok && read.value.body).toMatchObject({
    lines: [
      { extra: "", costCode: "26-050", category: "S", amount: "1000.10" },
      { extra: "PARK", costCode: "26-050", category: "" },
    ],
  });
});

test("a later reading asks for the lock alone, until it was turned", async () => {
  const state = { locked: false, rows: [row(1)] };
  const { source, paths } = await withBudget(state);
  expect(await all(source.documents("budgets", "77", LATER))).toHaveLength(1);
  paths();
  expect(await all(source.documents("budgets", "77", LATER))).toEqual([]);
  expect(paths()).toEqual(["budget"]);
  state.locked = true;
  expect(await all(source.documents("budgets", "77", LATER))).toMatchObject([{ raw: { locked: true } }]);
  expect(await all(source.documents("budgets", "77", FIRST)), "from the beginning").toHaveLength(1);
});

test("a project without budget lines has no budget; one that may not be read is none", async () => {
  const { source } = await withBudget({ locked: false, rows: [] });
  expect(await all(source.documents("budgets", "77", FIRST))).toMatchObject([{ isDeleted: true }]);
  expect(await source.document("budgets", "78", "78")).toBeNull();
  expect(await source.document("budgets", "77", "77")).toMatchObject({ id: "77" });
});

test("budget changes with the lines of all of them, coded by the rows of the budget; one that is gone comes as deleted", async () => {
  const rows = [
    row(1, { wbs_code_id: 310 }),
    row(2, { wbs_code_id: 320, cost_code_id: 32, biller_type: "SubJob", biller_id: 41 }),
  ];
  const change = (id: number, status: string) => ({ id, number: id - 60, title: "Transfer", status, amount: "0.0" });
  const line = (id: string, budget_change_id: string, wbs: string, amount: string) => {
    return {
      id,
      budget_change_id,
      amount,
      wbs_code: { id: wbs, flat_code: "26-070.M" },
      budget_change_status: "approved",
    };
  };
  const state = {
    locked: true,
    rows,
    changes: [change(61, "approved"), change(62, "draft")],
    lines: [line("1", "61", "310", "5.0"), line("2", "61", "320", "-5.0"), line("3", "62", "999", "0")],
  };
  const { source, paths } = await withBudget(state);
  const read = async (window: typeof FIRST | typeof LATER) =>
    (await all(source.documents("budget_changes", "77", window))).map((record) => ({
      ...record,
      decoded: decodeChange("budget_changes", record.raw),
    }));
  const found = await read(FIRST);
  expect(found.map(({ decoded }) => decoded)).toMatchObject([
    {
      ok: true,
      value: {
        head: { number: "1", isApproved: true, parentSourceId: "77" },
        body: {
          lines: [
            { extra: "", costCode: "26-050", category: "S", amount: "5.00" },
            { extra: "PARK", costCode: "26-050", category: "S", amount: "-5.00" },
          ],
        },
      },
    },
    { ok: true, value: { head: { isApproved: false }, body: { lines: [{ costCode: "26-070", category: "M" }] } } },
  ]);
  paths();
  expect(await read(LATER)).toEqual([]);
  expect(paths()).toEqual(["budget_changes"]);
  state.changes = [change(61, "approved")];
  expect((await read(LATER)).map(({ id, isDeleted, decoded }) => [id, isDeleted, decoded.ok])).toEqual([
    ["61", false, true],
    ["62", true, true],
  ]);
});
