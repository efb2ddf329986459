import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";
import { aJob } from "../support/new-job.ts";

const screen = "Job Cost > Setup > Cost Codes > Categories";

test("a cost forecast, accepted with its budget, is keyed by a person and completes itself", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const desk = await asSample("accountant");
  const { project, job, inbox } = await aJob(desk, procore, sample);
  await procore.budget(
    project,
    ["18250.50", "4000.00"],
    [
      { atCompletion: "19000.25", toComplete: "7500.00" },
      { atCompletion: "3900.00", toComplete: "0.00" },
    ],
  );
  const budget = await inbox.moveTo("Budget");
  // The mirror of Sage learns of the new job in its own time.
  await eventually(budget.finding(`Job ${job}`)).toHaveCount(0);
  await budget.choice("No import from Sage afterwards").selectOption("yes");
  await expect(budget.button("Accept")).toBeEnabled();
  const forecast = await inbox.moveTo("Forecast");
  await eventually(forecast.finding("Accept the budget, alone or together with this.")).toBeVisible();
  await inbox.select("Budget", "Forecast");
  await desk.press("Shift+A");
  await expect(inbox.acceptDrawer.dialog).toHaveAccessibleName("Accept 2 items");
  await expect(inbox.acceptDrawer.later).toContainText("1 item");
  await inbox.acceptDrawer.confirm();
  await expect(inbox.acceptDrawer.dialog).toBeHidden();

  const all = await desk.openInbox(`?tab=all&q=${job}`);
  const review = await all.moveTo("Forecast");
  await eventually(review.exportBlock).toContainText("keyed in Sage");
  await review.show("Preview");
  const [first = "", second = ""] = sample.costCodes;
  const sheet = (code: string) =>
    review.article.getByRole("region", { name: `Entry sheet: ${screen}, job ${job}: ${code}` });
  for (const amount of ["19000.25", "7500.00"]) await expect(sheet(first)).toContainText(amount);
  await expect(sheet(second)).toContainText("3900.00");

  await sage.keyForecast({ job, cost_code: first, category: "SUB" }, ["19000.25", "7500.00"]);
  await sage.keyForecast({ job, cost_code: second, category: "SUB" }, ["3900.00", "0.00"]);
  await review.becomes("Synced");
  const budgetEffects = (await sage.effects(`${job}/${first}/SUB`)).map(({ kind }) => kind);
  expect(budgetEffects.slice(-2)).toEqual(["estimate.imported", "estimate.posted"]);
});
