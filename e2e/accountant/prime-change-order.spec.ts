import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";
import { aJob } from "../support/new-job.ts";
import { until } from "../support/until.ts";

test("a change order of a prime contract is keyed by a person and completes itself", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const desk = await asSample("accountant");
  const { project, job } = await aJob(desk, procore, sample);
  const order = await procore.primeChangeOrder(project, ["12500.00", "-800.50"]);
  const id = `${job}/${order.number}`;
  const inbox = await desk.openInbox(`?tab=all&q=${job}`);
  const review = await inbox.moveTo(order.number);
  await eventually(review.button("Accept")).toBeEnabled();
  await expect(review.field("Change order ID")).toHaveValue(order.number);
  await review.accept();
  // The cursor went on.
  await inbox.moveTo(order.number);
  await eventually(review.exportBlock).toContainText("keyed in Sage");
  await review.show("Preview");
  const sheet = (title: string) => review.article.getByRole("region", { name: `Entry sheet: ${title}` });
  for (const value of [job, `${job}-P`, order.number, "11699.50"])
    await expect(sheet("Contract change order")).toContainText(value);
  await expect(sheet("Line 1")).toContainText("12500.00");
  await expect(sheet("Line 2")).toContainText("-800.50");

  await sage.keyContractChange({ job, change: order.number, description: order.title, amount: "11699.50" });
  await review.becomes("Synced");
  expect((await sage.effects(id)).map(({ kind, amount }) => [kind, amount])).toEqual([
    ["contract_change.keyed", "11699.50"],
  ]);
  await until("Procore to carry the Sage id", async () => (await procore.readChangeOrder(order)).origin_id === id);
});
