import { expect, test } from "../fixtures.ts";

test("a project in progress is linked to the job that Sage has of it, side by side, and unlinked again", async ({
  company,
  as,
}) => {
  const { projectId, number, name, job } = await company.projectAndJob();
  const desk = await as("admin");
  await desk.page.goto(`/projects/${projectId}`);
  await desk.page.getByRole("button", { name: "Link to a Sage job …" }).click();
  const dialog = desk.page.getByRole("dialog", { name: `Link ${number} ${name}` });
  await expect(dialog.getByRole("radio", { name: /same number and name/ })).toBeChecked();
  await expect(dialog.getByRole("row", { name: /Estimate, with changes/ })).toContainText("255,000.00");
  await dialog.getByRole("button", { name: `Link to job ${job}` }).click();
  const linked = desk.page.getByRole("dialog", { name: `${number} ${name} and its Sage job` });
  await expect(linked).toContainText(`Linked to job ${job}`);
  await desk.press("Escape");
  await expect(desk.page.getByText(`Sage job ${job} ·`)).toBeVisible();

  await desk.page.getByRole("button", { name: `Job ${job} …` }).click();
  await linked.getByRole("button", { name: `Unlink from job ${job}` }).click();
  await expect(dialog.getByRole("button", { name: `Link to job ${job}` })).toBeVisible();
  await desk.press("Escape");
  await expect(desk.page.getByText("No job in Sage yet ·")).toBeVisible();
});

test("only an administrator links projects", async ({ company, as }) => {
  const { projectId } = await company.projectAndJob();
  const desk = await as("accountant");
  await desk.page.goto(`/projects/${projectId}`);
  await expect(desk.page.getByText("No job in Sage yet ·")).toBeVisible();
  await expect(desk.page.getByRole("button", { name: /Sage job …/ })).toHaveCount(0);
});
