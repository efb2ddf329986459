import { expect, test } from "../fixtures.ts";
import { aJob } from "../support/new-job.ts";

test("a code that is added to a project later becomes a code of its job in Sage", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const desk = await asSample("accountant");
  const { project, job } = await aJob(desk, procore, sample);
  const added = sample.costCodes[2] ?? "";
  expect(await sage.effects(`${job}/${added}`)).toEqual([]);

  await procore.addCode(project, added);
  const inbox = await desk.openInbox(`?q=${job}`);
  const review = await inbox.moveTo(job);
  await expect(review.article).toHaveAccessibleName(`Project codes ${job}`);
  await expect(review.finding(`${added} Work ${added} with SUB is new on job ${job} in Sage.`)).toBeVisible();
  const lines = (await review.previewText()).flatMap((file) => file.lines).join("\n");
  expect(lines).toContain(added);
  for (const code of sample.costCodes.slice(0, 2)) expect(lines).not.toContain(code);
  await review.accept();
  await review.becomes("Synced");

  expect((await sage.effects(`${job}/${added}`)).map(({ kind }) => kind)).toEqual(["cost_code.created"]);
  await review.show("Record");
  await expect(review.timeline).toContainText(`Accepted as ${job}/${added}.SUB`);
});
