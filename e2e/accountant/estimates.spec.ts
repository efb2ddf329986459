import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";
import { aJob } from "../support/new-job.ts";

test("a budget and its change, accepted in one selection, reach Sage one after the other", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const desk = await asSample("accountant");
  const { project, job, inbox } = await aJob(desk, procore, sample);
  await procore.budget(project, ["18250.50", "4000.00"]);
  const change = await procore.budgetChange(project, ["-500.00", "750.25"]);
  const budget = await inbox.moveTo("Budget");
  await expect(budget.finding("has to be acknowledged")).toBeVisible();
  // The mirror of Sage learns of the new job in its own time.
  await eventually(budget.finding(`Job ${job}`)).toHaveCount(0);
  await budget.choice("No import from Sage afterwards").selectOption("yes");
  await expect(budget.button("Accept")).toBeEnabled();
  const shown = await budget.previewText();
  expect(shown.flatMap(({ lines }) => lines).join("\n")).toContain("18250.50");

  await inbox.moveTo(String(change.number));
  await inbox.select("Budget", String(change.number));
  await desk.press("Shift+A");
  await expect(inbox.acceptDrawer.dialog).toHaveAccessibleName("Accept 2 items");
  await expect(inbox.acceptDrawer.later).toContainText("1 item");
  await inbox.acceptDrawer.confirm();
  await expect(inbox.acceptDrawer.dialog).toBeHidden();
  const all = await desk.openInbox(`?tab=all&q=${job}`);
  const review = await all.moveTo(String(change.number));
  await review.becomes("Synced");

  const [code] = sample.costCodes;
  const effects = await sage.effects(`${job}/${code}/SUB`);
  expect(effects.map(({ kind, amount }) => [kind, amount]).slice(-4)).toEqual([
    ["estimate.imported", "18250.50"],
    ["estimate.posted", "18250.50"],
    ["estimate_change.imported", "-500.00"],
    ["estimate_change.posted", "-500.00"],
  ]);
  await review.show("Record");
  await expect(review.parent).toContainText("Synced");
});
