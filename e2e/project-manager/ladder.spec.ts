import { expect, test } from "../fixtures.ts";

test("the ladder counts what is where and moves with what is sent", async ({ company, as }) => {
  const item = await company.item({ state: "not_sent" });
  const parent = await company.item({ state: "synced" });
  await company.changeOrder(parent, { number: "007" });
  const desk = await as("project_manager");
  const project = await desk.openProject(company.project);
  const rung = (name: string) =>
    desk.page.getByRole("region", { name: "Way into accounting" }).getByRole("listitem", { name, exact: true });
  await expect(rung("Job")).toContainText("Sage job 24-01");
  await expect(rung("Vendors")).toContainText("1 of 1 linked to Sage");
  await expect(rung("Commitments")).toContainText("1 of 2");
  await expect(rung("Commitments")).toContainText("1 not sent");
  await expect(rung("Change orders")).toContainText("1 with accounting");
  await expect(rung("Budget")).toContainText("Nothing in Procore yet");
  await project.button(item.contract.number, "Send to ERP").click();
  await expect(rung("Commitments")).toContainText("1 with accounting");
  await expect(rung("Commitments")).not.toContainText("not sent");
});
