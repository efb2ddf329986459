import { expect, test } from "../fixtures.ts";
import { until } from "../support/until.ts";

test("a project becomes a job in Sage with its codes", async ({ sample, asSample, procore, sage }) => {
  test.slow();
  const project = await procore.project(sample);
  const { project_number: number } = project;
  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${number}`);
  const review = await inbox.moveTo(number);
  await review.accept();
  await review.becomes("Synced");

  expect((await sage.effects(number)).map(({ kind }) => kind)).toEqual(["job.created"]);
  const [code] = sample.costCodes;
  expect((await sage.effects(`${number}/${code}`)).map(({ kind }) => kind)).toEqual(["cost_code.created"]);
  await until("Procore to carry the job", async () => (await procore.originOf("projects", project)) === number);
  await expect(review.article.getByText(`· job ${number}`)).toBeVisible();
});

test("a sub job becomes an extra of the project's job in Sage", async ({ sample, asSample, procore, sage }) => {
  test.slow();
  const subJob = await procore.subJob(sample);
  const id = `${sample.project.job}/${subJob.code}`;
  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${subJob.code}`);
  const review = await inbox.moveTo(subJob.code);
  await review.accept();
  await review.becomes("Synced");

  expect((await sage.effects(id)).map(({ kind }) => kind)).toEqual(["extra.created"]);
  const [code] = sample.costCodes;
  expect((await sage.effects(`${id}/${code}`)).map(({ kind }) => kind)).toEqual(["cost_code.created"]);
  await until("Procore to carry the extra", async () => (await procore.originOf("sub_jobs", subJob)) === id);
});
