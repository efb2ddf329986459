import { parseCsv } from "hucre/csv";
import { sum } from "#lib/core/money.ts";
import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";
import { aJob } from "../support/new-job.ts";

const posted = ["commitment.posted", "change_order.posted"];

test("what the rehearsal says Sage would have is what Sage has after everything was accepted", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const desk = await asSample("accountant");
  const { page } = desk;
  const { project, job } = await aJob(desk, procore, sample);
  const lines = (...amounts: string[]) =>
    amounts.map((amount, n) => ({ description: `Part ${n + 1}`, amount, costCode: sample.costCodes[n] ?? "" }));
  const first = await procore.contract(sample, { project, lines: lines("18250.50", "400.25") });
  const second = await procore.contract(sample, { project, lines: lines("1000.00") });
  const order = await procore.changeOrder(first, { amounts: ["950.00", "-120.50"] });
  const untitled = await procore.contract(sample, { project, title: "", lines: lines("77.00") });

  await page.goto(`/reconcile/rehearsal?q=${job}`);
  const row = page.getByRole("row", { name: new RegExp(`^${job}`) });
  const figure = (name: string) => row.getByRole("link", { name: `${job}, ${name}` });
  await eventually(figure("Commitments")).toContainText("19,650.75");
  await eventually(figure("Change orders")).toContainText("829.50");
  await eventually(figure("Blocked")).toContainText("77.00");
  await expect(row.getByRole("cell", { name: "20,480.25" })).toBeVisible();
  const fates = page.getByRole("table", { name: "Pending items by what becomes of them" });
  await expect(fates.getByRole("row", { name: /^Goes to Sage/ })).toContainText("20,480.25");
  const failures = page.getByRole("table", { name: "Expected failures by cause" });
  await failures.getByRole("link").first().click();
  await expect(page.getByRole("row", { name: new RegExp(untitled.number) })).toContainText("Blocked");

  const inbox = await desk.openInbox(`?q=${job}`);
  await eventually(inbox.rows).toHaveCount(4);
  await inbox.select(first.number, second.number, order.number);
  await desk.press("Shift+A");
  await expect(inbox.acceptDrawer.dialog).toHaveAccessibleName("Accept 3 items");
  await inbox.acceptDrawer.confirm();
  await expect(inbox.acceptDrawer.dialog).toBeHidden();
  const synced = await desk.openInbox(`?tab=synced&q=${job}`);
  await eventually(synced.row(order.number)).toBeVisible();
  await eventually(synced.row(second.number)).toBeVisible();

  const keys = [first.number, second.number, `${first.number}/${order.number}`];
  const effects = (await Promise.all(keys.map((key) => sage.effects(key)))).flat();
  const amounts = effects.filter(({ kind }) => posted.includes(kind)).map(({ amount }) => amount ?? "0");
  expect([amounts.length, sum(amounts)]).toEqual([3, "20480.25"]);

  await page.goto(`/reconcile/rehearsal?q=${job}`);
  await eventually(figure("Sage now")).toContainText("20,480.25");
  const text = await (await page.request.get(`/api/tables/rehearsal?format=csv&q=${job}`)).text();
  const [head = [], ...found] = parseCsv(text);
  const committed = found.find((line) => line[head.indexOf("Measure")] === "Committed cost");
  expect([committed?.[head.indexOf("Sage now, USD")], committed?.[head.indexOf("Sage then, USD")]]).toEqual([
    "20480.25",
    "20480.25",
  ]);
});

test("a scope narrows what is released, a period what counts; every figure leads to its items", async ({
  company,
  as,
}) => {
  await company.item({ state: "outbox", date: "2026-05-04", lines: [{ amount: "300.00" }] });
  await company.item({ date: "2026-05-05", lines: [{ amount: "50.25" }] });
  await company.item({ date: "2026-06-02", lines: [{ amount: "7.00" }] });
  await company.item({ vendor: "unlinked", lines: [{ amount: "12.00" }] });
  const desk = await as("accountant");
  const { page } = desk;
  await page.goto("/reconcile");
  await page.getByRole("link", { name: "Rehearsal" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Month-end rehearsal");
  const row = page.getByRole("row", { name: /^24-01/ });
  await expect(row.getByRole("cell", { name: "357.25" }).last()).toBeVisible();

  await page.goto("/reconcile/rehearsal?upTo=2026-05-31");
  await expect(row.getByRole("cell", { name: "350.25" }).last()).toBeVisible();
  await row.getByRole("link", { name: "24-01, After the period" }).press("Enter");
  await expect(page.getByRole("row", { name: /2026|Jun/ }).filter({ hasText: "7.00" })).toBeVisible();
  await desk.press("Escape");
  await expect(page).toHaveURL(/rehearsal\?upTo=2026-05-31/);

  await page.getByRole("combobox", { name: "What is released" }).click();
  await page.getByRole("option", { name: "Only the outbox" }).click();
  await expect(row.getByRole("cell", { name: "300.00" }).last()).toBeVisible();
  await expect(page.getByRole("table", { name: "Expected failures by cause" })).toBeHidden();
  // The choice has the keyboard until one turns to something else.
  await page.getByRole("heading", { level: 1 }).click();
  await desk.press("g", "r");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Reconcile");
  await desk.press("g", "e");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Month-end rehearsal");
});

test("a project manager is not shown the rehearsal", async ({ as }) => {
  const { page } = await as("project_manager");
  const answer = await page.goto("/reconcile/rehearsal");
  expect(answer?.status()).toBe(403);
});
