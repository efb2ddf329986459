import { expect, test } from "../fixtures.ts";

test("send, retrieve and re-send", async ({ company, as }) => {
  const item = await company.item({ state: "not_sent" });
  const { number } = item.contract;
  const desk = await as("project_manager");
  const project = await desk.openProject(company.project);
  const inGroup = (label: string) => project.group(label).getByRole("link", { name: number });
  await expect(inGroup("Not sent")).toBeVisible();
  await project.button(number, "Send to ERP").click();
  await expect(inGroup("With accounting")).toBeVisible();
  const review = await (await as("accountant")).openItem(item);
  await expect(review.button("Accept")).toBeEnabled();

  await project.button(number, "Retrieve").click();
  await expect(inGroup("Returned to you")).toBeVisible();
  await expect(review.word("Retrieved")).toBeVisible();
  await project.button(number, "Re-send").click();
  await expect(inGroup("With accounting")).toBeVisible();
  await expect(review.button("Accept")).toBeEnabled();
});

test("what Send would meet is said before sending", async ({ company, as }) => {
  const item = await company.item({
    state: "not_sent",
    vendor: "unlinked",
    title: "A title that is longer than thirty",
  });
  const project = await (await as("project_manager")).openProject(company.project);
  const checks = project.item(item.contract.number).getByRole("list", { name: "To cure before sending" });
  await expect(checks).toContainText("Title has 34 characters; Sage takes 30.");
  await expect(checks).toContainText("Cedar Ridge Drywall is not linked to a vendor in Sage.");
});

test("several items are sent as one", async ({ company, as }) => {
  const items = [await company.item({ state: "not_sent" }), await company.item({ state: "not_sent" })];
  const project = await (await as("project_manager")).openProject(company.project);
  await expect(project.sendSelection).toBeDisabled();
  for (const item of items) {
    await project
      .item(item.contract.number)
      .getByRole("checkbox", { name: /^Select/ })
      .check();
  }
  await project.sendSelection.click();
  for (const item of items) {
    await expect(project.group("With accounting").getByRole("link", { name: item.contract.number })).toBeVisible();
  }
});

test("once accounting has accepted, the project can no longer retrieve", async ({ company, as }) => {
  const item = await company.item({ state: "outbox" });
  const project = await (await as("project_manager")).openProject(company.project);
  await expect(project.item(item.contract.number)).toBeVisible();
  await expect(project.button(item.contract.number, "Retrieve")).toHaveCount(0);
});
