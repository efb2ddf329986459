import { isJobMirrored, itemOfNumber, leaseModes, mirroredItems } from "#drizzle/factories/linked-documents.ts";
import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";
import { uniqueNumber } from "../support/procore.ts";
import { until } from "../support/until.ts";

test("documents of a project in progress are linked to what Sage has, and nothing is sent", async ({
  sample,
  asSample,
  procore,
  sage,
  owner,
}) => {
  test.slow();
  const project = await procore.project(sample);
  const { project_number: job, name } = project;
  const codes = project.codes.map(({ code }) => String(code));
  const [vendor] = sample.vendors;
  await sage.keyJob({
    ...{ job, description: name },
    codes: codes.map((cost_code) => ({ cost_code, categories: ["SUB"] })),
  });
  const lines = [
    { description: "Rough-in, level 1", amount: "18250.50", costCode: codes[0] },
    { description: "Rough-in, level 2", amount: "21400.00", costCode: codes[1] },
  ] as const;
  const contract = async () => await procore.contract(sample, { project, number: uniqueNumber(), lines });
  const [exact, other, differing, foreign] = [await contract(), await contract(), await contract(), await contract()];
  const key = async (commitment: string, amounts: readonly string[], by = vendor?.sageVendor) =>
    await sage.key({
      ...{ commitment, vendor: by, description: "Keyed before" },
      items: amounts.map((amount, n) => ({
        item_number: n + 1,
        ...{ job, cost_code: codes[n], category: "SUB", amount, description: `Item ${n + 1}` },
      })),
    });
  const amounts = lines.map(({ amount }) => amount);
  await key(exact.number, amounts);
  await key(other.number, amounts);
  await key(differing.number, ["18250.50", "20000.00"]);
  await key(foreign.number, amounts, sample.vendors[1]?.sageVendor);
  const all = [exact, other, differing, foreign];
  const itemOf = async (number: string) => await itemOfNumber(owner, sample.id, number);
  const seen = await until("the last contract to come", async () => await itemOf(foreign.number));

  await until("Sage's job to be read", async () => await isJobMirrored(owner, sample.id, job));
  await until(
    "Sage's commitments to be read",
    async () => (await mirroredItems(owner, sample.id, foreign.number)) === amounts.length,
  );
  const admin = await asSample("admin");
  await admin.page.goto(`/projects/${seen.projectId}`);
  await admin.page.getByRole("button", { name: "Link to a Sage job …" }).click();
  await admin.page.getByRole("button", { name: `Link to job ${job}` }).click();
  await expect(admin.page.getByRole("dialog")).toContainText(`Linked to job ${job}`);

  const desk = await asSample("accountant");
  await desk.page.goto(`/projects/${seen.projectId}`);
  await desk.page.getByRole("link", { name: "Already in Sage" }).click();
  await expect(desk.page.getByRole("heading", { level: 1, name: "Already in Sage" })).toBeVisible();
  const rowOf = (number: string) =>
    desk.page.getByRole("row").filter({ has: desk.page.getByRole("link", { name: number, exact: true }) });
  await expect(rowOf(differing.number)).toContainText("Likely, 2 differences");
  await expect(rowOf(exact.number)).toContainText("Exactly alike");

  await desk.page.getByRole("button", { name: "Link 2 exact ones …" }).click();
  const confirm = desk.page.getByRole("dialog", { name: "Link 2 documents?" });
  await expect(confirm).toContainText("79,301.00");
  await confirm.getByRole("button", { name: /^Link 2/ }).click();
  await expect(confirm).toBeHidden();
  for (const { number } of [exact, other]) await eventually(rowOf(number)).toContainText(`Linked to ${number}`);

  await rowOf(differing.number)
    .getByRole("button", { name: `Compare ${differing.number}` })
    .click();
  const compare = desk.page.getByRole("dialog", { name: new RegExp(`${differing.number} and Sage`) });
  await expect(compare.getByRole("row", { name: /Amount/ }).filter({ hasText: "20000" })).toContainText("21400.00");
  await compare.getByRole("button", { name: `Link to ${differing.number}` }).click();
  await expect(compare).toBeHidden();
  await eventually(rowOf(differing.number)).toContainText("Held for a person");

  await rowOf(foreign.number)
    .getByRole("button", { name: `Compare ${foreign.number}` })
    .click();
  const stranger = desk.page.getByRole("dialog", { name: new RegExp(`${foreign.number} and Sage`) });
  await stranger.getByRole("button", { name: "Not the same" }).click();
  await expect(stranger).toContainText(`${foreign.number} is not the same`);
  await desk.press("Escape");
  await expect(rowOf(foreign.number)).toContainText("No record");

  await rowOf(differing.number)
    .getByRole("button", { name: `Open ${differing.number}` })
    .click();
  await desk.page.getByRole("button", { name: "Found in Sage" }).click();
  await desk.page.getByRole("button", { name: /It is the same/ }).click();
  await until("the one that differs to be Synced", async () => (await itemOf(differing.number))?.state === "synced");
  for (const { number } of all)
    expect((await sage.effects(number)).map(({ kind }) => kind)).toEqual(["commitment.keyed"]);
  for (const one of [exact, other, differing])
    await until("Procore to carry the Sage id", async () => (await procore.read(one)).origin_id === one.number);
  expect(await leaseModes(owner, sample.id, seen.projectId)).toEqual(["probe"]);
});
